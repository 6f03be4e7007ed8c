import { expect, test } from "vitest";
import { upgrade } from "../../../generator/upgrade/upgrade.ts";
import { type Json, contextOf, swagger } from "./upgraded.ts";

test.each<[string, Json, string]>([
  [
    "missing-type",
    { parameters: [{ name: "q", in: "query" }] },
    "`type` is missing; treating the value as string.",
  ],
  [
    "invalid-type",
    { parameters: [{ name: "q", in: "query", type: "list of int" }] },
    "`list of int` is not a valid type; treating it as an array of integer.",
  ],
  [
    "invalid-parameter-location",
    { parameters: [{ name: "q", in: "form", type: "string" }] },
    "The location `form` is not valid; treating it as formData.",
  ],
  [
    "invalid-parameter-location",
    { parameters: [{ name: "q", type: "string" }] },
    "The parameter has no `in`; treating it as query.",
  ],
  [
    "invalid-parameter-location",
    { parameters: [{ name: "q", in: "dust", type: "string" }] },
    "The location `dust` is not valid; ignoring the parameter.",
  ],
  ["invalid-status", { responses: { "2": {} } }, "`2` is not a valid status; ignoring it."],
  [
    "invalid-status",
    { responses: { "2xx": {} } },
    "`2xx` is not a valid status; treating it as 2XX.",
  ],
  [
    "missing-responses",
    { responses: null },
    "`responses` is not an object; the response type is unknown.",
  ],
  [
    "unresolved-reference",
    { parameters: [{ $ref: "#/parameters/P" }] },
    "`#/parameters/P` refers to nothing; ignoring it.",
  ],
  [
    "invalid-media-types",
    { consumes: "a/b", parameters: [{ name: "b", in: "body" }] },
    "`consumes` is not an array; treating it as an array of one.",
  ],
  [
    "invalid-required",
    { parameters: [{ name: "q", in: "query", type: "string", required: "true" }] },
    "`required` is `true`, neither true nor false; treating it as true.",
  ],
])("%s says what was done: %#", (code, operation, want) => {
  const losses = ["unresolved-reference", "invalid-parameter-location"];
  const document = swagger(operation);
  const context = contextOf(document);
  upgrade(document, context);
  const isLoss = losses.includes(code) && want.includes("ignoring");
  const severity = isLoss ? "error" : "warning";
  expect(context.problems).toMatchObject([{ code, severity, message: want }]);
});

test("a loss is a warning once its code is allowed", () => {
  const document = swagger({ parameters: [{ $ref: "#/parameters/P" }] });
  const severities = { "unresolved-reference": "warning" } as const;
  const context = contextOf(document, { severities });
  upgrade(document, context);
  expect(context.problems).toMatchObject([{ severity: "warning" }]);
});
