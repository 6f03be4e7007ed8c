import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { stringify } from "yaml";
import { defaultLimits } from "../../../generator/source/limits.ts";
import { parseSource } from "../../../generator/source/load.ts";
import { readYaml } from "../../../generator/source/read-yaml.ts";
import { SourceText } from "../../../generator/source/source-text.ts";
import { readYamlSubset } from "../../../generator/source/yaml-subset.ts";
import { runs } from "../../helpers/sample.ts";
import { differenceOfReaders } from "../../helpers/yaml-readers.ts";

const subset = (text: string): unknown => readYamlSubset(text, defaultLimits, false)?.root;

describe("the lean reader reads", () => {
  test.each([
    ["maps in maps", "a:\n  b: 1\n  c:\n    d: x\ne: y\n", { a: { b: 1, c: { d: "x" } }, e: "y" }],
    [
      "a list in the column of its key",
      "a:\n- 1\n- b: 2\n  c: 3\nd: 4\n",
      { a: [1, { b: 2, c: 3 }], d: 4 },
    ],
    ["lists in lists", "a:\n  - - 1\n    - 2\n  - - 3\n", { a: [[1, 2], [3]] }],
    [
      "keys as they are written",
      "200: a\n1.10: b\ntrue: c\n~: d\n",
      { 200: "a", "1.10": "b", true: "c", "~": "d" },
    ],
    ["keys in quotes", `"a b": 1\n'c: d': 2\n"/x": 3\n`, { "a b": 1, "c: d": 2, "/x": 3 }],
    [
      "a key with blanks and slashes",
      "/a/{id}?b=c&d: 1\nPoll For : 2\n",
      { "/a/{id}?b=c&d": 1, "Poll For": 2 },
    ],
    [
      "what plain scalars mean",
      "a: [1, -2.50, 1e3, 0x1F, 0o17, true, ~, no, 2020-01-01, .5]\n",
      { a: [1, -2.5, 1000, 31, 15, true, null, "no", "2020-01-01", 0.5] },
    ],
    ["an empty value", "a:\nb: 1\n", { a: null, b: 1 }],
    [
      "plain text in several lines",
      "a: one\n  two\n\n\n  three # four\nb: 1\n",
      { a: "one two\n\nthree", b: 1 },
    ],
    [
      "literal text",
      "a: |\n  one\n    two\n\n  three\n\nb: |-\n  x\n",
      { a: "one\n  two\n\nthree\n", b: "x" },
    ],
    [
      "folded text",
      "a: >\n  one\n  two\n\n  three\n    four\n  five\nb: 1\n",
      { a: "one two\nthree\n  four\nfive\n", b: 1 },
    ],
    ["literal text with its indentation", "a: |2\n    x\n  y\n", { a: "  x\ny\n" }],
    ["escapes", '"a": "x\\n\\u00e9\\x41\\"\\\\ \\/"\n', { a: 'x\néA"\\ /' }],
    [
      "double quotes in several lines",
      'a: "one\n  two\\\n  \\ three\n\n  four"\n',
      { a: "one two three\nfour" },
    ],
    ["single quotes in several lines", "a: 'it''s\n  one  \n\n  two '\n", { a: "it's one\ntwo " }],
    [
      "flow maps over several lines",
      'a: {b: [1, "x,y"], c: {},\n  "d":1, e: }\n',
      { a: { b: [1, "x,y"], c: {}, d: 1, e: null } },
    ],
    ["comments", "# x\na: 1 # y\n  # z\nb: x#y\n", { a: 1, b: "x#y" }],
    [
      "line ends of Windows",
      'a: "x\r\n  y\\\r\n  z"\r\nb: |\r\n  c\r\n\r\n  d\r\ne: f\r\n',
      { a: "x yz", b: "c\n\nd\n", e: "f" },
    ],
    ["a document between markers", "---\na: 1\n---\n", { a: 1 }],
  ])("%s", async (_, text, expected) => {
    expect(subset(text)).toEqual(expected);
    expect(await differenceOfReaders(text)).toBeUndefined();
  });
});

describe("the lean reader leaves to the complete one", () => {
  test.each([
    ["anchors", "a: &x 1\nb: *x\n"],
    ["tags", "a: !!str 1\n"],
    ["merge keys", "a: {}\n<<: {b: 1}\n"],
    ["repeated keys", "a: 1\na: 2\n"],
    ["tabs", "a:\tb\n"],
    ["keys of several lines", "? a\n: b\n"],
    ["a second key in a line", "a: b: c\n"],
    ["a sign that YAML keeps", "a: @b\n"],
    ["a wrong indentation", "a:\n    b: 1\n  c: 2\n"],
    ["two documents", "a: 1\n---\nb: 1\n"],
    ["two documents, the first plain text", "a\n---\n{}\n"],
    ["a quote that is not closed", 'a: "b\nc: d\n'],
    ["a name that objects have", "__proto__: {a: 1}\n"],
    ["templates without quotes", "a: {id}\n"],
    ["all beyond the limit on depth", `a: ${"[".repeat(300)}${"]".repeat(300)}\n`],
  ])("%s", (_, text) => {
    expect(readYamlSubset(text, defaultLimits, false)).toBeUndefined();
  });
});

