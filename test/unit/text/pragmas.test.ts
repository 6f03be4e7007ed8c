import { transform } from "esbuild";
import { Linter } from "eslint";
import ts from "typescript";
import tseslint from "typescript-eslint";
import { describe, expect, test } from "vitest";
import { comment, lineComment } from "../../../generator/emit/typescript/comment.ts";
import { literal } from "../../../generator/emit/typescript/literal.ts";
import { withoutPragmas } from "../../../generator/text/pragmas.ts";
import { commandsIn } from "../../helpers/pragmas.ts";

/** A module that begins with a comment, as one that imports nothing does. */
function moduleOf(doc: string): string {
  return `// Generated.\n${doc}\nexport function f(a: number): number {\n  return a;\n}\n`;
}

const orders = [
  "@jsx evil",
  "@jsxImportSource evil",
  "@jsxRuntime automatic",
  "\\@jsxImportSource evil",
  "me@jsxImportSource evil",
  "@ts-nocheck",
  "@ts-ignore",
  "@ts-expect-error",
  "text\n\n@ts-expect-error",
  "@internal",
  "ops@internal.example",
  "@license A",
  "@preserve",
  "@copyright A",
  "#__NO_SIDE_EFFECTS__",
  "@__PURE__",
  "//# sourceMappingURL=evil.map",
  "//@ sourceMappingURL=evil.map",
  "x //# sourceURL=evil.js",
  "eslint-disable",
  "* eslint-disable",
  "eslint no-undef: 0",
  "biome-ignore lint: a",
  "</script><script>",
  "<!-- <script>",
  '/// <reference path="evil.d.ts" />',
];

describe.each(orders)("a description %j", (text) => {
  test.each([
    ["a comment", moduleOf(comment(text))],
    ["a deprecated one", moduleOf(comment(text, { deprecated: true }))],
    ["a comment in one line", `${lineComment(text)}\nexport const a = 1;\n`],
    ["a string", `export const a = ${literal(text)};\n`],
  ])("in %s is no order to a tool", async (_, module) => {
    expect(commandsIn("a.ts", module)).toEqual([]);

    const { code, legalComments } = await transform(module, {
      loader: "ts",
      legalComments: "external",
    });
    // `undefined` where there are none, whatever its type says.
    expect(legalComments).toBeFalsy();
    expect(code).not.toContain("jsx-runtime");

    const linted = new Linter().verify(
      module,
      {
        files: ["**/*.ts"],
        languageOptions: { parser: tseslint.parser },
        linterOptions: { reportUnusedDisableDirectives: "error" },
        rules: { "no-warning-comments": "off" },
      },
      "a.ts",
    );
    expect(linted).toEqual([]);
  });
});

test("the declarations of an operation stay where a project strips what is internal", () => {
  const module = moduleOf(comment("ops@internal.example"));
  const { outputText } = ts.transpileDeclaration(module, {
    compilerOptions: { stripInternal: true, target: ts.ScriptTarget.ES2020 },
  });
  expect(outputText).toContain("export declare function f");
});

test.each([
  "An address: a@example.com, #12, @team and C# code.",
  "Disable eslint and prettier by hand: c8 is a hash.",
  "A <resource-id> </resource-id> stays, so does 1 < 2.",
  "A source URL = http://a.example",
])("what is no order is left as it is: %j", (text) => {
  expect(withoutPragmas(text)).toBe(text);
});

test("what is found by its look is found", () => {
  const orders = [
    "/** @jsxImportSource a */",
    "// @ts-nocheck",
    "/**\n * @ts-ignore */\nexport const a = 1;",
    "//# sourceMappingURL=a",
    'const a = "//# sourceMappingURL=a";',
    "/** a@internal */",
    "/** </script */",
    "/** @license */",
    "/** #__PURE__ */",
    "/**\n * biome-ignore lint: a\n */",
  ];
  expect(orders.filter((one) => commandsIn("a.ts", one).length === 0)).toEqual([]);
});
