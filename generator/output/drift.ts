import type { Difference } from "./plan.ts";
import type { Origin } from "./digests.ts";
import { digest, hasDigest, manifestFile, type Manifest } from "./manifest.ts";
import { isReformatted } from "./reformatted.ts";

/** How a package differs from what would be generated now, and why. */
export interface Drift {
  /** Sorted by path, without the manifest. */
  readonly files: readonly FileDrift[];
  readonly causes: readonly Cause[];
}

/** One file that differs. */
export interface FileDrift extends Difference {
  /** Whether somebody changed or deleted it after it was written. */
  readonly isEdited: boolean;
  /** Whether that changed its layout alone, as a formatter does. */
  readonly isReformatted: boolean;
  /** The actual text and the expected one; `undefined` where there is none. */
  readonly found: string | undefined;
  readonly wanted: string | undefined;
}

/** Why a package differs. Several can be true at once. */
export type Cause =
  | { readonly kind: "never-generated" }
  | { readonly kind: "description-changed" }
  | { readonly kind: "generator-changed"; readonly from: string; readonly to: string }
  | { readonly kind: "edited"; readonly files: readonly string[] }
  | { readonly kind: "reformatted"; readonly files: readonly string[] }
  | { readonly kind: "merged" }
  | { readonly kind: "unknown" };

/**
 * Tells from the digests of the last run why files differ. The same description and the same
 * generator give the same bytes: so where the description is the same and a file would now be
 * written otherwise, the generator is another, whatever version it calls itself.
 *
 * @param differences what {@link compareFolder} says, of which there is at least one.
 * @param files what would be written now.
 * @param origin what it would be written from.
 * @param manifest of the last run, if there is one.
 * @param read the text of a file in the folder.
 */
export function explainDrift(
  differences: readonly Difference[],
  files: ReadonlyMap<string, string>,
  origin: Origin,
  manifest: Manifest | undefined,
  read: (file: string) => string | undefined,
): Drift {
  const drifted = differences
    .filter(({ file }) => file !== manifestFile)
    .map((difference): FileDrift => {
      const { file } = difference;
      const found = read(file);
      const written = manifest?.isMerged === true ? undefined : manifest?.files.get(file);
      const isEdited =
        written !== undefined &&
        written !== "" &&
        (found === undefined || !hasDigest(written, found));
      const wanted = files.get(file);
      const isLayout =
        isEdited &&
        found !== undefined &&
        wanted !== undefined &&
        isReformatted(file, found, wanted);
      return { ...difference, isEdited, isReformatted: isLayout, found, wanted };
    });
  return { files: drifted, causes: causesOf(drifted, origin, manifest) };
}

function causesOf(
  files: readonly FileDrift[],
  origin: Origin,
  manifest: Manifest | undefined,
): Cause[] {
  if (manifest?.isMerged) return [{ kind: "merged" }];
  const { generator: from, description } = manifest?.settings ?? {};
  if (!manifest || from === undefined || description === undefined) {
    const isEmpty = files.every(({ kind }) => kind === "missing");
    return [{ kind: isEmpty && files.length > 0 ? "never-generated" : "unknown" }];
  }
  const reformatted = files.filter((one) => one.isReformatted).map(({ file }) => file);
  const edited = files.filter((one) => one.isEdited && !one.isReformatted).map(({ file }) => file);
  const isOutdated = files.some(({ file, wanted }) => {
    return manifest.files.get(file) !== (wanted === undefined ? undefined : digest(wanted));
  });
  const { generator: to } = origin;
  const hasNewDescription = isOutdated && description !== origin.description;
  const hasNewGenerator = isOutdated && (from !== to || !hasNewDescription);
  const causes: Cause[] = [
    ...(hasNewDescription ? [{ kind: "description-changed" } as const] : []),
    ...(hasNewGenerator ? [{ kind: "generator-changed", from, to } as const] : []),
    ...(edited.length > 0 ? [{ kind: "edited", files: edited } as const] : []),
    ...(reformatted.length > 0 ? [{ kind: "reformatted", files: reformatted } as const] : []),
  ];
  return causes.length > 0 ? causes : [{ kind: "merged" }];
}
