import type { Constant, Flag, Listing, Location, Parameter } from "../model/service.ts";
import { list, map, type Node } from "../json/json-object.ts";
import { decodeEntities } from "../text/prose.ts";
import type { Place } from "../diagnostics/problem.ts";
import { kindOf } from "./media-type.ts";

export const locations: readonly Location[] = ["path", "query", "header", "cookie"];

/** Header fields of a connection (RFC 9110, section 7.6.1), which `fetch` refuses or ignores. */
export const unsendable: ReadonlySet<string> = new Set([
  "connection",
  "expect",
  "keep-alive",
  "transfer-encoding",
  "upgrade",
]);

export function sameParameter(a: Parameter, b: Parameter): boolean {
  return a.location === b.location && a.name === b.name;
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
  // `{id?}`, `{id+}` and their parameters are spelled alike now and then.
  if (location === "path") return name.replace(/^[+*]{1,2}|[?+*]{1,2}$/g, "");
  return location === "header" && !/^[\w!#$%&'*+.^`|~-]+$/.test(name) ? "" : name;
}

/**
 * What goes out for a required parameter whose enum or const leaves one value: a list repeats the
 * name, and the empty text is a flag where the parameter may come without a value.
 */
export function fixedBy(
  { name, location, required, schema, listing }: Parameter,
  allowsEmpty: boolean,
): readonly (Constant | Flag)[] {
  if (!required || schema === true || !(location === "query" || location === "header")) return [];
  const values = list(schema["enum"] ?? (Object.hasOwn(schema, "const") ? [schema["const"]] : []));
  const given: unknown = values[0];
  const items = Array.isArray(given) && listing === "multi" ? list(given) : [given];
  const texts = items.filter((item) => /^(?:string|number|boolean)$/.test(typeof item)).map(String);
  if (values.length !== 1 || texts.length !== items.length) return [];
  return texts.map((value) =>
    value === "" && allowsEmpty ? { kind: "flag", name } : { kind: "constant", name, value },
  );
}

export function undeclared(name: string, location: Location, place: Place): Parameter {
  return {
    place,
    location,
    name,
    required: true,
    deprecated: false,
    description: "",
    schema: { type: "string" },
    listing: "multi",
  };
}

/** OpenAPI 3.1, section 4.8.12.4: styles; what only Swagger 2.0 has is in `x-collection-format`. */
export function listingOf(node: Node, location: Location): Listing {
  const format = listings.find((listing) => listing === node["x-collection-format"]);
  if (format) return format;
  const [mediaType] = Object.keys(map(node["content"]) ?? {});
  if (mediaType !== undefined && kindOf(mediaType) === "json") return "json";
  if (node["style"] === "deepObject") return "deep";
  const { style, explode } = node;
  if (location === "path" || location === "header") return explode === true ? "equals" : "csv";
  if (style === "spaceDelimited" && explode !== true) return "ssv";
  if (style === "pipeDelimited" && explode !== true) return "pipes";
  return explode === false ? "csv" : "multi";
}

const listings: readonly Listing[] = ["multi", "csv", "ssv", "tsv", "pipes"];
