import { expect, test } from "vitest";
import { deriveOverlay } from "../../../generator/overlay/derive.ts";
import type { Node } from "../../../generator/data/json-object.ts";

const text = { type: "string" };
const ok = { 200: { description: "OK" } };

/** A normalized description of one action, which takes a version too. */
function rich(operation: Node, more: Node = {}): Node {
  const constant = (name: string, value: string): Node => ({
    name,
    in: "query",
    required: true,
    schema: { type: "string", enum: [value] },
  });
  const { parameters = [], ...others } = operation;
  const all = [constant("Action", "AddTags"), constant("Version", "1"), ...(parameters as Node[])];
  const post = { parameters: all, responses: ok, ...others };
  return { info: { title: "Rich", version: "7" }, paths: { "/#AddTags": { post } }, ...more };
}

/** The actions of the overlay for one operation, `addtags`, of OpenAPI 3.x by default. */
function derived(richer: Node, operation: Node = {}, root: Node = { openapi: "3.0.3" }): unknown {
  const path = "/?Action=addtags";
  const document = { ...root, paths: { [path]: { get: operation } } };
  const actions = [{ action: "addtags", path, method: "get" }];
  return deriveOverlay(richer, { document, file: "poor.yaml", actions }).overlay["actions"];
}

const nothing = { target: "$", update: { info: {} } };
const target = "$.paths['/?Action=addtags'].get";

test.each<[name: string, rich: Node, poor: Node, want: readonly Node[]]>([
  [
    "its responses take the place of the poor ones",
    rich({}),
    { responses: {} },
    [
      nothing,
      { target: `${target}.responses`, remove: true },
      { target, update: { responses: ok } },
    ],
  ],
  [
    "a parameter takes the place of those of its list, and leaves others",
    rich({
      parameters: [
        { name: "Tags", in: "query", required: true, schema: { type: "array", items: text } },
      ],
    }),
    { parameters: [{ name: "Tags.member.N" }, { name: "It's" }] },
    [
      nothing,
      { target: `${target}.parameters[?@.name == 'Tags.member.N']`, remove: true },
      {
        target,
        update: {
          parameters: [
            { name: "Tags", in: "query", required: true, schema: { type: "array", items: text } },
          ],
          responses: ok,
        },
      },
    ],
  ],
  [
    "the properties of its body are parameters",
    rich({
      requestBody: {
        content: {
          "text/xml": { schema: { required: ["Id"], properties: { Id: text, Note: text } } },
        },
      },
    }),
    {},
    [
      nothing,
      {
        target,
        update: {
          parameters: [
            { name: "Id", in: "query", required: true, schema: text },
            { name: "Note", in: "query", schema: text },
          ],
          responses: ok,
        },
      },
    ],
  ],
])("%s", (_, richer, poor, want) => {
  expect(derived(richer, poor)).toEqual(want);
});

const responses = {
  200: {
    description: "OK",
    content: { "text/xml": { schema: { $ref: "#/components/schemas/Tag" } } },
  },
};
const components = {
  schemas: { Tag: { properties: { next: { $ref: "#/components/schemas/Tag" } } } },
};

test("schemas come along with what they refer to, in place of those of the same name", () => {
  const root = { openapi: "3.0.3", components: { schemas: { Tag: text } } };
  expect(derived(rich({ responses }, { components }), {}, root)).toEqual([
    { target: "$.components.schemas['Tag']", remove: true },
    { target: "$", update: { info: {}, components } },
    { target, update: { responses } },
  ]);
});

test("Swagger 2.0 has them where it has schemas, and the keywords of a parameter in itself", () => {
  const parameters = [{ name: "Count", in: "query", schema: { type: "integer" } }];
  const richer = rich({ parameters, responses }, { components });
  expect(derived(richer, {}, { swagger: "2.0" })).toEqual([
    {
      target: "$",
      update: {
        info: {},
        definitions: { Tag: { properties: { next: { $ref: "#/definitions/Tag" } } } },
      },
    },
    {
      target,
      update: {
        parameters: [{ name: "Count", in: "query", type: "integer" }],
        produces: ["text/xml"],
        responses: { 200: { description: "OK", schema: { $ref: "#/definitions/Tag" } } },
      },
    },
  ]);
});

test("the protocol comes along, with what it needs", () => {
  const richer = rich(
    {},
    {
      "x-aws-protocol": "query",
      info: { title: "Rich", version: "2012-10-17", "x-serviceName": "tags" },
    },
  );
  expect(derived(richer)).toContainEqual({
    target: "$",
    update: {
      "x-aws-protocol": "query",
      info: { version: "2012-10-17", "x-serviceName": "tags" },
    },
  });
});

test("an action that only the poor description has is listed, and not touched", () => {
  const actions = [{ action: "Other", path: "/?Action=Other", method: "get" }];
  const { overlay, unknown } = deriveOverlay(rich({}), {
    document: {},
    file: "poor.yaml",
    actions,
  });
  expect(unknown).toEqual(["Other"]);
  expect(overlay).toEqual({
    overlay: "1.1.0",
    info: { title: "Completed from Rich", version: "7" },
    extends: "poor.yaml",
    actions: [nothing],
  });
});
