import { createTwoFilesPatch, FILE_HEADERS_ONLY } from "diff";
import type { FileDrift } from "./drift.ts";

/** How many lines may differ in a file before its patch says only that it differs. */
const maxEdits = 5000;

/**
 * Returns the changes that generating would make to the files, as a unified diff that ends with a
 * line end.
 *
 * @param maxLines how many lines to give; the rest is counted.
 */
export function patchOf(folder: string, files: readonly FileDrift[], maxLines: number): string {
  const lines: string[] = [];
  let waiting = 0;
  for (const file of files) {
    if (lines.length < maxLines) lines.push(...patchOfFile(folder, file));
    else waiting += 1;
  }
  const rest = Math.max(0, lines.length - maxLines);
  const more = [
    ...(rest > 0 ? [`${rest.toLocaleString("en")} more lines`] : []),
    ...(waiting > 0 ? [`${waiting.toLocaleString("en")} more files`] : []),
  ];
  const shown = lines.slice(0, maxLines);
  return [...shown, ...(more.length > 0 ? [`… ${more.join(" and ")}`] : []), ""].join("\n");
}

function patchOfFile(folder: string, { file, found, wanted }: FileDrift): string[] {
  const name = `${folder}/${file}`;
  const patch = createTwoFilesPatch(
    found === undefined ? "/dev/null" : name,
    wanted === undefined ? "/dev/null" : name,
    found ?? "",
    wanted ?? "",
    undefined,
    undefined,
    { headerOptions: FILE_HEADERS_ONLY, maxEditLength: maxEdits, stripTrailingCr: true },
  );
  return patch === undefined
    ? [`${name} differs in most of its lines`]
    : patch.trimEnd().split("\n");
}
