import { groupBy } from "../data/group-by.ts";
import type { Operation } from "../model/service.ts";
import type { Side } from "./side.ts";
import { identityOf } from "../model/operation-identity.ts";

/** The operations of two descriptions, paired. */
export interface Matching {
  readonly pairs: readonly (readonly [Operation, Operation])[];
  readonly removed: readonly Operation[];
  readonly added: readonly Operation[];
}

/**
 * Pairs operations by identity; else by what they send, whatever their templates are called and
 * wherever a constant is declared; else by function name, so that a moved operation is reported as
 * moved.
 */
export function matchOperations(before: Side, after: Side): Matching {
  let removed = before.description.service.operations;
  let added = after.description.service.operations;
  const pairs: (readonly [Operation, Operation])[] = [];
  const match = (
    keyOf: (operation: Operation) => string,
    keyOfNew: (operation: Operation) => string = keyOf,
  ): void => {
    const left = groupBy(removed, keyOf);
    const right = groupBy(added, keyOfNew);
    const taken = new Set<Operation>();
    for (const [key, ones] of left) {
      const others = right.get(key) ?? [];
      const [one, another] = ones;
      const [other, second] = others;
      // Several with the same key are ambiguous.
      if (!one || !other || another || second) continue;
      pairs.push([one, other]);
      taken.add(one).add(other);
    }
    removed = removed.filter((operation) => !taken.has(operation));
    added = added.filter((operation) => !taken.has(operation));
  };
  match(identityOf);
  match(sentBy);
  match(
    (operation) => before.functionOf(operation),
    (operation) => after.functionOf(operation),
  );
  const order = new Map(after.description.service.operations.map((one, index) => [one, index]));
  pairs.sort(([, a], [, b]) => (order.get(a) ?? 0) - (order.get(b) ?? 0));
  return { pairs, removed, added };
}

/** Returns the fixed parts of every request: operations with the same are one to the service. */
export function sentBy({ method, address }: Operation): string {
  const path = address.path.map((part) => (part.kind === "text" ? part.text : "{}")).join("");
  const query = address.query.flatMap((part) => {
    if (part.kind === "template") return [];
    return [JSON.stringify(part.kind === "flag" ? [part.name] : [part.name, part.value])];
  });
  const headers = address.headers.map(({ name, value }) =>
    JSON.stringify([name.toLowerCase(), value]),
  );
  return JSON.stringify([method, path, query.sort(), headers.sort()]);
}
