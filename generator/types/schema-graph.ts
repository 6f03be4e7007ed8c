import { decodePercent } from "../text/decode-percent.ts";
import { readDiscriminators, withTag, type Tag } from "./discriminators.ts";
import { findFamilies } from "./polymorphic-bases.ts";
import { merge, nodesOnCycles, reverse, topologicalOrder, type Edges } from "../data/graph.ts";
import type { Schema } from "../model/service.ts";
import {
  admitsNull,
  admitsOnlyNull,
  alternativesOf,
  basesOf,
  isKeywords,
  propertiesOf,
  referenceOf,
  typesOf,
  valuesOf,
  type Keywords,
} from "../model/json-schema.ts";

/** The relations between the named schemas of a description. A key is the `$ref` of a named schema. */
export interface SchemaGraph {
  /** Returns the key for a `$ref`, percent-encoded or not. */
  find(ref: string | undefined): string | undefined;
  /** The schema, with the values that discriminators give to its properties. */
  schemaOf(key: string): Schema;
  roleOf(key: string): Role;
  /** Returns the schema objects it is composed of: those of `allOf` first, its own last. */
  partsOf(key: string): readonly Keywords[];
  /** Whether the alternatives of a schema are those that extend it. */
  isFamily(schema: object): boolean;
  /** Whether `from` cannot be declared as an addition to `to`, since `to` is made from `from`. */
  isCircularBase(from: string, to: string): boolean;
  /** Whether `from` cannot be declared as `to`, alone or in a union, for the same reason. */
  isCircularMember(from: string, to: string): boolean;
}

/**
 * The role of a schema: an object and nothing else, so that an interface can extend it; only scalars
 * and literals; no constraint at all, so that it adds nothing to another; or anything else.
 */
type Role = "object" | "plain" | "nothing" | "other";

/** The depth to which nested schemas are followed; deeper ones are `unknown`. */
export const maxDepth = 40;

/** The number of schemas that one can be composed of, by nested `allOf`. */
const maxParts = 128;

/**
 * Relates the named schemas of a description to each other.
 *
 * @param named the named schemas, by `$ref`.
 * @param inline further schemas, whose discriminators may refer to the named ones.
 */
export function createSchemaGraph(
  named: ReadonlyMap<string, Schema>,
  inline: readonly Schema[],
): SchemaGraph {
  return new NamedSchemaGraph(named, inline);
}

class NamedSchemaGraph implements SchemaGraph {
  readonly #named: ReadonlyMap<string, Schema>;
  readonly #keys: ReadonlyMap<string, string>;
  readonly #families: ReadonlySet<object>;
  /** Schemas with the values that discriminators give to their properties. */
  readonly #tagged = new Map<string, Schema>();
  readonly #roles = new Map<string, Role>();
  readonly #parts = new Map<string, readonly Keywords[]>();
  readonly #circularBases: ReadonlySet<string>;
  readonly #circularMembers: ReadonlySet<string>;

