import { expect, test } from "vitest";
import { flatten, layOut } from "../../../generator/emit/typescript/break-lines.ts";
import { viewPackage } from "../../../generator/emit/typescript/package-view.ts";
import { formatFile } from "../../../generator/emit/typescript/render.ts";
import { readTemplates } from "../../../generator/emit/typescript/templates.ts";
import { readDescription } from "../../../generator/generate.ts";

const long = "Configuration".repeat(9);
const reference = (name: string): object => ({ $ref: `#/components/schemas/${name}` });
const mediaTypes = ["json-patch", "merge-patch", "strategic-merge-patch"];
const document = {
  openapi: "3.1.0",
  info: { title: "Long names", version: "1" },
  paths: {
    "/one": {
      patch: {
        operationId: "patchOne",
        requestBody: {
          content: Object.fromEntries(
            mediaTypes.map((one) => [`application/${one}+json`, { schema: { type: "object" } }]),
          ),
        },
        responses: { 200: { description: "OK" } },
      },
    },
    "/none": {
      get: {
        operationId: `find${long}`,
        responses: {
          200: {
            description: "OK",
            content: { "application/json": { schema: { type: "array", items: reference(long) } } },
          },
        },
      },
    },
    "/all": {
      get: {
        operationId: `get${long}`,
        parameters: [{ name: "state", in: "query", schema: reference(long) }],
        responses: {
          200: {
            description: "OK",
            content: { "application/json": { schema: reference(`${long}Page`) } },
          },
        },
      },
    },
  },
  components: {
    schemas: {
      [long]: { type: "object", properties: { type: { type: "string", const: `#${long}` } } },
      [`${long}Page`]: {
        allOf: [reference(long), { type: "object", properties: { next: { type: "string" } } }],
      },
      [`${long}List`]: {
        allOf: [
          reference("Page"),
          reference("Owner"),
          { type: "object", properties: { size: { type: "integer" } } },
        ],
      },
      Owner: { type: "object", properties: { owner: { type: "string" } } },
      Both: {
        allOf: [
          reference(`${long}Page`),
          reference(`${long}List`),
          { type: "object", properties: { all: { type: "boolean" } } },
        ],
      },
      Page: { type: "object", properties: { next: { type: "string" } } },
    },
  },
};

test("modules whose lines are too long are laid out without Prettier, as it would", async () => {
  const description = await readDescription(
    "api.json",
    { overlay: [] },
    {
      show: (file) => file,
      content: Buffer.from(JSON.stringify(document)),
    },
  );
  const { modules, schemas } = viewPackage(description, {
    grouping: "operation",
    isReadonly: true,
    enumObjects: false,
  });
  const templates = await readTemplates(undefined);
  const texts = [
    ...modules.map(({ header, imports, operations: [only] }) =>
      templates["operation.ts"].fill({ ...only, header, imports }),
    ),
    ...schemas.map((one) => templates["schema.ts"].fill(one)),
  ];
  expect(texts).toHaveLength(9);
  for (const text of texts) {
    expect(layOut(text)).toBe(await formatFile("module.ts", flatten(text)));
  }
});
