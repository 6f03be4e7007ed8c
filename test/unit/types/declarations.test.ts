import { describe, expect, test } from "vitest";
import { comment } from "../../../generator/emit/typescript/comment.ts";
import type { Schema } from "../../../generator/model/service.ts";
import { flatten } from "../../../generator/emit/typescript/break-lines.ts";
import type { Code } from "../../../generator/text/code.ts";
import {
  string,
  integer,
  any,
  ref,
  object,
  writerOf,
  declare,
  textOf,
  asSchema,
  text,
  compile,
  literalsIn,
  membersIn,
  type Schemas,
} from "./declarations.ts";

/** How the types are used: they must let a value be built and read without a cast. */
const uses: [name: string, schemas: Schemas, use: string][] = [
  [
    "a switch over the discriminator narrows a union",
    {
      Pet: { oneOf: [ref("Cat"), ref("Dog")], discriminator: { propertyName: "kind" } },
      Cat: object({ kind: string, purr: integer }, "purr"),
      Dog: object({ kind: string, bark: string }, "bark"),
    },
    `export function sound(pet: Pet): string {
      switch (pet.kind) {
        case "Cat": return String(pet.purr);
        case "Dog": return pet.bark;
      }
    }`,
  ],
  [
    "what extends a discriminated schema can be told apart",
    {
      Base: { ...object({ kind: string }), discriminator: "kind" },
      A: { allOf: [ref("Base"), object({ a: string }, "a")] },
      B: { allOf: [ref("Base"), object({ b: string }, "b")] },
    },
    `export const text = (it: Base): string => it.kind === "A" ? it.a : it.b;
    export const base: Base = { kind: "A", a: "" };`,
  ],
  [
    "a map with properties can be built and read",
    { A: { ...object({ size: integer }), additionalProperties: string } },
    `const a: A = { size: 1, more: "x" };
    export const size: number | undefined = a.size;
    export const more: string | number | undefined = a["more"];`,
  ],
  [
    "nothing can be written to",
    { A: object({ list: { type: "array", items: string }, map: any, pair: { const: [1] } }) },
    `export function write(a: A): void {
      // @ts-expect-error readonly
      a.list = [];
      // @ts-expect-error readonly
      a.list?.push("x");
      // @ts-expect-error readonly
      a.map!["x"] = 1;
      // @ts-expect-error readonly
      a.pair![0] = 1;
    }`,
  ],
  [
    "what is unknown has to be looked at",
    { A: object({ value: {} }) },
    `export const length = (a: A): number => typeof a.value === "string" ? a.value.length : 0;
    // @ts-expect-error unknown
    export const blind = (a: A): number => a.value.length;`,
  ],
  [
    "a property that a base requires without declaring it is required of what extends it",
    {
      Page: object({ next: string }, "items"),
      Named: object({ items: { type: "array", items: string } }),
      Pets: { allOf: [ref("Page"), object({ items: { type: "array", items: string } })] },
      Both: { allOf: [ref("Page"), ref("Named"), object({ more: string })] },
    },
    `export const first = ({ items }: Pets, both: Both): string | undefined => items[0] ?? both.items[0];
    // @ts-expect-error required
    export const pets: Pets = {};`,
  ],
  [
    "a file is the platform's, whatever the description calls its own",
    { Blob: object({ data: { type: "string", format: "binary" } }) },
    `export const blob: Blob = { data: new globalThis.Blob([]) };`,
  ],
];

