import { constantsOfBody } from "./operation-identity.ts";
import type { Address, Operation, PathTemplate } from "./service.ts";

/** `GET /pets/{id}?acl`: what of a request the description fixes. */
export function requestLine(operation: Operation): string {
  const { method, address } = operation;
  const query = address.query.flatMap((part) => {
    if (part.kind === "template") return [];
    return part.kind === "flag" ? [part.name] : [`${part.name}=${part.value}`];
  });
  const headers = address.headers.map((header) => ` ${header.name}: ${header.value}`);
  const form = constantsOfBody(operation).map(({ name, value }) => ` ${name}=${value}`);
  const mark = query.length > 0 ? "?" : "";
  return `${method} ${pathText(address)}${mark}${query.join("&")}${headers.join("")}${form.join("")}`;
}

/** `/pets/{id}`: a path with its templates as `templateName` writes them. */
export function pathText({ path }: Pick<Address, "path">): string {
  return path
    .map((part) => (part.kind === "text" ? part.text : `{${templateName(part)}}`))
    .join("");
}

/** `id`, or `id?` where it may be left out, or `id+` where it may be several segments. */
export function templateName({ name, optional, greedy }: PathTemplate): string {
  return `${name}${greedy ? "+" : ""}${optional ? "?" : ""}`;
}
