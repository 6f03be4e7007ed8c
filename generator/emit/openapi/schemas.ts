import { decodePercent } from "../../text/decode-percent.ts";
import type { NamedSchema, Schema, Service } from "../../model/service.ts";
import type { Naming } from "../../naming/service-names.ts";
import { originOfName, schemaReference } from "../../model/component-name.ts";
import {
  alternativesOf,
  basesOf,
  discriminatorOf,
  isKeywords,
  referenceOf,
} from "../../model/json-schema.ts";

/** Schemas under names that OpenAPI allows, and references to them. */
export interface RenameSchemas {
  readonly components: ReadonlyMap<string, unknown>;
  /** A schema whose references lead to `components`; those that lead nowhere allow everything. */
  in(schema: Schema): unknown;
}

/**
 * Gives the named schemas names that OpenAPI 3.1 allows (section 4.8.7.1). One
 * whose name may not, or that has none of its own, gets the name of its type; discriminators that
 * know it by its name are told so.
 */
export function schemaRenamer({ schemas }: Service, { schemas: names }: Naming): RenameSchemas {
  const renamed = new Map<string, string>();
  const taken = new Set(schemas.map(({ name }) => name).filter(isAllowed));
  for (const schema of schemas) {
    let name: string = isAllowed(schema.name) ? schema.name : (names.get(schema) ?? "Unnamed");
    while (name !== schema.name && taken.has(name)) name = `${name}_`;
    taken.add(name);
    renamed.set(schemaReference(schema.name), name);
  }
  const heirsOf = heirsIn(schemas);

  function copy(schema: unknown, key: string): unknown {
    if (Array.isArray(schema)) return schema.map((item: unknown) => copy(item, key));
    if (!isKeywords(schema)) return schema;
    const entries = Object.entries<unknown>(schema).flatMap(
      ([keyword, value]): [string, unknown][] => {
        if (keyword === "$ref" && typeof value === "string") {
          const target = renamed.get(decodePercent(value));
          return target === undefined ? [] : [[keyword, schemaReference(target)]];
        }
        if (keyword === "discriminator") return [[keyword, discriminator(schema, key)]];
        if (values.has(keyword)) return [[keyword, value]];
        return [[keyword, maps.has(keyword) ? copyMap(value, key) : copy(value, key)]];
      },
    );
    return Object.fromEntries(entries);
  }

  function copyMap(map: unknown, key: string): unknown {
    if (!isKeywords(map)) return map;
    return Object.fromEntries(
      Object.entries(map).map(([name, schema]) => [name, copy(schema, key)]),
    );
  }

  /** @param key the named schema that contains it. */
  function discriminator(schema: Exclude<Schema, true>, key: string): unknown {
    const given = discriminatorOf(schema);
    if (!given) return schema["discriminator"];
    const mapping = new Map<string, string>();
    const known = new Set<string>();
    for (const [value, target] of given.mapping) {
      const reference = renamed.has(decodePercent(target))
        ? decodePercent(target)
        : schemaReference(target);
      known.add(reference);
      const now = renamed.get(reference);
      mapping.set(value, now === undefined ? target : schemaReference(now));
    }
    const members = alternativesOf(schema).flat().filter(isKeywords).map(referenceOf);
    for (const reference of [...members, ...heirsOf(key)]) {
      const decoded = decodePercent(reference ?? "");
      const name = schemas.find((one) => schemaReference(one.name) === decoded)?.name ?? "";
      const now = renamed.get(decoded) ?? name;
      if (now !== name && !known.has(decoded)) mapping.set(name, schemaReference(now));
    }
    return {
      propertyName: given.property,
      ...(mapping.size > 0 && { mapping: Object.fromEntries(mapping) }),
    };
  }

  return {
    components: new Map(
      schemas.map(({ name, schema }) => {
        const key = schemaReference(name);
        return [renamed.get(key) ?? name, copy(schema, key)];
      }),
    ),
    in: (schema) => copy(schema, ""),
  };
}

function isAllowed(name: string): boolean {
  return /^[\w.-]+$/.test(name) && !originOfName(name);
}

/** Keywords that have schemas by name. */
const maps = new Set([
  "properties",
  "patternProperties",
  "dependentSchemas",
  "definitions",
  "$defs",
]);

/** Keywords whose values are no schemas. */
const values = new Set(["const", "default", "enum", "example", "examples"]);

/** @returns a function that tells which named schemas extend a named schema, at any distance. */
function heirsIn(schemas: readonly NamedSchema[]): (base: string) => ReadonlySet<string> {
  const children = new Map<string, string[]>();
  for (const { name, schema } of schemas) {
    const bases = schema === true ? [] : basesOf(schema).filter(isKeywords).map(referenceOf);
    for (const base of bases) {
      const key = decodePercent(base ?? "");
      const known = children.get(key);
      if (known) known.push(schemaReference(name));
      else children.set(key, [schemaReference(name)]);
    }
  }
  return (base) => {
    const subtypes = new Set(children.get(base));
    for (const subtype of subtypes)
      for (const child of children.get(subtype) ?? []) subtypes.add(child);
    return subtypes;
  };
}
