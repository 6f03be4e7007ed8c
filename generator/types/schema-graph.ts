import { readTags, withTag } from "./discriminators.ts";
import { knotsOf, merge, unravel } from "./graph.ts";
import type { Schema } from "../model/service.ts";
import {
  admitsNull,
  admitsOnlyNull,
  alternativesOf,
  basesOf,
  decodeRef,
  isKeywords,
  propertiesOf,
  referenceOf,
  typesOf,
  valuesOf,
  type Keywords,
} from "../model/json-schema.ts";

/** How the named schemas of a document lie to each other. A key is the `$ref` of a named schema. */
export interface SchemaGraph {
  /** The key that a `$ref` leads to, percent-encoded or not. */
  find(ref: string | undefined): string | undefined;
  /** The schema, with the values that discriminators give to its properties. */
  schemaOf(key: string): Schema;
  roleOf(key: string): Role;
  /** The schema objects that make it up: what it has by `allOf` first, itself last. */
  partsOf(key: string): readonly Keywords[];
  /** Whether `from` cannot be declared as an addition to `to`, since `to` is made from `from`. */
  isCircularBase(from: string, to: string): boolean;
  /** Whether `from` cannot be declared as `to`, alone or in a union, for the same reason. */
  isCircularMember(from: string, to: string): boolean;
}

/**
 * What a schema is: an object and nothing else, so that an interface may extend it; scalars and
 * literals only; nothing at all, so that it adds nothing to another; or something else.
 */
type Role = "object" | "plain" | "nothing" | "other";

/** How deep schemas are followed into one another in one place; what lies deeper is unknown. */
export const maxDepth = 40;

/** How many schemas one is made of, by `allOf` in `allOf`; nobody follows more. */
const maxParts = 128;

/**
 * @param named by `$ref`
 * @param inline further schemas, whose discriminators may speak of the named ones
 */
export function createSchemaGraph(
  named: ReadonlyMap<string, Schema>,
  inline: readonly Schema[],
): SchemaGraph {
  const keys = new Map([...named.keys()].map((key) => [decodeRef(key), key]));
  const tagged = new Map<string, Schema>();
  const roles = new Map<string, Role>();
  const parts = new Map<string, readonly Keywords[]>();

  const find = (ref: string | undefined): string | undefined =>
    ref === undefined || named.has(ref) ? ref : keys.get(decodeRef(ref));
  const findAll = (refs: readonly string[]): readonly string[] =>
    refs.flatMap((ref) => find(ref) ?? []);
  const schemaOf = (key: string): Schema => tagged.get(key) ?? named.get(key) ?? true;

  const refs = [...named].map(([key, schema]) => [key, refsOf(schema)] as const);
  const bases = new Map(refs.map(([key, of]) => [key, findAll(of.bases)]));
  const members = new Map(refs.map(([key, of]) => [key, findAll(of.members)]));
  const baseKnots = knotsOf(merge(bases, members));
  const isCircularBase = (from: string, to: string): boolean =>
    baseKnots.has(from) && baseKnots.has(to);
  const straightBases = new Map(
    [...bases].map(([from, targets]) => [from, targets.filter((to) => !isCircularBase(from, to))]),
  );
  const dependencies = merge(straightBases, members);
  const memberKnots = knotsOf(dependencies);

  function collectParts(key: string): readonly Keywords[] {
    const found: Keywords[] = [];
    const seen = new Set<unknown>();
    const pending: { readonly unit: Unit; readonly isReady: boolean }[] = [];
    const add = (target: string): void => {
      const schema = schemaOf(target);
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
        findAll(unit.refs).toReversed().forEach(add);
      }
    }
    return found;
  }

  function roleOf(schema: unknown, owner: string, depth = 0): Role {
    if (depth > maxDepth || schema === false) return "other";
    if (!isKeywords(schema)) return "nothing";
    const values = valuesOf(schema);
    if (values.length > 0) return values.some(isComposite) ? "other" : "plain";
    const ref = referenceOf(schema);
    const own = ref === undefined ? ownRoleOf(schema) : roleOfReference(find(ref), owner, depth);
    const added = basesOf(schema).map((base) => roleOf(base, owner, depth + 1));
    const chosen = alternativesOf(schema)
      .flat()
      .map((member) => (roleOf(member, owner, depth + 1) === "plain" ? "plain" : "other"));
    const [role = "nothing", ...contrary] = new Set(
      [own, ...added, ...chosen].filter((one) => one !== "nothing"),
    );
    return contrary.length > 0 || (role === "object" && admitsNull(schema)) ? "other" : role;
  }

  function roleOfReference(key: string | undefined, owner: string, depth: number): Role {
    if (key === undefined) return "nothing";
    const isCopied = depth > 0 && isCircularBase(owner, key);
    if (!isCopied) return roles.get(key) ?? "other";
    const isObject = collectParts(key).some((part) => typesOf(part).includes("object"));
    return isObject ? "object" : "nothing";
  }

  for (const key of unravel(dependencies).order) roles.set(key, roleOf(schemaOf(key), key));

  /** Whether a property can have the value, as far as the keywords of its schemas tell. */
  function admits(schemas: readonly unknown[], value: string): boolean {
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
      const target = find(referenceOf(schema));
      if (target !== undefined) pending.push(schemaOf(target));
      for (const base of basesOf(schema)) pending.push(base);
    }
    return true;
  }

  for (const { key, property, values } of readTags(named, inline, bases, find)) {
    const schema = schemaOf(key);
    if (roles.get(key) !== "object" || !isKeywords(schema)) continue;
    const declared = collectParts(key).flatMap((part) =>
      propertiesOf(part).flatMap(([name, one]) => (name === property ? [one] : [])),
    );
    const possible = values.filter((value) => admits(declared, value));
    if (possible.length > 0) tagged.set(key, withTag(schema, { property, values: possible }));
  }

  return {
    find,
    schemaOf,
    roleOf: (key) => roles.get(key) ?? "other",
    partsOf(key) {
      const known = parts.get(key) ?? collectParts(key);
      parts.set(key, known);
      return known;
    },
    isCircularBase,
    isCircularMember: (from, to) => memberKnots.has(from) && memberKnots.has(to),
  };
}

/** The `$ref`s that a schema consists of: not those inside of its properties or items. */
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

/** A schema with what stands inside of its `allOf`, and the `$ref`s there. */
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

/** The role of a schema by its type alone. */
function ownRoleOf(schema: Keywords): Role {
  const types = typesOf(schema);
  if (types.length === 0) return admitsOnlyNull(schema) ? "plain" : "nothing";
  if (types.every((type) => type === "object")) return "object";
  return types.includes("object") || types.includes("array") ? "other" : "plain";
}

function isComposite(value: unknown): boolean {
  return typeof value === "object" && value !== null;
}
