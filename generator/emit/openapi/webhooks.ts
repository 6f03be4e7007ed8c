import { groupBy } from "../../data/group-by.ts";
import type { Operation, Webhook } from "../../model/service.ts";
import { pathItemNode } from "./path-item.ts";

type Node = Readonly<Record<string, unknown>>;

/** Returns the webhooks as path items by name; their operations need no names of their own. */
export function webhooksNode(
  webhooks: readonly Webhook[],
  operationNode: (operation: Operation) => Node,
): Node {
  if (webhooks.length === 0) return {};
  const items = [...groupBy(webhooks, ({ name }) => name)].map(([name, of]) => {
    const nodes = of.map(({ operation }) => {
      const node = {
        ...operationNode(operation),
        operationId: undefined,
        "x-operation-name": undefined,
      };
      return [operation.method, node] as const;
    });
    return [name, pathItemNode(new Map(nodes))] as const;
  });
  return { webhooks: Object.fromEntries(items) };
}
