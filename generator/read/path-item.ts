import { asNode, type Node } from "../data/json-object.ts";

/** Returns the operations of a path item by the methods that are sent. */
export function operationsOf(item: Node): readonly (readonly [string, Node])[] {
  const fixed = methods.map(([name, method]) => [method, item[name]] as const);
  const others = Object.entries(asNode(item["additionalOperations"]) ?? {});
  return [...fixed, ...others].flatMap(([method, value]) => {
    const node = asNode(value);
    return node ? [[method, node] as const] : [];
  });
}

const methods: readonly (readonly [string, string])[] = [
  ["get", "GET"],
  ["put", "PUT"],
  ["post", "POST"],
  ["delete", "DELETE"],
  ["options", "OPTIONS"],
  ["head", "HEAD"],
  ["patch", "PATCH"],
  ["query", "QUERY"],
];
