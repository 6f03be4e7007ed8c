import { isNode, asNode, asText, type Node } from "../data/json-object.ts";
import { asSchema, otherPropertiesOf, typesOf } from "../model/json-schema.ts";
import { hasInt64Type, isInt64, type FormatTypes } from "../model/format-types.ts";
import type { NamedSchema, Schema } from "../model/service.ts";
import type { ListShape, MapShape, Member, Namespace, ScalarShape, Shape } from "../model/shape.ts";
import { factsOf } from "../model/wire-facts.ts";
import { aliasOf, isEmptyObject, NamedSchemas } from "./named-schemas.ts";

/**
 * By whose rules arrays are written. By OpenAPI's the items of an array stand beside each other
 * unless it is `wrapped` (3.1, section 4.8.26); in descriptions of AWS an array has an element of
 * its own unless it is `wrapped: false`.
 */
export type XmlRules = "aws" | "openapi";

/** Derives shapes from schemas. */
export class Shapes {
  readonly #schemas: NamedSchemas;
  readonly #rules: XmlRules;
  readonly #formats: FormatTypes;
  readonly #known = new Map<string, Shape>();
  /** Named schemas that are being derived: what comes back to one of them is a reference. */
  readonly #open = new Set<string>();

  /** @param formats the types of formats, where they are not those of JSON. */
  constructor(schemas: readonly NamedSchema[], rules: XmlRules, formats: FormatTypes = {}) {
    this.#formats = formats;
    this.#schemas = new NamedSchemas(schemas);
    this.#rules = rules;
  }

