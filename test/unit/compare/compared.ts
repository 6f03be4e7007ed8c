import { expect, test } from "vitest";
import { diff } from "../../../generator/compare/compare.ts";
import type { Change } from "../../../generator/compare/change.ts";
import { readDescription } from "../../../generator/generate.ts";
import type { Description } from "../../../generator/description.ts";

export type Node = Readonly<Record<string, unknown>>;

export const ok = { responses: { 200: { description: "OK" } } };

/** A description of these paths and the other keys at its top. */
export function api(paths: Node, more: Node = {}): Node {
  return { openapi: "3.1.0", info: { title: "Pets", version: "1" }, paths, ...more };
}

/** One operation, `listPets`. */
export function pets(operation: Node, more: Node = {}): Node {
  return api({ "/pets": { get: { operationId: "listPets", ...ok, ...operation } } }, more);
}

export function given(...parameters: readonly Node[]): Node {
  return pets({ parameters });
}

/** A parameter `limit` of the query. */
export function limit(parameter: Node): Node {
  return given({ name: "limit", in: "query", schema: { type: "integer" }, ...parameter });
}

export function typed(schema: unknown): Node {
  return limit({ schema });
}

export function json(schema: unknown): Node {
  return { "application/json": { schema } };
}

export function sent(requestBody: Node | undefined): Node {
  return api({ "/pets": { post: { operationId: "addPet", ...ok, requestBody } } });
}

export function body(schema: unknown, more: Node = {}): Node {
  return sent({ required: true, content: json(schema), ...more });
}

export function answered(schema: unknown, schemas: Node = {}): Node {
  const responses = { 200: { description: "OK", content: json(schema) } };
  return pets({ responses }, { components: { schemas } });
}

export function object(properties: Node, ...required: readonly string[]): Node {
  return { type: "object", properties, required };
}

export const text = { type: "string" };

export const number = { type: "number" };

export const pet = { $ref: "#/components/schemas/Pet" };

export const values = (...all: readonly unknown[]): Node => ({ type: "string", enum: all });

async function read(document: Node, file: string): Promise<Description> {
  const content = new TextEncoder().encode(JSON.stringify(document, null, 2));
  return readDescription(file, {}, { show: () => file, content });
}

async function compare(before: Node, after: Node): Promise<readonly Change[]> {
  return diff(await read(before, "old.json"), await read(after, "new.json"));
}

export type Row = readonly [name: string, before: Node, after: Node, want: readonly string[]];

export const nothing: readonly string[] = [];

/** Compares the descriptions of each row, and expects its changes: `breaking operation-removed`. */
export function testChanges(rows: readonly Row[]): void {
  test.each(rows)("%s", async (_, before, after, want) => {
    const changes = await compare(before, after);
    expect(changes.map((change) => `${change.class} ${change.code}`)).toEqual(want);
  });
}
