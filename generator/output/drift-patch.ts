import { createTwoFilesPatch, FILE_HEADERS_ONLY } from "diff";
import type { FileDrift } from "./drift.ts";

/** How many lines may differ in a file before its patch says only that it differs. */
const mostEdits = 5000;

/**
 * Returns the changes that generating would make to the files, as a unified diff that ends with a
 * line end.
 *
 * @param most how many lines to give; the rest is counted.
 */
export function patchOf(folder: string, files: readonly FileDrift[], most: number): string {
  const lines: string[] = [];
  let waiting = 0;
  for (const file of files) {
    if (lines.length < most) lines.push(...patchOfFile(folder, file));
    else waiting += 1;
  }
  const rest = Math.max(0, lines.length - most);
  const more = [
    ...(rest > 0 ? [`${rest.toLocaleString("en")} more lines`] : []),
    ...(waiting > 0 ? [`${waiting.toLocaleString("en")} more files`] : []),
  ];
  const shown = lines.slice(0, most);
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
    { headerOptions: FILE_HEADERS_ONLY, maxEditLength: mostEdits, stripTrailingCr: true },
  );
  return patch === undefined
    ? [`${name} differs in most of its lines`]
    : patch.trimEnd().split("\n");
}
