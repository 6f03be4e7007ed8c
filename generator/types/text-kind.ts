import { scalarCodecOf, type ScalarCodec } from "./codec.ts";
import type { ObjectType, Reference, Scalar, Type } from "./type.ts";

/** How the text of a value is read back, where all values of a type are of one kind. */
export type TextKind = "string" | "number" | "boolean" | ScalarCodec;

/** How the text of a header is read: of one value, a list of them, or an object of them. */
export type HeaderText =
  | { readonly kind: "value" | "list"; readonly of: TextKind }
  | {
      readonly kind: "object";
      readonly properties: ReadonlyMap<string, TextKind>;
      /** Of properties that are not declared, where the schema has a type for them. */
      readonly others: TextKind | undefined;
    };

/**
 * Returns how the text of a header is read; `undefined` where it stays text.
 *
 * @param resolve finds the type that a reference names.
 */
export function headerTextOf(
  type: Type,
  resolve: (reference: Reference) => Type,
): HeaderText | undefined {
  const target = followed(type, resolve);
  switch (target.kind) {
    case "array": {
      const kind = scalarKind(target.items, resolve, 0);
      return kind && { kind: "list", of: kind };
    }
    case "object":
      return objectText(target, resolve);
    default: {
      const kind = scalarKind(target, resolve, 0);
      return kind && { kind: "value", of: kind };
    }
  }
}

function objectText(
  { properties, additional }: ObjectType,
  resolve: (reference: Reference) => Type,
): HeaderText | undefined {
  const kinds = new Map<string, TextKind>();
  for (const [name, property] of properties) {
    const kind = scalarKind(property.type, resolve, 0);
    if (!kind) return undefined;
    kinds.set(name, kind);
  }
  const isOpen = additional === undefined || additional.kind === "unknown";
  if (isOpen && kinds.size === 0) return undefined;
  const others = isOpen ? undefined : scalarKind(additional, resolve, 0);
  return { kind: "object", properties: kinds, others };
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
