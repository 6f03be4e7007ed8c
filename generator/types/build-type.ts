import {
  admitsNull,
  admitsOnlyNull,
  alternativesOf,
  basesOf,
  hasProperties,
  isClosed,
  isKeywords,
  listOf,
  otherPropertiesOf,
  propertiesOf,
  referenceOf,
  requiredOf,
  typesOf,
  valuesOf,
  type Keywords,
  type TypeName,
} from "../model/json-schema.ts";
import { isInt64, type FormatTypes } from "../model/format-types.ts";
import { AlternativeLimit } from "./alternatives.ts";
import { nested, type BuildContext, type Scope } from "./build-context.ts";
import { inheritedMembers, type InheritedMembers } from "./inherited-members.ts";
import { intersect } from "./intersect.ts";
import { describeProperty } from "./property-docs.ts";
import { maxDepth, type SchemaGraph } from "./schema-graph.ts";
import {
  anyObject,
  emptyObject,
  isEmpty,
  never,
  nullType,
  union,
  unknown,
  type ObjectType,
  type Property,
  type Scalar,
  type Type,
} from "./type.ts";

/** How many schemas one type may be made of; further ones are `unknown`. */
const maxSchemas = 10_000;

/**
 * Returns a function that builds the type of a schema. It takes any JSON value; what is not a schema
 * is `unknown`. Its second argument is the schema's key in the graph, if it is a named one.
 *
 * @param formats the types of formats, where they are not those of their JSON.
 * @param onSimplified called with each schema of which a part is left out, because the type would have
 * more alternatives than TypeScript can check.
 */
export function createTypeBuilder(
  graph: SchemaGraph,
  formats: FormatTypes,
  onSimplified?: (schema: object) => void,
): (schema: unknown, key?: string) => Type {
  const builder = new TypeBuilder(graph, formats, onSimplified);
  return (schema, key) => builder.build(schema, key);
}

class TypeBuilder implements BuildContext {
  readonly graph: SchemaGraph;
  /** The schemas that enclose the current one: within itself, a schema is `unknown`. */
  readonly #open = new Set<object>();
  readonly #members = new Map<string, InheritedMembers>();
  readonly #alternatives: AlternativeLimit;
  readonly #formats: FormatTypes;
  readonly #onSimplified: ((schema: object) => void) | undefined;
  #left = 0;

  constructor(
    graph: SchemaGraph,
    formats: FormatTypes,
    onSimplified: ((schema: object) => void) | undefined,
  ) {
    this.graph = graph;
    this.#formats = formats;
    this.#alternatives = new AlternativeLimit(graph);
    this.#onSimplified = onSimplified;
  }

  build(schema: unknown, owner: string | undefined): Type {
    this.#left = maxSchemas;
    return this.typeOf(schema, { depth: 0, owner, isRepeated: false, isAlternative: false });
  }

