import type { Schema } from "../model/service.ts";
import { isNode, type Node } from "../json/json-object.ts";
import { nameOfOrigin } from "../model/component-name.ts";
import { upgradeBounds } from "./bounds.ts";
import { Draft, isExtension, isTrue, refTo, type Source } from "./context.ts";
import { isType, meaningOf, type Meaning } from "./type-names.ts";

/** Deeper ones are refused: nothing that reads the result could follow them either. */
const deepest = 250;

/** The upgraded reference, if there is one, and what is wrong with the original. */
interface UpgradedRef {
  readonly to?: string;
  readonly fault?: "missing" | "not-a-string" | "wrong-kind" | "circular";
}

const circular: UpgradedRef = { fault: "circular" };
const notASchema: UpgradedRef = { fault: "wrong-kind" };

type Holds = "schema" | "list" | "map";

const expectations = {
  schema: "a schema",
  list: "an array of schemas",
  map: "an object of schemas",
} as const;

const subschemas: ReadonlyMap<string, Holds> = new Map<string, Holds>([
  ["additionalItems", "schema"],
  ["additionalProperties", "schema"],
  ["allOf", "list"],
  ["anyOf", "list"],
  ["contains", "schema"],
  ["$defs", "map"],
  ["definitions", "map"],
  ["dependentSchemas", "map"],
  ["else", "schema"],
  ["if", "schema"],
  ["items", "schema"],
  ["not", "schema"],
  ["oneOf", "list"],
  ["patternProperties", "map"],
  ["prefixItems", "list"],
  ["properties", "map"],
  ["propertyNames", "schema"],
  ["then", "schema"],
  ["unevaluatedItems", "schema"],
  ["unevaluatedProperties", "schema"],
]);

/**
 * What a schema is referred to by, besides the place where it stands; gone once references are
 * resolved. What is dynamic is taken as it stands: TypeScript has no word for more.
 */
const identities = ["$id", "$anchor", "$dynamicAnchor", "$dynamicRef", "$schema"];

/** Keywords by which a schema can be a document of its own, with references that count from it. */
const bearers = ["$id", "$defs", "definitions"];

/** Keywords that say something about a value without limiting it. */
const annotations: ReadonlySet<string> = new Set([
  "default",
  "deprecated",
  "description",
  "example",
  "examples",
  "externalDocs",
  "readOnly",
  "summary",
  "title",
  "writeOnly",
  "xml",
]);

/** The schemas of a description, each upgraded once to JSON Schema 2020-12. */
export class Schemas {
  readonly #source: Source;
  readonly #done = new Map<Node, Schema>();
  readonly #open = new Set<Node>();
  /** Those of them from which references may count, the innermost last. */
  readonly #around: Node[] = [];
  readonly #refs = new Map<string, UpgradedRef>();
  readonly #names = new Map<unknown, string>();
  readonly #taken = new Set<string>();
  /** Schemas that get a name, since something refers to the place where they stand. */
  readonly #lifted = new Map<string, Node>();
  readonly #values: ReadonlyMap<Node, Node>;

  constructor(source: Source) {
    this.#source = source;
    const named = source.components("schemas");
    for (const { name, value } of named) {
      this.#names.set(value, name);
      this.#taken.add(name);
    }
    this.#values = discriminatorValues(source);
  }

  /** The schema that stands at a key of a node, upgraded. What is none becomes unknown. */
  upgrade(value: unknown, holder: object, key: string | number): Schema | false {
    if (isNode(value)) return this.#upgradeNode(value);
    if (typeof value === "boolean") return value;
    const meaning = typeof value === "string" ? meaningOf(value) : undefined;
    const as = meaning ? describeMeaning(meaning) : "unknown";
    const params = { fault: "not-a-schema", value, as } as const;
    this.#source.warn("invalid-schema", [holder, key], params);
    return this.#schemaOf(meaning ?? {}, holder, key);
  }

