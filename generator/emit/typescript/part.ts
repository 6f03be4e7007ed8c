import { kindOf } from "../../model/media-type.ts";
import type { Field } from "../../model/service.ts";
import { code, joinCode, type Code } from "../../text/code.ts";
import type { WireKind } from "../../types/wire-kind.ts";
import { objectLiteral, property } from "./line-layout.ts";
import { literal, propertyKey } from "./literal.ts";
import { writePlain } from "./shaped-value.ts";
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
  { part, style, itemStyles = [] }: Pick<Field, "part" | "style" | "itemStyles">,
): Value | undefined {
  if (style !== "exploded-form" || (itemStyles.length > 0 && kind === "other")) return undefined;
  const { contentType, headers = [] } = part ?? {};
  const isModel = kind === "object" || kind === "object list" || kind === "other";
  const isJson = contentType === undefined ? isModel : kindOf(contentType) === "json";
  if (!isJson && !part) return undefined;
  const fixed = headers.map(({ name, value }) => property(propertyKey(name), literal(value)));
  const isDefault = isJson && (contentType ?? "application/json") === "application/json";
  const rest = [
    ...(isDefault && fixed.length === 0
      ? []
      : [literal(contentType ?? (isJson ? "application/json" : ""))]),
    ...(fixed.length > 0 ? [objectLiteral(fixed)] : []),
  ];
  const writer = isJson ? code`jsonPart` : code`part`;
  const write = (one: Code): Code => code`${writer}(${joinCode([one, ...rest], ", ")})`;
  const helpers = [writer];
  if (lists.has(kind)) {
    return {
      ...writePlain(code`${given}?.map((item) => ${write(code`item`)})`),
      repeats: true,
      helpers,
    };
  }
  return { ...writePlain(write(nullable ? code`${given} ?? undefined` : given)), helpers };
}

/** Whether each item is a part of its own. */
const lists: ReadonlySet<WireKind["kind"]> = new Set([
  "list",
  "binary list",
  "untyped list",
  "object list",
]);
