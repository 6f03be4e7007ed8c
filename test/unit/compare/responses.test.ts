import { describe } from "vitest";
import {
  type Node,
  pets,
  json,
  body,
  answered,
  object,
  text,
  number,
  values,
  type Row,
  nothing,
  testChanges,
} from "./compared.ts";

function responding(responses: Node): Node {
  return pets({ responses });
}

const responses: readonly Row[] = [
  [
    "a new field",
    answered(object({ a: text })),
    answered(object({ a: text, b: text })),
    ["additive response-field-added"],
  ],
  [
    "a required field of a body that only answers have",
    body({ type: "object", properties: { a: { type: "string" } } }),
    body({
      type: "object",
      required: ["id"],
      properties: { id: { type: "string", readOnly: true }, a: { type: "string" } },
    }),
    [],
  ],
  [
    "a field of a body that only answers have now",
    body({ type: "object", properties: { id: { type: "string" }, a: { type: "string" } } }),
    body({
      type: "object",
      properties: { id: { type: "string", readOnly: true }, a: { type: "string" } },
    }),
    ["breaking request-field-removed"],
  ],
  [
    "a field that only bodies have, which an answer loses",
    answered({
      type: "object",
      properties: { a: { type: "string" }, pw: { type: "string", writeOnly: true } },
    }),
    answered({ type: "object", properties: { a: { type: "string" } } }),
    [],
  ],
  [
    "a field that is gone",
    answered(object({ a: text, b: text })),
    answered(object({ a: text })),
    ["breaking response-field-removed"],
  ],
  [
    "a field that became optional",
    answered(object({ a: text }, "a")),
    answered(object({ a: text })),
    ["breaking response-field-became-optional"],
  ],
  [
    "a field that became required",
    answered(object({ a: text })),
    answered(object({ a: text }, "a")),
    ["additive response-field-became-required"],
  ],
  [
    "a field of another type",
    answered(object({ a: text })),
    answered(object({ a: number })),
    ["breaking response-type-changed"],
  ],
  [
    "a field of one type more",
    answered(object({ a: text })),
    answered(object({ a: { type: ["string", "number"] } })),
    ["breaking response-type-widened"],
  ],
  [
    "a field of one type fewer",
    answered(object({ a: { type: ["string", "number"] } })),
    answered(object({ a: text })),
    ["additive response-type-narrowed"],
  ],
  [
    "a field that may be null",
    answered(object({ a: text })),
    answered(object({ a: { type: ["string", "null"] } })),
    ["breaking response-null-added"],
  ],
  [
    "a field that is never null",
    answered(object({ a: { type: ["string", "null"] } })),
    answered(object({ a: text })),
    ["additive response-null-removed"],
  ],
  [
    "a value more",
    answered(object({ a: values("x") })),
    answered(object({ a: values("x", "y") })),
    ["breaking response-value-added"],
  ],
  [
    "a value fewer",
    answered(object({ a: values("x", "y") })),
    answered(object({ a: values("x") })),
    ["additive response-value-removed"],
  ],
  [
    "another description of a field",
    answered(object({ a: text })),
    answered(object({ a: { ...text, description: "A" } })),
    ["documentation field-described"],
  ],
  [
    "a deprecated field",
    answered(object({ a: text })),
    answered(object({ a: { ...text, deprecated: true } })),
    ["documentation field-deprecated"],
  ],
  [
    "a limit of items",
    answered({ type: "array", items: text }),
    answered({ type: "array", items: { ...text, maxLength: 3 } }),
    ["documentation limits-changed"],
  ],
  [
    "a schema where there was none",
    responding({ 200: { description: "OK" } }),
    answered(text),
    ["additive response-type-narrowed"],
  ],
  [
    "no schema any more",
    answered(text),
    responding({ 200: { description: "OK" } }),
    ["breaking response-type-widened"],
  ],
  [
    "text in place of JSON",
    answered(text),
    responding({ 200: { description: "OK", content: { "text/plain": { schema: text } } } }),
    ["breaking response-kind-changed"],
  ],
  [
    "another error",
    responding({ 200: { description: "OK" } }),
    responding({ 200: { description: "OK" }, 404: { description: "Gone" } }),
    ["additive error-response-added"],
  ],
  [
    "an error that is gone",
    responding({ 200: { description: "OK" }, 404: { description: "Gone" } }),
    responding({ 200: { description: "OK" } }),
    ["breaking response-removed"],
  ],
  [
    "another success with the same answer",
    answered(text),
    responding({
      200: { description: "OK", content: json(text) },
      201: { description: "OK", content: json(text) },
    }),
    ["additive success-response-added"],
  ],
  [
    "another success with another answer",
    answered(text),
    responding({
      200: { description: "OK", content: json(text) },
      201: { description: "OK", content: json(number) },
    }),
    ["breaking response-type-widened", "additive success-response-added"],
  ],
  [
    "another description of a response",
    responding({ 200: { description: "OK" } }),
    responding({ 200: { description: "All of them" } }),
    ["documentation response-described"],
  ],
  [
    "a header of a response",
    responding({ 200: { description: "OK" } }),
    responding({ 200: { description: "OK", headers: { "X-Rest": { schema: number } } } }),
    ["documentation response-described"],
  ],
  [
    "content that a status cannot have",
    responding({ 204: { description: "OK" } }),
    responding({ 204: { description: "OK", content: json(text) } }),
    nothing,
  ],
  [
    "an error's body that changed",
    responding({ 400: { description: "", content: json(object({ a: text, b: text })) } }),
    responding({ 400: { description: "", content: json(object({ a: text })) } }),
    ["breaking response-field-removed"],
  ],
];

describe("response", () => testChanges(responses));
