import type { BuildContext, Scope } from "./build-context.ts";
import { nested } from "./build-context.ts";
import { extendBases, repeatRequired } from "./extend-bases.ts";
import { mergeObjects } from "./merge-objects.ts";
import { choicesOf, narrow } from "./narrow.ts";
import {
  distinct,
  emptyObject,
  intersectionOf,
  isAnyObject,
  isEmpty,
  isNullable,
  never,
  nullType,
  union,
  unknown,
  withoutNull,
  type ObjectType,
  type Reference,
  type Type,
} from "./type.ts";

/** Returns the type of values that have all of the types. Of contradicting ones the last holds. */
export function intersect(parts: readonly Type[], at: Scope, build: BuildContext): Type {
  const [first] = parts;
  if (first && parts.length === 1 && first.kind !== "never")
    return isEmpty(first) ? unknown : first;
  const known = distinct(parts.filter(({ kind }) => kind !== "unknown"));
  const [only] = known;
  if (only === undefined) return unknown;
  if (known.some(({ kind }) => kind === "never")) return never;
  if (known.length === 1) return isEmpty(only) ? unknown : only;
  const nonNull = known.map(withoutNull);
  if (known.every((part) => isNullable(part) || isEmpty(part))) {
    return union([intersect(nonNull, at, build), nullType]);
  }

  const { plain, list, object, bases, others } = sort(nonNull, at, build);
  const rest = list ? [...others, list] : others;
  if (bases.length === 0 && rest.length === 0) {
    return object && !isEmpty(object) ? object : (plain ?? unknown);
  }
  const addition = object && isAnyObject(object) ? { ...object, additional: undefined } : object;
  const add = at.owner === undefined ? repeatRequired : extendBases;
  const extended = add(distinct(bases), addition ?? emptyObject, at, build);
  return intersectionOf(extended.bases, extended.object, distinct(rest));
}

interface Sorted {
  /** Scalars and literals. */
  readonly plain: Type | undefined;
  readonly list: Type | undefined;
  readonly object: ObjectType | undefined;
  readonly bases: readonly Reference[];
  readonly others: readonly Type[];
}

/** Sorts the parts of an intersection by what they are, and merges those of one kind. */
function sort(parts: readonly Type[], at: Scope, build: BuildContext): Sorted {
  let plain: Type | undefined;
  let list: Type | undefined;
  let object: ObjectType | undefined;
  const bases: Reference[] = [];
  const others: Type[] = [];
  const pending = parts.toReversed();
  for (let part = pending.pop(); part; part = pending.pop()) {
    if (part.kind === "object") {
      object = object ? mergeObjects(object, part, at, build) : part;
    } else if (part.kind === "intersection") {
      if (part.object) pending.push(part.object);
      for (const one of [...part.rest, ...part.bases]) pending.push(one);
    } else if (part.kind === "reference" && build.graph.roleOf(part.key) === "object") {
      bases.push(part);
    } else if (part.kind === "array" || part.kind === "tuple") {
      list = list ? intersectLists(list, part, at, build) : part;
    } else if (choicesOf(part, at, build)) {
      plain = plain ? narrow(plain, part, at, build) : part;
    } else if (part.kind !== "unknown") {
      others.push(part);
    }
  }
  return { plain, list, object, bases, others };
}

function intersectLists(left: Type, right: Type, at: Scope, build: BuildContext): Type {
  return left.kind === "array" && right.kind === "array"
    ? { kind: "array", items: intersect([left.items, right.items], nested(at), build) }
    : right;
}
