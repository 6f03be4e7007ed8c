import { groupBy } from "../collections/group-by.ts";
import type { Operation } from "../model/service.ts";
import type { Side } from "./side.ts";
import { identityOf } from "../model/operation-identity.ts";

/** Which operations of two descriptions are the same one. */
export interface Matching {
  readonly pairs: readonly (readonly [Operation, Operation])[];
  readonly removed: readonly Operation[];
  readonly added: readonly Operation[];
}

/**
 * Finds each operation again: by its identity as it is written; or else by what it sends, whatever
 * its templates are called and wherever a constant is written; or else by the name of its function,
 * so that one that moved is told as moved.
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
      // Of several alike nobody knows which is which.
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

/** What of an operation is the same in every request: two with the same are one to the service. */
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
