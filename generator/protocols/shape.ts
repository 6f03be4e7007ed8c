import { isNode, map, text, type Node } from "../json/json-object.ts";
import { schemaReference } from "../model/component-name.ts";
import {
  alternativesOf,
  asSchema,
  decodeRef,
  listOf,
  otherPropertiesOf,
  propertiesOf,
  typesOf,
} from "../model/json-schema.ts";
import type { NamedSchema, Schema } from "../model/service.ts";
import type { ListShape, MapShape, Member, Namespace, ScalarShape, Shape } from "../model/shape.ts";
import { factsOf } from "../model/wire-facts.ts";

/**
 * By whose rules arrays are written. By OpenAPI's the items of an array stand beside each other
 * unless it is `wrapped` (3.1, section 4.8.26); in descriptions of AWS an array has an element of
 * its own unless it is `wrapped: false`.
 */
export type XmlRules = "aws" | "openapi";

/** Derives shapes from schemas. */
export interface Shapes {
  /** The shape of a schema at its location; structures that have a name are references. */
  of(schema: unknown): Shape;
  /** The members of a schema that is a structure; none where it is something else. */
  membersOf(schema: unknown): readonly Member[] | undefined;
  /** The shape of the schema of this name, in full. */
  named(name: string): Shape;
  /** The member that a property would be. */
  memberOf(property: string, schema: unknown): Member;
  /** The name of the schema that a reference leads to. */
  nameOf(schema: unknown): string | undefined;
  /** The schema itself, where it is a reference. */
  resolve(schema: Schema): Schema;
  /** The schema of a property of a structure. */
  propertyOf(schema: Schema, property: string): Schema;
}

export function createShapes(schemas: readonly NamedSchema[], rules: XmlRules): Shapes {
  const byReference = new Map(schemas.map((one) => [decodeRef(schemaReference(one.name)), one]));
  const known = new Map<string, Shape>();
  /** Named schemas that are being derived: what comes back to one of them is a reference. */
  const open = new Set<string>();

  const target = (schema: unknown): NamedSchema | undefined => {
    const reference = isNode(schema) ? schema["$ref"] : undefined;
    return typeof reference === "string" ? byReference.get(decodeRef(reference)) : undefined;
  };

  function named(name: string): Shape {
    const found = known.get(name);
    if (found) return found;
    const schema = byReference.get(decodeRef(schemaReference(name)))?.schema ?? true;
    open.add(name);
    const shape = derive(schema);
    open.delete(name);
    known.set(name, shape);
    return shape;
  }

  function of(schema: unknown): Shape {
    if (!isNode(schema)) return { kind: "any" };
    const one = target(schema);
    if (one) {
      const reference: Shape = { kind: "reference", name: one.name };
      // Not derived before it is wanted: structures lead to each other, as far as they please.
      if (isStructure(one.schema)) return reference;
      // A list of itself, with no structure between, has no bottom.
      return open.has(one.name) ? { kind: "any" } : named(one.name);
    }
    const { whole, rest } = partsOf(schema);
    return whole === undefined ? derive(rest) : refine(of(whole), schema);
  }

  /** A shape to which its location adds facts: that a list is flattened, the keys of a map. */
  function refine(shape: Shape, schema: Node): Shape {
    const { xml, wire } = factsOf(schema);
    const format = timeKinds[text(wire["timestampFormat"])];
    if (isTime(shape) && format) return { kind: format };
    if (shape.kind !== "list" && shape.kind !== "map") return shape;
    const flat = isFlat(xml, shape);
    if (shape.kind === "list") {
      // What is flat only here has the name of this place, not of its items.
      const isOwn = rules === "aws" && flat && !shape.flat;
      return { ...shape, flat, item: isOwn ? "" : shape.item };
    }
    const { key = shape.key, value = shape.value } = wire;
    return { ...shape, flat, key: text(key), value: text(value) };
  }

  function isFlat(xml: Node, shape: ListShape | MapShape): boolean {
    return typeof xml["wrapped"] === "boolean" ? !xml["wrapped"] : shape.flat;
  }

  function derive(schema: unknown): Shape {
    if (!isNode(schema)) return { kind: "any" };
    const one = target(schema);
    const { whole } = partsOf(schema);
    if (one || whole !== undefined) return of(schema);
    const members = membersOf(schema);
    if (members) return { kind: "structure", members, namespace: namespaceOf(schema) };
    const [type, ...others] = typesOf(schema);
    if (type === "array") return listShape(schema);
    const [value] = otherPropertiesOf(schema);
    if (type === "object" && value !== undefined) return mapShape(schema, value);
    return { kind: others.length > 0 ? "any" : scalarKind(type, schema) };
  }

  function listShape(schema: Node): ListShape {
    const { items } = schema;
    const facts = factsOf(schema);
    const { xml } = factsOf(items);
    const outer = rules === "openapi" ? factsOf(target(items)?.schema).xml : {};
    const flat = rules === "aws" ? facts.xml["wrapped"] === false : facts.xml["wrapped"] !== true;
    const item = text(xml["name"] ?? outer["name"]);
    return { kind: "list", of: inner(of(items)), item, flat, namespace: namespaceOf({ xml }) };
  }

  function mapShape(schema: Node, value: unknown): MapShape {
    const { xml, wire } = factsOf(schema);
    const key = text(wire["key"]) || "key";
    const flat = xml["wrapped"] === false;
    return { kind: "map", of: inner(of(value)), key, value: text(wire["value"]) || "value", flat };
  }

  /** A list that is no member has no name of its own, and so none for its items. */
  function inner(shape: Shape): Shape {
    if (shape.kind !== "list") return shape;
    return { ...shape, item: shape.item || (rules === "aws" ? "member" : "item"), flat: false };
  }

  function membersOf(schema: unknown): readonly Member[] | undefined {
    const properties = collect(schema, new Set());
    if (properties.size === 0 && !isEmptyObject(target(schema)?.schema ?? schema)) return undefined;
    return Array.from(properties, ([property, one]) => memberOf(property, one));
  }

  /** The properties of a structure, of what it extends, and of what it may be one of. */
  function collect(schema: unknown, seen: Set<unknown>): ReadonlyMap<string, unknown> {
    if (!isNode(schema) || seen.has(schema)) return new Map();
    seen.add(schema);
    const parts = [
      ...listOf(schema["allOf"]),
      ...alternativesOf(schema).flat(),
      ...(typeof schema["$ref"] === "string" ? [target(schema)?.schema] : []),
    ];
    return new Map([
      ...parts.flatMap((part) => [...collect(part, seen)]),
      ...propertiesOf(schema).map(([name, one]) => [name, one] as const),
    ]);
  }

  function isStructure(schema: unknown): boolean {
    const { whole } = isNode(schema) ? partsOf(schema) : {};
    const isAlias = whole !== undefined && target(whole) === undefined;
    return !isAlias && (collect(schema, new Set()).size > 0 || isEmptyObject(schema));
  }

  function memberOf(property: string, schema: unknown): Member {
    const shape = of(schema);
    const { xml, wire } = factsOf(schema);
    const outer = rules === "openapi" ? factsOf(target(schema)?.schema).xml : {};
    const own = text(xml["name"] ?? outer["name"]);
    const plain = {
      property,
      attribute: xml["attribute"] === true,
      namespace: namespaceOf({ xml }),
    };
    const form = text(wire["queryName"]) || undefined;
    if (shape.kind !== "list") return { ...plain, name: own || property, form, shape };
    if (rules === "aws") {
      // The items of a flattened list have its name, or the list has theirs.
      const name = own || (shape.flat && shape.item) || property;
      return { ...plain, name, form, shape: { ...shape, item: shape.item || "member" } };
    }
    const name = shape.flat ? shape.item || property : own || property;
    return { ...plain, name, form, shape: { ...shape, item: shape.item || name } };
  }

  return {
    of,
    membersOf,
    named,
    memberOf,
    nameOf: (schema) => target(schema)?.name,
    resolve: (schema) => target(schema)?.schema ?? schema,
    propertyOf: (schema, property) => asSchema(collect(schema, new Set()).get(property)),
  };
}

