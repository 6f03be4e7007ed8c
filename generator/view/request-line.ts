import type { Address, Operation } from "../model.ts";

/** `GET /pets/{id}?acl`: what of a request the description fixes. */
export function requestLine({ method, address }: Operation): string {
  const query = address.query.flatMap((part) => {
    if (part.kind === "template") return [];
    return part.kind === "flag" ? [part.name] : [`${part.name}=${part.value}`];
  });
  const headers = address.headers.map((header) => ` ${header.name}: ${header.value}`);
  const mark = query.length > 0 ? "?" : "";
  return `${method} ${pathText(address)}${mark}${query.join("&")}${headers.join("")}`;
}

/** `/pets/{id}`: a path with its templates, of which one may be left out where it ends in `?`. */
export function pathText({ path }: Pick<Address, "path">): string {
  return path
    .map((part) => {
      if (part.kind === "text") return part.text;
      return part.optional ? `{${part.name}?}` : `{${part.name}}`;
    })
    .join("");
}
