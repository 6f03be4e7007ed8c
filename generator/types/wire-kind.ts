import type { Reference, Type } from "./type.ts";

/** How values of a type are written in a URL or a form. */
export interface WireKind {
  readonly kind:
    | "untyped"
    | "null"
    | "scalar"
    | "binary"
    | "scalar or binary"
    | "list"
    | "binary list"
    | "untyped list"
    | "scalar or list"
    | "binary or list"
    | "any or list"
    | "object"
    | "object list"
    | "scalar or object"
    | "scalar or other"
    | "other";
  readonly nullable: boolean;
  /** Whether items may be `null`. */
  readonly hasNullItems: boolean;
}

/**
 * The form follows from the type that a caller sees, so that what is passed fits what writes it.
 *
 * @param resolve finds the type that a reference names.
 */
export function wireKindOf(type: Type, resolve: (reference: Reference) => Type): WireKind {
  const known = new Map<string, WireKind>();

  function find(part: Type, depth: number): WireKind {
    if (depth > maxDepth) return wire("other");
    const inner = (one: Type): WireKind => find(one, depth + 1);
    switch (part.kind) {
      case "unknown":
        return wire("untyped");
      case "never":
      case "literal":
        return wire("scalar");
      case "scalar":
        if (part.type === "null") return nothing;
        return wire(part.type === "Blob" ? "binary" : "scalar");
      case "array":
        return listOf(inner(part.items));
      case "tuple":
        return listOf(kindOfUnion([...part.items, ...(part.rest ? [part.rest] : [])].map(inner)));
      case "object":
        return wire("object");
      case "union":
        return kindOfUnion(part.members.map(inner));
      case "intersection":
        return kindOfIntersection(
          [...part.bases, ...part.rest, ...(part.object ? [part.object] : [])].map(inner),
        );
      case "reference": {
        // Inside of itself, a type has no form that would fit into a URL.
        const found = known.get(part.key) ?? wire("other");
        if (known.has(part.key)) return found;
        known.set(part.key, found);
        const whole = inner(resolve(part));
        known.set(part.key, whole);
        return whole;
      }
    }
  }

  return find(type, 0);
}

/** Deeper levels are written as JSON. */
const maxDepth = 32;

function wire(kind: WireKind["kind"]): WireKind {
  return { kind, nullable: false, hasNullItems: false };
}

/** The form of what is `null` and nothing else. */
const nothing: WireKind = { kind: "null", nullable: true, hasNullItems: false };

function listOf({ kind, nullable: hasNullItems }: WireKind): WireKind {
  return { ...wire(listsOf[kind] ?? "other"), hasNullItems };
}

const listsOf: Partial<Readonly<Record<WireKind["kind"], WireKind["kind"]>>> = {
  untyped: "untyped list",
  scalar: "list",
  binary: "binary list",
  "scalar or binary": "binary list",
  object: "object list",
};

/** The kind of a type with exactly one of several kinds. */
function kindOfUnion(options: readonly WireKind[]): WireKind {
  const forms = options.filter(({ kind }) => kind !== "null");
  const kinds = new Set(forms.map(({ kind }) => kind));
  if (options.length > 0 && forms.length === 0) return nothing;
  return {
    kind: kindOfEither(kinds),
    nullable: options.some(({ nullable }) => nullable),
    hasNullItems: options.some(({ hasNullItems }) => hasNullItems),
  };
}

function kindOfEither(kinds: ReadonlySet<WireKind["kind"]>): WireKind["kind"] {
  const [first, ...others] = kinds;
  if (first === undefined) return "untyped";
  if (others.length === 0) return first;
  const union = unions.find(([, among]) => [...kinds].every((kind) => among.has(kind)));
  if (union) return union[0];
  // With what may be anything, the type is `unknown`, which cannot be told apart.
  const isOpen = kinds.has("untyped") || kinds.has("any or list");
  const hasScalar = [...kinds].some((kind) => kind.startsWith("scalar"));
  return hasScalar && !isOpen ? "scalar or other" : "other";
}

const singles = ["scalar", "binary", "scalar or binary"] as const;
const lists = ["list", "binary list", "scalar or list", "binary or list"] as const;

/** Returns the kind of a union whose members have these kinds; the narrowest comes first. */
const unions: readonly (readonly [WireKind["kind"], ReadonlySet<WireKind["kind"]>])[] = [
  ["untyped", new Set(["scalar", "untyped"])],
  ["scalar or binary", new Set(singles)],
  ["scalar or list", new Set(["scalar", "list", "scalar or list"])],
  ["binary or list", new Set([...singles, ...lists])],
  ["any or list", new Set([...singles, ...lists, "untyped", "untyped list", "any or list"])],
  ["scalar or object", new Set(["scalar", "object", "scalar or object"])],
];

/** The kind of a type that has several kinds at once. */
function kindOfIntersection(parts: readonly WireKind[]): WireKind {
  const typed = parts.filter(({ kind }) => kind !== "untyped");
  const [first, ...others] = typed;
  const isOne = others.every(({ kind }) => kind === first?.kind);
  return {
    kind: first === undefined ? "untyped" : isOne ? first.kind : "other",
    nullable: parts.some(({ nullable }) => nullable),
    hasNullItems: parts.some(({ hasNullItems }) => hasNullItems),
  };
}
