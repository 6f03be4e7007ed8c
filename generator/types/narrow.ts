import type { BuildContext, Scope } from "./build-context.ts";
import { maxDepth } from "./schema-graph.ts";
import { keyOf, union, type Literal, type Scalar, type Type } from "./type.ts";

/** Returns the scalars and literals that a type consists of, if it has nothing else. */
export function choicesOf(
  type: Type,
  at: Scope,
  build: BuildContext,
): readonly (Scalar | Literal)[] | undefined {
  switch (type.kind) {
    case "scalar":
    case "literal":
      return [type];
    case "union": {
      const choices = type.members.map((member) => choicesOf(member, at, build));
      return choices.some((one) => one === undefined)
        ? undefined
        : choices.flatMap((one) => one ?? []);
    }
    case "reference": {
      if (at.depth > maxDepth || build.graph.roleOf(type.key) !== "plain") return undefined;
      const next = { ...at, depth: at.depth + 1 };
      const target = build.typeOf(build.graph.schemaOf(type.key), { ...next, owner: type.key });
      return choicesOf(target, next, build);
    }
    default:
      return undefined;
  }
}

/** Returns what two sets of values have in common; the second, where that is nothing. */
export function narrow(left: Type, right: Type, at: Scope, build: BuildContext): Type {
  if (isWithin(right, left, at, build) || isFormatOf(right, left)) return right;
  if (isWithin(left, right, at, build) || isFormatOf(left, right)) return left;
  const common = (choicesOf(left, at, build) ?? []).filter((choice) =>
    isWithin(choice, right, at, build),
  );
  return common.length > 0 ? union(common) : right;
}

/** Whether every value of the first type is one of the second, as far as one look tells. */
export function isWithin(left: Type, right: Type, at: Scope, build: BuildContext): boolean {
  if (right.kind === "unknown" || left.kind === "never") return true;
  if (keyOf(left) === keyOf(right)) return true;
  if (left.kind === "intersection") {
    return left.bases.some((base) => keyOf(base) === keyOf(right));
  }
  if (left.kind === "array" && right.kind === "array") {
    return isWithin(left.items, right.items, at, build);
  }
  const choices = choicesOf(left, at, build);
  const allowed = choicesOf(right, at, build);
  if (choices && allowed) {
    return choices.every((choice) => allowed.some((one) => isSameOrLiteralOf(choice, one)));
  }
  const members = left.kind === "union" ? left.members : [left];
  const among = new Set((right.kind === "union" ? right.members : [right]).map(keyOf));
  return members.every((member) => among.has(keyOf(member)));
}

/** Whether the JSON of a type is that of the other: a `Date` is a string, so that it is the narrower. */
function isFormatOf(left: Type, right: Type): boolean {
  return (
    left.kind === "scalar" &&
    right.kind === "scalar" &&
    right.json === undefined &&
    left.json === right.type
  );
}

function isSameOrLiteralOf(one: Scalar | Literal, other: Scalar | Literal): boolean {
  return (
    keyOf(one) === keyOf(other) ||
    (one.kind === "literal" && other.kind === "scalar" && other.type === typeof one.value)
  );
}