  typeOf(schema: unknown, at: Scope): Type {
    if (schema === false) return never;
    if (!isKeywords(schema) || !this.#enter(schema, at)) return unknown;
    const values = this.#literalsOf(schema);
    const type =
      values.length > 0
        ? union(values.map((value) => this.#literalOf(value, at)))
        : this.#completed(
            this.intersect(this.#limit(schema, this.#conjunctsOf(schema, at)), at),
            at,
          );
    this.#open.delete(schema);
    return admitsNull(schema) ? union([type, nullType]) : type;
  }

  objectOf(schema: Keywords, at: Scope): ObjectType {
    const declared = propertiesOf(schema);
    const names = declared.length > 0 ? undefined : this.#namesOf(schema["propertyNames"]);
    const others = otherPropertiesOf(schema);
    const listed = names?.map((name) => [name, others[0] ?? true] as const) ?? declared;
    return {
      kind: "object",
      properties: new Map(
        listed.map(([name, property]) => [name, this.propertyOf(name, property, at)] as const),
      ),
      required: new Set(requiredOf(schema)),
      additional: names ? undefined : this.additionalOf(schema, at),
    };
  }

  /** The names that an object's properties can have, where they are listed. */
  #namesOf(schema: unknown): readonly string[] | undefined {
    const seen = new Set<unknown>();
    let named = schema;
    while (isKeywords(named) && !seen.has(named)) {
      seen.add(named);
      const key = this.graph.find(referenceOf(named));
      if (key === undefined) break;
      named = this.graph.schemaOf(key);
    }
    const values = isKeywords(named) ? valuesOf(named) : [];
    const names = values.filter((value) => typeof value === "string");
    return names.length > 0 ? names : undefined;
  }

  propertyOf(name: string, schema: unknown, at: Scope): Property {
    return { type: this.typeOf(schema, nested(at)), schema, ...describeProperty(name, schema) };
  }

  additionalOf(schema: Keywords, at: Scope): Type | undefined {
    const others = otherPropertiesOf(schema);
    if (others.length > 0) return union(others.map((other) => this.typeOf(other, nested(at))));
    return hasNoProperties(schema) ? never : undefined;
  }

  /** Adds the properties that are required and declared nowhere. */
  #completed(type: Type, at: Scope): Type {
    if (at.isAlternative) return type;
    const object = type.kind === "intersection" ? type.object : type;
    if (object?.kind !== "object" || object.required.size === 0) return type;
    const rest = type.kind === "intersection" ? type.rest : [];
    const bases = type.kind === "intersection" ? type.bases : [];
    const inherited = bases.map(({ key }) => this.membersOf(key).schemas);
    const missing = [...object.required].filter(
      (name) => !object.properties.has(name) && !inherited.some((schemas) => schemas.has(name)),
    );
    // What else is declared is not known where a part of it is a union.
    if (missing.length === 0 || rest.length > 0) return type;
    const completed = {
      ...object,
      properties: new Map([
        ...object.properties,
        ...missing.map((name) => {
          const property = { type: object.additional ?? unknown, schema: true };
          return [name, { ...property, ...describeProperty(name, true) }] as const;
        }),
      ]),
    };
    return type.kind === "intersection" ? { ...type, object: completed } : completed;
  }

  membersOf(key: string): InheritedMembers {
    const known = this.#members.get(key);
    if (known) return known;
    const members = inheritedMembers(key, this.graph);
    this.#members.set(key, members);
    return members;
  }

  intersect(parts: readonly Type[], at: Scope): Type {
    return intersect(parts, at, this);
  }

  /** Whether a value may be looked into: not within itself, not too deep, not too many. */
  #enter(value: object, { depth }: Scope): boolean {
    if (this.#open.has(value) || depth > maxDepth || this.#left <= 0) return false;
    this.#left -= 1;
    this.#open.add(value);
    return true;
  }

  /**
   * The values of `enum` or `const`, which are literals of JSON whatever their format. A number beyond
   * 53 bits has none, so its type is that of the format.
   */
  #literalsOf(schema: Keywords): readonly unknown[] {
    const values = valuesOf(schema);
    const { int64 = "number" } = this.#formats;
    if (int64 === "number" || !isInt64(schema)) return values;
    return values.every((one) => typeof one !== "number" || Number.isSafeInteger(one))
      ? values
      : [];
  }

  /** The type of one value of `enum` or `const`. */
  #literalOf(value: unknown, at: Scope): Type {
    if (value === null) return nullType;
    if (typeof value === "string" || typeof value === "boolean") return { kind: "literal", value };
    if (typeof value === "number") {
      return Number.isFinite(value)
        ? { kind: "literal", value }
        : { kind: "scalar", type: "number" };
    }
    if (typeof value !== "object" || !this.#enter(value, at)) return unknown;
    const type: Type = Array.isArray(value)
      ? {
          kind: "tuple",
          items: value.map((item) => this.#literalOf(item, nested(at))),
          rest: undefined,
        }
      : this.#literalObject(Object.entries(value), at);
    this.#open.delete(value);
    return type;
  }

  #literalObject(entries: readonly (readonly [string, unknown])[], at: Scope): ObjectType {
    if (entries.length === 0) return anyObject;
    const properties = entries.map(([name, value]) => {
      const type = this.#literalOf(value, nested(at));
      return [name, { type, schema: true, ...describeProperty(name, true) }] as const;
    });
    return {
      ...emptyObject,
      properties: new Map(properties),
      required: new Set(entries.map(([name]) => name)),
    };
  }

