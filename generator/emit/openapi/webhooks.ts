import type { Node } from "../../data/json-object.ts";
import { groupBy } from "../../data/group-by.ts";
import type { Callback, Operation, Webhook } from "../../model/service.ts";
import { pathItemNode } from "./path-item.ts";

/** Returns the node of an operation of the model. */
type OperationNode = (operation: Operation) => Node;

/** Returns the webhooks as path items by name. */
export function webhooksNode(webhooks: readonly Webhook[], operationNode: OperationNode): Node {
  if (webhooks.length === 0) return {};
  return { webhooks: pathItems(webhooks, ({ name }) => name, operationNode) };
}

/** Returns the callbacks of an operation as path items by name and expression. */
export function callbacksNode(callbacks: readonly Callback[], operationNode: OperationNode): Node {
  if (callbacks.length === 0) return {};
  const byName = [...groupBy(callbacks, ({ name }) => name)].map(([name, of]) => {
    return [name, pathItems(of, ({ expression }) => expression, operationNode)] as const;
  });
  return { callbacks: Object.fromEntries(byName) };
}

function pathItems<T extends Webhook>(
  requests: readonly T[],
  keyOf: (request: T) => string,
  operationNode: OperationNode,
): Node {
  const items = [...groupBy(requests, keyOf)].map(([key, of]) => {
    const nodes = of.map(({ operation }) => {
      return [operation.method, withoutName(operationNode(operation))] as const;
    });
    return [key, pathItemNode(new Map(nodes))] as const;
  });
  return Object.fromEntries(items);
}

/** A request that the service sends is known by its webhook. */
function withoutName(node: Node): Node {
  return { ...node, operationId: undefined, "x-operation-name": undefined };
}
