import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { countRecorded, recordFolder } from "../../../generator/output/recorded-folder.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "recorded-folder-"));
  for (const [file, text] of files) write(file, text);
  write(".openapi-actions.json", manifest);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const manifest = "{}\n";
/** One is longer than what is read at once, and one has text that UTF-8 cannot encode. */
const files = new Map([
  ["index.ts", "index"],
  ["operations/get/a.ts", "ab"],
  ["operations/get/b.ts", "c"],
  ["operations/long.ts", "é".repeat(400_000)],
  ["operations/surrogate.ts", "\ud800"],
  ["operations/empty.ts", ""],
]);
const recorded = recordFolder(files, manifest);

function write(file: string, text: string): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), text);
}

test("a folder that holds what was recorded is known, whatever else is in it", () => {
  write("notes.txt", "the user's");
  write("operations/own/notes.txt", "the user's");
  expect(countRecorded(folder, recorded)).toBe(files.size);
});

test.each<[string, () => void]>([
  ["is missing", () => rmSync(folder, { recursive: true })],
  ["lacks a file", () => rmSync(join(folder, "index.ts"))],
  ["has a file with other text", () => write("operations/long.ts", `${"é".repeat(399_999)}e`)],
  ["has a longer file", () => write("operations/empty.ts", "\n")],
  ["has another manifest", () => write(".openapi-actions.json", "{ }\n")],
  ["has a leftover of a killed run", () => mkdirSync(join(folder, ".openapi-actions.tmp"))],
  [
    "has text moved from one file into the next",
    () => {
      write("operations/get/a.ts", "a");
      write("operations/get/b.ts", "bc");
    },
  ],
  [
    "has a folder in place of a file",
    () => {
      rmSync(join(folder, "index.ts"));
      mkdirSync(join(folder, "index.ts"));
    },
  ],
  [
    "has a link in place of a file",
    () => {
      renameSync(join(folder, "index.ts"), join(folder, "elsewhere.ts"));
      symlinkSync(join(folder, "elsewhere.ts"), join(folder, "index.ts"));
    },
  ],
  [
    "has a link in place of a folder",
    () => {
      renameSync(join(folder, "operations/get"), join(folder, "elsewhere"));
      symlinkSync(join(folder, "elsewhere"), join(folder, "operations/get"));
    },
  ],
])("a folder that %s is not known", (_, change) => {
  change();
  expect(countRecorded(folder, recorded)).toBeUndefined();
});
