import { groupBy } from "../data/group-by.ts";
import { keyOf, type Type } from "../types/type.ts";
import type { Side } from "./side.ts";

/** Returns the members of a union, of any type; named objects stay references. */
export function membersOf(type: Type, side: Side, open: ReadonlySet<string> = new Set()): Type[] {
  const passed = new Set(open);
  let member = type;
  while (member.kind === "reference") {
    const schema = side.schemaOf(member);
    if (!schema || passed.has(member.key)) return [{ kind: "unknown" }];
    const target = side.target(schema);
    if (target.kind === "object" || target.kind === "intersection") return [member];
    passed.add(member.key);
    member = target;
  }
  if (member.kind === "never") return [];
  if (member.kind !== "union") return [member];
  return member.members.flatMap((one) => membersOf(one, side, passed));
}

interface Pairs {
  readonly pairs: readonly (readonly [Type, Type])[];
  readonly removed: readonly Type[];
  readonly added: readonly Type[];
}

/** Pairs types of the same name or structure; if one is left on each side, these two. */
export function pairUp(
  left: readonly Type[],
  right: readonly Type[],
  before: Side,
  after: Side,
): Pairs {
  const pairs: (readonly [Type, Type])[] = [];
  const byLabel = groupBy(right, (type) => labelOf(type, after));
  const removed = left.filter((type) => {
    const other = byLabel.get(labelOf(type, before))?.shift();
    if (other) pairs.push([type, other]);
    return !other;
  });
  const alone = new Set([...byLabel.values()].flat());
  const added = right.filter((type) => alone.has(type));
  const [one] = removed;
  const [other] = added;
  if (one && other && removed.length === 1 && added.length === 1) {
    return { pairs: [...pairs, [one, other]], removed: [], added: [] };
  }
  return { pairs, removed, added };
}

function labelOf(type: Type, side: Side): string {
  return type.kind === "reference" ? `#${side.schemaOf(type)?.name ?? ""}` : keyOf(type);
}

/** Returns a test whether some of these types includes a type, without following references. */
export function coverOf(types: readonly Type[]): (type: Type) => boolean {
  const isOpen = types.some(({ kind }) => kind === "unknown");
  const keys = new Set(types.filter(isLeaf).map(keyOf));
  return (type) =>
    isOpen ||
    (isLeaf(type) && keys.has(keyOf(type))) ||
    (type.kind === "literal" && keys.has(typeof type.value));
}

function isLeaf({ kind }: Type): boolean {
  return kind === "scalar" || kind === "literal";
}

export function isObject({ kind }: Type): boolean {
  return kind === "object" || kind === "intersection" || kind === "reference";
}

export function isList({ kind }: Type): boolean {
  return kind === "array" || kind === "tuple";
}
