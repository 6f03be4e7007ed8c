import { fitProject, type Fit } from "../config/project.ts";
import { UnusableError } from "../diagnostics/problem.ts";
import type { ImportExtension, Layout } from "../model/layout.ts";
import type { Manifest } from "../output/manifest.ts";

export const layouts = ["package", "source"] as const;
export const importExtensions = ["ts", "js", "none"] as const;

/** What flags and configuration say of the layout. */
interface Wanted {
  readonly layout?: Layout | undefined;
  readonly importExtension?: ImportExtension | undefined;
}

/**
 * How the files of an output folder are written: as flags and configuration say, else as the last
 * run did, else as the project around the folder asks for.
 *
 * @param manifest of the last run, if there was one.
 * @throws UnusableError where the wishes exclude each other.
 */
export function fitOutput(output: string, wanted: Wanted, manifest: Manifest | undefined): Fit {
  const layout = wanted.layout ?? (manifest && rememberedLayout(manifest));
  const remembered =
    manifest && layout === rememberedLayout(manifest)
      ? importExtensions.find((one) => one === manifest.settings.importExtension)
      : undefined;
  const extension = wanted.importExtension ?? remembered;
  const isSaid = wanted.layout !== undefined || wanted.importExtension !== undefined;
  const fit =
    layout !== undefined && extension !== undefined
      ? { layout, importExtension: extension, reason: isSaid ? "as configured" : "as before" }
      : completed(fitProject(output), layout, extension);
  if (fit.layout === "package" && fit.importExtension === "none") {
    throw new UnusableError(
      "The layout `package` is compiled to ES modules, whose imports have an extension. " +
        "Choose the import extension ts or js, or the layout source.",
    );
  }
  return fit;
}

/** Runs before there were layouts wrote packages. */
function rememberedLayout({ settings }: Manifest): Layout {
  return layouts.find((one) => one === settings.layout) ?? "package";
}

function completed(
  found: Fit,
  layout: Layout | undefined,
  importExtension: ImportExtension | undefined,
): Fit {
  if (layout === undefined || layout === found.layout) {
    return { ...found, importExtension: importExtension ?? found.importExtension };
  }
  // No project compiles the sources, so what runs or bundles them takes them as they are.
  return { layout, importExtension: importExtension ?? "ts", reason: "as configured" };
}