  /** The shape of a schema at its location; structures that have a name are references. */
  of(schema: unknown): Shape {
    if (!isNode(schema)) return { kind: "any" };
    const one = this.#schemas.target(schema);
    if (one) {
      const reference: Shape = { kind: "reference", name: one.name };
      // Not derived before it is wanted: structures lead to each other, as far as they please.
      if (this.#schemas.isStructure(one.schema)) return reference;
      // A list of itself, with no structure between, has no bottom.
      return this.#open.has(one.name) ? { kind: "any" } : this.named(one.name);
    }
    const whole = aliasOf(schema);
    return whole === undefined ? this.#derive(schema) : this.#refine(this.of(whole), schema);
  }

  /** The shape of the schema of this name, in full. */
  named(name: string): Shape {
    const found = this.#known.get(name);
    if (found) return found;
    const schema = this.#schemas.named(name)?.schema ?? true;
    this.#open.add(name);
    const shape = this.#derive(schema);
    this.#open.delete(name);
    this.#known.set(name, shape);
    return shape;
  }

  /** The schema of this name. */
  schemaNamed(name: string): NamedSchema | undefined {
    return this.#schemas.named(name);
  }

  /** The members of a schema that is a structure; `undefined` where it is something else. */
  membersOf(schema: unknown): readonly Member[] | undefined {
    const properties = this.#schemas.properties(schema);
    if (properties.size === 0 && !isEmptyObject(this.#schemas.target(schema)?.schema ?? schema))
      return undefined;
    // Descriptions of AWS say there that lists among the members are flat, where these have a name.
    const { xml } = factsOf(this.#schemas.target(schema)?.schema ?? schema);
    const isFlat = this.#rules === "aws" && xml["wrapped"] === false;
    // They say there as well that a member is an attribute: the one whose name has a prefix.
    const hasAttribute = this.#rules === "aws" && xml["attribute"] === true;
    return Array.from(properties, ([property, one]) => {
      const plain = this.memberOf(property, one);
      const isAttribute = hasAttribute && plain.name.includes(":");
      const member = isAttribute ? { ...plain, attribute: true } : plain;
      const isNamed = asText(factsOf(one).xml["name"]) !== "";
      if (!isFlat || !isNamed || member.shape.kind !== "list") return member;
      return { ...member, shape: { ...member.shape, flat: true } };
    });
  }

  /** The member that a property would be. */
  memberOf(property: string, schema: unknown): Member {
    const shape = this.of(schema);
    const { xml, wire } = factsOf(schema);
    const outer = this.#outerXml(schema);
    const own = asText(xml["name"] ?? outer["name"]);
    const named = this.#prefixed(own || property, { ...outer, ...xml });
    const plain = {
      property,
      attribute: xml["attribute"] === true,
      namespace: namespaceOf({ xml: { ...outer, ...xml } }),
    };
    const form = asText(wire["queryName"]) || undefined;
    if (shape.kind !== "list") return { ...plain, name: named, form, shape };
    if (this.#rules === "aws") {
      // The items of a flattened list have its name, or the list has theirs.
      const name = own || (shape.flat && shape.item) || property;
      return { ...plain, name, form, shape: { ...shape, item: shape.item || "member" } };
    }
    const item = shape.item || withPrefix(shape.flat ? property : own || property, shape.prefix);
    // A list without an element of its own has no namespace: its items do.
    const namespace = shape.flat ? shape.namespace : plain.namespace;
    const name = shape.flat ? item : named;
    return { ...plain, name, namespace, form, shape: { ...shape, item } };
  }

  /** What the schema says of XML that a reference leads to, which counts in plain OpenAPI. */
  #outerXml(schema: unknown): Node {
    return this.#rules === "openapi" ? factsOf(this.#schemas.target(schema)?.schema).xml : {};
  }

  /** In plain OpenAPI, `prefix` is a part of the name (3.1, section 4.8.26); AWS declares it only. */
  #prefixed(name: string, xml: Node): string {
    return this.#rules === "openapi" ? withPrefix(name, asText(xml["prefix"])) : name;
  }

  /** The name of the schema that a reference leads to. */
  nameOf(schema: unknown): string | undefined {
    return this.#schemas.target(schema)?.name;
  }

  /** The schema itself, where it is a reference. */
  resolve(schema: Schema): Schema {
    return this.#schemas.target(schema)?.schema ?? schema;
  }

  /** The schema of a property of a structure. */
  propertyOf(schema: Schema, property: string): Schema {
    return asSchema(this.#schemas.properties(schema).get(property));
  }

  /** A shape to which its location adds facts: that a list is flattened, the keys of a map. */
  #refine(shape: Shape, schema: Node): Shape {
    const { xml, wire } = factsOf(schema);
    const format = timeKinds.get(asText(wire["timestampFormat"]));
    if (isTime(shape) && format) return { kind: format };
    if (shape.kind !== "list" && shape.kind !== "map") return shape;
    const flat = typeof xml["wrapped"] === "boolean" ? !xml["wrapped"] : shape.flat;
    if (shape.kind === "list") {
      // A list flattened only here has the name of this member, not of its items.
      const isOwn = this.#rules === "aws" && flat && !shape.flat;
      return { ...shape, flat, item: isOwn ? "" : shape.item };
    }
    const { key = shape.key, value = shape.value } = wire;
    return { ...shape, flat, key: asText(key), value: asText(value) };
  }

  #derive(schema: unknown): Shape {
    if (!isNode(schema)) return { kind: "any" };
    if (this.#schemas.target(schema) || aliasOf(schema) !== undefined) return this.of(schema);
    const members = this.membersOf(schema);
    if (members) {
      const own = namespaceOf(schema);
      const namespace = this.#rules === "aws" ? withPrefixOf(members, own) : own;
      return { kind: "structure", members, namespace };
    }
    const [type, ...others] = typesOf(schema);
    if (type === "array") return this.#listShape(schema);
    const [value] = otherPropertiesOf(schema);
    if (type === "object" && value !== undefined) return this.#mapShape(schema, value);
    return { kind: others.length > 0 ? "any" : this.#scalarKind(type, schema) };
  }

  #listShape(schema: Node): ListShape {
    const { items } = schema;
    const facts = factsOf(schema);
    const { xml } = factsOf(items);
    const whole = { ...this.#outerXml(items), ...xml };
    const flat =
      this.#rules === "aws" ? facts.xml["wrapped"] === false : facts.xml["wrapped"] !== true;
    const name = asText(whole["name"]);
    return {
      kind: "list",
      of: this.#inner(this.of(items)),
      item: name && this.#prefixed(name, whole),
      flat,
      namespace: namespaceOf({ xml: whole }),
      prefix: this.#rules === "openapi" ? asText(whole["prefix"]) || undefined : undefined,
    };
  }

  #mapShape(schema: Node, value: unknown): MapShape {
    const { xml, wire } = factsOf(schema);
    const key = asText(wire["key"]) || "key";
    const flat = xml["wrapped"] === false;
    return {
      kind: "map",
      of: this.#inner(this.of(value)),
      key,
      value: asText(wire["value"]) || "value",
      flat,
      keyNamespace: asText(wire["keyNamespace"]) || undefined,
      valueNamespace: namespaceOf({ xml: factsOf(value).xml }),
    };
  }

  #scalarKind(type: string | undefined, schema: Node): ScalarShape["kind"] {
    switch (type) {
      case "string": {
        if (schema["format"] !== "date-time") return "string";
        return timeKinds.get(asText(factsOf(schema).wire["timestampFormat"])) ?? "time";
      }
      case "file":
        return "string";
      case "number":
        // Its text has all 64 bits, and is converted later.
        return hasInt64Type(this.#formats) && isInt64(schema) ? "string" : type;
      case "boolean":
        return type;
      default:
        return "any";
    }
  }

  /** A list that is no member has no name of its own, and so none for its items. */
  #inner(shape: Shape): Shape {
    if (shape.kind !== "list") return shape;
    return {
      ...shape,
      item: shape.item || (this.#rules === "aws" ? "member" : "item"),
      flat: false,
    };
  }
}

function isTime({ kind }: Shape): boolean {
  return kind === "time" || kind === "epoch-seconds" || kind === "http-date";
}

/** By the names that AWS has for them, and those of smithy. */
const timeKinds: ReadonlyMap<string, "time" | "epoch-seconds" | "http-date"> = new Map([
  ["iso8601", "time"],
  ["date-time", "time"],
  ["unixTimestamp", "epoch-seconds"],
  ["epoch-seconds", "epoch-seconds"],
  ["rfc822", "http-date"],
  ["http-date", "http-date"],
]);

/** The namespace that `xml` declares (OpenAPI 3.1, section 4.8.26). */
export function namespaceOf(schema: Schema | Node): Namespace | undefined {
  const xml = schema === true ? undefined : asNode(schema["xml"]);
  const uri = asText(xml?.["namespace"]);
  const prefix = asText(xml?.["prefix"]);
  if (uri === "") return undefined;
  return prefix === "" ? uri : [prefix, uri];
}

/** The name of an element or an attribute with the prefix that `xml` gives it. */
export function withPrefix(name: string, prefix = ""): string {
  return prefix === "" || name.includes(":") ? name : `${prefix}:${name}`;
}

/** The namespace of a structure whose attribute has a prefix is that of the prefix. */
function withPrefixOf(
  members: readonly Member[],
  namespace: Namespace | undefined,
): Namespace | undefined {
  const prefixed = members.find(({ name, attribute }) => attribute && name.includes(":"));
  if (!prefixed || typeof namespace !== "string") return namespace;
  return [prefixed.name.slice(0, prefixed.name.indexOf(":")), namespace];
}
