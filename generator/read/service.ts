// The stage `read`. In: OpenAPI 3.1. Out: the model, in which path keys are taken apart. Knows
// nothing of TypeScript or of names in code.
import { asNode, objectsIn, isNode, asText, type Node } from "../data/json-object.ts";
import { asSchema } from "../model/json-schema.ts";
import { identityOf } from "../model/operation-identity.ts";
import type { NamedSchema, Operation, Service } from "../model/service.ts";
import type { ReadContext } from "../source/read-context.ts";
import { resolve, type DocumentContext } from "./document-context.ts";
import { readOperation } from "./operation.ts";
import { operationsOf } from "./path-item.ts";
import { readCallbacks, readWebhooks } from "./webhooks.ts";
import { readSecuritySchemes } from "./security.ts";
import { readTags } from "./tags.ts";
import type { Server } from "../model/server.ts";
import { commonServers } from "./servers.ts";

/**
 * Reads an OpenAPI 3.1 document into the model. What is missing or contradictory is corrected and
 * reported, so the model is always complete.
 *
 * @param source the description's file name, without folders.
 * @param takesMediaTypes whether `Accept` and `Content-Type` are parameters as any others.
 */
export function readService(
  document: Node,
  source: string,
  context: ReadContext,
  takesMediaTypes: boolean,
): Service {
  const reading: DocumentContext = { document, context, takesMediaTypes };
  const info = asNode(document["info"]) ?? {};
  const items = objectsIn(Object.values(asNode(document["paths"]) ?? {}));
  const operations = items.flatMap((item) => operationsOf(item).map(([, node]) => node));
  const servers = commonServers(document, [...items, ...operations]);
  return {
    source,
    title: asText(info["title"]),
    version: asText(info["version"]),
    description: asText(info["description"]),
    servers,
    operations: readOperations(reading, servers),
    schemas: readSchemas(reading),
    securitySchemes: readSecuritySchemes(reading),
    webhooks: readWebhooks(reading),
    tags: readTags(reading),
  };
}

function readSchemas({ document, context }: DocumentContext): NamedSchema[] {
  const schemas = asNode(asNode(document["components"])?.["schemas"]) ?? {};
  return Object.entries(schemas).map(([name, schema]) => ({
    sourceLocation: isNode(schema)
      ? context.positions.of(schema)
      : context.positions.of(schemas, name),
    name,
    schema: asSchema(schema),
  }));
}

function readOperations(reading: DocumentContext, servers: readonly Server[]): Operation[] {
  const { document, context } = reading;
  const operations = new Map<string, Operation>();
  for (const group of ["paths", "x-ms-paths"]) {
    const paths = asNode(document[group]) ?? {};
    for (const [path, value] of Object.entries(paths)) {
      if (path.startsWith("x-")) continue;
      const item = asNode(resolve(reading, value, paths, path));
      if (!item) continue;
      if (asNode(item["trace"])) context.reportAt("unsupported-method", [item, "trace"]);
      for (const [method, node] of operationsOf(item)) {
        const callbacks = readCallbacks(node, reading);
        const operation = {
          ...readOperation({ path, method, node, item }, servers, reading),
          ...(callbacks.length > 0 && { callbacks }),
        };
        const identity = identityOf(operation);
        if (operations.has(identity)) {
          context.reportAt("duplicate-operation", [node], { method, path });
        } else {
          operations.set(identity, operation);
        }
      }
    }
  }
  return [...operations.values()];
}
