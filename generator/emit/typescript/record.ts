import { code, type Code } from "../../text/code.ts";
import { arrayLiteral, call, objectLiteral, property } from "./line-layout.ts";
import { propertyKey } from "./literal.ts";
import type { Value } from "./value.ts";

/** The value sent under a name. */
export type Entry = Pick<
  Value,
  "code" | "repeats" | "spreads" | "takesAnyName" | "names" | "helpers"
>;

/** An expression, and the functions of the runtime that it calls. */
export interface Expression {
  readonly value: Code;
  readonly helpers: readonly Code[];
  /** Keys of the schemas of which it uses the codec. */
  readonly codecs?: readonly string[];
}

/** Adds an entry under a name, which may have several. */
export function addEntry(entries: Map<string, Entry[]>, name: string, entry: Entry): void {
  const known = entries.get(name);
  if (known) known.push(entry);
  else entries.set(name, [entry]);
}

/**
 * Writes names and values as an object literal; a name with several values gets a list. What brings
 * names of the caller's own comes first, so that it cannot take the place of what follows. Objects
 * whose properties share a name with something else are merged, so that every pair is sent.
 *
 * @param others a map of further names and values, which the caller chooses.
 */
export function record(entries: ReadonlyMap<string, readonly Entry[]>, others?: Entry): Expression {
  const all = [...(others ? [others] : []), ...[...entries.values()].flat()];
  const open = all.filter(({ takesAnyName }) => takesAnyName === true);
  const closed = all.filter((entry) => !open.includes(entry));
  const members = membersOf(entries, closed);
  const isShared = hasSharedName(entries, closed);
  const helpers = all.flatMap((entry) => entry.helpers);
  if (open.length > 1 || isShared) helpers.push(code`mergeFields`);

  const first = open.map((entry) => entry.code);
  const spread =
    open.length > 1
      ? [code`...${call(code`mergeFields`, first)}`]
      : first.map((one) => code`...${one}`);
  if (!isShared) return { value: objectLiteral([...spread, ...members]), helpers };
  const named = members.filter((member) => !member.startsWith("..."));
  const objects = closed.filter(({ spreads }) => spreads).map((entry) => entry.code);
  const literal = named.length > 0 ? [objectLiteral(named)] : [];
  const merged = call(code`mergeFields`, [...objects, ...literal]);
  return {
    value: spread.length > 0 ? objectLiteral([...spread, code`...${merged}`]) : merged,
    helpers,
  };
}

/** Writes what has a name that the description gives: `color: params.color`, or a spread object. */
function membersOf(
  entries: ReadonlyMap<string, readonly Entry[]>,
  closed: readonly Entry[],
): readonly Code[] {
  return [...entries].flatMap(([name, values]) => {
    const known = values.filter((value) => closed.includes(value));
    const spread = known.filter(({ spreads }) => spreads).map((value) => code`...${value.code}`);
    const plain = known.filter(({ spreads }) => !spreads);
    if (plain.length === 0) return spread;
    const [only = code``, second] = plain.map((value) => value.code);
    const list = arrayLiteral(plain.map((value) => value.code));
    const flat = plain.some(({ repeats }) => repeats) ? code`${list}.flat()` : list;
    return [...spread, property(propertyKey(name), second === undefined ? only : flat)];
  });
}

/** Whether a property of a spread object has a name that something else has too. */
function hasSharedName(
  entries: ReadonlyMap<string, readonly Entry[]>,
  closed: readonly Entry[],
): boolean {
  const taken = new Set(
    [...entries].flatMap(([name, values]) =>
      values.some(({ spreads }) => !spreads) ? [name] : [],
    ),
  );
  for (const name of closed.flatMap(({ names = [] }) => names)) {
    if (taken.has(name)) return true;
    taken.add(name);
  }
  return false;
}
