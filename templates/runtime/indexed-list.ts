import { ownProperties } from "./internal.ts";
import { fieldValue, type FieldRecord } from "./object-parameter.ts";

type Values<Value> = readonly (Value | undefined)[] | undefined;

/**
 * Numbers the values of a list from 1, to be spread into a query or a form:
 * `indexed("InstanceId.N", ["i-a", "i-b"])` is `{ "InstanceId.1": "i-a", "InstanceId.2": "i-b" }`.
 * A value that is left out takes no number; a structure goes out as JSON.
 *
 * @param name ends in `N`, the placeholder of the number.
 */
export function indexed(name: string, values: Values<unknown>): FieldRecord {
  return Object.fromEntries(
    presentOf(values).map((value, index) => [numberedName(name, index), fieldValue(value)]),
  );
}

/**
 * Numbers the structures of a list:
 * `indexedFields("Tag.N", tags, (tag) => ({ Key: tag.Key, ...indexed("Value.N", tag.Value) }))`
 * gives `Tag.1.Key`, `Tag.1.Value.1`, `Tag.1.Value.2`, `Tag.2.Key` and so on.
 *
 * @param fieldsOf lists the fields of one structure, named by the suffix after `Tag.1.`.
 */
export function indexedFields<Structure extends object>(
  name: string,
  structures: Values<Structure>,
  fieldsOf: (structure: Structure) => Readonly<Record<string, unknown>>,
): FieldRecord {
  return Object.fromEntries(
    presentOf(structures).flatMap((structure, index) =>
      Object.entries(fieldsOf(ownProperties(structure))).map(([field, value]) => [
        `${numberedName(name, index)}.${field}`,
        fieldValue(value),
      ]),
    ),
  );
}

function presentOf<Value>(values: Values<Value>): Value[] {
  return values?.filter((value): value is Value => value !== undefined) ?? [];
}

function numberedName(name: string, index: number): string {
  return name.slice(0, -1) + String(index + 1);
}
