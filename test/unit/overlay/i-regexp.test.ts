import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compilePattern, testPattern } from "../../../generator/overlay/i-regexp.ts";
import { runs } from "../../helpers/sample.ts";

const free = (): void => undefined;

function matches(written: string, text: string, extent: "all" | "part"): boolean | undefined {
  const pattern = compilePattern(written, free);
  return pattern && testPattern(pattern, text, extent, free);
}

/** Patterns that mean the same in JavaScript. */
const { pattern } = fc.letrec<{ pattern: string }>((tie) => ({
  pattern: fc.oneof(
    { maxDepth: 4, depthSize: "medium" },
    fc.constantFrom(
      "a",
      "b",
      ".",
      "[ab]",
      "[^a]",
      "[a-c-]",
      "[-b]",
      String.raw`\.`,
      String.raw`\p{L}`,
      "",
    ),
    fc.tuple(tie("pattern"), tie("pattern")).map(([a, b]) => `${a}${b}`),
    fc.tuple(tie("pattern"), tie("pattern")).map(([a, b]) => `(${a}|${b})`),
    fc
      .tuple(tie("pattern"), fc.constantFrom("*", "+", "?", "{2}", "{1,}", "{0,2}", "{0}"))
      .map(([a, quantifier]) => `(${a})${quantifier}`),
  ),
}));

test("matches what JavaScript's own engine matches", () => {
  fc.assert(
    fc.property(
      pattern,
      fc.array(fc.constantFrom("a", "b", "c", "-", ".", "\n"), { maxLength: 8 }),
      (written, characters) => {
        const text = characters.join("");
        expect(matches(written, text, "all")).toBe(new RegExp(`^(?:${written})$`, "u").test(text));
        expect(matches(written, text, "part")).toBe(new RegExp(written, "u").test(text));
      },
    ),
    runs({ some: 500, more: 5_000, all: 50_000 }),
  );
});

// RFC 9485, section 4 and 5.
test.each([
  String.raw`\d`,
  String.raw`\bword`,
  "(?:a)",
  "(?=a)",
  String.raw`(a)\1`,
  "a**",
  "a{2,1}",
  "a{",
  "*",
  "(a",
  "a)",
  "[a",
  "[]",
  "[z-a]",
  String.raw`[a-\d]`,
  String.raw`\p{Script=Greek}`,
  String.raw`\p{Lx}`,
  "]",
  "}",
])("%s is not an I-Regexp", (written) => {
  expect(compilePattern(written, free)).toBeUndefined();
});

test.each([
  ["$^", "$^", true],
  [String.raw`\n\r\t`, "\n\r\t", true],
  [".", "\r", false],
  [String.raw`[\]\-^]+`, "]-^", true],
  [String.raw`[^\p{Lu}]`, "A", false],
  [String.raw`\P{Lu}`, "a", true],
  [".", "\u{1f600}", true],
])("%s against %j is %s", (written, text, want) => {
  expect(matches(written, text, "all")).toBe(want);
});

describe("a pattern that would not end", () => {
  test.each([
    ["(a+)+b", `${"a".repeat(5_000)}!`],
    ["(a|a)*b", `${"a".repeat(5_000)}!`],
    ["(a*)*(a*)*b", `${"a".repeat(5_000)}!`],
    [".*.*.*.*x", "y".repeat(5_000)],
    ["((a{0,3}){0,3}){0,3}b", "a".repeat(5_000)],
  ])("%s takes steps in proportion to the text", (written, text) => {
    const count = (length: number): number => {
      let steps = 0;
      const spend = (more: number): void => void (steps += more);
      const compiled = compilePattern(written, spend);
      steps = 0;
      testPattern(compiled ?? [], text.slice(0, length), "part", spend);
      return steps;
    };
    expect(count(4_000)).toBeLessThan(2.1 * count(2_000));
  });

  test.each([
    "a{1000000000}",
    "((a{1000}){1000}){1000}",
    "(){1000000000}",
    "(a{0,100000}){0,100000}",
  ])("%s counts what it takes to write it out, and can be ended", (written) => {
    let steps = 0;
    const spend = (more: number): void => {
      steps += more;
      if (steps > 1_000_000) throw new RangeError("enough");
    };
    expect(() => compilePattern(written, spend)).toThrow("enough");
  });

  test("groups within each other do not overflow the stack", () => {
    expect(compilePattern(`${"(".repeat(50_000)}${")".repeat(50_000)}`, free)).toBeUndefined();
  });
});
