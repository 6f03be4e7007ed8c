import type { Address, Operation } from "./service.ts";

/** Method, path and constants: what makes an operation that operation. */
export function identityOf({ method, address }: Pick<Operation, "method" | "address">): string {
  const path = address.path.map((part) => (part.kind === "text" ? part.text : `{${part.name}}`));
  const constants = [...address.query, ...address.headers].map((part) =>
    part.kind === "constant" ? [part.name, part.value] : [part.name],
  );
  return JSON.stringify([method, path.join(""), constants, address.label]);
}

/** The action that a service dispatches on, without the names before it: `Svc.Op` is `Op`. */
export function actionOf(address: Address): string {
  const dispatch = dispatchOf(address);
  return dispatch.slice(dispatch.lastIndexOf(".") + 1);
}

/** Returns the value of the constant that is called an action; empty where there is none. */
export function dispatchOf({ query, headers }: Address): string {
  for (const part of [...query, ...headers]) {
    if (part.kind === "constant" && dispatching.test(part.name)) return part.value;
  }
  return "";
}

const dispatching = /^~?(?:action|method|op|operation|operation-name|command|cmd|call)$|target$/i;
