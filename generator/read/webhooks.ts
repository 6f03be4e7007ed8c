import { asNode, type Node } from "../data/json-object.ts";
import type { Callback, Webhook } from "../model/service.ts";
import { resolve, type DocumentContext } from "./document-context.ts";
import { readOperation } from "./operation.ts";
import { operationsOf } from "./path-item.ts";

/** Reads the requests that the service sends by itself (OpenAPI 3.1, section 4.8.1). */
export function readWebhooks(reading: DocumentContext): Webhook[] {
  const webhooks = asNode(reading.document["webhooks"]) ?? {};
  return Object.keys(webhooks)
    .filter((name) => !name.startsWith("x-"))
    .flatMap((name) => requestsOf(webhooks, name, name, reading));
}

/**
 * Reads the requests that the service sends on behalf of an operation (OpenAPI 3.1, section 4.8.18).
 * Their own callbacks are not read: those may be circular.
 */
export function readCallbacks(operation: Node, reading: DocumentContext): Callback[] {
  const callbacks = asNode(operation["callbacks"]) ?? {};
  return Object.entries(callbacks).flatMap(([name, value]) => {
    const items = asNode(resolve(reading, value, callbacks, name)) ?? {};
    return Object.keys(items)
      .filter((expression) => !expression.startsWith("x-"))
      .flatMap((expression) =>
        requestsOf(items, expression, name, reading).map((one) => ({ ...one, expression })),
      );
  });
}

/** @param key of a path item. */
function requestsOf(items: Node, key: string, name: string, reading: DocumentContext): Webhook[] {
  const item = asNode(resolve(reading, items[key], items, key)) ?? {};
  return operationsOf(item).map(([method, node]) => {
    return { name, operation: readOperation({ path: "/", method, node, item }, [], reading) };
  });
}
