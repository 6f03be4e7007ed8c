import type { Address, Operation } from "../model.ts";

/** `GET /pets/{id}?acl`: what of a request the description fixes. */
export function requestLine({ method, address }: Operation): string {
  const query = address.query.map((part) => {
    if (part.kind === "flag") return part.name;
    return `${part.name}=${part.kind === "constant" ? part.value : `{${part.variable}}`}`;
  });
  const headers = address.headers.map((header) => ` ${header.name}: ${header.value}`);
  const mark = query.length > 0 ? "?" : "";
  return `${method} ${pathText(address)}${mark}${query.join("&")}${headers.join("")}`;
}

/** `/pets/{id}`: a path with its templates. */
export function pathText({ path }: Pick<Address, "path">): string {
  return path.map((part) => (part.kind === "text" ? part.text : `{${part.name}}`)).join("");
}
