import { scalarCodecOf, type ScalarCodec } from "./codec.ts";
import type { Reference, Scalar, Type } from "./type.ts";

/** How the text of a value is read back, where all values of a type are of one kind. */
export type TextKind = "string" | "number" | "boolean" | ScalarCodec;

/**
 * Returns how the text of a header is read: of one value, or of a list of them. `undefined` where it
 * stays text.
 *
 * @param resolve finds the type that a reference names.
 */
export function textKindOf(
  type: Type,
  resolve: (reference: Reference) => Type,
): { readonly kind: TextKind; readonly isList: boolean } | undefined {
  const target = followed(type, resolve);
  if (target.kind === "array") {
    const kind = scalarKind(target.items, resolve, 0);
    return kind && { kind, isList: true };
  }
  const kind = scalarKind(target, resolve, 0);
  return kind && { kind, isList: false };
}

/** References that lead further than this lead in a circle. */
const maxDepth = 40;

function followed(type: Type, resolve: (reference: Reference) => Type): Type {
  let target = type;
  for (let depth = 0; target.kind === "reference" && depth < maxDepth; depth += 1) {
    target = resolve(target);
  }
  return target;
}

function scalarKind(
  type: Type,
  resolve: (reference: Reference) => Type,
  depth: number,
): TextKind | undefined {
  const target = followed(type, resolve);
  switch (target.kind) {
    case "literal":
      return typeof target.value as TextKind;
    case "scalar":
      return scalarCodecOf(target) ?? plainKind(target);
    case "union": {
      if (depth > maxDepth) return undefined;
      const kinds = target.members
        .filter((member) => !(member.kind === "scalar" && member.type === "null"))
        .map((member) => scalarKind(member, resolve, depth + 1));
      return new Set(kinds).size === 1 ? kinds[0] : undefined;
    }
    default:
      return undefined;
  }
}

function plainKind({ type }: Scalar): TextKind | undefined {
  return type === "string" || type === "number" || type === "boolean" ? type : undefined;
}
