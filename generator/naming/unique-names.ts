import { groupBy } from "../data/group-by.ts";
import { createHash } from "node:crypto";
import type { Code } from "../text/code.ts";
import { foldCase } from "../text/fold-case.ts";

/** One thing that wants a name. */
export interface Candidate<Thing> {
  readonly thing: Thing;
  /** Names from short to long; the shortest that nobody else wants is taken. */
  readonly names: readonly Code[];
  /** A stable key of the thing, from which the digest of the last resort is made. */
  readonly identity: string;
  /** Of two that want one name, the lower keeps it. */
  readonly priority: number;
}

/**
 * Assigns unique names, compared without regard to case since they become file names too, and none
 * that is taken. The result depends only on the things that want the same name: neither on their
 * order nor on unrelated ones.
 *
 * @param taken names that are in use already.
 */
export function assignUniqueNames<Thing>(
  candidates: readonly Candidate<Thing>[],
  taken: Iterable<string>,
): Map<Thing, Code> {
  const named = new Map<Thing, Code>();
  const used = new Set(Array.from(taken, foldCase));
  const longest = candidates.reduce((most, { names }) => Math.max(most, names.length), 0);
  let waiting = [...candidates];
  for (let step = 0; step < longest && waiting.length > 0; step += 1) {
    const wanting = groupBy(waiting, ({ names }) => foldCase(names[step] ?? ""));
    for (const [key, contenders] of wanting) {
      const priority = contenders.reduce(
        (least, contender) => Math.min(least, contender.priority),
        Infinity,
      );
      const [first, second] = contenders.filter((contender) => contender.priority === priority);
      const name = first?.names[step];
      if (!first || second || !name || used.has(key)) continue;
      named.set(first.thing, name);
    }
    for (const name of named.values()) used.add(foldCase(name));
    waiting = waiting.filter(({ thing }) => !named.has(thing));
  }
  // In an order of their own, since what comes first has the shorter name where digests clash.
  const last = [...waiting].sort((a, b) => (a.identity < b.identity ? -1 : 1));
  for (const { thing, names, identity } of last) {
    const name = withDigest(names.at(-1) || "unnamed", identity, used);
    used.add(foldCase(name));
    named.set(thing, name);
  }
  return named;
}

/** A name that no word tells apart, marked by so many digits of its digest as make it its own. */
function withDigest(name: string, identity: string, used: ReadonlySet<string>): Code {
  for (let length = 6; length <= 64; length += 2) {
    const marked = `${name}${digest(identity, length)}`;
    if (!used.has(foldCase(marked))) return marked as Code;
  }
  throw new Error(`Two things have the same identity: ${identity}`);
}

/** The first hexadecimal digits of a string's SHA-256, for names that no word tells apart. */
export function digest(text: string, length: number = 6): string {
  return createHash("sha256").update(text).digest("hex").slice(0, length);
}
