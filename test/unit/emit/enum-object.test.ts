import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { generate } from "../../../generator/generate.ts";
import { compileErrors } from "../../helpers/compile.ts";

const schemas = {
  Level: {
    type: "integer",
    description: "How bad.",
    oneOf: [
      { const: 1, title: "LOW", description: "Rarely. */" },
      { const: -2, title: "HIGH" },
    ],
  },
  Order: { type: ["string", "null"], enum: ["asc", "not-desc", "__proto__", null] },
  Named: { enum: ["a", "b"], "x-enum-varnames": ["Same", "Same"] },
  Open: { anyOf: [{ enum: ["a"] }, { type: "integer" }] },
};

const use = `
import { Level, Order, type Open, getX } from "./index.ts";

getX({ level: Level.LOW });
// @ts-expect-error It is none of the values.
getX({ level: 3 });
export const order: Order = Order["not-desc"];
export const none: Order = null;
export const open: Open = 7;
export const levels: readonly Level[] = Object.values(Level);
`;

let folder: string;
let files: ReadonlyMap<string, string>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "enums-"));
  const spec = join(folder, "openapi.json");
  const level = { name: "level", in: "query", schema: { $ref: "#/components/schemas/Level" } };
  const get = { operationId: "getX", parameters: [level], responses: {} };
  const info = { title: "T", version: "1" };
  const document = { openapi: "3.1.0", info, paths: { "/x": { get } }, components: { schemas } };
  await writeFile(spec, JSON.stringify(document));
  ({ files } = await generate(spec, { enumObjects: true }));
  for (const [file, text] of [...files, ["use.ts", use] as const]) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), text);
  }
});

afterAll(() => rm(folder, { recursive: true }));

test("a named enum is an object, with names and descriptions where it has some", () => {
  expect(files.get("schemas/level.ts")).toContain(`/** How bad. */
export const Level = {
  /** Rarely. *\\/ */
  LOW: 1,
  HIGH: -2,
} as const;

export type Level = (typeof Level)[keyof typeof Level];
`);
  expect(files.get("schemas/named.ts")).toContain('{\n  a: "a",\n  b: "b",\n} as const');
  expect(files.get("schemas/open.ts")).toContain('export type Open = "a" | number;');
});

test("it has the values that the description lists", async () => {
  const url = pathToFileURL(join(folder, "index.ts")).href;
  const { Order } = (await import(url)) as Readonly<Record<string, object>>;
  expect(Object.values(Order ?? {})).toEqual(["asc", "not-desc", "__proto__"]);
});

test("it compiles, and what uses it", async () => {
  expect(await compileErrors([join(folder, "use.ts")])).toEqual([]);
});
