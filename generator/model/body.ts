import type { Body, FormBody } from "./service.ts";

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
