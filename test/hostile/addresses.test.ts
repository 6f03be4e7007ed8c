import { expect, test } from "vitest";
import { readDescription } from "../../generator/generate.ts";
import { readAddress } from "../../generator/read/address.ts";
import { sample } from "../helpers/sample.ts";

/** About a megabyte, in CI. */
const length = sample({ some: 200_000, more: 1_000_000, all: 1_000_000 });

function many(piece: (index: number) => string): string {
  let text = "";
  for (let index = 0; text.length < length; index += 1) text += piece(index);
  return text;
}

const names = Array.from({ length: length / 20 }, (_, index) => `a${index}`);
const declared = ["path", "query", "header"].flatMap((location) =>
  names.map((name) => ({ name, location })),
);

// Quadratic time in the length does not end before the test's time limit.
test.each<[string, string]>([
  ["separators", `/?${many(() => "&")}`],
  ["semicolons", `/?${many(() => ";a")}`],
  ["question marks", `/${many(() => "?")}`],
  ["flags", `/?${many((index) => `a${index}&`)}`],
  ["constants", `/?${many((index) => `a${index}=b&`)}`],
  ["templates in the query", `/?${many((index) => `{a${index}}&`)}`],
  ["templates in the path", `/${many((index) => `{a${index}}/`)}`],
  ["opening braces", `/?${many(() => "{")}}`],
  ["closing braces", `/?${many(() => "}")}`],
  ["slashes", many(() => "/")],
  ["dot segments", `/a${many(() => "/../%2e")}`],
  ["hashes", `/#${many(() => "#")}`],
  ["pairs of the fragment", `/#${many((index) => `a${index}=b&`)}`],
  ["blanks", `/?a=${many(() => " ")}b`],
  ["query expressions", `/a${many((index) => `{?a${index}}`)}`],
  ["entities", `/${many(() => "&amp;")}`],
  ["escapes", `/?a=${many(() => "%ff")}`],
])("very many %s are read in time", (_, key) => {
  const address = readAddress(key, declared, () => undefined);
  expect(address.path[0]?.kind).toBe("text");
});

test("a longer one is refused", async () => {
  const paths = { [`/${"a".repeat(2_000_000)}`]: { get: {} } };
  const description = { openapi: "3.1.0", info: { title: "T", version: "1" }, paths };
  const content = new TextEncoder().encode(JSON.stringify(description));
  const reading = readDescription("a.json", {}, { show: (file) => file, content });
  await expect(reading).rejects.toMatchObject({ problems: [{ code: "too-long-path" }] });
});
