import { map } from "../data/json-object.ts";
import type { Webhook } from "../model/service.ts";
import { resolve, type DocumentContext } from "./document-context.ts";
import { readOperation } from "./operation.ts";
import { operationsOf } from "./path-item.ts";

/** Reads the requests that the service sends by itself (OpenAPI 3.1, section 4.8.1). */
export function readWebhooks(reading: DocumentContext): Webhook[] {
  const webhooks = map(reading.document["webhooks"]) ?? {};
  return Object.entries(webhooks).flatMap(([name, value]) => {
    const item = map(resolve(reading, value, webhooks, name)) ?? {};
    return operationsOf(item).map(([method, node]) => {
      return { name, operation: readOperation({ path: "/", method, node, item }, [], reading) };
    });
  });
}
