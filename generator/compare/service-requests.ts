import { isForm } from "../model/body.ts";
import type { Callback, Operation, Response, Schema, Webhook } from "../model/service.ts";
import { quote, type Subject } from "./change.ts";
import type { TypeLocation } from "./location.ts";
import type { TypeComparison } from "./types.ts";

/** Compares the webhooks of two descriptions. */
export function compareWebhooks(
  types: TypeComparison,
  before: readonly Webhook[],
  after: readonly Webhook[],
): void {
  compareRequests(types, "webhook", before, after, ({ name, operation }) => {
    return { kind: "webhook", name, request: operation.method };
  });
}

/** Compares the callbacks of two versions of an operation. */
export function compareCallbacks(
  types: TypeComparison,
  { callbacks: before = [] }: Operation,
  { callbacks: after = [] }: Operation,
  { name: owner }: Subject,
): void {
  compareRequests(types, "callback", before, after, ({ name, operation, expression }) => {
    const request = `${operation.method} ${expression}`;
    return { kind: "callback", name: `${owner}.${name}`, request };
  });
}

/** Compares requests that the service sends: here users receive the request, and pass the response. */
function compareRequests<T extends Webhook | Callback>(
  types: TypeComparison,
  kind: "webhook" | "callback",
  before: readonly T[],
  after: readonly T[],
  subjectOf: (request: T) => Subject,
): void {
  const keyOf = (request: T): string => {
    const expression = "expression" in request ? request.expression : "";
    return JSON.stringify([request.name, request.operation.method, expression]);
  };
  const old = new Map(before.map((one) => [keyOf(one), one]));
  for (const one of after) {
    const { sourceLocation: to } = one.operation;
    const key = keyOf(one);
    const namesake = old.get(key);
    old.delete(key);
    if (namesake) {
      compareRequest(types, namesake.operation, one.operation, subjectOf(one));
    } else {
      types.report(`${kind}-added`, subjectOf(one), "it is new", { before: undefined, after: to });
    }
  }
  for (const one of old.values()) {
    const { sourceLocation: from } = one.operation;
    const at = { before: from, after: undefined };
    types.report(`${kind}-removed`, subjectOf(one), "it was removed", at);
  }
}

function compareRequest(
  types: TypeComparison,
  before: Operation,
  after: Operation,
  subject: Subject,
): void {
  const nodes: TypeLocation = {
    subject,
    owner: "",
    path: "",
    before: before.sourceLocation,
    after: after.sourceLocation,
  };
  compareMembers(types, received(before), received(after), nodes);
  comparePassed(types, before.responses, after.responses, nodes);
}

interface Part {
  readonly required: boolean;
  readonly schema: Schema;
}

/** Returns the parts of a request by what messages call them. */
function received({ parameters, body }: Operation): ReadonlyMap<string, Part> {
  const visible = parameters.filter(
    ({ location }) => location === "query" || location === "header",
  );
  return new Map<string, Part>([
    ...visible.map((one) => [`the ${one.location} parameter ${quote(one.name)}`, one] as const),
    ...(body && isForm(body)
      ? body.fields.map((field) => [`the form field ${quote(field.name)}`, field] as const)
      : []),
    ...(body && !isForm(body) ? [["the body", body] as const] : []),
  ]);
}

function compareMembers(
  types: TypeComparison,
  before: ReadonlyMap<string, Part>,
  after: ReadonlyMap<string, Part>,
  nodes: TypeLocation,
): void {
  for (const [owner, one] of before) {
    const other = after.get(owner);
    if (!other) {
      types.report("response-field-removed", nodes.subject, `${owner} was removed`, nodes);
      continue;
    }
    if (one.required !== other.required) {
      const state = other.required ? "required" : "optional";
      const text = `${owner} became ${state}`;
      types.report(`response-field-became-${state}`, nodes.subject, text, nodes);
    }
    types.compareSchemas(one.schema, other.schema, "response", { ...nodes, owner });
  }
  for (const owner of after.keys()) {
    if (before.has(owner)) continue;
    types.report("response-field-added", nodes.subject, `${owner} is new`, nodes);
  }
}

/** Compares what handlers respond with. */
function comparePassed(
  types: TypeComparison,
  before: readonly Response[],
  after: readonly Response[],
  nodes: TypeLocation,
): void {
  for (const one of before) {
    const other = after.find(({ status }) => status === one.status);
    const owner = `the response ${quote(one.status)}`;
    if (!other) {
      types.report("response-removed", nodes.subject, `${owner} was removed`, nodes);
    } else if (one.content && other.content) {
      const location = { ...nodes, owner };
      types.compareSchemas(one.content.schema, other.content.schema, "request", location);
    } else if (one.content || other.content) {
      const text = other.content ? `${owner} now has a body` : `${owner} no longer has a body`;
      types.report("request-type-changed", nodes.subject, text, nodes);
    }
  }
  for (const { status } of after) {
    if (before.some((one) => one.status === status)) continue;
    const code = status.startsWith("2") ? "success-response-added" : "error-response-added";
    types.report(code, nodes.subject, `a new response ${quote(status)}`, nodes);
  }
}