/** Whether a schema says nothing of its own but refers to one: `{ allOf: [{ $ref }, { xml }] }`. */
function partsOf(schema: Node): { readonly whole?: unknown; readonly rest: Node } {
  const parts = listOf(schema["allOf"]);
  const telling = parts.filter((part) => isNode(part) && Object.keys(part).some(isStructural));
  const isPlain = !Object.keys(schema).some((key) => key !== "allOf" && isStructural(key));
  const alternatives = alternativesOf(schema)
    .flat()
    .filter((one) => !isNull(one));
  if (isPlain && parts.length === 0 && alternatives.length === 1) {
    return { whole: alternatives[0], rest: schema };
  }
  return isPlain && telling.length === 1 && alternatives.length === 0
    ? { whole: telling[0], rest: schema }
    : { rest: schema };
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

function isEmptyObject(schema: unknown): boolean {
  return isNode(schema) && isNode(schema["properties"]) && schema["type"] === "object";
}

function isTime({ kind }: Shape): boolean {
  return kind === "time" || kind === "epoch-seconds" || kind === "http-date";
}

/** By the names that AWS has for them, and those of smithy. */
const timeKinds: Readonly<Record<string, "time" | "epoch-seconds" | "http-date" | undefined>> = {
  iso8601: "time",
  "date-time": "time",
  unixTimestamp: "epoch-seconds",
  "epoch-seconds": "epoch-seconds",
  rfc822: "http-date",
  "http-date": "http-date",
};

function scalarKind(type: string | undefined, schema: Node): ScalarShape["kind"] {
  switch (type) {
    case "string": {
      if (schema["format"] !== "date-time") return "string";
      return timeKinds[text(factsOf(schema).wire["timestampFormat"])] ?? "time";
    }
    case "file":
      return "string";
    case "number":
    case "boolean":
      return type;
    default:
      return "any";
  }
}

/** The namespace that `xml` declares (OpenAPI 3.1, section 4.8.26). */
export function namespaceOf(schema: Schema | Node): Namespace | undefined {
  const xml = schema === true ? undefined : map(schema["xml"]);
  const uri = text(xml?.["namespace"]);
  const prefix = text(xml?.["prefix"]);
  if (uri === "") return undefined;
  return prefix === "" ? uri : [prefix, uri];
}