  /** The types that all hold for a value of the schema; those of bases come first. */
  #conjunctsOf(schema: Keywords, at: Scope): readonly Type[] {
    const ref = referenceOf(schema);
    if (ref !== undefined) return [this.#referenceTo(ref, at)];
    const next = { ...at, depth: at.depth + 1 };
    const alternatives = alternativesOf(schema).map((members) =>
      union(members.map((member) => this.typeOf(member, { ...next, isAlternative: true }))),
    );
    if (alternatives.length > 0 && this.#isBaseOfAlternatives(schema)) return alternatives;
    const bases = basesOf(schema).flatMap((base) => this.#conjunctsOfBase(base, next));
    return [...bases, ...alternatives, this.#ownTypeOf(schema, at)];
  }

  #limit(schema: Keywords, parts: readonly Type[]): readonly Type[] {
    const limited = this.#alternatives.apply(parts);
    if (limited !== parts) this.#onSimplified?.(schema);
    return limited;
  }

  #conjunctsOfBase(base: unknown, at: Scope): readonly Type[] {
    if (!isKeywords(base)) return [this.typeOf(base, at)];
    const key = this.graph.find(referenceOf(base));
    if (key !== undefined && at.owner !== undefined && this.graph.isCircularBase(at.owner, key)) {
      return this.graph.partsOf(key).map((part) => this.objectOf(part, at));
    }
    const isMore = valuesOf(base).length > 0 || admitsNull(base) || at.depth > maxDepth;
    return isMore ? [this.typeOf(base, at)] : this.#conjunctsOf(base, at);
  }

  /** Whether every alternative of a schema extends the schema itself. */
  #isBaseOfAlternatives(schema: Keywords): boolean {
    if (this.graph.isFamily(schema)) return true;
    return alternativesOf(schema)
      .flat()
      .every((member) => {
        const key = isKeywords(member) ? this.graph.find(referenceOf(member)) : undefined;
        return key !== undefined && this.graph.partsOf(key).includes(schema);
      });
  }

  #referenceTo(ref: string, { owner }: Scope): Type {
    const key = this.graph.find(ref);
    if (key === undefined) return unknown;
    if (owner !== undefined && this.graph.isCircularMember(owner, key)) return unknown;
    return { kind: "reference", key, isInput: false };
  }

  /** The type by `type` and the keywords that go with it. */
  #ownTypeOf(schema: Keywords, at: Scope): Type {
    const types = typesOf(schema);
    if (types.length > 0) return union(types.map((name) => this.#typeNamed(name, schema, at)));
    if (admitsOnlyNull(schema)) return nullType;
    const required = requiredOf(schema);
    return required.length > 0 ? { ...emptyObject, required: new Set(required) } : unknown;
  }

  #typeNamed(name: TypeName, schema: Keywords, at: Scope): Type {
    switch (name) {
      case "file":
        return { kind: "scalar", type: "Blob" };
      case "string":
      case "number":
        return scalarOf(name, schema, this.#formats);
      case "boolean":
        return { kind: "scalar", type: name };
      case "array":
        return this.#arrayOf(schema, at);
      case "object": {
        const object = this.objectOf(schema, at);
        return isEmpty(object) ? { ...object, additional: unknown } : object;
      }
    }
  }

  #arrayOf(schema: Keywords, at: Scope): Type {
    const items = schema["items"];
    const prefix = listOf(schema["prefixItems"] ?? items);
    const { minItems: least, maxItems: most } = schema;
    const isShort = typeof most === "number" && most >= 1 && most <= prefix.length;
    const first = (isShort ? prefix.slice(0, most) : prefix).map((item) =>
      this.typeOf(item, nested(at)),
    );
    const rest = this.typeOf(items, nested(at));
    if (first.length === 0) return { kind: "array", items: rest };
    const hasRest = rest.kind !== "never" && rest.kind !== "unknown" && !isShort;
    return {
      kind: "tuple",
      items: first,
      // Without `minItems` all may be missing, which hardly any author means.
      least: typeof least === "number" && least < first.length ? least : undefined,
      rest: hasRest ? rest : undefined,
    };
  }
}

/** The type of a string or a number of JSON by its format. */
function scalarOf(json: "string" | "number", schema: Keywords, formats: FormatTypes): Scalar {
  const { int64 = "number", dateTime = "string" } = formats;
  const isDate = dateTime === "Date" && json === "string" && schema["format"] === "date-time";
  const type = isDate ? "Date" : int64 !== "number" && isInt64(schema) ? int64 : json;
  return type === json ? { kind: "scalar", type } : { kind: "scalar", type, json };
}

/** Whether a schema describes an object without any properties. */
function hasNoProperties(schema: Keywords): boolean {
  if (!isClosed(schema) || hasProperties(schema)) return false;
  return basesOf(schema).length === 0 && alternativesOf(schema).length === 0;
}
