import type { NamedSchema } from "../model/service.ts";
import type { Property, Type } from "../types/type.ts";
import type { Direction, Side } from "./side.ts";

/** A property, with the schema that declares it. */
export interface Field {
  readonly property: Property;
  readonly isRequired: boolean;
  /** The name of the base that declares it; empty for an own field. */
  readonly base: string;
}

/** The fields of an object type, with those of its bases. */
export interface Fields {
  readonly fields: ReadonlyMap<string, Field>;
  readonly additional: Type | undefined;
  readonly rest: readonly Type[];
  readonly bases: ReadonlyMap<string, NamedSchema>;
}

/** Bases below this depth are compared with their own. */
const maxBaseDepth = 64;

/** Returns the fields of an object type. */
export function fieldsOf(type: Type, side: Side, base = "", open: readonly string[] = []): Fields {
  switch (type.kind) {
    case "object": {
      const fields = [...type.properties].map(([name, property]) => {
        return [name, { property, isRequired: type.required.has(name), base }] as const;
      });
      return { ...noFields, fields: new Map(fields), additional: type.additional };
    }
    case "reference": {
      const schema = side.schemaOf(type);
      if (!schema || open.includes(schema.name) || open.length > maxBaseDepth) return noFields;
      const found = fieldsOf(side.target(schema), side, schema.name, [...open, schema.name]);
      return { ...found, bases: new Map([[schema.name, schema], ...found.bases]) };
    }
    case "intersection": {
      const own = type.object ? [type.object] : [];
      const parts = [...type.bases, ...own].map((part) => fieldsOf(part, side, base, open));
      const all = parts.flatMap(({ fields }) => [...fields]);
      const required = new Set(type.object?.required);
      for (const [name, { isRequired }] of all) if (isRequired) required.add(name);
      return {
        fields: new Map(
          all.map(([name, field]) => [name, { ...field, isRequired: required.has(name) }]),
        ),
        additional: parts.findLast(({ additional }) => additional !== undefined)?.additional,
        rest: [...parts.flatMap(({ rest }) => rest), ...type.rest],
        bases: new Map(parts.flatMap(({ bases }) => [...bases])),
      };
    }
    default:
      return { ...noFields, rest: [type] };
  }
}

const noFields: Fields = { fields: new Map(), additional: undefined, rest: [], bases: new Map() };

/** Removes fields that are not in requests or responses (OpenAPI 3.1: `readOnly`, `writeOnly`). */
export function visibleIn({ fields, ...rest }: Fields, direction: Direction): Fields {
  const other = direction === "request" ? "readOnly" : "writeOnly";
  const visible = [...fields].filter(([, { property }]) => property.access !== other);
  return { ...rest, fields: new Map(visible) };
}
