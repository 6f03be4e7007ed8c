import ts from "typescript";
import { expect, test } from "vitest";
import {
  fileName,
  fileNameOf,
  packageName,
  pascalCase,
} from "../../../generator/naming/identifiers.ts";

test.each([
  ["PollForTask", "poll-for-task"],
  ["DescribeDBInstances2", "describe-db-instances2"],
  ["Con", "con_"],
  ["Lpt1", "lpt1_"],
])("the file of %s is %s", (name, want) => {
  expect(fileName(pascalCase(name))).toBe(want);
});

test.each([
  ["Pet Store", "pet-store"],
  ["PET_STORE", "pet-store"],
  ["PetStore", "pet-store"],
  ["123 / ../../etc", "123-etc"],
  ["Домашние животные", "домашние-животные"],
  ["__proto__", "proto"],
  ["CON", "con_"],
  ["?!", ""],
])("the file of %j is %j", (text, want) => {
  expect(fileNameOf(text)).toBe(want);
});

test("a long name is cut, and still its own", () => {
  const [a, b] = ["a", "b"].map((end) => fileName(pascalCase("x".repeat(300) + end)));
  expect(a?.length).toBeLessThan(120);
  expect(a).not.toBe(b);
});

test.each([
  ["of three bytes", "日".repeat(99)],
  ["of four bytes", "𠀀".repeat(60)],
  ["of four bytes, behind one of one", `a${"𠀀".repeat(60)}`],
])("a file's name of letters %s has room in a file system", (_, name) => {
  const file = fileName(pascalCase(name));
  expect(Buffer.byteLength(file)).toBeLessThan(120);
  expect(file.isWellFormed()).toBe(true);
});

test.each(["a\u200db", "a\u3164b", "a\u034fb", "a\ufe0fb", "\u115fab", "ab\u{e0100}"])(
  "letters and marks without a shape are no part of a name: %j",
  (text) => {
    expect(pascalCase(text)).toBe("Ab");
  },
);

test.each([
  ["aws-data-pipeline", "aws-data-pipeline-client"],
  ["My API!", "my-api-client"],
  ["Pets Client", "pets-client"],
  ["../../../..", "client"],
  ["日本", "client"],
])("the package of %j is %s", (text, want) => {
  expect(packageName(text)).toBe(want);
});

const latest = ts.ScriptTarget.ESNext;

test("no letter of Unicode is in a name that the compiler does not know", () => {
  const isIdentifier = (name: string): boolean =>
    Array.from(name).every((letter, index) => {
      const code = letter.codePointAt(0) ?? 0;
      return index === 0 ? ts.isIdentifierStart(code, latest) : ts.isIdentifierPart(code, latest);
    });
  const unknown: string[] = [];
  for (let code = 0; code < 0x110000; code += 1) {
    const letter = String.fromCodePoint(code);
    const names = [pascalCase(letter), pascalCase(`a${letter}`)];
    if (!names.every(isIdentifier)) unknown.push(code.toString(16));
  }
  expect(unknown).toEqual([]);
  expect(pascalCase("𠮷野家")).toBe("𠮷野家");
});
