import type {
  Field,
  FormBody,
  Operation,
  Parameter,
  SerializationStyle,
} from "../model/service.ts";
import type { Type } from "../types/type.ts";
import { quote, type BeforeAfter, type Subject } from "./change.ts";
import { sentBy } from "./matching.ts";
import type { TypeLocation } from "./location.ts";
import type { TypeComparison } from "./types.ts";

/** Compares the parameters of an operation. */
export function compareParameters(
  types: TypeComparison,
  before: Operation,
  after: Operation,
  subject: Subject,
): void {
  const [oldPath, newPath] = [templatesOf(before), templatesOf(after)];
  const isSamePath = sentBy(before) === sentBy(after);
  const { pairs, removed, added } = matchInputs(before.parameters, after.parameters, [
    (one, other) => one.location === other.location && one.name === other.name,
    (one, other) => one.name === other.name,
    (one, other) => one.location === other.location && sameButCase(one.name, other.name),
    (one, other) =>
      isSamePath &&
      one.location === "path" &&
      other.location === "path" &&
      oldPath.indexOf(one.name) === newPath.indexOf(other.name),
  ]);
  const locations = { before: before.sourceLocation, after: after.sourceLocation };
  reportUnmatched(types, "parameter", removed, added, subject, locations);
  for (const [one, other] of pairs) {
    const location = locationOf("the parameter", one, other, subject);
    if (one.location !== other.location) {
      const text = `${location.owner} moved from ${one.location} to ${other.location}`;
      types.report("parameter-moved", subject, text, location);
    }
    if (one.deprecated !== other.deprecated) {
      const state = other.deprecated ? "is deprecated" : "is no longer deprecated";
      types.report("parameter-deprecated", subject, `${location.owner} ${state}`, location);
    }
    compareInputs(types, one, other, location, false);
  }
}

function templatesOf({ address }: Operation): readonly string[] {
  return address.path.flatMap((part) => (part.kind === "template" ? [part.name] : []));
}

/** A parameter or a form field: what callers pass by name. */
type Input = Parameter | Field;

/** Compares the fields of a form. */
export function compareForms(
  types: TypeComparison,
  before: FormBody,
  after: FormBody,
  { subject, ...locations }: TypeLocation,
): void {
  const { pairs, removed, added } = matchInputs(allFields(before), allFields(after), [
    (one, other) => one.name === other.name,
  ]);
  reportUnmatched(types, "form field", removed, added, subject, locations);
  for (const [one, other] of pairs) {
    const location = locationOf("the form field", one, other, subject);
    compareInputs(types, one, other, location, after.kind === "multipart");
  }
}

function allFields({ fields, others }: FormBody): readonly Field[] {
  return others ? [...fields, others] : fields;
}

function reportUnmatched(
  types: TypeComparison,
  kind: string,
  removed: readonly Input[],
  added: readonly Input[],
  subject: Subject,
  locations: BeforeAfter,
): void {
  for (const { name, sourceLocation } of removed) {
    const text = `the ${kind} ${quote(name)} was removed`;
    types.report("parameter-removed", subject, text, {
      before: sourceLocation,
      after: locations.after,
    });
  }
  for (const { name, sourceLocation, required } of added) {
    const state = required ? "required" : "optional";
    const text = `a new ${state} ${kind} ${quote(name)}`;
    const at = { before: locations.before, after: sourceLocation };
    types.report(`${state}-parameter-added`, subject, text, at);
  }
}

/** @param acceptsBlobs whether its location can carry bytes. */
function compareInputs(
  types: TypeComparison,
  before: Input,
  after: Input,
  location: TypeLocation,
  acceptsBlobs: boolean,
): void {
  const { subject, owner } = location;
  if (before.name !== after.name) {
    const text = `the parameter ${quote(before.name)} is now called ${quote(after.name)}`;
    types.report("parameter-renamed", subject, text, location);
  }
  if (before.required !== after.required) {
    const state = after.required ? "required" : "optional";
    types.report(`parameter-became-${state}`, subject, `${owner} became ${state}`, location);
  }
  const [from, to] = [
    givenType(types.before.typeOf(before.schema), acceptsBlobs),
    givenType(types.after.typeOf(after.schema), acceptsBlobs),
  ];
  const written = writingOf(before, types.before.expand(from));
  const writes = writingOf(after, types.after.expand(to));
  if (written.thing === writes.thing && written.way !== writes.way) {
    const text = `${owner} is sent ${writes.way}, and was sent ${written.way}`;
    types.report("parameter-serialization-changed", subject, text, location);
  }
  if (before.description.trim() !== after.description.trim()) {
    const text = `${owner} is described in other words`;
    types.report("parameter-described", subject, text, location);
  }
  types.compareLimits(before.schema, after.schema, location);
  types.compare(from, to, "request", location);
}

