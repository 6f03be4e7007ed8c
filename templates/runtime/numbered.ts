import { givenValue, type GivenRecord } from "./given-value.ts";
import { own } from "./own.ts";

type Values<Value> = readonly (Value | undefined)[] | undefined;

/**
 * Numbers the values of a list from 1, to be spread into a query or a form:
 * `numbered("InstanceId.N", ["i-a", "i-b"])` is `{ "InstanceId.1": "i-a", "InstanceId.2": "i-b" }`.
 * A value that is left out takes no number; a structure goes out as JSON.
 *
 * @param name ends in the `N` that stands for the number.
 */
export function numbered(name: string, values: Values<unknown>): GivenRecord {
  return Object.fromEntries(
    given(values).map((value, index) => [at(name, index), givenValue(value)]),
  );
}

/**
 * The same for structures:
 * `numberedFields("Tag.N", tags, (tag) => ({ Key: tag.Key, ...numbered("Value.N", tag.Value) }))`
 * gives `Tag.1.Key`, `Tag.1.Value.1`, `Tag.1.Value.2`, `Tag.2.Key` and so on.
 *
 * @param fieldsOf lists the fields of one structure, named by what stands behind `Tag.1.`.
 */
export function numberedFields<Structure extends object>(
  name: string,
  structures: Values<Structure>,
  fieldsOf: (structure: Structure) => Readonly<Record<string, unknown>>,
): GivenRecord {
  return Object.fromEntries(
    given(structures).flatMap((structure, index) =>
      Object.entries(fieldsOf(own(structure))).map(([field, value]) => [
        `${at(name, index)}.${field}`,
        givenValue(value),
      ]),
    ),
  );
}

function given<Value>(values: Values<Value>): Value[] {
  return values?.filter((value) => value !== undefined) ?? [];
}

function at(name: string, index: number): string {
  return name.slice(0, -1) + String(index + 1);
}
