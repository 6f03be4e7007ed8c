import type { Node } from "../../data/json-object.ts";
import type { Service } from "../../model/service.ts";

/** Returns a path item of the operations by method, of which OpenAPI has a field for each but a few. */
export function pathItemNode(operations: ReadonlyMap<string, Node>): Node {
  const fixed = [...operations].filter(([method]) => fields.has(method));
  const others = [...operations].filter(([method]) => !fields.has(method));
  return {
    ...Object.fromEntries(fixed.map(([method, node]) => [method.toLowerCase(), node])),
    ...(others.length > 0 && { additionalOperations: Object.fromEntries(others) }),
  };
}

/** Returns the version of OpenAPI that has fields for the methods of all operations, and for tags. */
export function versionFor({ operations, tags = [] }: Service): string {
  const isOld =
    operations.every(({ method }) => method !== "QUERY" && fields.has(method)) &&
    tags.every(({ definition }) => newTagFields.every((key) => !Object.hasOwn(definition, key)));
  return isOld ? "3.1.0" : "3.2.0";
}

/** Of OpenAPI 3.2, section 4.22. */
const newTagFields = ["summary", "parent", "kind"] as const;

const fields: ReadonlySet<string> = new Set([
  "GET",
  "PUT",
  "POST",
  "DELETE",
  "OPTIONS",
  "HEAD",
  "PATCH",
  "QUERY",
]);
