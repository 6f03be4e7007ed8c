import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { format, type Options } from "prettier";
import { expect, test } from "vitest";
import { isReformatted } from "../../../generator/output/reformatted.ts";

const goldens = join(import.meta.dirname, "../../golden/generate");
const cases = ["bodies", "directions", "pagination", "parameters-3.1", "security", "schemas-3.1"];
const files = new Map(
  cases.flatMap((name) => {
    const folder = join(goldens, name, "expected");
    return readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((file) => /\.(?:ts|md|json)$/.test(file))
      .map((file) => [join(folder, file), readFileSync(join(folder, file), "utf8")] as const);
  }),
);

const settings: Readonly<Record<string, Options>> = {
  "Prettier's own settings": {},
  "no semicolons, single quotes": { semi: false, singleQuote: true, trailingComma: "none" },
  "tabs, no parentheses": { useTabs: true, arrowParens: "avoid", bracketSpacing: false },
  "another width and CRLF": { printWidth: 60, endOfLine: "crlf", quoteProps: "consistent" },
};

test.each(Object.entries(settings))("sees that a formatter was at work: %s", async (_, options) => {
  let changed = 0;
  const missed: string[] = [];
  for (const [filepath, text] of files) {
    const formatted = await format(text, { ...options, filepath });
    if (formatted !== text) changed += 1;
    if (!isReformatted(filepath, formatted, text)) missed.push(filepath);
  }
  expect(changed).toBeGreaterThan(10);
  expect(missed).toEqual([]);
});

test("sees that imports were sorted, and their names", () => {
  const text =
    'import type { B } from "./b.ts";\nimport { c, a } from "./a.ts";\n\nexport const x = 1;\n';
  const sorted =
    'import { a, c } from "./a.ts";\nimport type { B } from "./b.ts";\n\nexport const x = 1;\n';
  expect(isReformatted("index.ts", sorted, text)).toBe(true);
});

const text = `import { a } from "./a.ts";

/** Says how. */
export function f(input: In | undefined): Out {
  return { method: "GET", path: "/a b", query: { q: input?.q, n: -1 } };
}
`;

test.each<[edit: string, from: string, to: string]>([
  ["a name", "q: input?.q", "q: input?.r"],
  ["a string", '"GET"', '"POST"'],
  ["white space in a string", '"/a b"', '"/a  b"'],
  ["a number's sign", "-1", "1"],
  ["an operator", "input?.q", "input.q"],
  ["a comment", "Says how.", "Says why."],
  ["what is imported", "{ a }", "{ b }"],
  ["from where", '"./a.ts"', '"./b.ts"'],
  ["a field that is gone", ", n: -1", ""],
])("does not take an edit for it: %s", (_, from, to) => {
  expect(text).toContain(from);
  expect(isReformatted("f.ts", text.replace(from, to), text)).toBe(false);
});

test.each<[edit: string, from: string, to: string]>([
  ["prose", "The list", "A list"],
  ["a cell", "| id | 1 |", "| id | 2 |"],
])("nor an edit of Markdown: %s", (_, from, to) => {
  const page = "# API\n\nThe list\n\n| a | b |\n| --- | --- |\n| id | 1 |\n";
  expect(isReformatted("README.md", page.replace(from, to), page)).toBe(false);
  expect(isReformatted("README.md", page.replace("| id |", "| id  |"), page)).toBe(true);
});
