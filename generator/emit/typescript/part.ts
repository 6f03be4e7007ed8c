import { kindOf } from "../../model/media-type.ts";
import type { Field } from "../../model/service.ts";
import { code, joinCode, type Code } from "../../text/code.ts";
import type { WireKind } from "../../types/wire-kind.ts";
import { objectLiteral, property } from "./line-layout.ts";
import { literal, propertyKey } from "./literal.ts";
import { writePlain } from "./shaped-value.ts";
import { writeJson } from "./json-value.ts";
import type { TypeWriter } from "./type-writer.ts";
import type { Value } from "./value.ts";

/**
 * Writes a field as parts that say what they hold (OpenAPI 3.1, section 4.8.15): objects are JSON, and
 * so is each item of a list of them.
 *
 * @param given reads the caller's value: `params.meta`.
 * @returns `undefined` for a field that needs no more than a name, or has a style instead.
 */
export function writePart(
  given: Code,
  { kind, nullable }: WireKind,
  { part, style, schema, itemStyles = [] }: Pick<Field, "part" | "style" | "schema" | "itemStyles">,
  types: Pick<TypeWriter, "codecOf" | "codecOfItems">,
): Value | undefined {
  if (style !== "exploded-form" || (itemStyles.length > 0 && kind === "other")) return undefined;
  const { contentType, headers = [] } = part ?? {};
  const isModel = kind === "object" || kind === "object list" || kind === "other";
  const isJson = contentType === undefined ? isModel : kindOf(contentType) === "json";
  if (!isJson && !part) return undefined;
  const fixed = headers.map(({ name, value }) => property(propertyKey(name), literal(value)));
  const isList = lists.has(kind);
  const codec = isList ? types.codecOfItems(schema) : types.codecOf(schema);
  // What `jsonPart` writes itself has no integers of 64 bits.
  const isExact = isJson && codec?.isExact === true;
  const mediaType = contentType ?? (isJson ? "application/json" : "");
  const isDefault = isJson && !isExact && mediaType === "application/json";
  const rest = [
    ...(isDefault && fixed.length === 0 ? [] : [literal(mediaType)]),
    ...(fixed.length > 0 ? [objectLiteral(fixed)] : []),
  ];
  const writer = isJson && !isExact ? code`jsonPart` : code`part`;
  const write = (one: Code): Pick<Value, "code" | "helpers" | "codecs"> => {
    const content = isExact ? writeJson(one, codec) : { code: one, helpers: [], codecs: [] };
    return {
      code: code`${writer}(${joinCode([content.code, ...rest], ", ")})`,
      helpers: [writer, ...content.helpers],
      codecs: content.codecs,
    };
  };
  if (isList) {
    const item = write(code`item`);
    const list = writePlain(code`${given}?.map((item) => ${item.code})`);
    return { ...list, repeats: true, helpers: item.helpers, codecs: item.codecs ?? [] };
  }
  const one = write(nullable ? code`${given} ?? undefined` : given);
  return { ...writePlain(one.code), ...one };
}

/** Whether each item is a part of its own. */
const lists: ReadonlySet<WireKind["kind"]> = new Set([
  "list",
  "binary list",
  "untyped list",
  "object list",
]);
