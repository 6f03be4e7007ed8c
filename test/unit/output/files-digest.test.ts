import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { FilesDigest } from "../../../generator/output/files-digest.ts";
import { runs } from "../../helpers/sample.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "files-digest-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function digestOf(texts: readonly string[]): string {
  const digest = new FilesDigest();
  for (const text of texts) digest.addText(text);
  return digest.end();
}

/** Short ones, any characters, and lengths around that of the buffer and its multiples. */
const text = fc.oneof(
  fc.string({ unit: "binary" }),
  fc
    .tuple(
      fc.constantFrom("e", "é", "漢"),
      fc.constantFrom(1, 2 ** 17, 2 ** 18, 2 ** 19),
      fc.integer({ min: -2, max: 2 }),
    )
    .map(([character, length, more]) => character.repeat(Math.max(0, length + more))),
);

test("files have the digest of the texts that were written to them", () => {
  fc.assert(
    fc.property(fc.array(text, { maxLength: 6 }), (texts) => {
      const digest = new FilesDigest();
      for (const [index, one] of texts.entries()) {
        const file = join(folder, String(index));
        writeFileSync(file, one);
        digest.addFile(file);
      }
      expect(digest.end()).toBe(digestOf(texts));
    }),
    runs({ some: 20, more: 100, all: 500 }),
  );
});

test("digests that are taken by turns are those taken one after the other", () => {
  const [first, second] = [new FilesDigest(), new FilesDigest()];
  for (const one of ["a", "b", "c"]) {
    first.addText(one);
    second.addText(one + one);
  }
  expect(first.end()).toBe(digestOf(["a", "b", "c"]));
  expect(second.end()).toBe(digestOf(["aa", "bb", "cc"]));
});

test("where one file ends and the next begins is part of the digest", () => {
  expect(digestOf(["ab", "c"])).not.toBe(digestOf(["a", "bc"]));
  expect(digestOf(["a", ""])).not.toBe(digestOf(["a"]));
});
