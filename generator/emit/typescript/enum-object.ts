import { enumValuesOf, type EnumValue } from "../../model/enum-values.ts";
import type { Schema } from "../../model/service.ts";
import { code, joinCode, type Code } from "../../text/code.ts";
import { isNull, type Type } from "../../types/type.ts";
import { comment } from "./comment.ts";
import { hardline, indent, end } from "./line-layout.ts";
import { lineOrNothing } from "./interface.ts";
import { literal, propertyKey } from "./literal.ts";

/**
 * Declares the values of an enum as an object, and its type by them, so that a program can list the
 * values and call them by name.
 *
 * @param doc the comment above; may be empty.
 * @returns nothing where the type is no list of values.
 */
export function declareEnumObject(
  name: Code,
  type: Type,
  schema: Schema,
  doc: Code,
): Code | undefined {
  const members = type.kind === "union" ? type.members : [type];
  const values = members.flatMap((one) => (one.kind === "literal" ? [one.value] : []));
  if (values.length === 0 || values.length + members.filter(isNull).length < members.length) {
    return undefined;
  }
  const described = schema === true ? [] : enumValuesOf(schema);
  const entries = withKeys(
    values.map(
      (value) =>
        described.find((one) => one.value === value) ?? { value, name: "", description: "" },
    ),
  ).map(
    ([key, { value, description }]) =>
      code`${lineOrNothing(comment(description))}${propertyKey(key)}: ${literal(value)},`,
  );
  const object = code`{${indent}${hardline}${joinCode(entries, hardline)}${end}${hardline}}`;
  const none = members.some(isNull) ? code` | null` : code``;
  return code`${lineOrNothing(doc)}export const ${name} = ${object} as const;

export type ${name} = (typeof ${name})[keyof typeof ${name}]${none};`;
}

/** Returns the values with their names as keys, or with themselves where not all names differ. */
function withKeys(values: readonly EnumValue[]): readonly (readonly [string, EnumValue])[] {
  const names = new Set(values.map(({ name }) => name));
  const areKeys = names.size === values.length && !names.has("");
  return values.map((one) => [areKeys ? one.name : String(one.value), one]);
}
