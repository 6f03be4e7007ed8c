import { expect, test } from "vitest";
import { foldCase } from "../../../generator/text/fold-case.ts";

test("no spelling of a letter has another key, in all of Unicode", () => {
  const apart: string[] = [];
  for (let code = 0; code < 0x110000; code += 1) {
    const letter = String.fromCodePoint(code);
    const spellings = [letter.toLowerCase(), letter.toUpperCase(), letter.normalize("NFD")];
    const key = foldCase(letter);
    for (const one of spellings) {
      if (one !== letter && foldCase(one) !== key) apart.push(`${letter} ${one}`);
    }
  }
  expect(apart).toEqual([]);
});

test.each([
  ["ẞ", "ss"],
  ["ΟΔΟΣ", "οδος"],
  ["ﬁ", "FI"],
])("%s is %s", (name, key) => {
  expect(foldCase(name)).toBe(foldCase(key));
});