  constructor(named: ReadonlyMap<string, Schema>, inline: readonly Schema[]) {
    this.#named = named;
    this.#keys = new Map([...named.keys()].map((key) => [decodePercent(key), key]));
    const refs = [...named].map(([key, schema]) => [key, refsOf(schema)] as const);
    const bases = new Map(refs.map(([key, of]) => [key, this.#findAll(of.bases)]));
    const find = (ref: string | undefined): string | undefined => this.find(ref);
    const discriminators = readDiscriminators(named, inline, bases, find);
    const families = findFamilies(named, this.#subtypes(), discriminators, (ref) => {
      const key = this.find(ref);
      return key === undefined ? undefined : named.get(key);
    });
    this.#named = new Map([...named].map(([key, schema]) => [key, families.get(key) ?? schema]));
    this.#families = new Set(families.values());
    const members = new Map(
      refs.map(([key, of]) => {
        const family = families.get(key);
        return [key, this.#findAll(family ? refsOf(family).members : of.members)];
      }),
    );
    this.#circularBases = nodesOnCycles(merge(bases, members));
    const straightBases = new Map(
      [...bases].map(([from, targets]) => [
        from,
        targets.filter((to) => !this.isCircularBase(from, to)),
      ]),
    );
    const dependencies = merge(straightBases, members);
    this.#circularMembers = nodesOnCycles(dependencies);
    for (const key of topologicalOrder(dependencies).order) {
      this.#roles.set(key, this.#deriveRole(this.schemaOf(key), key));
    }
    this.#applyTags(discriminators.tags);
  }

  find(ref: string | undefined): string | undefined {
    return ref === undefined || this.#named.has(ref) ? ref : this.#keys.get(decodePercent(ref));
  }

  schemaOf(key: string): Schema {
    return this.#tagged.get(key) ?? this.#named.get(key) ?? true;
  }

  roleOf(key: string): Role {
    return this.#roles.get(key) ?? "other";
  }

  partsOf(key: string): readonly Keywords[] {
    const known = this.#parts.get(key) ?? this.#collectParts(key);
    this.#parts.set(key, known);
    return known;
  }

  isFamily(schema: object): boolean {
    return this.#families.has(schema);
  }

  isCircularBase(from: string, to: string): boolean {
    return this.#circularBases.has(from) && this.#circularBases.has(to);
  }

  isCircularMember(from: string, to: string): boolean {
    return this.#circularMembers.has(from) && this.#circularMembers.has(to);
  }

  #findAll(refs: readonly string[]): readonly string[] {
    return refs.flatMap((ref) => this.find(ref) ?? []);
  }

  /** The schemas that directly extend each schema. `null` beside one is not a subtype of it. */
  #subtypes(): Edges {
    const bases = [...this.#named].map(([key, schema]): [string, readonly string[]] => {
      const isHeir = isKeywords(schema) && referenceOf(schema) === undefined && !admitsNull(schema);
      return [key, isHeir ? this.#findAll(unitOf(schema).refs) : []];
    });
    return reverse(new Map(bases));
  }

  #collectParts(key: string): readonly Keywords[] {
    const found: Keywords[] = [];
    const seen = new Set<unknown>();
    const pending: { readonly unit: Unit; readonly isReady: boolean }[] = [];
    const add = (target: string): void => {
      const schema = this.schemaOf(target);
      if (seen.has(schema) || seen.size >= maxParts) return;
      pending.push({ unit: unitOf(schema), isReady: false });
      seen.add(schema);
    };
    add(key);
    for (let next = pending.pop(); next; next = pending.pop()) {
      const { unit, isReady } = next;
      if (isReady) {
        for (const part of unit.parts) found.push(part);
      } else {
        pending.push({ unit, isReady: true });
        this.#findAll(unit.refs).toReversed().forEach(add);
      }
    }
    return found;
  }

  #deriveRole(schema: unknown, owner: string, depth = 0): Role {
    if (depth > maxDepth || schema === false) return "other";
    if (!isKeywords(schema)) return "nothing";
    const values = valuesOf(schema);
    if (values.length > 0) return values.some(isComposite) ? "other" : "plain";
    const ref = referenceOf(schema);
    const own =
      ref === undefined ? ownRoleOf(schema) : this.#roleOfReference(this.find(ref), owner, depth);
    const added = basesOf(schema).map((base) => this.#deriveRole(base, owner, depth + 1));
    const chosen = alternativesOf(schema)
      .flat()
      .map((member) =>
        this.#deriveRole(member, owner, depth + 1) === "plain" ? "plain" : "other",
      );
    const [role = "nothing", ...contrary] = new Set(
      [own, ...added, ...chosen].filter((one) => one !== "nothing"),
    );
    return contrary.length > 0 || (role === "object" && admitsNull(schema)) ? "other" : role;
  }

