import { decodePercent } from "../text/decode-percent.ts";
import { reachable, reverse, type Edges } from "../data/graph.ts";
import {
  alternativesOf,
  basesOf,
  discriminatorOf,
  isKeywords,
  listOf,
  propertiesOf,
  referenceOf,
  requiredOf,
  type Discriminator,
  type Keywords,
} from "../model/json-schema.ts";

/** The values of a discriminator property that identify a schema. */
export interface Tag {
  readonly key: string;
  readonly property: string;
  readonly values: readonly string[];
}

/** The discriminators of a document. */
export interface Discriminators {
  /**
   * The values of each schema: those of the mapping, else the schema's name in the document (OpenAPI
   * 3.1, Discriminator Object). A schema that others extend also has their values, if it has some
   * itself: an interface can only narrow what it extends.
   */
  readonly tags: readonly Tag[];
  /** The properties that tell the subtypes of a schema apart, whether it or a base declares them. */
  propertiesOf(key: string): readonly string[];
  /** The values of a schema's own, without those of its subtypes. */
  valuesOf(key: string, property: string): readonly string[];
}

/**
 * Reads the discriminators of a document.
 *
 * @param named the named schemas, by key.
 * @param inline the other schemas of the description.
 * @param bases the named schemas that each named schema extends.
 * @param find returns the key for a `$ref`.
 */
export function readDiscriminators(
  named: ReadonlyMap<string, unknown>,
  inline: readonly unknown[],
  bases: Edges,
  find: (ref: string | undefined) => string | undefined,
): Discriminators {
  const subtypes = reverse(bases);
  const mapped = new Tags();
  const implied = new Tags();
  const inherited = new Map<string, Set<string>>();

  function enter({ property, mapping }: Discriminator, keys: readonly string[]): void {
    for (const [value, target] of mapping) {
      const key = find(target) ?? find(`#/components/schemas/${target}`);
      if (key !== undefined) mapped.of(key, property).add(value);
    }
    for (const key of keys) implied.of(key, property).add(lastSegment(key));
  }

  for (const schema of objectsIn([...named.values(), ...inline])) {
    const discriminator = discriminatorOf(schema);
    if (!discriminator) continue;
    const members = alternativesOf(schema).flat().filter(isKeywords);
    const keys = members.flatMap((member) => find(referenceOf(member)) ?? []);
    enter(discriminator, keys);
  }
  for (const [key, schema] of named) {
    for (const part of isKeywords(schema) ? [schema, ...basesOf(schema)] : []) {
      const discriminator = isKeywords(part) ? discriminatorOf(part) : undefined;
      if (!discriminator) continue;
      const below = reachable(subtypes, key);
      enter(discriminator, below);
      for (const one of [key, ...below]) {
        inherited.set(one, (inherited.get(one) ?? new Set()).add(discriminator.property));
      }
    }
  }

  const valuesOf = (key: string, property: string): Iterable<string> =>
    mapped.get(key, property) ?? implied.get(key, property) ?? [];
  const known = new Tags();
  for (const [key, property] of [...mapped.entries(), ...implied.entries()]) {
    for (const subtype of [key, ...reachable(subtypes, key)]) {
      for (const value of valuesOf(subtype, property)) known.of(key, property).add(value);
    }
  }
  return {
    tags: [...known.entries()].map(([key, property, values]) => {
      return { key, property, values: [...values].sort() };
    }),
    propertiesOf: (key) => [...(inherited.get(key) ?? [])],
    valuesOf: (key, property) => [...valuesOf(key, property)].sort(),
  };
}

/** Returns the schema with a required property that has one of the values. */
export function withTag(
  schema: Keywords,
  { property, values }: Pick<Tag, "property" | "values">,
): Keywords {
  const narrow = { enum: values };
  const properties = new Map(propertiesOf(schema));
  const declared = properties.get(property);
  if (!isKeywords(declared)) {
    const addition = { properties: Object.fromEntries([[property, narrow]]), required: [property] };
    return { ...schema, allOf: [addition, ...listOf(schema["allOf"])] };
  }
  const { title, description, deprecated } = declared;
  properties.set(property, { title, description, deprecated, allOf: [narrow, declared] });
  return {
    ...schema,
    properties: Object.fromEntries(properties),
    required: [...requiredOf(schema), property],
  };
}

class Tags {
  readonly #values = new Map<string, Map<string, Set<string>>>();

  of(key: string, property: string): Set<string> {
    const properties = this.#values.get(key) ?? new Map<string, Set<string>>();
    this.#values.set(key, properties);
    const values = properties.get(property) ?? new Set();
    properties.set(property, values);
    return values;
  }

  get(key: string, property: string): ReadonlySet<string> | undefined {
    return this.#values.get(key)?.get(property);
  }

  *entries(): Generator<readonly [string, string, ReadonlySet<string>]> {
    for (const [key, properties] of this.#values) {
      for (const [property, values] of properties) yield [key, property, values];
    }
  }
}

/** Yields every object in these: schemas, and everything that looks like one. */
function* objectsIn(roots: readonly unknown[]): Generator<Keywords> {
  const seen = new Set<unknown>();
  const pending = roots.toReversed();
  while (pending.length > 0) {
    const next = pending.pop();
    if (typeof next !== "object" || next === null || seen.has(next)) continue;
    seen.add(next);
    if (isKeywords(next)) yield next;
    for (const child of Object.values(next)) pending.push(child);
  }
}

/** Returns the name of a schema in its description (RFC 6901). */
function lastSegment(key: string): string {
  const segment = decodePercent(key).split("/").pop() ?? "";
  return segment.replaceAll("~1", "/").replaceAll("~0", "~");
}