describe("declaration", () => {
  test("what is declared can be used without a cast", async () => {
    const texts = uses.map(([, schemas, use]) => `${text(declare(schemas))}\n${use}`);
    expect(await compile(texts)).toEqual([]);
  });

  test("references are the other names that the text uses, sorted", async () => {
    const schemas = {
      A: { allOf: [ref("D"), object({ b: { type: "array", items: ref("C") }, a: ref("A") })] },
      B: { ...object({ c: object({ d: string }), e: ref("C") }), additionalProperties: ref("E") },
      C: string,
      D: object({ d: string }),
      E: string,
    };
    const [a, b] = declare(schemas);
    expect([a?.references, b?.references]).toEqual([
      ["C", "D"],
      ["C", "E"],
    ]);
  });

  test("the comment stands above", async () => {
    const writer = writerOf({ Id: string });
    const [id] = writer.named;
    const declared = id && writer.declare(id.name, id.type, comment("An id."));
    expect(flatten(declared?.code ?? "")).toBe("/** An id. */\nexport type Id = string;");
  });

  test("a schema that nobody named can get a name", async () => {
    const schema = object({ a: string });
    const writer = writerOf({}, [schema]);
    const { code } = writer.declareResponse("Answer" as Code, schema, comment(""));
    expect(code).toContain("export interface Answer {");
  });

  test("a reference is found whether it is percent-encoded or not", async () => {
    const schema = { $ref: "#/components/schemas/Page%3CTask%3E" };
    expect(textOf(writerOf({ "Page<Task>": object({}) }, [schema]), schema)).toBe("Page_Task_");
  });
});

describe("text", () => {
  const inline: [schema: unknown, want: string, references?: readonly string[]][] = [
    [string, "string"],
    [true, "unknown"],
    [{ type: "array", items: string }, "readonly string[]"],
    [{ enum: ["A", "B"] }, '"A" | "B"'],
    [ref("Task"), "Task", ["Task"]],
    [{ type: "array", items: ref("Task") }, "readonly Task[]", ["Task"]],
    [object({ a: string }, "a"), "{ readonly a: string }"],
    [{ allOf: [ref("Task"), object({ b: string })] }, "Task & { readonly b?: string }", ["Task"]],
  ];
  test.each(inline)("%j is %s", async (schema, want, references = []) => {
    const writer = writerOf({ Task: object({ a: string }) }, [schema]);
    const { code, references: used } = writer.text(asSchema(schema));
    expect([flatten(code), used]).toEqual([want, references]);
  });

  test("a discriminator in place speaks of named schemas", async () => {
    const union = { oneOf: [ref("Task")], discriminator: { propertyName: "kind" } };
    const writer = writerOf({ Task: object({}) }, [union]);
    const [task] = writer.named;
    const declared = task && writer.declare(task.name, task.type, comment(""));
    expect(declared?.code).toContain('kind: "Task";');
  });
});

describe("text of a description", () => {
  const hostile = [
    '"',
    "'",
    "`",
    "\\",
    "\n",
    "\r\n",
    "\u2028",
    "\u2029",
    "*/",
    "/*",
    "//",
    "${x}",
    "\ud800",
    "\udfff",
    "\0",
    "\u202e",
    "</script>",
    '"; export const x = 1; "',
    "\\u0022",
    "__proto__",
    "\u{1f600}",
    "",
  ];
  test.each(hostile)("is a literal type with that value: %j", async (value) => {
    const schema = { const: value };
    const code = textOf(writerOf({}, [schema]), schema);
    expect(literalsIn(`type A = ${code};`)).toEqual([value]);
    expect(code).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
  });

  test.each(hostile)("is a property with that name: %j", async (name) => {
    const schema: Schema = { properties: Object.fromEntries([[name, string]]) };
    const code = textOf(writerOf({}, [schema]), schema);
    expect(membersIn(`type A = ${code};`)).toEqual([name]);
  });

  test.each(hostile)("is a comment on one property: %j", async (description) => {
    const schema = object({ a: { type: "string", description: `x ${description} y` }, b: string });
    const code = textOf(writerOf({}, [schema]), schema);
    expect(membersIn(`type A = ${code};`)).toEqual(["a", "b"]);
  });
});

test("types are mutable throughout where that is asked for", () => {
  const writer = writerOf({}, [], "", false);
  const list = { type: "array", items: { type: "array", items: { type: "string" } } };
  expect(textOf(writer, list)).toBe("string[][]");
  const map = { type: "object", properties: { a: list }, additionalProperties: list };
  expect(textOf(writer, map)).not.toContain("readonly");
  expect(textOf(writerOf({}), map)).toContain(
    "readonly [key: string]: readonly (readonly string[])[]",
  );
});
