import { propertiesOf, requiredOf, type Keywords } from "../model/json-schema.ts";
import type { SchemaGraph } from "./schema-graph.ts";

/** The members of a named schema, those of its own bases included. */
export interface InheritedMembers {
  readonly parts: readonly Keywords[];
  /** The schemas of each property. */
  readonly schemas: ReadonlyMap<string, ReadonlySet<unknown>>;
  readonly required: ReadonlySet<string>;
}

export function inheritedMembers(key: string, graph: SchemaGraph): InheritedMembers {
  const parts = graph.partsOf(key);
  const schemas = new Map<string, Set<unknown>>();
  for (const [name, schema] of parts.flatMap(propertiesOf)) {
    const declared = schemas.get(name);
    if (declared) declared.add(schema);
    else schemas.set(name, new Set([schema]));
  }
  return { parts, schemas, required: new Set(parts.flatMap(requiredOf)) };
}
