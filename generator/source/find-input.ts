import { basename, dirname, extname, join } from "node:path";
import { UnusableError } from "../diagnostics/problem.ts";
import { disk } from "./disk.ts";
import type { SourceFiles } from "./files.ts";

/**
 * The one description in a folder; overlays (`NAME.overlay.yaml`) belong to one and are none.
 *
 * @throws UnusableError where there is none, or more than one to choose from.
 */
export async function findSpec(folder: string): Promise<string> {
  const names = await disk.namesIn(folder);
  const specs = names
    .filter((name) => /\.(?:ya?ml|json)$/i.test(name) && !/\.overlay\.\w+$/i.test(name))
    .sort();
  const [first, second] = specs;
  if (first === undefined) {
    throw new UnusableError(
      `There is no description in ${folder}/ (a .yaml, .yml or .json file). Name one as the first ` +
        "argument, or let `openapi-actions init` find it and write a configuration.",
    );
  }
  if (second !== undefined) {
    throw new UnusableError(
      `There are several descriptions in ${folder}/ (${specs.join(", ")}). Name one of them.`,
    );
  }
  return `${folder}/${first}`;
}

/**
 * The overlays that lie beside a description and bear its name: `NAME.overlay.yaml`, `.yml` or
 * `.json` for `NAME.yaml`; usually one, or none.
 *
 * @param spec the description's file.
 */
export async function findOverlays(
  spec: string,
  files: SourceFiles = disk,
): Promise<readonly string[]> {
  const names = await files.namesIn(dirname(spec));
  return overlaysBeside(spec).filter((overlay) => names.includes(basename(overlay)));
}

/** The files that would be a description's overlays if they were there. */
export function overlaysBeside(spec: string): readonly string[] {
  const name = basename(spec, extname(spec));
  return ["yaml", "yml", "json"].map((extension) =>
    join(dirname(spec), `${name}.overlay.${extension}`),
  );
}
