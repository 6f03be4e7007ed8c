import { existsSync, readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

/** The folder of this program, from the sources as from the bundle: where its package.json is. */
export const programFolder: URL = findUpwards("package.json", new URL(".", import.meta.url));

/** The version of this program. */
export function programVersion(): string {
  const manifest: unknown = JSON.parse(
    readFileSync(new URL("package.json", programFolder), "utf8"),
  );
  const isManifest = typeof manifest === "object" && manifest !== null && "version" in manifest;
  return isManifest ? String(manifest.version) : "unknown";
}

/**
 * The cache folder: in the nearest `node_modules` of the project, or else of this program, so that it
 * goes with them; the system's temporary folder is cleared by nobody.
 */
export function cacheFolder(): URL | undefined {
  const starts = [pathToFileURL(`${process.cwd()}/`), programFolder];
  const home = starts
    .map((start) => findUpwards("node_modules", start))
    .find((folder) => existsSync(new URL("node_modules", folder)));
  return home && new URL("node_modules/.cache/openapi-actions/", home);
}

function findUpwards(file: string, folder: URL): URL {
  const parent = new URL("..", folder);
  const isHere = existsSync(new URL(file, folder)) || parent.href === folder.href;
  return isHere ? folder : findUpwards(file, parent);
}
