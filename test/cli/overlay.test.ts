import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { parse } from "yaml";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { generate } from "../../generator/generate.ts";
import { openapiActions, type Outcome } from "../helpers/cli.ts";

const golden = join(import.meta.dirname, "../golden/generate");
const rich = join(golden, "aws-query/input.yaml");

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "overlay-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function overlay(spec: string, from: string): Promise<Outcome> {
  return openapiActions("overlay", spec, "--from", from);
}

/** Generates from a description beside which its overlay is, and builds a request. */
async function build(spec: string, operation: string, params: object): Promise<object> {
  const { files } = await generate(spec);
  const client = spec.replace(/\.yaml$/, "");
  for (const [file, text] of files) {
    await mkdir(dirname(join(client, file)), { recursive: true });
    await writeFile(join(client, file), text);
  }
  const generated = (await import(join(client, "index.ts"))) as Record<
    string,
    (params: object) => object
  >;
  return generated[operation]?.(params) ?? {};
}

const swagger = `
swagger: "2.0"
info: { title: Mail, version: 1.0.0 }
produces: [application/json]
paths:
  /?Action=CreateBox:
    get:
      operationId: createBox
      parameters:
        - { name: Name, in: query, type: string }
        - { name: Tags.member.N.Key, in: query, type: string }
        - { name: Color, in: query, type: string }
      responses: { 200: { description: OK } }
  /?Action=PaintBox:
    get: { responses: { 200: { description: OK } } }
`;

const openapi = `
openapi: 3.0.3
info: { title: Mail, version: 1.0.0 }
paths:
  "/?Action=CreateBox":
    get:
      operationId: createBox
      parameters: [{ name: Name, in: query, schema: { type: string } }]
      responses: { "200": { description: OK } }
`;

describe.each([
  ["Swagger 2.0", "swagger", swagger],
  ["OpenAPI 3.0", "openapi", openapi],
])("a poor description in %s", (_, name, text) => {
  test("sends what the richer one says, from the same call site", async () => {
    const spec = join(folder, `${name}.yaml`);
    await writeFile(spec, text);
    const { code, out } = await overlay(spec, rich);
    expect(code).toBe(0);
    await writeFile(join(folder, `${name}.overlay.yaml`), out);
    const params = { Name: "in", Tags: [{ Key: "k", Value: "v" }], Rule: { Senders: ["a"] } };
    expect(await build(spec, "createBox", params)).toMatchObject({
      method: "POST",
      path: "/",
      body:
        "Action=CreateBox&Version=2020-03-04&Name=in&Tags.member.1.Key=k&Tags.member.1.Value=v" +
        "&Rule.Senders.member.1=a",
    });
  });
});

test("what only the poor description has stays, and is named", async () => {
  const spec = join(folder, "swagger.yaml");
  await writeFile(spec, swagger);
  const { err, out } = await overlay(spec, rich);
  expect(err).toContain("input.yaml has no action PaintBox.");
  const { actions } = parse(out) as { actions: { target: string; remove?: boolean }[] };
  const path = "$.paths['/?Action=CreateBox'].get";
  expect(actions.flatMap(({ target, remove }) => (remove ? [target] : []))).toEqual([
    `${path}.parameters[?@.name == 'Name' || @.name == 'Tags.member.N.Key']`,
    `${path}.responses`,
  ]);
  await writeFile(join(folder, "swagger.overlay.yaml"), out);
  const { description } = await generate(spec);
  const [createBox] = description.service.operations;
  const names = createBox?.body && "fields" in createBox.body ? createBox.body.fields : [];
  expect(names.map((field) => field.name)).toContain("Color");
});

test("the target of JSON comes along, and structures keep what they require", async () => {
  const spec = join(folder, "tables.yaml");
  await writeFile(spec, swagger.replaceAll("CreateBox", "PutItem").replace("createBox", "putItem"));
  const { out } = await overlay(spec, join(golden, "aws-json/input.yaml"));
  await writeFile(join(folder, "tables.overlay.yaml"), out);
  const params = { TableName: "t", Item: { a: { S: "x" } } };
  expect(await build(spec, "putItem", params)).toMatchObject({
    headers: {
      "X-Amz-Target": "Tables_2022.PutItem",
      "Content-Type": "application/x-amz-json-1.0",
    },
    body: JSON.stringify(params),
  });
});

test("exits with 1 and prints nothing where no action is in both", async () => {
  const spec = join(folder, "other.yaml");
  await writeFile(spec, openapi.replaceAll("CreateBox", "Other"));
  expect(await overlay(spec, rich)).toMatchObject({ code: 1, out: "" });
});
