import { isNode, asList, asNode, type Node } from "../data/json-object.ts";

/**
 * Returns what an extension says of the wire at a node: `x-aws-map`, `x-aws-query-name`,
 * `x-aws-timestamp` and `x-aws-payload`, and at the root `x-aws-protocol` and `x-aws-target`; or all
 * of them together as the properties of `x-aws-wire`.
 */
export function wireFacts(node: Node): Node {
  // Most nodes have none, and every schema is asked.
  if (!Object.keys(node).some((key) => key.startsWith("x-aws-"))) return none;
  const together = asNode(node["x-aws-wire"]) ?? {};
  const { key, value, keyNamespace } = asNode(node["x-aws-map"]) ?? {};
  const single = Object.entries({
    protocol: node["x-aws-protocol"],
    target: node["x-aws-target"],
    key,
    value,
    keyNamespace,
    queryName: node["x-aws-query-name"],
    timestampFormat: node["x-aws-timestamp"],
    payload: node["x-aws-payload"],
  }).filter(([, fact]) => fact !== undefined);
  return { ...together, ...Object.fromEntries(single) };
}

const none: Node = {};

/** The facts of a schema and of the parts that are added to it, of which the outer count first. */
export function factsOf(schema: unknown): { readonly xml: Node; readonly wire: Node } {
  if (!isNode(schema)) return { xml: none, wire: none };
  const parts = asList(schema["allOf"]).map(factsOf);
  if (parts.length === 0) return { xml: xmlOf(schema), wire: wireFacts(schema) };
  const xml = Object.assign({}, ...parts.map((part) => part.xml), xmlOf(schema)) as Node;
  const wire = Object.assign({}, ...parts.map((part) => part.wire), wireFacts(schema)) as Node;
  return { xml, wire };
}

/** The XML object of a schema, in the terms before `nodeType` took their place (OpenAPI 3.2, section 4.26). */
function xmlOf({ xml: given, type }: Node): Node {
  const xml = asNode(given) ?? none;
  const { nodeType } = xml;
  if (nodeType === "attribute") return { attribute: true, ...xml };
  const isList = type === "array" && (nodeType === "element" || nodeType === "none");
  return isList ? { wrapped: nodeType === "element", ...xml } : xml;
}
