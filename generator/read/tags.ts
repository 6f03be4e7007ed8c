import { nodesOnCycles } from "../data/graph.ts";
import { asList, asText, objectsIn, type Node } from "../data/json-object.ts";
import type { Tag } from "../model/tags.ts";
import type { DocumentContext } from "./document-context.ts";

/**
 * Reads the declared tags, each name once. A parent that is not declared, or that leads back to the
 * tag (OpenAPI 3.2, section 4.22.1), is reported and left out.
 */
export function readTags({ document, context }: DocumentContext): readonly Tag[] {
  const nodes = new Map<string, Node>();
  for (const node of objectsIn(asList(document["tags"]))) {
    const name = asText(node["name"]);
    if (name !== "" && !nodes.has(name)) nodes.set(name, node);
  }
  const parents = Array.from(nodes, ([name, { parent }]) => {
    return [name, typeof parent === "string" && nodes.has(parent) ? [parent] : []] as const;
  });
  const onCycles = nodesOnCycles(new Map(parents));
  return [...nodes].map(([name, node]) => {
    const { parent, ...withoutParent } = node;
    const isKnown = typeof parent === "string" && nodes.has(parent);
    const isValid = isKnown && !onCycles.has(name);
    if (parent !== undefined && !isValid) {
      const fault = isKnown ? "cycle" : "unknown";
      context.reportAt("invalid-tag-parent", [node, "parent"], { name, parent, fault });
    }
    const { kind } = node;
    return {
      name,
      summary: asText(node["summary"]),
      description: asText(node["description"]),
      parent: isValid ? parent : undefined,
      kind: typeof kind === "string" ? kind : undefined,
      definition: isValid || parent === undefined ? node : withoutParent,
    };
  });
}
