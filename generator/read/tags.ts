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
  const isCyclic = tagsOnCycles(nodes);
  return [...nodes].map(([name, node]) => {
    const { parent, ...withoutParent } = node;
    const isKnown = typeof parent === "string" && nodes.has(parent);
    const isValid = isKnown && !isCyclic.has(name);
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

function tagsOnCycles(nodes: ReadonlyMap<string, Node>): ReadonlySet<string> {
  const onCycles = new Set<string>();
  const visited = new Set<string>();
  for (const start of nodes.keys()) {
    const path: string[] = [];
    let name: unknown = start;
    while (typeof name === "string" && nodes.has(name) && !visited.has(name)) {
      visited.add(name);
      path.push(name);
      name = nodes.get(name)?.["parent"];
    }
    const first = typeof name === "string" ? path.indexOf(name) : -1;
    if (first >= 0) for (const one of path.slice(first)) onCycles.add(one);
  }
  return onCycles;
}
