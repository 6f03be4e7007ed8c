import type { Body, FormBody, Operation } from "./service.ts";

/** Returns what a caller may send as the body of an operation, the default first. */
export function bodiesOf({
  body,
  otherBodies = [],
}: Pick<Operation, "body" | "otherBodies">): readonly Body[] {
  return body ? [body, ...otherBodies] : otherBodies;
}

/** Whether the fields of a body are parameters of the caller's. */
export function isForm(body: Body): body is FormBody {
  switch (body.kind) {
    case "form":
    case "multipart":
    case "object":
      return true;
    case "json":
    case "text":
    case "binary":
    case "xml":
      return false;
  }
}