interface GivenMatching<T> {
  readonly pairs: readonly (readonly [T, T])[];
  readonly removed: readonly T[];
  readonly added: readonly T[];
}

/** @param rules what makes two the same, the strictest first. */
function matchInputs<T extends Input>(
  before: readonly T[],
  after: readonly T[],
  rules: readonly ((one: T, other: T) => boolean)[],
): GivenMatching<T> {
  const pairs: (readonly [T, T])[] = [];
  let removed = [...before];
  const added = [...after];
  for (const rule of rules) {
    removed = removed.filter((one) => {
      const index = added.findIndex((other) => rule(one, other));
      const [other] = index < 0 ? [] : added.splice(index, 1);
      if (other) pairs.push([one, other]);
      return !other;
    });
  }
  return { pairs, removed, added };
}

function locationOf(kind: string, before: Input, after: Input, subject: Subject): TypeLocation {
  const owner = `${kind} ${quote(after.name)}`;
  return { subject, owner, path: "", before: before.sourceLocation, after: after.sourceLocation };
}

function sameButCase(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** The type of a parameter whose schema is empty, and where bytes cannot be sent. */
function givenType(type: Type, acceptsBlobs: boolean): Type {
  if (type.kind === "unknown") return anyScalar;
  if (type.kind === "array") return { ...type, items: givenType(type.items, acceptsBlobs) };
  const isBlob = type.kind === "scalar" && type.type === "Blob";
  return isBlob && !acceptsBlobs ? { kind: "scalar", type: "string" } : type;
}

const anyScalar: Type = {
  kind: "union",
  members: [
    { kind: "scalar", type: "string" },
    { kind: "scalar", type: "number" },
    { kind: "scalar", type: "boolean" },
  ],
};

interface Writing {
  readonly thing: "list" | "object" | "value";
  /** In words. */
  readonly way: string;
}

/** How a parameter is written. */
function writingOf({ style, indexedList }: Input, { kind }: Type): Writing {
  if (indexedList) {
    const names = indexedNames(indexedList).join(", ");
    return { thing: "list", way: `numbered, as ${quote(names)}` };
  }
  if (kind === "array") return { thing: "list", way: listWritings[style] };
  if (kind === "object" || kind === "intersection") {
    return { thing: "object", way: objectWritings[style] };
  }
  return { thing: "value", way: style === "json" ? asJson : "as it is" };
}

const asJson = "as JSON";

const listWritings: Readonly<Record<SerializationStyle, string>> = {
  "exploded-form": "as one pair for each value",
  deepObject: "as `name[number]`",
  simple: "with commas between the values",
  "exploded-simple": "with commas between the values",
  spaceDelimited: "with spaces between the values",
  tabDelimited: "with tabs between the values",
  pipeDelimited: "with `|` between the values",
  label: "with commas between the values, behind a dot",
  "exploded-label": "with a dot before each value",
  matrix: "as `;name=` with commas between the values",
  "exploded-matrix": "as `;name=value` for each value",
  cookie: "with commas between the values, not encoded",
  "exploded-cookie": "as one cookie for each value",
  "quoted-list": "with commas between the values, quoted where they have some",
  prefix: "as one field for each value",
  json: asJson,
};

const objectWritings: Readonly<Record<SerializationStyle, string>> = {
  "exploded-form": "as one pair for each property",
  deepObject: "as `name[property]`",
  simple: "with commas between the names and values",
  "exploded-simple": "as `property=value` with commas between",
  spaceDelimited: "with spaces between the names and values",
  tabDelimited: "with tabs between the names and values",
  pipeDelimited: "with `|` between the names and values",
  label: "with commas between the names and values, behind a dot",
  "exploded-label": "as `.property=value` for each property",
  matrix: "as `;name=` with commas between the names and values",
  "exploded-matrix": "as `;property=value` for each property",
  cookie: "with commas between the names and values, not encoded",
  "exploded-cookie": "as one cookie for each property",
  "quoted-list": "with commas between the names and values, quoted where they have some",
  prefix: "as one field for each property",
  json: asJson,
};

function indexedNames({ prefix, fields }: NonNullable<Input["indexedList"]>): string[] {
  if (fields.length === 0) return [prefix];
  return fields.flatMap(({ name, indexedList }) =>
    (indexedList ? indexedNames(indexedList) : [name]).map((inner) => `${prefix}.${inner}`),
  );
}
