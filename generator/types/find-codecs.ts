import {
  partsOfCodec,
  scalarCodecOf,
  type Codec,
  type CodecContext,
  type Codecs,
  type ScalarCodec,
} from "./codec.ts";
import { reachable, reverse } from "../data/graph.ts";
import { partsOf, type ObjectType, type Type } from "./type.ts";
import { codecOfUnion } from "./union-codec.ts";

/** Where no format has a type of its own. */
export const noCodecs: Codecs = {
  of: () => undefined,
  named: () => undefined,
  scalarsOf: () => new Set(),
};

/** @param types the named types by their keys. */
export function createCodecs(types: ReadonlyMap<string, Type>): Codecs {
  const scalarsByKey = scalarsOfNamed(types);
  const context: CodecContext = { of, resolve: ({ key }) => types.get(key) };

  function of(type: Type): Codec | undefined {
    switch (type.kind) {
      case "scalar": {
        const scalar = scalarCodecOf(type);
        return scalar && { kind: "scalar", scalar };
      }
      case "reference":
        return scalarsByKey.has(type.key) ? { kind: "reference", key: type.key } : undefined;
      case "array": {
        const items = of(type.items);
        return items && { kind: "list", first: [], items };
      }
      case "tuple": {
        const first = type.items.map(of);
        const items = type.rest && of(type.rest);
        return items || first.some(Boolean) ? { kind: "list", first, items } : undefined;
      }
      case "object":
        return codecOfObject(type, of);
      case "intersection": {
        const parts = partsOf(type).flatMap((part) => of(part) ?? []);
        const [only] = parts;
        return parts.length > 1 ? { kind: "all", parts } : only;
      }
      case "union":
        return codecOfUnion(type, context);
      case "unknown":
      case "never":
      case "literal":
        return undefined;
    }
  }

  return {
    of,
    named: (key) => {
      const type = types.get(key);
      return type && scalarsByKey.has(key) ? of(type) : undefined;
    },
    scalarsOf: (codec) => scalarsIn(codec, scalarsByKey),
  };
}

function codecOfObject(
  { properties, additional }: ObjectType,
  of: (type: Type) => Codec | undefined,
): Codec | undefined {
  const others = additional && of(additional);
  const all = [...properties].map(([name, { type }]) => [name, of(type)] as const);
  const kept = others ? all : all.filter(([, codec]) => codec);
  return kept.length > 0 || others
    ? { kind: "object", properties: new Map(kept), additional: others }
    : undefined;
}

/** The scalars that each named type leads to; no entry where there are none. */
function scalarsOfNamed(
  types: ReadonlyMap<string, Type>,
): ReadonlyMap<string, ReadonlySet<ScalarCodec>> {
  const uses = new Map<string, readonly string[]>();
  const direct = new Map<ScalarCodec, Set<string>>();
  for (const [key, type] of types) {
    const targets = new Set<string>();
    for (const part of allParts(type)) {
      if (part.kind === "reference" && types.has(part.key)) targets.add(part.key);
      const scalar = part.kind === "scalar" ? scalarCodecOf(part) : undefined;
      if (scalar) direct.set(scalar, (direct.get(scalar) ?? new Set()).add(key));
    }
    uses.set(key, [...targets]);
  }
  const users = reverse(uses);
  // A node of no type, from which all that have a scalar are reached.
  const start = "";
  const found = new Map<string, Set<ScalarCodec>>();
  for (const [scalar, keys] of direct) {
    for (const key of reachable(new Map([...users, [start, [...keys]]]), start)) {
      found.set(key, (found.get(key) ?? new Set()).add(scalar));
    }
  }
  return found;
}

function* allParts(root: Type): Generator<Type> {
  const pending = [root];
  for (let next = pending.pop(); next; next = pending.pop()) {
    yield next;
    pending.push(...partsOf(next));
  }
}

function scalarsIn(
  root: Codec,
  byKey: ReadonlyMap<string, ReadonlySet<ScalarCodec>>,
): ReadonlySet<ScalarCodec> {
  const found = new Set<ScalarCodec>();
  const pending: Codec[] = [root];
  for (let next = pending.pop(); next; next = pending.pop()) {
    if (next.kind === "scalar") found.add(next.scalar);
    if (next.kind === "reference") for (const one of byKey.get(next.key) ?? []) found.add(one);
    pending.push(...partsOfCodec(next));
  }
  return found;
}
