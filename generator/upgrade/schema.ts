import type { Schema } from "../model/service.ts";
import { isNode, type Node } from "../data/json-object.ts";
import { upgradeBounds } from "./bounds.ts";
import type { UpgradeContext } from "./context.ts";
import { discriminatorValues, upgradeDiscriminator } from "./discriminator.ts";
import { Draft } from "./draft.ts";
import { refTo } from "./local-references.ts";
import { upgradeNullable } from "./nullable.ts";
import { SchemaReferences } from "./schema-references.ts";
import { describeMeaning, schemaOfMeaning, upgradeType } from "./schema-type.ts";
import { expectations, subschemas, type Holds } from "./subschemas.ts";
import { meaningOf } from "./type-names.ts";
import { upgradeEnum, upgradeRequired } from "./validation-keywords.ts";

/** Deeper schemas are refused: later stages could not recurse into them either. */
const maxDepth = 250;

/** Keywords that can make a schema the base of the references in it. */
const baseKeywords = ["$id", "$defs", "definitions"];

/** The schemas of a description, each upgraded once to JSON Schema 2020-12. */
export class Schemas {
  readonly #context: UpgradeContext;
  readonly #done = new Map<Node, Schema>();
  readonly #open = new Set<Node>();
  /** The enclosing schemas that can be the base of references, innermost last. */
  readonly #bases: Node[] = [];
  readonly #references: SchemaReferences;
  readonly #values: ReadonlyMap<Node, Node>;

  constructor(context: UpgradeContext) {
    this.#context = context;
    this.#references = new SchemaReferences(context);
    this.#values = discriminatorValues(context);
  }

  /** Upgrades the schema at a key of a node. A value that is no schema becomes an unknown one. */
  upgrade(value: unknown, holder: object, key: string | number): Schema | false {
    if (isNode(value)) return this.#upgradeNode(value);
    if (typeof value === "boolean") return value;
    const meaning = typeof value === "string" ? meaningOf(value) : undefined;
    const as = meaning ? describeMeaning(meaning) : "unknown";
    const params = { fault: "not-a-schema", value, as } as const;
    this.#context.warn("invalid-schema", [holder, key], params);
    return schemaOfMeaning(meaning ?? {}, this.#context, holder, key);
  }

  /**
   * Returns every schema that has a name in the upgraded document. Call it last: schemas get names
   * while others are upgraded.
   */
  named(): Node {
    const named = new Map<string, unknown>();
    for (const { name, value, holder } of this.#context.components("schemas")) {
      named.set(name, this.upgrade(value, holder, name));
    }
    for (const [name, node] of this.#references.lifted) named.set(name, this.#upgradeNode(node));
    return this.#context.derive(Object.fromEntries(named), this.#context.root);
  }

  #upgradeNode(node: Node): Schema {
    const done = this.#done.get(node);
    if (done !== undefined) return done;
    const context = this.#context;
    if (this.#open.has(node)) {
      // A YAML alias within its own anchor: only a reference can express the cycle.
      return context.derive({ $ref: refTo("schemas", this.#references.nameFor(node)) }, node);
    }
    if (this.#open.size >= maxDepth) {
      const limit = { name: "depth", value: maxDepth, next: undefined };
      context.fail("too-deep", [node], { what: "schemas", limit });
    }
    this.#open.add(node);
    const isBase = baseKeywords.some((key) => Object.hasOwn(node, key));
    if (isBase) this.#bases.push(node);
    const draft = new Draft(node);
    for (const key of Object.keys(node)) {
      const holds = subschemas.get(key);
      if (holds) draft.set(key, this.#upgradeWithin(node, key, node[key], holds));
    }
    this.#references.upgrade(draft, node, this.#bases);
    upgradeType(draft, node, context, (name) => this.#references.hasName(name));
    upgradeEnum(draft, node, context);
    upgradeRequired(draft, node, context);
    upgradeDiscriminator(draft, node, context, this.#values);
    upgradeBounds(draft, node, context);
    if (draft.get("example") !== undefined) {
      const given = draft.get("examples");
      const examples = context.derive([draft.get("example")], node);
      draft.set("examples", Array.isArray(given) ? given : examples);
      draft.set("example", undefined);
    }
    if (draft.get("collectionFormat") !== undefined) {
      draft.set("x-collection-format", draft.get("collectionFormat"));
      draft.set("collectionFormat", undefined);
    }
    const schema = upgradeNullable(draft, node, context);
    if (isBase) this.#bases.pop();
    this.#open.delete(node);
    this.#done.set(node, schema);
    return schema;
  }

  #upgradeWithin(node: Node, key: string, value: unknown, holds: Holds): unknown {
    const context = this.#context;
    if (key === "items" && Array.isArray(value)) return this.#upgradeTuple(node, value);
    if (holds === "schema") return this.upgrade(value, node, key);
    if (holds === "map" && isNode(value)) {
      return context.mapEntries(value, (schema, name) => this.upgrade(schema, value, name));
    }
    if (holds === "list" && Array.isArray(value) && value.length > 0) {
      return context.mapList(value, (schema, index) => this.upgrade(schema, value, index));
    }
    const isSingle = holds === "list" && isNode(value);
    const expected = expectations[holds];
    const params = { fault: "wrong-kind", keyword: key, expected, isSingle } as const;
    context.warn("invalid-schema", [node, key], params);
    return isSingle ? context.derive([this.upgrade(value, node, key)], node, key) : undefined;
  }

  /** `items` as an array is invalid in every OpenAPI; it is read as `items: { anyOf }`. */
  #upgradeTuple(node: Node, list: readonly unknown[]): unknown {
    this.#context.warn("invalid-schema", [node, "items"], { fault: "items-array" });
    const schemas = list.map((schema, index) => this.upgrade(schema, list, index));
    const anyOf = this.#context.derive(schemas, list);
    return schemas.length > 1 ? this.#context.derive({ anyOf }, list) : schemas[0];
  }
}
