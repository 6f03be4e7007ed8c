/** A directed graph: the targets of each node. Every node is a key. */
export type Edges = ReadonlyMap<string, readonly string[]>;

/** Returns the edges of both graphs, which have the same nodes. */
export function merge(left: Edges, right: Edges): Edges {
  return new Map([...left].map(([key, targets]) => [key, [...targets, ...(right.get(key) ?? [])]]));
}

/** Returns the nodes that can be reached from a node, without the node itself. */
export function reachable(edges: Edges, from: string): readonly string[] {
  const found = new Set([from]);
  for (const key of found) for (const target of edges.get(key) ?? []) found.add(target);
  found.delete(from);
  return [...found];
}

/** Returns the nodes on a cycle, and those between two cycles. */
export function nodesOnCycles(edges: Edges): ReadonlySet<string> {
  return new Set(topologicalOrder(reverse(topologicalOrder(edges).rest)).rest.keys());
}

/**
 * Orders nodes so that each comes after all its targets. `rest` has the nodes on cycles and those that
 * lead to them.
 */
export function topologicalOrder(edges: Edges): {
  readonly order: readonly string[];
  readonly rest: Edges;
} {
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

/** Returns the graph with its edges reversed. */
export function reverse(edges: Edges): Edges {
  const sources = new Map([...edges.keys()].map((key) => [key, new Array<string>()]));
  for (const [source, targets] of edges) {
    for (const target of targets) sources.get(target)?.push(source);
  }
  return sources;
}
