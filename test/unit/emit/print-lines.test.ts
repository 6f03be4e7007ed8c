import fc from "fast-check";
import { expect, test } from "vitest";
import {
  alternatives,
  assigned,
  conditionalGroup,
  end,
  group,
  hardline,
  ifBroken,
  indent,
  line,
  or,
  softline,
} from "../../../generator/emit/typescript/line-layout.ts";
import { printDoc } from "../../../generator/emit/typescript/print-doc.ts";
import { printLines } from "../../../generator/emit/typescript/print-lines.ts";

const { marked } = fc.letrec<{ marked: string; sequence: string; grouped: string }>((tie) => ({
  marked: fc.oneof(
    { withCrossShrink: true, depthSize: "large" },
    fc.stringMatching(/^[a-z]{1,12}$/),
    fc.constantFrom(line, softline, line, softline, hardline),
    tie("sequence"),
    tie("grouped"),
  ),
  sequence: fc.array(tie("marked"), { minLength: 1, maxLength: 4 }).map((parts) => parts.join("")),
  grouped: fc.oneof(
    fc
      .tuple(fc.constantFrom(group, indent, ifBroken, assigned, conditionalGroup), tie("sequence"))
      .map(([opener, content]) => `${opener}${content}${end}`),
    fc
      .array(tie("sequence"), { minLength: 1, maxLength: 3 })
      .map((states) => `${alternatives}${states.join(or)}${end}`),
  ),
}));

test("whatever is marked is printed as Prettier's printer prints it", () => {
  fc.assert(
    fc.property(marked, fc.nat({ max: 6 }), fc.nat({ max: 40 }), (content, indentation, width) => {
      const text = `x${content}x`;
      expect(printLines(text, indentation, width)).toBe(printDoc(text, indentation, width));
    }),
    { numRuns: 3_000 },
  );
});
