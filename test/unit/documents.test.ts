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

test.each(documents)("every file that %s links to is there", (document) => {
  const text = readFileSync(join(root, document), "utf8");
  const targets = [...text.matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)[^)]*\)/g)].map(
    ([, target = ""]) => target,
  );
  expect(targets.length).toBeGreaterThan(0);
  const missing = targets.filter((target) => !existsSync(join(root, dirname(document), target)));
  expect(missing).toEqual([]);
});