  #roleOfReference(key: string | undefined, owner: string, depth: number): Role {
    if (key === undefined) return "nothing";
    const isCopied = depth > 0 && this.isCircularBase(owner, key);
    if (!isCopied) return this.#roles.get(key) ?? "other";
    const isObject = this.#collectParts(key).some((part) => typesOf(part).includes("object"));
    return isObject ? "object" : "nothing";
  }

  #applyTags(tags: readonly Tag[]): void {
    for (const { key, property, values } of tags) {
      const schema = this.schemaOf(key);
      if (this.#roles.get(key) !== "object" || !isKeywords(schema)) continue;
      const declared = this.#collectParts(key).flatMap((part) =>
        propertiesOf(part).flatMap(([name, one]) => (name === property ? [one] : [])),
      );
      const possible = values.filter((value) => this.#admits(declared, value));
      if (possible.length > 0)
        this.#tagged.set(key, withTag(schema, { property, values: possible }));
    }
  }

  /** Whether a property can have the value, as far as the keywords of its schemas tell. */
  #admits(schemas: readonly unknown[], value: string): boolean {
    const seen = new Set<unknown>();
    const pending = [...schemas];
    while (pending.length > 0) {
      const schema = pending.pop();
      if (!isKeywords(schema) || seen.has(schema)) continue;
      seen.add(schema);
      const types = typesOf(schema);
      const values = valuesOf(schema);
      if (types.length > 0 && !types.includes("string")) return false;
      if (values.length > 0 && !values.includes(value)) return false;
      const target = this.find(referenceOf(schema));
      if (target !== undefined) pending.push(this.schemaOf(target));
      for (const base of basesOf(schema)) pending.push(base);
    }
    return true;
  }
}

/** Returns the `$ref`s that a schema is composed of, without those in its properties or items. */
function refsOf(root: unknown): { readonly bases: string[]; readonly members: string[] } {
  const bases: string[] = [];
  const members: string[] = [];
  const seen = new Set<unknown>();
  const pending = [root];
  while (pending.length > 0) {
    const schema = pending.pop();
    if (!isKeywords(schema) || seen.has(schema)) continue;
    seen.add(schema);
    const ref = referenceOf(schema);
    if (ref !== undefined) members.push(ref);
    for (const base of basesOf(schema)) {
      const baseRef = isKeywords(base) ? referenceOf(base) : undefined;
      if (baseRef === undefined) pending.push(base);
      else bases.push(baseRef);
    }
    for (const alternative of alternativesOf(schema).flat()) pending.push(alternative);
  }
  return { bases, members };
}

/** A schema with the members of its `allOf`, and the `$ref`s among them. */
interface Unit {
  readonly refs: readonly string[];
  readonly parts: readonly Keywords[];
}

function unitOf(root: unknown): Unit {
  const refs: string[] = [];
  const parts: Keywords[] = [];
  const seen = new Set<unknown>();
  const pending = [{ schema: root, isReady: false }];
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { schema, isReady } = next;
    if (!isKeywords(schema)) continue;
    const ref = referenceOf(schema);
    if (isReady) {
      parts.push(schema);
    } else if (ref !== undefined) {
      refs.push(ref);
    } else if (!seen.has(schema)) {
      seen.add(schema);
      pending.push({ schema, isReady: true });
      for (const base of basesOf(schema).toReversed()) {
        pending.push({ schema: base, isReady: false });
      }
    }
  }
  return { refs, parts };
}

/** Returns the role of a schema by its type alone. */
function ownRoleOf(schema: Keywords): Role {
  const types = typesOf(schema);
  if (types.length === 0) return admitsOnlyNull(schema) ? "plain" : "nothing";
  if (types.every((type) => type === "object")) return "object";
  return types.includes("object") || types.includes("array") ? "other" : "plain";
}

function isComposite(value: unknown): boolean {
  return typeof value === "object" && value !== null;
}
