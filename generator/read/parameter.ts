import type {
  Constant,
  Flag,
  Location,
  Parameter,
  Schema,
  SerializationStyle,
} from "../model/service.ts";
import { asList, asNode, asText, type Node } from "../data/json-object.ts";
import { decodeEntities } from "../text/prose.ts";
import type { SourceLocation } from "../diagnostics/problem.ts";
import { isRange, kindOf } from "../model/media-type.ts";

/**
 * Header fields that belong to the connection or the message's frame. `fetch` refuses them, or sends
 * its own in their place, on servers too; what only browsers forbid is not among them.
 */
export const unsendableHeaders: ReadonlySet<string> = new Set([
  "connection",
  "content-length",
  "expect",
  "host",
  "keep-alive",
  "sec-fetch-mode",
  "transfer-encoding",
  "upgrade",
]);

/** Header parameters that are ignored (OpenAPI 3.1, section 4.8.12.1), and what says it instead. */
export const ignoredHeaders: ReadonlySet<string> = new Set([
  "accept",
  "authorization",
  "content-type",
]);

/**
 * The key that identifies a parameter in its operation (OpenAPI 3.1, section 4.8.12). Header names
 * have no case (RFC 9110, section 5.1).
 */
export function parameterKey({
  location,
  name,
}: Readonly<Record<"location" | "name", string>>): string {
  return `${location} ${location === "header" ? name.toLowerCase() : name}`;
}

/** A name as it was meant to go on the wire, whatever the page that it was copied from made of it. */
export function wireName(written: string, location: Location | undefined): string {
  const name = (
    decodeEntities(written)
      .trim()
      .split(/[\r\n]/)[0] ?? ""
  )
    .replace(/[\u00ad\u200b-\u200d\u2060\ufeff]/g, "")
    .trim();
  // `{id?}`, `{id+}`, `{id:\d+}` and their parameters are spelled alike now and then.
  switch (location) {
    case "path": {
      const [bare = "", ...pattern] = name.split(":");
      const isPattern = /[\\[\](){}*+?^$|]/.test(pattern.join(":"));
      return (isPattern ? bare : name).replace(/^[+*]{1,2}|[?+*]{1,2}$/g, "");
    }
    case "header":
      return /^[\w!#$%&'*+.^`|~-]+$/.test(name) ? name : "";
    case "query":
    case "querystring":
    case "cookie":
    case undefined:
      return name;
  }
}

/**
 * The constants sent for a required parameter whose enum or const leaves one value: a list repeats
 * the name, and the empty string is a flag where the parameter may come without a value.
 */
export function constantsOf(
  { name, location, required, schema, style }: Parameter,
  allowsEmpty: boolean,
): readonly (Constant | Flag)[] {
  if (!required || schema === true || !(location === "query" || location === "header")) return [];
  const values = asList(
    schema["enum"] ?? (Object.hasOwn(schema, "const") ? [schema["const"]] : []),
  );
  const given: unknown = values[0];
  const items = Array.isArray(given) && style === "exploded-form" ? asList(given) : [given];
  const texts = items.filter((item) => /^(?:string|number|boolean)$/.test(typeof item)).map(String);
  if (values.length !== 1 || texts.length !== items.length) return [];
  return texts.map((value) =>
    value === "" && allowsEmpty ? { kind: "flag", name } : { kind: "constant", name, value },
  );
}

export function undeclaredParameter(
  name: string,
  location: Location,
  sourceLocation: SourceLocation,
): Parameter {
  return {
    kind: "parameter",
    sourceLocation,
    location,
    name,
    required: true,
    deprecated: false,
    description: "",
    schema: { type: "string" },
    style: "exploded-form",
    allowReserved: false,
  };
}

/**
 * Returns how a parameter, or a field of a form, is written (OpenAPI 3.1, section 4.8.12.4). What
 * only Swagger 2.0 has is in `x-collection-format`.
 */
export function styleOf(node: Node, location: Location): SerializationStyle {
  const format = collectionFormats.get(asText(node["x-collection-format"]));
  if (format) return format;
  const [mediaType] = Object.keys(asNode(node["content"]) ?? {});
  if (mediaType !== undefined && isJson(mediaType)) return "json";
  const { style, explode } = node;
  switch (location) {
    case "path":
      if (style === "label") return explode === true ? "exploded-label" : "label";
      if (style === "matrix") return explode === true ? "exploded-matrix" : "matrix";
      return explode === true ? "exploded-simple" : "simple";
    case "header":
      return explode === true ? "exploded-simple" : "simple";
    case "cookie":
      if (style === "cookie") return explode === false ? "cookie" : "exploded-cookie";
      return explode === false ? "simple" : "exploded-form";
    case "query":
      if (style === "deepObject") return "deepObject";
      if (style === "spaceDelimited" && explode !== true) return "spaceDelimited";
      if (style === "pipeDelimited" && explode !== true) return "pipeDelimited";
      return explode === false ? "simple" : "exploded-form";
    case "querystring":
      return "exploded-form";
  }
}

/**
 * Returns how the lists in a list are written, and those in them, where Swagger 2.0 says it of `items`.
 * None where it is not said of all.
 */
export function itemStylesOf(schema: Schema): readonly SerializationStyle[] {
  const styles: SerializationStyle[] = [];
  let items = asNode(schema === true ? undefined : schema["items"]);
  while (items && asNode(items["items"])) {
    const style = collectionFormats.get(asText(items["x-collection-format"]));
    if (!style) return [];
    styles.push(style);
    items = asNode(items["items"]);
  }
  return styles;
}

/** A wildcard does not say that its values are JSON. */
function isJson(mediaType: string): boolean {
  return kindOf(mediaType) === "json" && !isRange(mediaType);
}

/** Swagger 2.0, section "Parameter Object", `collectionFormat`. */
const collectionFormats: ReadonlyMap<string, SerializationStyle> = new Map([
  ["multi", "exploded-form"],
  ["csv", "simple"],
  ["ssv", "spaceDelimited"],
  ["tsv", "tabDelimited"],
  ["pipes", "pipeDelimited"],
]);
