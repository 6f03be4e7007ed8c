import { globSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { check, type Options } from "prettier";
import { describe, expect, test } from "vitest";
import { flatten, layOut } from "../../../generator/emit/typescript/break-lines.ts";
import {
  arrayLiteral,
  arrow,
  bindings,
  call,
  callWithMapper,
  callWithOptions,
  clause,
  conditional,
  generic,
  objectLiteral,
  property,
  signature,
} from "../../../generator/emit/typescript/line-layout.ts";
import { alignTables } from "../../../generator/emit/typescript/markdown-tables.ts";
import { declareAlias, unionType } from "../../../generator/emit/typescript/print-type.ts";
import { formatFile } from "../../../generator/emit/typescript/render.ts";
import { code, type Code } from "../../../generator/text/code.ts";

const golden = join(import.meta.dirname, "../../golden/generate");
const packages = globSync("*/expected/", { cwd: golden }).sort();

/** Texts that several packages have. */
const checked = new Set<string>();

describe("the expected packages are as Prettier would have them", () => {
  test.each(packages)("%s", async (folder) => {
    const files = globSync(join(golden, folder, "**/*.{ts,md,json}"));
    expect(files.length).toBeGreaterThan(0);
    const wrong = [];
    for (const file of files) {
      const options: Options = { filepath: file, printWidth: 100 };
      const text = await readFile(file, "utf8");
      if (!checked.has(text) && !(await check(text, options))) wrong.push(file);
      checked.add(text);
    }
    expect(wrong).toEqual([]);
  });
});

const long = (word: string): Code => word.repeat(20) as Code;
const a = code`given.${long("a")}`;
const b = code`given.${long("bcd")}`;

/** The expression after a function's `return`, or a statement. */
const layouts: readonly (readonly [name: string, code: Code])[] = [
  ["an object", objectLiteral([property(code`a`, a), property(long("ab"), b)])],
  ["a nested object", objectLiteral([property(code`a`, objectLiteral([property(long("ab"), b)]))])],
  [
    "lists in a list",
    arrayLiteral([arrayLiteral([code`a`, code`b`]), arrayLiteral([code`c`, code`d`])]),
  ],
  [
    "short lists in a list",
    arrayLiteral([arrayLiteral([code`a`]), arrayLiteral([code`c`, code`d`])]),
  ],
  ["a call", call(code`list`, [a, b])],
  ["a call of a call", call(code`list`, [call(code`inner`, [code`${b}.${long("x")}`])])],
  [
    "a call with an object",
    call(code`form`, [objectLiteral([property(long("a"), b), property(code`a`, a)])]),
  ],
  ["a condition", conditional(code`${a} === undefined`, a, b)],
  [
    "a value behind a condition",
    objectLiteral([property(long("k"), conditional(code`${a} === 1`, a, b))]),
  ],
  ["a function as value", call(code`each`, [a, arrow(code`(item: string)`, call(b, [a])), a])],
  [
    "an object of each item",
    callWithMapper(code`all`, [a], code`item`, [property(code`b`, b), property(code`a`, a)]),
  ],
  [
    "an object of each item, short",
    callWithMapper(code`all`, [code`a`], code`item`, [property(code`a`, a)]),
  ],
  [
    "a call with options",
    callWithOptions(code`send`, [call(a, [b])], [property(code`a`, code`1`)]),
  ],
  ["a call with options that fit", callWithOptions(code`send`, [a], [property(code`a`, code`1`)])],
  ["what fits", objectLiteral([property(code`a`, a)])],
];

test.each(layouts)("%s breaks as Prettier breaks it", async (_, expression) => {
  const parts = [code`export function f() {\n  return ${expression};\n}\n`];
  for (const part of parts) {
    expect(layOut(part)).toBe(await formatFile("a.ts", flatten(part)));
  }
});

const statements: readonly (readonly [name: string, code: Code])[] = [
  ["imports", code`import ${bindings([long("a"), long("bc"), long("def")])} from "x";`],
  [
    "one import",
    code`import ${bindings([code`${long("a")}${long("bc")}${long("def")}`])} from "x";`,
  ],
  [
    "a function's head",
    code`export function f${signature([code`params: ${long("ab")}`], generic(long("T"), [long("bc"), long("de")]))} {}`,
  ],
  [
    "a head without parameters",
    code`export function f(): ApiRequest<${long("Name")}> {\n  return x;\n}`,
  ],
  ["an alias of a union", declareAlias(long("A"), unionType([long("B"), code`Blob`]))],
  [
    "an alias of unions in a union",
    declareAlias(long("A"), unionType([unionType([long("B"), long("C")]), code`Blob`])),
  ],
  [
    "an alias of members of a type",
    declareAlias(
      long("Name"),
      code`${long("Type")}[${unionType([code`200`, code`202`, code`204`])}]`,
    ),
  ],
  ["an alias of one type", declareAlias(long("Name"), code`${long("Type")}`)],
  [
    "an alias of a generic type",
    declareAlias(
      long("Name"),
      generic(code`AsyncIterable`, [generic(code`Event`, [code`string`])]),
    ),
  ],
  [
    "an alias of a type of one name",
    declareAlias(long("Name"), generic(code`AsyncIterable`, [code`Item`])),
  ],
  [
    "a long member",
    code`export interface ${long("Name")} {\n  readonly "a-b"?: readonly ${long("Type")}[];\n  readonly b: ${unionType([long("Type"), long("Name")])};\n}`,
  ],
  [
    "a loop over one statement",
    clause(code`for (const one of ${call(a, [b])})`, code`console.log(one);`),
  ],
  ["a short head", code`export function f${signature([], generic(code`T`, [code`A`]))} {}`],
];

test.each(statements)("%s break as Prettier breaks them", async (_, statement) => {
  expect(layOut(statement)).toBe(await formatFile("a.ts", flatten(statement)));
});

test("a line of which nobody said where it breaks is given back", () => {
  expect(layOut(code`export const x = [${a}, ${b}, ${b}];`)).toBeUndefined();
});

test("tables are aligned, whatever is in them", async () => {
  const text = `# 表

| Name | What it does |
| --- | --- |
| \`a\\|b\` | 表示する |
| 🚀 |  |
`;
  expect(await alignTables(text)).toBe(await formatFile("README.md", text));
});
