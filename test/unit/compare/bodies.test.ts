import { describe } from "vitest";
import { type Node, sent, body, object, text, type Row, testChanges } from "./compared.ts";

const bodies: readonly Row[] = [
  ["a new required one", sent(undefined), body(text), ["breaking required-body-added"]],
  [
    "a new optional one",
    sent(undefined),
    body(text, { required: false }),
    ["additive optional-body-added"],
  ],
  ["one that is gone", body(text), sent(undefined), ["breaking body-removed"]],
  [
    "one that became required",
    body(text, { required: false }),
    body(text),
    ["breaking body-became-required"],
  ],
  [
    "one that became optional",
    body(text),
    body(text, { required: false }),
    ["additive body-became-optional"],
  ],
  [
    "another media type",
    body(object({ a: text })),
    body(object({ a: text }), {
      content: { "application/x-www-form-urlencoded": { schema: object({ a: text }) } },
    }),
    ["breaking body-media-type-changed"],
  ],
  [
    "a new required field",
    body(object({ b: text })),
    body(object({ a: text, b: text }, "a")),
    ["breaking request-required-field-added"],
  ],
  [
    "a new optional field",
    body(object({ b: text })),
    body(object({ a: text, b: text })),
    ["additive request-optional-field-added"],
  ],
  [
    "a field that is gone",
    body(object({ a: text, b: text })),
    body(object({ b: text })),
    ["breaking request-field-removed"],
  ],
  [
    "a field that became required",
    body(object({ a: text })),
    body(object({ a: text }, "a")),
    ["breaking request-field-became-required"],
  ],
  [
    "a field that became optional",
    body(object({ a: text }, "a")),
    body(object({ a: text })),
    ["additive request-field-became-optional"],
  ],
  [
    "a form field that became required",
    form(object({ a: text })),
    form(object({ a: text }, "a")),
    ["breaking parameter-became-required"],
  ],
  [
    "a new form field",
    form(object({ a: text })),
    form(object({ a: text, b: text })),
    ["additive optional-parameter-added"],
  ],
];

function form(schema: unknown): Node {
  return sent({ content: { "application/x-www-form-urlencoded": { schema } } });
}

describe("body", () => testChanges(bodies));
