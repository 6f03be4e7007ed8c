import {
  alternativesOf,
  isKeywords,
  propertiesOf,
  referenceOf,
  typesOf,
  valuesOf,
  type Keywords,
} from "../model/json-schema.ts";
import type { Schema } from "../model/service.ts";
import { withTag, type Discriminators } from "./discriminators.ts";
import { reachable, type Edges } from "../data/graph.ts";

/**
 * Returns the schemas that a discriminator tells from those that extend them, with their subtypes as
 * alternatives: where such a schema is named, a value is one of its subtypes (OpenAPI 3.1, section
 * 4.8.25). It is an alternative itself where it has values of its own: by the mapping, as a subtype of
 * another, or since its `enum` lists more than the subtypes have.
 *
 * @param subtypes the schemas that directly extend each schema.
 * @param find finds the named schema that a `$ref` means.
 */
export function findFamilies(
  named: ReadonlyMap<string, Schema>,
  subtypes: Edges,
  discriminators: Discriminators,
  find: (ref: string | undefined) => Schema | undefined,
): ReadonlyMap<string, Keywords> {
  /** The schema itself, as one alternative beside its subtypes. */
  function ownForm(key: string, schema: Keywords): Keywords | undefined {
    let own: Keywords | undefined;
    for (const property of discriminators.propertiesOf(key)) {
      const values = ownValues(key, schema, property);
      if (values.length > 0) own = withTag(own ?? schema, { property, values });
    }
    return own && { ...own, discriminator: undefined };
  }

  function ownValues(key: string, schema: Keywords, property: string): readonly string[] {
    const { isText, values } = declarationOf(schema, property, find);
    if (!isText) return [];
    const isPossible = (value: string): boolean => values.length === 0 || values.includes(value);
    const own = discriminators.valuesOf(key, property).filter(isPossible);
    if (own.length > 0) return own;
    const theirs = new Set(
      reachable(subtypes, key).flatMap((subtype) => discriminators.valuesOf(subtype, property)),
    );
    return values.filter((value) => !theirs.has(value));
  }

  const families = new Map<string, Keywords>();
  for (const [key, schema] of named) {
    const direct = subtypes.get(key) ?? [];
    const isApart = isKeywords(schema) && alternativesOf(schema).length === 0;
    if (!isApart || direct.length === 0 || discriminators.propertiesOf(key).length === 0) continue;
    const own = ownForm(key, schema);
    const oneOf = [...(own ? [own] : []), ...direct.map(($ref) => ({ $ref }))];
    families.set(key, { ...schema, oneOf });
  }
  return families;
}

/** Returns what a schema says of a property: whether it can be text, and its values if they are listed. */
function declarationOf(
  schema: Keywords,
  property: string,
  find: (ref: string | undefined) => Schema | undefined,
): { readonly isText: boolean; readonly values: readonly string[] } {
  let declared: unknown = new Map(propertiesOf(schema)).get(property);
  const seen = new Set<unknown>();
  while (isKeywords(declared) && !seen.has(declared)) {
    seen.add(declared);
    const target = find(referenceOf(declared));
    if (target === undefined) break;
    declared = target;
  }
  if (!isKeywords(declared)) return { isText: true, values: [] };
  const types = typesOf(declared);
  const values = valuesOf(declared).filter((value) => typeof value === "string");
  return { isText: types.length === 0 || types.includes("string"), values };
}