describe("text in quotes that goes on in the column of its key", () => {
  const oddity = (line: number, column: number): object => ({
    code: "yaml-warning",
    severity: "warning",
    location: expect.objectContaining({ line, column }) as object,
  });
  test.each([
    ["in double quotes", 'a:\n  b: "one\n  two"\n  c: 1\n', { a: { b: "one two", c: 1 } }, [2, 6]],
    ["in single quotes", "a:\n  b: 'one\n\n  two'\n", { a: { b: "one\ntwo" } }, [2, 6]],
    ["left of it", 'a:\n  b: "one\ntwo"\n', { a: { b: "one two" } }, [2, 6]],
    ["in a list", 'a:\n  - "one\n  two"\n', { a: ["one two"] }, [2, 5]],
    ["in a flow map", 'a:\n  b: {c: "one\n  two"}\n', { a: { b: { c: "one two" } } }, [2, 10]],
    [
      "in a text with anchors",
      'x: &x 1\na:\n  b: "one\n  two"\n  c: *x\n',
      { x: 1, a: { b: "one two", c: 1 } },
      [3, 6],
    ],
    ["with line ends of Windows", 'a:\r\n  b: "one\r\n  two"\r\n', { a: { b: "one two" } }, [2, 6]],
  ] as const)("is read and reported: %s", async (_, text, root, [line, column]) => {
    const source = await parseSource("x.yaml", text);
    expect(source.root).toEqual(root);
    expect(source.problems).toEqual([expect.objectContaining(oddity(line, column))]);
  });

  test("is taken for a missing quote where it looks like a key", async () => {
    const text = 'a:\n  b: "one\n  c: two"\n';
    await expect(parseSource("x.yaml", text)).rejects.toMatchObject({
      problems: [{ code: "invalid-yaml", location: { line: 3 } }],
    });
  });
});

/** Values as descriptions have them, with what is hard to write. */
const scalar = fc.oneof(
  fc.string({
    unit: fc.constantFrom(...Array.from("ab: #-'\"\\\n,[]{}&*!|>%@?é~"), "1", ".", "  ", "\n\n"),
  }),
  fc.constantFrom(
    "true",
    "~",
    "1.10",
    "0x1F",
    "a: b",
    "- a",
    "a #b",
    "x\ny",
    " x",
    "x ",
    "|",
    "/a?b=c",
  ),
  fc.lorem({ maxCount: 30 }),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.boolean(),
  fc.constant(null),
);
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    scalar,
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(fc.oneof(scalar.map(String), fc.constantFrom("a", "b", "c")), tie("value"), {
      maxKeys: 4,
    }),
  ),
}));
const style = fc.record({
  lineWidth: fc.constantFrom(0, 20, 80),
  indent: fc.constantFrom(2, 4),
  indentSeq: fc.boolean(),
  singleQuote: fc.boolean(),
  blockQuote: fc.constantFrom("literal" as const, "folded" as const, false),
  defaultStringType: fc.constantFrom(
    "PLAIN" as const,
    "QUOTE_DOUBLE" as const,
    "QUOTE_SINGLE" as const,
  ),
});

describe("both readers give the same tree, places and problems", () => {
  test("for whatever the library writes", async () => {
    let read = 0;
    await fc.assert(
      fc.asyncProperty(fc.dictionary(fc.string(), value), style, async (root, options) => {
        const text = stringify(root, { ...options, aliasDuplicateObjects: false });
        if (subset(text) !== undefined) read += 1;
        expect(await differenceOfReaders(text)).toBeUndefined();
      }),
      runs({ some: 300, more: 3_000, all: 30_000 }),
    );
    expect(read).toBeGreaterThan(100);
  });

  test("for texts in which somebody made mistakes", async () => {
    const edit = fc.tuple(
      fc.nat(),
      fc.nat(3),
      fc.constantFrom(
        ...Array.from("\n :-#'\"\\[]{},|>&*?\t\r"),
        "- ",
        ": ",
        "\n  ",
        "\n\n",
        "---\n",
        "a",
      ),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(fc.constantFrom("a", "b", "paths", "200", "x y"), value),
        style,
        fc.array(edit, { minLength: 1, maxLength: 4 }),
        async (root, options, edits) => {
          let text = stringify(root, options);
          for (const [at, removed, inserted] of edits) {
            const offset = at % (text.length + 1);
            text = text.slice(0, offset) + inserted + text.slice(offset + removed);
          }
          expect(await differenceOfReaders(text)).toBeUndefined();
        },
      ),
      runs({ some: 1_000, more: 10_000, all: 100_000 }),
    );
  });
});

test("a text beyond the subset is read by the complete reader", async () => {
  const reading = await readYaml(new SourceText("x.yaml", "a: &x 1\nb: *x\n"), defaultLimits);
  expect(reading?.root).toEqual({ a: 1, b: 1 });
});
