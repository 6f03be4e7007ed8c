import { describe, expect, test } from "vitest";
import { defaultLimits, type Limits } from "../../../generator/source/limits.ts";
import { refused } from "./loaded.ts";

describe("limits", () => {
  const raise = (limit: string): string =>
    `If the file really has to be this large, raise the limit: --limit ${limit}`;
  const convert = "Convert it to JSON, which takes far less memory to parse.";
  const cases: [name: string, limits: Partial<Limits>, given: string, want: string][] = [
    [
      "bytes",
      { bytes: 2 ** 20 },
      " ".repeat(2 ** 21),
      `1:1 error too-large: The file has 2.0 MiB, more than the limit of 1.0 MiB. ${raise("bytes=2MiB")}`,
    ],
    [
      "depth of JSON",
      { depth: 2 },
      '{"a": {"b":\n{}}}',
      `2:1 error too-deep: Objects and arrays are nested more than 2 levels deep here. ${raise("depth=4")}`,
    ],
    [
      "depth of YAML",
      { depth: 2 },
      "a:\n  b:\n  - c\n",
      `3:6 error too-deep: Objects and arrays are nested more than 2 levels deep here. ${raise("depth=4")}`,
    ],
    [
      "depth through aliases",
      { depth: 3 },
      "a: &a [[1]]\nb: [*a]\n",
      `2:5 error too-deep: Objects and arrays are nested more than 3 levels deep here. ${raise("depth=6")}`,
    ],
    [
      "values of JSON",
      { values: 4 },
      '{"a": [1, 2,\n3]}',
      `2:3 error too-many-values: The document has more than 4 values. ${raise("values=8")}`,
    ],
    [
      "values of YAML",
      { values: 4 },
      "a: [1, 2, 3]\n",
      `1:1 error too-many-values: The document has more than 4 values. ${raise("values=8")}`,
    ],
    [
      "values that aliases repeat",
      { values: 6 },
      "a: &a [1, 2]\nb: [*a]\n",
      `1:1 error too-many-aliases: With its aliases expanded, the document has more than 6 values. ${raise("values=12")}`,
    ],
    [
      "values that merge keys repeat",
      { values: 9 },
      "a: &a {b: 1, c: 1}\nd: {<<: *a}\ne: {<<: *a}\n",
      `1:1 error too-many-aliases: With its aliases expanded, the document has more than 9 values. ${raise("values=18")}`,
    ],
    [
      "lines and words of YAML",
      { tokens: 20 },
      "a: 1\nb: 2\nc: 3\n",
      `3:1 error too-large: The YAML has more than 20 tokens. ${convert} ${raise("tokens=40")}`,
    ],
  ];
  test.each(cases)("%s", async (_, limits, given, want) => {
    expect(await refused("x.yaml", given, { ...defaultLimits, ...limits })).toStrictEqual([want]);
  });

  const just: [name: string, limits: Partial<Limits>, given: string][] = [
    ["bytes", { bytes: 5 }, "a: 12"],
    ["depth of JSON", { depth: 2 }, '{"a": [], "b": [1]}'],
    ["depth of YAML", { depth: 2 }, "a:\n- c\nb: {}\n"],
    ["depth through aliases", { depth: 3 }, "a: &a [1]\nb: [*a]\n"],
    ["values of JSON", { values: 7 }, '{"a": [1, {}], "b": [], "c": 1}'],
    ["values of YAML", { values: 4 }, "a: [1, 2]\n"],
    ["values that aliases repeat", { values: 7 }, "a: &a [1, 2]\nb: *a\n"],
  ];
  test.each(just)("just within the limit: %s", async (_, limits, given) => {
    const read = refused("x.yaml", given, { ...defaultLimits, ...limits });
    expect(await read).toStrictEqual(["it was not refused"]);
  });

  const laughs = Array.from({ length: 60 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}]\n`);
  const merges = Array.from(
    { length: 500 },
    (_, i) => `a${i + 1}: &a${i + 1} {<<: *a${i}, b${i}: 1}\n`,
  );
  const hostile: [name: string, given: string, code: string][] = [
    ["JSON of a million lists in lists", "[".repeat(1e6), "too-deep"],
    ["JSON of a million maps in maps", '{"a":'.repeat(1e6), "too-deep"],
    ["YAML of a million lists in lists", `a: ${"[".repeat(1e6)}`, "too-deep"],
    ["YAML of a million lists in lists on one line", "- ".repeat(1e6), "too-deep"],
    ["YAML of a million maps in maps", "? ".repeat(1e6), "too-deep"],
    ["a billion laughs", `a0: &a0 [1, 1]\n${laughs.join("")}`, "too-many-aliases"],
    ["merge keys that add up", `a0: &a0 {c: 1}\n${merges.join("")}`, "too-many-aliases"],
    ["a hundred thousand faults", "]".repeat(1e5), "invalid-yaml"],
  ];
  test.each(hostile)("%s", async (_, given, code) => {
    const [problem] = await refused("x.yaml", given, { ...defaultLimits, values: 100_000 });
    expect(problem).toContain(` error ${code}: `);
  });

  test("a limit on depth that is raised beyond what the parser can do", async () => {
    const limits = { ...defaultLimits, depth: 1e6 };
    expect(
      await refused("x.yaml", `a: ${"[".repeat(2e4)}${"]".repeat(2e4)}`, limits),
    ).toContainEqual(
      expect.stringContaining(
        "error too-deep: Objects and arrays are nested more deeply here than",
      ),
    );
  });
});