  /**
   * Every schema that has a name in the upgraded document. To be asked for last: schemas get
   * names while others are upgraded.
   */
  named(): Node {
    const named = new Map<string, unknown>();
    for (const { name, value, holder } of this.#source.components("schemas")) {
      named.set(name, this.upgrade(value, holder, name));
    }
    for (const [name, node] of this.#lifted) named.set(name, this.#upgradeNode(node));
    return this.#source.derive(Object.fromEntries(named), this.#source.root);
  }

  #upgradeNode(node: Node): Schema {
    const done = this.#done.get(node);
    if (done !== undefined) return done;
    const source = this.#source;
    if (this.#open.has(node)) {
      // An alias that stands within itself: JSON cannot hold it, but a reference can.
      return source.derive({ $ref: refTo("schemas", this.#nameFor(node)) }, node);
    }
    if (this.#open.size >= deepest) {
      const limit = { name: "depth", value: deepest, next: undefined };
      source.fail("too-deep", [node], { what: "schemas", limit });
    }
    this.#open.add(node);
    const isAround = bearers.some((key) => Object.hasOwn(node, key));
    if (isAround) this.#around.push(node);
    const draft = new Draft(node);
    for (const [key, value] of Object.entries(node)) {
      const holds = subschemas.get(key);
      if (holds) draft.set(key, this.#upgradeWithin(node, key, value, holds));
    }
    this.#upgradeReference(draft, node);
    this.#upgradeType(draft, node);
    this.#upgradeEnum(draft, node);
    this.#upgradeRequired(draft, node);
    this.#upgradeDiscriminator(draft, node);
    upgradeBounds(draft, node, this.#source);
    if (draft.get("example") !== undefined) {
      const given = draft.get("examples");
      const examples = source.derive([draft.get("example")], node);
      draft.set("examples", Array.isArray(given) ? given : examples);
      draft.set("example", undefined);
    }
    if (draft.get("collectionFormat") !== undefined) {
      draft.set("x-collection-format", draft.get("collectionFormat"));
      draft.set("collectionFormat", undefined);
    }
    const schema = this.#upgradeNullable(draft, node);
    if (isAround) this.#around.pop();
    this.#open.delete(node);
    this.#done.set(node, schema);
    return schema;
  }

  #upgradeWithin(node: Node, key: string, value: unknown, holds: Holds): unknown {
    const source = this.#source;
    if (key === "items" && Array.isArray(value)) return this.#upgradeTuple(node, value);
    if (holds === "schema") return this.upgrade(value, node, key);
    if (holds === "map" && isNode(value)) {
      return source.mapEntries(value, (schema, name) => this.upgrade(schema, value, name));
    }
    if (holds === "list" && Array.isArray(value) && value.length > 0) {
      return source.mapList(value, (schema, index) => this.upgrade(schema, value, index));
    }
    const single = holds === "list" && isNode(value);
    const expected = expectations[holds];
    const params = { fault: "wrong-kind", keyword: key, expected, isSingle: single } as const;
    source.warn("invalid-schema", [node, key], params);
    return single ? source.derive([this.upgrade(value, node, key)], node, key) : undefined;
  }

  /** `items` as a list: not in any OpenAPI. What is meant is an array of any of them. */
  #upgradeTuple(node: Node, list: readonly unknown[]): unknown {
    this.#source.warn("invalid-schema", [node, "items"], { fault: "items-array" });
    const schemas = list.map((schema, index) => this.upgrade(schema, list, index));
    const anyOf = this.#source.derive(schemas, list);
    return schemas.length > 1 ? this.#source.derive({ anyOf }, list) : schemas[0];
  }

  #upgradeReference(draft: Draft, node: Node): void {
    const { $ref = node["$dynamicRef"] } = node;
    for (const key of identities) draft.set(key, undefined);
    if ($ref === undefined) return;
    const ref: UpgradedRef =
      typeof $ref === "string" ? this.#upgradeRef($ref) : { fault: "not-a-string" };
    draft.set("$ref", ref.to);
    if (ref.fault !== undefined) {
      const key = node["$ref"] === undefined ? "$dynamicRef" : "$ref";
      this.#reportReference([node, key], $ref, ref);
    }
    if (ref.to === undefined) return;
    if (this.#source.dialect === "3.1") return;
    draft.set("type", undefined);
    const more = draft.keys().find((key) => subschemas.has(key));
    if (more === undefined) return;
    this.#source.warn("ref-siblings", [node, more], { keyword: more });
  }

  #reportReference(at: readonly [Node, string], reference: unknown, ref: UpgradedRef): void {
    const as = ref.to === undefined ? "unknown" : "counted from the enclosing schema";
    if (ref.fault === "circular") {
      this.#source.warn("circular-reference", at, { reference, as });
    } else if (ref.fault === "wrong-kind") {
      const params = { reference, as, fault: ref.fault, expected: "schema" } as const;
      this.#source.warn("unresolved-reference", at, params);
    } else if (ref.fault !== undefined) {
      // One that leads somewhere after all was no typo.
      const similar = ref.to === undefined ? this.#source.similarTo(reference) : undefined;
      this.#source.warn("unresolved-reference", at, { reference, as, fault: ref.fault, similar });
    }
  }

  #upgradeRef(ref: string): UpgradedRef {
    const known = this.#refs.get(ref) ?? this.#readRef(ref);
    this.#refs.set(ref, known);
    return known.to === undefined ? (this.#readAround(ref) ?? known) : known;
  }

  /** What it comes to where it counts from a schema around it: one with an `$id`, or one put here. */
  #readAround(ref: string): UpgradedRef | undefined {
    if (!ref.startsWith("#/")) return undefined;
    for (const around of this.#around.toReversed()) {
      const target = this.#source.find(ref, around);
      if (target.kind !== "found" || !isNode(target.value)) continue;
      if (this.#source.follow(ref, around).kind === "circle") return circular;
      const to = refTo("schemas", this.#nameFor(target.value));
      return typeof around["$id"] === "string" ? { to } : { to, fault: "missing" };
    }
    return undefined;
  }

  #readRef(ref: string): UpgradedRef {
    if (!ref.startsWith("#")) return { to: ref };
    if (!ref.startsWith("#/")) {
      const anchored = this.#source.findAnchor(ref);
      return anchored ? { to: refTo("schemas", this.#nameFor(anchored)) } : { fault: "missing" };
    }
    const target = this.#source.find(ref);
    if (target.kind !== "found") return { fault: "missing" };
    if (this.#source.follow(ref).kind === "circle") return circular;
    const { component, value, within } = target;
    if (component && within.length === 0) {
      return component.kind === "schemas" ? { to: refTo("schemas", component.name) } : notASchema;
    }
    if (!isNode(value)) return notASchema;
    const only = Object.keys(value).length === 1 ? value["$ref"] : undefined;
    const isLocal = typeof only === "string" && only.startsWith("#/");
    const next = isLocal ? this.#source.find(only) : target;
    const isNamed = next.kind === "found" && next.within.length === 0;
    const name = isNamed && next.component?.kind === "schemas" ? next.component.name : undefined;
    return { to: refTo("schemas", name ?? this.#nameFor(value)) };
  }

  /** The name of a schema, by which others can refer to it wherever it stands. */
  #nameFor(node: Node): string {
    const known = this.#names.get(node);
    if (known !== undefined) return known;
    let name = nameOfOrigin({ file: "", pointer: this.#source.pointerOf(node) });
    while (this.#taken.has(name)) name += "-";
    this.#names.set(node, name);
    this.#taken.add(name);
    this.#lifted.set(name, node);
    return name;
  }

  #upgradeType(draft: Draft, node: Node): void {
    const type = draft.get("type");
    if (type === undefined || isType(type)) return;
    if (Array.isArray(type) && type.length > 0 && type.every(isType)) return;
    const source = this.#source;
    const list: readonly unknown[] = Array.isArray(type) ? type : [type];
    const named = typeof type === "string" ? type.trim() : "";
    const isSchema = this.#taken.has(named);
    const isNull = (one: unknown): boolean => one === null && Array.isArray(type);
    const meanings = list.flatMap((one): Meaning[] => {
      const meaning = typeof one === "string" && !isSchema ? meaningOf(one) : undefined;
      return isNull(one) ? [{ type: "null" }] : meaning ? [meaning] : [];
    });
    const types = [...new Set(meanings.flatMap((meaning) => meaning.type ?? []))];
    const [first = {}] = meanings;
    draft.set("type", types.length > 1 ? source.derive(types, node, "type") : types[0]);
    if (isSchema) draft.set("$ref", refTo("schemas", named));
    if (first.format !== undefined && typeof draft.get("format") !== "string") {
      draft.set("format", first.format);
    }
    if (first.items && draft.get("items") === undefined) {
      draft.set("items", this.#schemaOf(first.items, node, "type"));
    }
    if (type === "file" && source.dialect === "2.0") return;
    const taken = isSchema ? "the schema of that name" : types.join(" or ") || "unknown";
    const as = first.type === "array" ? describeMeaning(first) : taken;
    source.warn("invalid-type", [node, "type"], { type, as });
  }

  #schemaOf({ items, ...rest }: Meaning, holder: object, key: string | number): Schema {
    const within = items && { items: this.#schemaOf(items, holder, key) };
    return this.#source.derive({ ...rest, ...within }, holder, key);
  }

  #upgradeEnum(draft: Draft, node: Node): void {
    const values = draft.get("enum");
    if (values === undefined || (Array.isArray(values) && values.length > 0)) return;
    this.#source.warn("invalid-enum", [node, "enum"], { isEmpty: Array.isArray(values) });
    draft.set("enum", undefined);
  }

  /** `required` on a property, as in JSON Schema 3, belongs to the list of what holds it. */
  #upgradeRequired(draft: Draft, node: Node): void {
    const source = this.#source;
    const { required, properties } = node;
    const names = Array.isArray(required)
      ? required.filter((name) => typeof name === "string")
      : [];
    const flagged = Object.entries(isNode(properties) ? properties : {}).flatMap(
      ([name, schema]) =>
        isNode(schema) && isTrue(schema["required"]) && !names.includes(name) ? [name] : [],
    );
    if (required !== undefined && (!Array.isArray(required) || names.length < required.length)) {
      const params = { of: "schema", isFlag: isTrue(required) } as const;
      source.warn("invalid-required", [node, "required"], params);
    }
    const all = [...names, ...flagged];
    if (Array.isArray(required) && all.length === required.length) return;
    const list = source.derive(all, Array.isArray(required) ? required : node);
    draft.set("required", all.length > 0 ? list : undefined);
  }

  /** Swagger 2.0 names the property only; the values are the names of the schemas. */
  #upgradeDiscriminator(draft: Draft, node: Node): void {
    const discriminator = draft.get("discriminator");
    if (discriminator === undefined) return;
    if (isNode(discriminator) && typeof discriminator["propertyName"] === "string") return;
    const source = this.#source;
    if (typeof discriminator === "string" && discriminator !== "") {
      const mapping = this.#values.get(node);
      const upgraded = { propertyName: discriminator, ...(mapping && { mapping }) };
      draft.set("discriminator", source.derive(upgraded, node, "discriminator"));
      return;
    }
    source.warn("invalid-schema", [node, "discriminator"], { fault: "discriminator" });
    draft.set("discriminator", undefined);
  }

  /** `nullable` (3.0), `x-nullable` (2.0): null is one more type, or one more alternative. */
  #upgradeNullable(draft: Draft, node: Node): Schema {
    const source = this.#source;
    const nullable = isTrue(draft.get("nullable")) || isTrue(draft.get("x-nullable"));
    draft.set("nullable", undefined);
    if (!nullable) return draft.finish(source);
    draft.set("x-nullable", undefined);

    const type = draft.get("type");
    if (type !== undefined && draft.get("$ref") === undefined) {
      const types = Array.isArray(type) ? type : [type];
      if (!types.includes("null")) draft.set("type", source.derive([...types, "null"], node));
      const values = draft.get("enum");
      if (Array.isArray(values) && !values.includes(null)) {
        draft.set("enum", source.derive([...values, null], node, "enum"));
      }
      return draft.finish(source);
    }

    const limits = draft.keys().filter((key) => !annotations.has(key) && !isExtension(key));
    if (limits.length === 0) return draft.finish(source);
    const nothing = source.derive({ type: "null" }, node);
    const [only = ""] = limits;
    const alternatives = draft.get(only);
    const isChoice = limits.length === 1 && (only === "anyOf" || only === "oneOf");
    if (isChoice && Array.isArray(alternatives)) {
      draft.set(only, source.derive([...alternatives, nothing], node, only));
      return draft.finish(source);
    }
    const limited = Object.fromEntries(limits.map((key) => [key, draft.get(key)]));
    for (const key of limits) draft.set(key, undefined);
    draft.set("anyOf", source.derive([source.derive(limited, node), nothing], node));
    return draft.finish(source);
  }
}

/**
 * The values that schemas give themselves under a discriminator that they inherit
 * (`x-ms-discriminator-value`), for each schema that has one.
 */
function discriminatorValues(source: Source): ReadonlyMap<Node, Node> {
  const mappings = new Map<Node, Map<string, string>>();
  for (const { name, value } of source.components("schemas")) {
    const own = isNode(value) && value["x-ms-discriminator-value"];
    if (typeof own !== "string") continue;
    const ancestors = new Set<unknown>([value]);
    for (const ancestor of ancestors) {
      if (!isNode(ancestor)) continue;
      if (typeof ancestor["discriminator"] === "string") {
        const mapping = mappings.get(ancestor) ?? new Map<string, string>();
        mappings.set(ancestor, mapping.set(own, refTo("schemas", name)));
      }
      const { $ref, allOf } = ancestor;
      if (Array.isArray(allOf)) for (const base of allOf) ancestors.add(base);
      const target =
        typeof $ref === "string" && $ref.startsWith("#/") ? source.follow($ref) : undefined;
      if (target?.kind === "found") ancestors.add(target.value);
    }
  }
  return new Map(
    [...mappings].map(([node, mapping]) => [
      node,
      source.derive(Object.fromEntries(mapping), node, "discriminator"),
    ]),
  );
}

function describeMeaning({ type, format, items }: Meaning): string {
  if (type === "array") return items ? `an array of ${describeMeaning(items)}` : "an array";
  return [type ?? "unknown", format && `(${format})`].filter(Boolean).join(" ");
}
