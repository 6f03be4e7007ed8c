import { isForm } from "./body.ts";
import type { Constant, Operation } from "./service.ts";

/** Method, path, constants and label: what makes an operation that operation. */
export function identityOf(operation: Pick<Operation, "method" | "address" | "body">): string {
  const { method, address } = operation;
  const path = address.path.map((part) => (part.kind === "text" ? part.text : `{${part.name}}`));
  const fixed = [...address.query, ...address.headers, ...constantsOfBody(operation)];
  const constants = fixed.map((part) =>
    part.kind === "constant" ? [part.name, part.value] : [part.name],
  );
  return JSON.stringify([method, path.join(""), constants, address.label]);
}

/** The action that a service dispatches on, without the names before it: `Svc.Op` is `Op`. */
export function actionOf(operation: Dispatched): string {
  const dispatch = dispatchOf(operation);
  return dispatch.slice(dispatch.lastIndexOf(".") + 1);
}

/** Returns the value of the constant that is called an action; empty where there is none. */
export function dispatchOf(operation: Dispatched): string {
  const { query, headers } = operation.address;
  for (const part of [...query, ...headers, ...constantsOfBody(operation)]) {
    if (part.kind === "constant" && dispatching.test(part.name)) return part.value;
  }
  return "";
}

const dispatching = /^~?(?:action|method|op|operation|operation-name|command|cmd|call)$|target$/i;

type Dispatched = Pick<Operation, "address" | "body">;

/** The constant fields of an operation's body. */
export function constantsOfBody({ body }: Pick<Operation, "body">): readonly Constant[] {
  return (body && isForm(body) && body.constants) || [];
}
