import { describe, expect, test } from "vitest";
import { readDescription } from "../../../generator/generate.ts";
import type { Pagination } from "../../../generator/model/service.ts";

const string = { type: "string" };
const texts = { type: "array", items: string };

/** What is found of pages for these parameters and fields, where the whole description asks for it. */
async function read(inputs: readonly string[], fields: object): Promise<Pagination | undefined> {
  const content = { "application/json": { schema: { type: "object", properties: fields } } };
  const document = {
    openapi: "3.0.0",
    info: { title: "Things", version: "1" },
    "x-pagination": true,
    paths: {
      "/things": {
        get: {
          parameters: inputs.map((name) => ({ name, in: "query", schema: string })),
          responses: { 200: { description: "OK", content } },
        },
      },
    },
  };
  const version = {
    show: (file: string): string => file,
    content: new TextEncoder().encode(JSON.stringify(document)),
  };
  const { service, problems } = await readDescription("api.json", {}, version);
  expect(problems).toEqual([]);
  return service.operations[0]?.pagination;
}

describe("pages by the names that are common", () => {
  test.each<[name: string, inputs: readonly string[], fields: object, found: string]>([
    [
      "one token",
      ["NextToken"],
      { NextToken: string, Things: texts },
      "NextToken=NextToken; Things",
    ],
    ["two spellings", ["next-token"], { nextToken: string }, "next-token=nextToken"],
    [
      "a next marker beside the marker",
      ["Marker"],
      { Marker: string, NextMarker: string, IsTruncated: { type: "boolean" } },
      "Marker=NextMarker; more IsTruncated",
    ],
    ["a marker for both", ["Marker"], { Marker: string }, "Marker=Marker"],
    [
      "a start for a next one",
      ["StartRecordName", "StartRecordType"],
      { NextRecordName: string, NextRecordType: string },
      "StartRecordName=NextRecordName StartRecordType=NextRecordType",
    ],
    ["two lists", ["NextToken"], { NextToken: string, A: texts, B: texts }, "NextToken=NextToken"],
    [
      "fields of the only member",
      ["Marker"],
      { List: { type: "object", properties: { NextMarker: string, Items: texts } } },
      "Marker=List.NextMarker; List.Items",
    ],
    ["no parameter", [], { NextToken: string, Things: texts }, "none"],
    ["an echo of a parameter", ["Prefix"], { Prefix: string, Things: texts }, "none"],
    ["a token that is a list", ["NextToken"], { NextToken: texts }, "none"],
  ])("%s", async (_, inputs, fields, found) => {
    expect(textOf(await read(inputs, fields))).toBe(found);
  });
});

function textOf(pagination: Pagination | undefined): string {
  if (pagination?.kind !== "token") return "none";
  const { tokens, more, items } = pagination;
  return [
    tokens.map(({ parameter, path }) => `${parameter.name}=${path.join(".")}`).join(" "),
    ...(more ? [`more ${more.join(".")}`] : []),
    ...(items ? [items.path.join(".")] : []),
  ].join("; ");
}
