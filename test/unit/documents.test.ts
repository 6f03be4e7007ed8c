import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");

/** The documents that lead people through the tree. */
const documents = [
  "README.md",
  "generator/README.md",
  "test/README.md",
  "spec/README.md",
  ".github/CONTRIBUTING.md",
  ".github/SECURITY.md",
];

/** The files and folders that a document links to. */
function targetsIn(document: string): readonly string[] {
  const text = readFileSync(join(root, document), "utf8");
  const links = text.matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)[^)]*\)/g);
  return [...links].map(([, target = ""]) => target);
}

test.each(documents)("every file that %s links to is there", (document) => {
  const targets = targetsIn(document);
  expect(targets.length).toBeGreaterThan(0);
  const missing = targets.filter((target) => !existsSync(join(root, dirname(document), target)));
  expect(missing).toEqual([]);
});

test("every file that README.md links to is published with it", () => {
  const { files } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    files: readonly string[];
  };
  const missing = targetsIn("README.md").filter(
    (target) =>
      !files.some((one) => `${target}/`.startsWith(`${one}/`) || one.startsWith(`${target}/`)),
  );
  expect(missing).toEqual([]);
});
