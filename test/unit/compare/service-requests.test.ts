import { describe } from "vitest";
import {
  api,
  json,
  nothing,
  object,
  pets,
  testChanges,
  text,
  values,
  type Node,
  type Row,
} from "./compared.ts";

const received = { 204: { description: "Received" } };

/** A webhook `newPet` of one method. */
function webhook(operation: Node, method = "post"): Node {
  return api({}, { webhooks: { newPet: { [method]: { responses: received, ...operation } } } });
}

function sends(schema: unknown, more: Node = {}): Node {
  return webhook({ requestBody: { required: true, content: json(schema), ...more } });
}

function takes(schema: unknown): Node {
  return webhook({ responses: { 200: { description: "OK", content: json(schema) } } });
}

/** `listPets` with a callback `done`. */
function callback(expression: string, operation: Node = {}): Node {
  const done = { [expression]: { post: { responses: received, ...operation } } };
  return pets({ callbacks: { done } });
}

const name = { name: "name", in: "query", schema: text };

const webhooks: readonly Row[] = [
  ["the same", sends(text), sends(text), nothing],
  ["a new one", api({}, { webhooks: {} }), webhook({}), ["additive webhook-added"]],
  ["one that is gone", webhook({}), api({}), ["breaking webhook-removed"]],
  [
    "another method",
    webhook({}),
    webhook({}, "put"),
    ["breaking webhook-removed", "additive webhook-added"],
  ],
  [
    "a field more in its body, which handlers receive",
    sends(object({ id: text }, "id")),
    sends(object({ id: text, name: text }, "id", "name")),
    ["additive response-field-added"],
  ],
  [
    "a value more in its body",
    sends(values("a")),
    sends(values("a", "b")),
    ["breaking response-value-added"],
  ],
  [
    "a body that may be missing",
    sends(text),
    sends(text, { required: false }),
    ["breaking response-field-became-optional"],
  ],
  ["a body that is gone", sends(text), webhook({}), ["breaking response-field-removed"]],
  [
    "a new parameter",
    webhook({}),
    webhook({ parameters: [name] }),
    ["additive response-field-added"],
  ],
  [
    "a field more in the response, which handlers pass",
    takes(object({ id: text })),
    takes(object({ id: text, name: text }, "name")),
    ["breaking request-required-field-added"],
  ],
  [
    "a response without its body",
    takes(text),
    webhook({ responses: { 200: { description: "" } } }),
    ["breaking request-type-changed"],
  ],
  [
    "another status",
    webhook({}),
    webhook({ responses: { 410: { description: "" } } }),
    ["breaking response-removed", "additive error-response-added"],
  ],
];

const callbacks: readonly Row[] = [
  ["the same", callback("{$url}"), callback("{$url}"), nothing],
  ["a new one", pets({}), callback("{$url}"), ["additive callback-added"]],
  [
    "another URL",
    callback("{$request.query.url}"),
    callback("{$request.header.url}"),
    ["breaking callback-removed", "additive callback-added"],
  ],
  [
    "a parameter that is gone",
    callback("{$url}", { parameters: [name] }),
    callback("{$url}"),
    ["breaking response-field-removed"],
  ],
];

describe("webhook", () => testChanges(webhooks));

describe("callback", () => testChanges(callbacks));
