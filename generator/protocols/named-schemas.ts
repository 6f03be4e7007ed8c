import { decodePercent } from "../text/decode-percent.ts";
import { isNode, type Node } from "../data/json-object.ts";
import { schemaReference } from "../model/component-name.ts";
import { alternativesOf, listOf, propertiesOf } from "../model/json-schema.ts";
import type { NamedSchema } from "../model/service.ts";

/** Schemas by their names, and what a schema and those that it is made of say together. */
export class NamedSchemas {
  readonly #byReference: ReadonlyMap<string, NamedSchema>;

  constructor(schemas: readonly NamedSchema[]) {
    this.#byReference = new Map(
      schemas.map((one) => [decodePercent(schemaReference(one.name)), one] as const),
    );
  }

  /** The schema of this name. */
  named(name: string): NamedSchema | undefined {
    return this.#byReference.get(decodePercent(schemaReference(name)));
  }

  /** The schema that a reference leads to; `undefined` for a schema that is no reference. */
  target(schema: unknown): NamedSchema | undefined {
    const reference = isNode(schema) ? schema["$ref"] : undefined;
    return typeof reference === "string"
      ? this.#byReference.get(decodePercent(reference))
      : undefined;
  }

  /** The properties of a structure, of what it extends, and of what it may be one of. */
  properties(schema: unknown): ReadonlyMap<string, unknown> {
    return this.#collect(schema, new Set());
  }

  /** Whether a schema has properties, or is an object that may have some. */
  isStructure(schema: unknown): boolean {
    const whole = isNode(schema) ? aliasOf(schema) : undefined;
    const isAlias = whole !== undefined && this.target(whole) === undefined;
    return !isAlias && (this.properties(schema).size > 0 || isEmptyObject(schema));
  }

  #collect(schema: unknown, seen: Set<unknown>): ReadonlyMap<string, unknown> {
    if (!isNode(schema) || seen.has(schema)) return new Map();
    seen.add(schema);
    const parts = [
      ...listOf(schema["allOf"]),
      ...alternativesOf(schema).flat(),
      ...(typeof schema["$ref"] === "string" ? [this.target(schema)?.schema] : []),
    ];
    return new Map([
      ...parts.flatMap((part) => [...this.#collect(part, seen)]),
      ...propertiesOf(schema).map(([name, one]) => [name, one] as const),
    ]);
  }
}

/**
 * Returns the only schema that a schema refers to, where it says nothing of its own about the
 * structure: `{ allOf: [{ $ref }, { xml }] }`.
 */
export function aliasOf(schema: Node): unknown {
  const parts = listOf(schema["allOf"]);
  const telling = parts.filter((part) => isNode(part) && Object.keys(part).some(isStructural));
  const isPlain = !Object.keys(schema).some((key) => key !== "allOf" && isStructural(key));
  const alternatives = alternativesOf(schema)
    .flat()
    .filter((one) => !isNull(one));
  if (isPlain && parts.length === 0 && alternatives.length === 1) {
    return alternatives[0];
  }
  return isPlain && telling.length === 1 && alternatives.length === 0 ? telling[0] : undefined;
}

function isNull(schema: unknown): boolean {
  return isNode(schema) && schema["type"] === "null";
}

const structural: ReadonlySet<string> = new Set([
  "$ref",
  "additionalProperties",
  "allOf",
  "anyOf",
  "enum",
  "format",
  "items",
  "oneOf",
  "properties",
  "type",
]);

function isStructural(key: string): boolean {
  return structural.has(key);
}

export function isEmptyObject(schema: unknown): boolean {
  return isNode(schema) && isNode(schema["properties"]) && schema["type"] === "object";
}
