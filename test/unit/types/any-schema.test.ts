import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Schema } from "../../../generator/model/service.ts";
import {
  string,
  ref,
  writerOf,
  declare,
  textOf,
  text,
  compile,
  parseErrors,
  circle,
  nest,
  schemasOf,
} from "./declarations.ts";
import { runs, sample } from "../../helpers/sample.ts";

describe("any JSON value", () => {
  const keyword = fc.constantFrom(
    "type",
    "properties",
    "items",
    "allOf",
    "oneOf",
    "anyOf",
    "enum",
    "const",
    "required",
    "$ref",
    "additionalProperties",
    "discriminator",
    "nullable",
    "prefixItems",
    "format",
    "a",
    "__proto__",
  );
  const word = fc.constantFrom(
    "object",
    "array",
    "string",
    "null",
    "a",
    "#/components/schemas/A",
    "#/components/schemas/B",
  );
  const { value } = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 6, depthSize: "medium" },
      word,
      fc.constantFrom(null, true, false, 1, Infinity),
      fc.array(tie("value"), { maxLength: 3 }),
      fc.dictionary(keyword, tie("value"), { maxKeys: 4 }),
    ),
  }));

  test("is taken, and gives the same text every time", { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(value, value, async (a, b) => {
        const first = text(declare({ A: a, B: b }));
        expect(text(declare({ A: a, B: b }))).toBe(first);
        expect(parseErrors(first)).toEqual([]);
      }),
      runs({ some: 50, more: 300, all: 3_000 }),
    );
  });

  const unusual: [name: string, schema: () => Schema][] = [
    ["a schema inside of itself", circle],
    ["a constant inside of itself", () => ({ const: circle() })],
    [
      "properties in properties, very deep",
      () => nest(100_000, (inner) => ({ properties: { a: inner } })),
    ],
    ["allOf in allOf, very deep", () => nest(100_000, (inner) => ({ allOf: [inner] }))],
    ["anyOf in anyOf, very deep", () => nest(100_000, (inner) => ({ anyOf: [inner] }))],
    ["an enum of very many", () => ({ enum: Array.from({ length: 150_000 }, String) })],
    ["an allOf of very many", () => ({ allOf: Array.from({ length: 150_000 }, () => string) })],
    [
      "one schema twice, and that twice, and so on",
      () => nest(60, (inner) => ({ properties: { a: inner, b: inner } })),
    ],
  ];
  test.each(unusual)("%s", { timeout: 60_000 }, async (_, make) => {
    const [declaration] = declare({ A: make() });
    expect(declaration?.code).toMatch(/^export (type|interface) A/);
  });

  test("a chain of very many references", { timeout: 240_000 }, async () => {
    const length = sample({ some: 3_000, more: 10_000, all: 10_000 });
    const names = Array.from({ length }, (_, i) => `A${i}`);
    const chain = names.map((name, i) => [
      name,
      { allOf: [ref(`A${i + 1}`)], properties: { a: string } },
    ]);
    const writer = writerOf(Object.fromEntries(chain));
    const last = `A${length - 1}`;
    expect(textOf(writer, ref(last))).toBe(last);
  });
});

const corpus = fileURLToPath(
  new URL("../../../../shared/corpus-ordinary/openapi3/", import.meta.url),
);
if (!existsSync(corpus))
  console.log("any-schema.test.ts: skipped the corpus, which is not beside this folder");

describe.skipIf(!existsSync(corpus))("real descriptions", () => {
  test("every type compiles", { timeout: 120_000 }, async () => {
    const files = readdirSync(corpus, { recursive: true, encoding: "utf8" });
    const texts = files
      .filter((file) => file.endsWith(".json"))
      .map(async (file) => text(declare(schemasOf(join(corpus, file)), "T")));
    expect(await compile(await Promise.all(texts))).toEqual([]);
  });
});
