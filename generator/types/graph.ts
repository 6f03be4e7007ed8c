/** What leads to what, by name. Every name is a key. */
export type Edges = ReadonlyMap<string, readonly string[]>;

/** What either has. Both have the same names. */
export function merge(left: Edges, right: Edges): Edges {
  return new Map([...left].map(([key, targets]) => [key, [...targets, ...(right.get(key) ?? [])]]));
}

/** The nodes that can be reached from one, without itself. */
export function reachable(edges: Edges, from: string): readonly string[] {
  const found = new Set([from]);
  for (const key of found) for (const target of edges.get(key) ?? []) found.add(target);
  found.delete(from);
  return [...found];
}

/** The nodes on a cycle, and those between two cycles. */
export function knotsOf(edges: Edges): ReadonlySet<string> {
  return new Set(unravel(reverse(unravel(edges).rest)).rest.keys());
}

/**
 * Takes away, again and again, the nodes that lead nowhere, in an order in which each comes after
 * all that it leads to. What rests are cycles and what leads to them.
 */
export function unravel(edges: Edges): { readonly order: readonly string[]; readonly rest: Edges } {
  const sources = reverse(edges);
  const ahead = new Map([...edges].map(([key, targets]) => [key, targets.length]));
  const order = [...edges.keys()].filter((key) => ahead.get(key) === 0);
  for (const end of order) {
    for (const source of sources.get(end) ?? []) {
      const left = (ahead.get(source) ?? 0) - 1;
      ahead.set(source, left);
      if (left === 0) order.push(source);
    }
  }
  const gone = new Set(order);
  const rest = [...edges].flatMap(([key, targets]) =>
    gone.has(key) ? [] : [[key, targets.filter((target) => !gone.has(target))] as const],
  );
  return { order, rest: new Map(rest) };
}

/** The same, the other way. */
export function reverse(edges: Edges): Edges {
  const sources = new Map([...edges.keys()].map((key) => [key, new Array<string>()]));
  for (const [source, targets] of edges) {
    for (const target of targets) sources.get(target)?.push(source);
  }
  return sources;
}
