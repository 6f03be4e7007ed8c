import { groupBy } from "../data/group-by.ts";
import type { Field, IndexedList, Parameter, Schema } from "../model/service.ts";

/**
 * Joins the parameters of a list that AWS Query services number on the wire: `Filter.N.Name` and
 * `Filter.N.Value.N` become one parameter `Filter`, a list of structures with `Name` and `Value`.
 * It takes the position of the first. `.member` and `.entry` belong to the wire, not the name.
 */
export function joinIndexedParameters<Given extends Parameter | Field>(
  given: readonly Given[],
): Given[] {
  const groups = groupBy(given, (one) => prefixOf(one) ?? "");
  return given.flatMap((one) => {
    const prefix = prefixOf(one);
    if (prefix === undefined) return [one];
    const group = groups.get(prefix) ?? [];
    return group[0] === one ? [join(one, prefix, group)] : [];
  });
}

/** Whether a wire name is that of a list whose items are numbered. */
export function isIndexedName(name: string): boolean {
  return split(name) !== undefined;
}

/** The prefix of a list's names. Only a query or a form can have any number of names. */
function prefixOf(one: Parameter | Field): string | undefined {
  return one.kind === "parameter" && one.location !== "query" ? undefined : split(one.name)?.prefix;
}

interface Split {
  /** Ends in `.N`. */
  readonly prefix: string;
  /** The suffix after the number, or nothing. */
  readonly rest: string;
}

/** No service numbers lists in lists in lists for longer; each is a type in a type. */
const maxSegments = 32;

/** The documented placeholders for a number: `.N`, `.n`, `.#`, `.{N}`. */
function split(name: string): Split | undefined {
  const match = /^(.+?)\.(?:[Nn#]|\{[Nn]\})(?:\.(.+))?$/.exec(name);
  if (!match || name.split(".").length > maxSegments) return undefined;
  return { prefix: `${match[1]}.N`, rest: match[2] ?? "" };
}

function join<Given extends Parameter | Field>(
  first: Given,
  prefix: string,
  group: readonly Given[],
): Given {
  const whole = group.find((one) => split(one.name)?.rest === "");
  const structure = structureOf(
    group.flatMap((one) => {
      const rest = split(one.name)?.rest ?? "";
      return rest === "" ? [] : [{ ...one, name: rest }];
    }),
  );
  const item = structure.fields.length > 0 ? structure.schema : itemOf(whole?.schema ?? true);
  return {
    ...first,
    name: baseName(prefix),
    required: group.some(({ required }) => required),
    description: whole?.description ?? first.description,
    schema: { type: "array", items: item },
    style: "exploded-form",
    indexedList: { prefix, fields: structure.fields },
    // It was one of an item, or of a part of one.
    example: undefined,
  };
}

/** `Attributes` of `Attributes.member.N`. */
function baseName(prefix: string): string {
  return prefix.replace(/(?:\.(?:member|entry))?\.N$/, "");
}

/** A parameter that is a list itself already has a schema for its items. */
function itemOf(schema: Schema): Schema {
  const items = schema === true ? undefined : schema["items"];
  const isList = schema !== true && schema["type"] === "array";
  if (!isList) return schema;
  return typeof items === "object" && items !== null ? { ...items } : { type: "string" };
}

interface Structure {
  readonly fields: readonly {
    readonly name: string;
    readonly indexedList: IndexedList | undefined;
  }[];
  readonly schema: Schema;
}

function structureOf(members: readonly (Parameter | Field)[]): Structure {
  const joined = joinIndexedParameters(members);
  const properties = joined.map(({ name, schema, description }): [string, Schema] => {
    const described = description === "" || schema === true ? schema : { ...schema, description };
    return [name, described];
  });
  return {
    fields: joined.map(({ name, indexedList }) => ({ name, indexedList })),
    schema: {
      type: "object",
      properties: Object.fromEntries(properties),
      required: joined.filter(({ required }) => required).map(({ name }) => name),
    },
  };
}
