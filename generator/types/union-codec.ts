import type { Codec, CodecContext, Literal, Variant } from "./codec.ts";
import { isNull, type Type } from "./type.ts";

/**
 * Returns the codec of a union: a value's own kind decides which member it is. A string is a `Date` only
 * where it is a date-time, an integer is an int64 rather than a number. Of objects, the first counts
 * whose tags or, where none tells them apart, required properties the value has.
 */
export function codecOfUnion(
  union: Extract<Type, { readonly kind: "union" }>,
  context: CodecContext,
): Codec | undefined {
  const members = membersOf(union, context);
  const [only, ...others] = members;
  if (!members.some(({ codec }) => codec)) return undefined;
  if (only && others.length === 0) return only.codec;
  const scalars = members.filter(({ target, codec }) => codec && target.kind === "scalar");
  const lists = members.filter(({ target, codec }) => {
    return codec && (target.kind === "array" || target.kind === "tuple");
  });
  const objects = variantsOf(
    members.filter(({ target }) => isObject(target)),
    context,
  );
  const variants = [...scalars.map(plain), ...lists.map(plain), ...objects];
  const [first] = variants;
  const isAlone = variants.length === 1 && scalars.length === 0 && first && isPlain(first);
  return isAlone ? first.codec : { kind: "union", variants };
}

/** A member of a union, with the type that it means. */
interface Member {
  readonly type: Type;
  readonly target: Type;
  readonly codec: Codec | undefined;
}

/** Returns the members of a union and of the unions in it, without `null`. */
function membersOf(union: Type, context: CodecContext): readonly Member[] {
  const members: Member[] = [];
  const seen = new Set<string>();
  const pending: Type[] = [union];
  for (let type = pending.pop(); type; type = pending.pop()) {
    let target: Type | undefined = type;
    while (target?.kind === "reference" && !seen.has(target.key)) {
      seen.add(target.key);
      target = context.resolve(target);
    }
    if (target?.kind === "union") pending.push(...target.members.toReversed());
    else if (target && !isNull(target)) members.push({ type, target, codec: context.of(type) });
  }
  return members;
}

function plain({ codec }: Member): Variant {
  return { codec, tags: new Map(), required: [] };
}

function isPlain({ tags, required }: Variant): boolean {
  return tags.size === 0 && required.length === 0;
}

function isObject({ kind }: Type): boolean {
  return kind === "object" || kind === "intersection";
}

/** Returns what tells objects apart; those that need no codec only where they could be mistaken. */
function variantsOf(members: readonly Member[], context: CodecContext): readonly Variant[] {
  if (members.length === 1) return members.filter(({ codec }) => codec).map(plain);
  const facts = members.map((member) => ({ member, ...factsOf(member.target, context) }));
  const tagged = facts.map(({ member, literals, required }) => ({
    codec: member.codec,
    required,
    tags: new Map(
      [...literals].filter(([name, values]) =>
        facts.some((other) => areDisjoint(values, other.literals.get(name))),
      ),
    ),
  }));
  const converted = tagged.filter(({ codec }) => codec);
  if (converted.every(({ tags }) => tags.size > 0)) {
    return converted.map((one) => ({ ...one, required: [] }));
  }
  if (converted.length === 0) return [];
  // The one that requires the most is the most exact.
  return tagged.toSorted((a, b) => b.required.length - a.required.length);
}

interface Facts {
  readonly literals: ReadonlyMap<string, readonly Literal[]>;
  readonly required: readonly string[];
}

/** Finds the literal properties of an object and its bases, and the names of those it requires. */
function factsOf(root: Type, context: CodecContext): Facts {
  const literals = new Map<string, readonly Literal[]>();
  const required = new Set<string>();
  const seen = new Set<string>();
  const pending: Type[] = [root];
  for (let type = pending.pop(); type; type = pending.pop()) {
    if (type.kind === "reference") {
      const target = seen.has(type.key) ? undefined : context.resolve(type);
      seen.add(type.key);
      if (target) pending.push(target);
    } else if (type.kind === "intersection") {
      // What is in front counts: it is taken from the end.
      pending.push(...type.bases, ...type.rest, ...(type.object ? [type.object] : []));
    } else if (type.kind === "object") {
      for (const name of type.required) required.add(name);
      for (const [name, property] of type.properties) {
        const values = literalsOf(property.type, context);
        if (values && !literals.has(name)) literals.set(name, values);
      }
    }
  }
  return { literals, required: [...required] };
}

/** Returns the values of a type that has no others. */
function literalsOf(root: Type, context: CodecContext): readonly Literal[] | undefined {
  const values: Literal[] = [];
  const seen = new Set<string>();
  const pending: Type[] = [root];
  for (let type = pending.pop(); type; type = pending.pop()) {
    const target = type.kind === "reference" ? context.resolve(type) : type;
    if (type.kind === "reference" && seen.has(type.key)) return undefined;
    if (type.kind === "reference") seen.add(type.key);
    if (target?.kind === "literal") values.push(target.value);
    else if (target?.kind === "union" || target?.kind === "reference") {
      pending.push(...(target.kind === "union" ? target.members : [target]));
    } else return undefined;
  }
  return values;
}

function areDisjoint(values: readonly Literal[], others: readonly Literal[] | undefined): boolean {
  return others !== undefined && !others.some((one) => values.includes(one));
}
