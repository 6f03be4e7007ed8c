import { nameOfOrigin } from "../model/component-name.ts";
import { isNode, type Node } from "../data/json-object.ts";
import type { UpgradeContext } from "./context.ts";
import type { Draft } from "./draft.ts";
import { refTo } from "./local-references.ts";
import { subschemas } from "./subschemas.ts";

/** An upgraded reference, and what is wrong with the original. */
interface UpgradedRef {
  readonly to?: string;
  readonly fault?: "missing" | "not-a-string" | "wrong-kind" | "circular";
}

const circular: UpgradedRef = { fault: "circular" };
const notASchema: UpgradedRef = { fault: "wrong-kind" };

/**
 * Keywords that identify schemas, not needed once references are resolved. A dynamic reference is
 * resolved as a static one: a TypeScript type cannot depend on where it is used.
 */
const identities = ["$id", "$anchor", "$dynamicAnchor", "$dynamicRef", "$schema"];

/** Upgrades references between schemas, and names the schemas that they lead to. */
export class SchemaReferences {
  readonly #context: UpgradeContext;
  readonly #refs = new Map<string, UpgradedRef>();
  readonly #names = new Map<unknown, string>();
  readonly #taken = new Set<string>();
  readonly #lifted = new Map<string, Node>();

  constructor(context: UpgradeContext) {
    this.#context = context;
    for (const { name, value } of context.components("schemas")) {
      this.#names.set(value, name);
      this.#taken.add(name);
    }
  }

  /** Schemas outside `components` that get a name there, since a reference leads to them. */
  get lifted(): ReadonlyMap<string, Node> {
    return this.#lifted;
  }

  /** Whether a schema has a name. */
  hasName(name: string): boolean {
    return this.#taken.has(name);
  }

  /**
   * Upgrades the reference of a schema. One that leads nowhere is reported and removed.
   *
   * @param around the enclosing schemas that can be the base of references, innermost last.
   */
  upgrade(draft: Draft, node: Node, around: readonly Node[]): void {
    const { $ref = node["$dynamicRef"] } = node;
    for (const key of identities) draft.set(key, undefined);
    if ($ref === undefined) return;
    const ref: UpgradedRef =
      typeof $ref === "string" ? this.#upgradeRef($ref, around) : { fault: "not-a-string" };
    draft.set("$ref", ref.to);
    if (ref.fault !== undefined) {
      const key = node["$ref"] === undefined ? "$dynamicRef" : "$ref";
      this.#reportReference([node, key], $ref, ref);
    }
    if (ref.to === undefined) return;
    if (this.#context.dialect === "3.1") return;
    draft.set("type", undefined);
    const more = draft.keys().find((key) => subschemas.has(key));
    if (more === undefined) return;
    this.#context.warn("ref-siblings", [node, more], { keyword: more });
  }

  #reportReference(at: readonly [Node, string], reference: unknown, ref: UpgradedRef): void {
    const as = ref.to === undefined ? "unknown" : "counted from the enclosing schema";
    if (ref.fault === "circular") {
      this.#context.warn("circular-reference", at, { reference, as });
    } else if (ref.fault === "wrong-kind") {
      const params = { reference, as, fault: ref.fault, expected: "schema" } as const;
      this.#context.warn("unresolved-reference", at, params);
    } else if (ref.fault !== undefined) {
      // One that leads somewhere after all was no typo.
      const similar = ref.to === undefined ? this.#context.similarTo(reference) : undefined;
      this.#context.warn("unresolved-reference", at, { reference, as, fault: ref.fault, similar });
    }
  }

  #upgradeRef(ref: string, around: readonly Node[]): UpgradedRef {
    const known = this.#refs.get(ref) ?? this.#readRef(ref);
    this.#refs.set(ref, known);
    return known.to === undefined ? (this.#readAround(ref, around) ?? known) : known;
  }

  /** Resolves a reference against an enclosing schema: one with an `$id`, or one pasted in. */
  #readAround(ref: string, schemas: readonly Node[]): UpgradedRef | undefined {
    if (!ref.startsWith("#/")) return undefined;
    for (const around of schemas.toReversed()) {
      const target = this.#context.references.find(ref, around);
      if (target.kind !== "found" || !isNode(target.value)) continue;
      if (this.#context.references.follow(ref, around).kind === "circle") return circular;
      const to = refTo("schemas", this.nameFor(target.value));
      return typeof around["$id"] === "string" ? { to } : { to, fault: "missing" };
    }
    return undefined;
  }

  #readRef(ref: string): UpgradedRef {
    if (!ref.startsWith("#")) return { to: ref };
    if (!ref.startsWith("#/")) {
      const anchored = this.#context.references.findAnchor(ref);
      return anchored ? { to: refTo("schemas", this.nameFor(anchored)) } : { fault: "missing" };
    }
    const target = this.#context.references.find(ref);
    if (target.kind !== "found") return { fault: "missing" };
    if (this.#context.references.follow(ref).kind === "circle") return circular;
    const { component, value, within } = target;
    if (component && within.length === 0) {
      return component.kind === "schemas" ? { to: refTo("schemas", component.name) } : notASchema;
    }
    if (!isNode(value)) return notASchema;
    const only = Object.keys(value).length === 1 ? value["$ref"] : undefined;
    const isLocal = typeof only === "string" && only.startsWith("#/");
    const next = isLocal ? this.#context.references.find(only) : target;
    const isNamed = next.kind === "found" && next.within.length === 0;
    const name = isNamed && next.component?.kind === "schemas" ? next.component.name : undefined;
    return { to: refTo("schemas", name ?? this.nameFor(value)) };
  }

  /** Returns the name of a schema under `components`; gives it one where it has none. */
  nameFor(node: Node): string {
    const known = this.#names.get(node);
    if (known !== undefined) return known;
    let name = nameOfOrigin({ file: "", pointer: this.#context.pointerOf(node) });
    while (this.#taken.has(name)) name += "-";
    this.#names.set(node, name);
    this.#taken.add(name);
    this.#lifted.set(name, node);
    return name;
  }
}
