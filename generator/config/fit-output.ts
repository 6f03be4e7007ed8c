import { UnusableError } from "../diagnostics/problem.ts";
import type { ImportExtension, Layout } from "../model/layout.ts";
import { fitProject, type Fit } from "./project.ts";

export const layouts = ["package", "source"] as const;
export const importExtensions = ["ts", "js", "none"] as const;

/** The layout that flags and configuration ask for. */
interface Requested {
  readonly layout?: Layout | undefined;
  readonly importExtension?: ImportExtension | undefined;
}

/** The layout that the manifest of the last run recorded. */
interface Recorded {
  readonly layout?: string;
  readonly importExtension?: string;
}

/**
 * Decides how the files of an output folder are written: as flags and configuration ask for, else
 * as in the last run, else as the project around the folder needs it.
 *
 * @param recorded `undefined` where there was no last run.
 * @throws UnusableError where layout and import extension exclude each other.
 */
export function fitOutput(output: string, wanted: Requested, recorded: Recorded | undefined): Fit {
  const layout = wanted.layout ?? (recorded && recordedLayout(recorded));
  const remembered =
    recorded && layout === recordedLayout(recorded)
      ? importExtensions.find((one) => one === recorded.importExtension)
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

/** Versions without layouts wrote packages. */
function recordedLayout(recorded: Recorded): Layout {
  return layouts.find((one) => one === recorded.layout) ?? "package";
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
