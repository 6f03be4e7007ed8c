import {
  admitsNull,
  admitsOnlyNull,
  alternativesOf,
  basesOf,
  isKeywords,
  listOf,
  otherPropertiesOf,
  propertiesOf,
  referenceOf,
  requiredOf,
  typesOf,
  valuesOf,
  type Keywords,
  type TypeName,
} from "../model/json-schema.ts";
import { deepest, type SchemaGraph } from "./schema-graph.ts";

/** What a schema says of a type: without faults, without a second way to say the same. */
export type Shape =
  | { readonly kind: "unknown" | "never" }
  | Scalar
  | Literal
  | Reference
  | { readonly kind: "array"; readonly items: Shape }
  | { readonly kind: "tuple"; readonly items: readonly Shape[] }
  | ObjectShape
  | { readonly kind: "union"; readonly members: readonly Shape[] }
  | Intersection;

interface Scalar {
  readonly kind: "scalar";
  readonly type: "string" | "number" | "boolean" | "null" | "Blob";
}

interface Literal {
  readonly kind: "literal";
  readonly value: string | number | boolean;
}

export interface Reference {
  readonly kind: "reference";
  readonly key: string;
  readonly name: string;
}

export interface ObjectShape {
  readonly kind: "object";
  readonly properties: ReadonlyMap<string, Property>;
  /** May name properties of a base. */
  readonly required: ReadonlySet<string>;
  /** What the properties are that are not named; `undefined` where nothing is said. */
  readonly others: Shape | undefined;
}

export interface Property {
  readonly shape: Shape;
  /** What the description has there; where several say something, the last. */
  readonly schema: unknown;
  /** For people; empty where the description says nothing. */
  readonly text: string;
  readonly deprecated: boolean;
}

/** Everything at once. An interface can extend the bases by the object. */
export interface Intersection {
  readonly kind: "intersection";
  readonly bases: readonly Reference[];
  readonly rest: readonly Shape[];
  readonly object: ObjectShape | undefined;
}

const unknown: Shape = { kind: "unknown" };
const never: Shape = { kind: "never" };
const nothing: Shape = { kind: "scalar", type: "null" };
const noObject: ObjectShape = {
  kind: "object",
  properties: new Map(),
  required: new Set(),
  others: undefined,
};
/** An object of which nothing is said. */
export const anyObject: ObjectShape = { ...noObject, others: unknown };

/** How many schemas one type may be made of; what comes after them is unknown. */
const largest = 10_000;

/** Where a schema stands. */
interface Position {
  readonly depth: number;
  /** The key of what is declared from it, if anything is. */
  readonly owner: string | undefined;
  /** Whether it is inside of a base's property that an intersection repeats as required. */
  readonly isInsisted: boolean;
}

/**
 * Makes shapes of schemas. Any JSON value is taken: what is no schema is unknown.
 *
 * @returns a function of a schema, and of its key in the graph where it is a named one
 */
export function createShaper(graph: SchemaGraph): (schema: unknown, key?: string) => Shape {
  const families = new Map<string, Family>();
  /** What is being looked at: inside of itself it can only be unknown. */
  const open = new Set<object>();
  let left = largest;

  function shapeOf(schema: unknown, at: Position): Shape {
    if (schema === false) return never;
    if (!isKeywords(schema) || open.has(schema)) return unknown;
    if (at.depth > deepest || left <= 0) return unknown;
    left -= 1;
    open.add(schema);
    const values = valuesOf(schema);
    const shape =
      values.length > 0
        ? unite(values.map((value) => literalOf(value, at)))
        : both(conjunctsOf(schema, at), at);
    open.delete(schema);
    return admitsNull(schema) ? unite([shape, nothing]) : shape;
  }

  function literalOf(value: unknown, at: Position): Shape {
    if (value === null) return nothing;
    if (typeof value === "string" || typeof value === "boolean") return { kind: "literal", value };
    if (typeof value === "number") {
      return Number.isFinite(value)
        ? { kind: "literal", value }
        : { kind: "scalar", type: "number" };
    }
    if (typeof value !== "object" || at.depth > deepest || left <= 0 || open.has(value)) {
      return unknown;
    }
    left -= 1;
    open.add(value);
    const shape: Shape = Array.isArray(value)
      ? { kind: "tuple", items: value.map((item) => literalOf(item, inside(at))) }
      : literalObject(Object.entries(value).map(([key, one]) => [key, literalOf(one, inside(at))]));
    open.delete(value);
    return shape;
  }

  /** What a schema says, all of which must hold. What it adds to comes first. */
  function conjunctsOf(schema: Keywords, at: Position): readonly Shape[] {
    const ref = referenceOf(schema);
    if (ref !== undefined) return [referTo(ref, at)];
    const next = { ...at, depth: at.depth + 1 };
    const alternatives = alternativesOf(schema).map((members) =>
      unite(members.map((member) => shapeOf(member, next))),
    );
    if (alternatives.length > 0 && alternativesRepeat(schema)) return alternatives;
    const bases = basesOf(schema).flatMap((base) => conjunctsOfBase(base, next));
    return [...bases, ...alternatives, ownOf(schema, at)];
  }

  function conjunctsOfBase(base: unknown, at: Position): readonly Shape[] {
    if (!isKeywords(base)) return [shapeOf(base, at)];
    const key = graph.find(referenceOf(base));
    if (key !== undefined && at.owner !== undefined && graph.isCircularBase(at.owner, key)) {
      return graph.partsOf(key).map((part) => objectOf(part, at));
    }
    const isMore = valuesOf(base).length > 0 || admitsNull(base) || at.depth > deepest;
    return isMore ? [shapeOf(base, at)] : conjunctsOf(base, at);
  }

  /** Whether all that a schema is one of has the schema itself for a base. */
  function alternativesRepeat(schema: Keywords): boolean {
    return alternativesOf(schema)
      .flat()
      .every((member) => {
        const key = isKeywords(member) ? graph.find(referenceOf(member)) : undefined;
        return key !== undefined && graph.partsOf(key).includes(schema);
      });
  }

  function referTo(ref: string, at: Position): Shape {
    const key = graph.find(ref);
    if (key === undefined) return unknown;
    if (at.owner !== undefined && graph.isCircularMember(at.owner, key)) return unknown;
    return { kind: "reference", key, name: graph.nameOf(key) };
  }

  /** What a schema says by its type and the keywords that go with it. */
  function ownOf(schema: Keywords, at: Position): Shape {
    const types = typesOf(schema);
    if (types.length > 0) return unite(types.map((type) => typeOf(schema, type, at)));
    if (admitsOnlyNull(schema)) return nothing;
    const required = requiredOf(schema);
    return required.length > 0 ? { ...noObject, required: new Set(required) } : unknown;
  }

  function typeOf(schema: Keywords, type: TypeName, at: Position): Shape {
    switch (type) {
      case "file":
        return { kind: "scalar", type: "Blob" };
      case "string":
      case "number":
      case "boolean":
        return { kind: "scalar", type };
      case "array":
        return arrayOf(schema, at);
      case "object": {
        const object = objectOf(schema, at);
        return saysNothing(object) ? { ...object, others: unknown } : object;
      }
    }
  }

  function arrayOf(schema: Keywords, at: Position): Shape {
    const items = schema["items"];
    const prefix = listOf(schema["prefixItems"] ?? items);
    const first = prefix.map((item) => shapeOf(item, inside(at)));
    const rest = shapeOf(items, inside(at));
    if (first.length === 0) return { kind: "array", items: rest };
    const isClosed = rest.kind === "never" || rest.kind === "unknown";
    return isClosed
      ? { kind: "tuple", items: first }
      : { kind: "array", items: unite([...first, rest]) };
  }

  function objectOf(schema: Keywords, at: Position): ObjectShape {
    const properties = propertiesOf(schema).map(
      ([name, property]) => [name, propertyOf(name, property, at)] as const,
    );
    return {
      kind: "object",
      properties: new Map(properties),
      required: new Set(requiredOf(schema)),
      others: othersOf(schema, at),
    };
  }

  function propertyOf(name: string, schema: unknown, at: Position): Property {
    return { shape: shapeOf(schema, inside(at)), schema, ...describe(name, schema) };
  }

  function othersOf(schema: Keywords, at: Position): Shape | undefined {
    const others = otherPropertiesOf(schema);
    return others.length > 0 ? unite(others.map((other) => shapeOf(other, inside(at)))) : undefined;
  }

  /** The shape of what is all of these. Where they contradict each other, the last is right. */
  function both(parts: readonly Shape[], at: Position): Shape {
    const said = distinct(parts.filter(({ kind }) => kind !== "unknown"));
    const [only] = said;
    if (only === undefined) return unknown;
    if (said.some(({ kind }) => kind === "never")) return never;
    if (said.length === 1) return saysNothing(only) ? unknown : only;
    const nonNull = said.map(withoutNull);
    if (said.every((part) => mayBeNull(part) || saysNothing(part))) {
      return unite([both(nonNull, at), nothing]);
    }

    let plain: Shape | undefined;
    let list: Shape | undefined;
    let object: ObjectShape | undefined;
    const bases: Reference[] = [];
    const rest: Shape[] = [];
    const pending = nonNull.toReversed();
    for (let part = pending.pop(); part; part = pending.pop()) {
      if (part.kind === "object") {
        object = object ? merge(object, part, at) : part;
      } else if (part.kind === "intersection") {
        if (part.object) pending.push(part.object);
        for (const one of [...part.rest, ...part.bases]) pending.push(one);
      } else if (part.kind === "reference" && graph.roleOf(part.key) === "object") {
        bases.push(part);
      } else if (part.kind === "array" || part.kind === "tuple") {
        list = list ? bothLists(list, part, at) : part;
      } else if (choicesOf(part, at)) {
        plain = plain ? narrow(plain, part, at) : part;
      } else if (part.kind !== "unknown") {
        rest.push(part);
      }
    }
    if (list) rest.push(list);
    if (bases.length === 0 && rest.length === 0) {
      return object && !saysNothing(object) ? object : (plain ?? unknown);
    }
    const addition = object && isAnyObject(object) ? { ...object, others: undefined } : object;
    const add = at.owner === undefined ? insist : extend;
    return intersection(add(distinct(bases), addition ?? noObject, at), distinct(rest));
  }

  /**
   * Adds an object to its bases in such a way that an interface can extend them: what is declared
   * twice is written out. If it would contradict them, they are copied in.
   */
  function extend(bases: readonly Reference[], object: ObjectShape, at: Position): Extension {
    const inherited = bases.map(familyOf);
    const parts = new Set(inherited.flatMap((family) => family.parts));
    const copy = (): Extension => {
      const copies = [...parts].map((part) => objectOf(part, at));
      return { bases: [], object: [...copies, object].reduce((all, one) => merge(all, one, at)) };
    };

    const isShared = bases.length > 1 || !saysNothing(object);
    if (isRestricting(object.others)) return copy();
    if (isShared && [...parts].some((part) => isRestricting(othersOf(part, at)))) return copy();

    const properties = new Map(object.properties);
    const required = new Set(object.required);
    for (const [name, holders] of byProperty(inherited)) {
      const own = object.properties.get(name);
      const isRequired = required.has(name) || holders.some((holder) => holder.required.has(name));
      const isChanged = holders.some((holder) => holder.required.has(name) !== isRequired);
      if (!own && !isChanged && holders.length === 1) continue;
      const theirs = holders.map((holder) => inheritedOf(holder, name, at));
      const property = [...theirs, ...(own ? [own] : [])].reduce((all, one) =>
        override(all, one, at),
      );
      if (!theirs.every((one) => isWithin(property.shape, one.shape, at))) return copy();
      if (isRequired) required.add(name);
      const isSame = theirs.every((one) => keyOf(one.shape) === keyOf(property.shape));
      const isNews = own !== undefined && own.text !== theirs.at(-1)?.text;
      if (isNews || isChanged || !isSame) properties.set(name, property);
      else properties.delete(name);
    }
    return { bases, object: { ...object, properties, required } };
  }

  /** Adds an object to its bases in an intersection: only what it requires of them is written out. */
  function insist(bases: readonly Reference[], object: ObjectShape, position: Position): Extension {
    if (position.isInsisted) return { bases, object };
    const at = { ...position, isInsisted: true };
    const properties = new Map(object.properties);
    for (const family of bases.map(familyOf)) {
      for (const name of object.required) {
        const isOpen = !properties.has(name) && !family.required.has(name);
        if (isOpen && family.schemas.has(name)) properties.set(name, inheritedOf(family, name, at));
      }
    }
    return { bases, object: { ...object, properties } };
  }

  function familyOf({ key }: Reference): Family {
    const known = families.get(key);
    if (known) return known;
    const parts = graph.partsOf(key);
    const schemas = new Map<string, unknown[]>();
    for (const [name, schema] of parts.flatMap(propertiesOf)) {
      const declared = schemas.get(name);
      if (declared) declared.push(schema);
      else schemas.set(name, [schema]);
    }
    const family = { parts, schemas, required: new Set(parts.flatMap(requiredOf)) };
    families.set(key, family);
    return family;
  }

  function inheritedOf({ schemas }: Family, name: string, at: Position): Property {
    const declared = (schemas.get(name) ?? []).map((schema) => propertyOf(name, schema, at));
    return declared.reduce((all, one) => override(all, one, at));
  }

  function merge(left: ObjectShape, right: ObjectShape, at: Position): ObjectShape {
    const properties = new Map(left.properties);
    for (const [name, property] of right.properties) {
      const known = properties.get(name);
      properties.set(name, known ? override(known, property, at) : property);
    }
    const others = [left, right].flatMap((one) =>
      one.others && !isAnyObject(one) ? [one.others] : [],
    );
    const isAny = properties.size === 0 && (isAnyObject(left) || isAnyObject(right));
    return {
      kind: "object",
      properties,
      required: new Set([...left.required, ...right.required]),
      others: others.length > 0 ? both(others, inside(at)) : isAny ? unknown : undefined,
    };
  }

  function override(known: Property, property: Property, at: Position): Property {
    return {
      shape: both([known.shape, property.shape], inside(at)),
      schema: property.schema,
      text: property.text || known.text,
      deprecated: property.deprecated || known.deprecated,
    };
  }

  function bothLists(left: Shape, right: Shape, at: Position): Shape {
    return left.kind === "array" && right.kind === "array"
      ? { kind: "array", items: both([left.items, right.items], inside(at)) }
      : right;
  }

  /** The scalars and literals that a shape consists of, if of nothing else. */
  function choicesOf(shape: Shape, at: Position): readonly (Scalar | Literal)[] | undefined {
    switch (shape.kind) {
      case "scalar":
      case "literal":
        return [shape];
      case "union": {
        const choices = shape.members.map((member) => choicesOf(member, at));
        return choices.some((one) => one === undefined)
          ? undefined
          : choices.flatMap((one) => one ?? []);
      }
      case "reference":
        return at.depth > deepest || graph.roleOf(shape.key) !== "plain"
          ? undefined
          : choicesOf(
              shapeOf(graph.schemaOf(shape.key), { ...at, depth: at.depth + 1, owner: shape.key }),
              { ...at, depth: at.depth + 1 },
            );
      default:
        return undefined;
    }
  }

  /** What two sets of values have in common; where that is nothing, the second. */
  function narrow(left: Shape, right: Shape, at: Position): Shape {
    if (isWithin(right, left, at)) return right;
    if (isWithin(left, right, at)) return left;
    const common = (choicesOf(left, at) ?? []).filter((choice) => isWithin(choice, right, at));
    return common.length > 0 ? unite(common) : right;
  }

  /** Whether every value of the first is one of the second, as far as can be told. */
  function isWithin(left: Shape, right: Shape, at: Position): boolean {
    if (right.kind === "unknown" || left.kind === "never") return true;
    if (keyOf(left) === keyOf(right)) return true;
    if (left.kind === "intersection") {
      return left.bases.some((base) => keyOf(base) === keyOf(right));
    }
    if (left.kind === "array" && right.kind === "array") {
      return isWithin(left.items, right.items, at);
    }
    const choices = choicesOf(left, at);
    const allowed = choicesOf(right, at);
    if (choices && allowed) {
      return choices.every((choice) => allowed.some((one) => isSameOrLiteralOf(choice, one)));
    }
    const members = left.kind === "union" ? left.members : [left];
    const among = right.kind === "union" ? right.members : [right];
    return members.every((member) => among.some((one) => keyOf(member) === keyOf(one)));
  }

  return (schema, key) => {
    left = largest;
    return shapeOf(schema, { depth: 0, owner: key, isInsisted: false });
  };
}

interface Extension {
  readonly bases: readonly Reference[];
  readonly object: ObjectShape;
}

/** What the schema of a base declares, with all that it has by its own bases. */
interface Family {
  readonly parts: readonly Keywords[];
  readonly schemas: ReadonlyMap<string, readonly unknown[]>;
  readonly required: ReadonlySet<string>;
}

function byProperty(families: readonly Family[]): ReadonlyMap<string, readonly Family[]> {
  const holders = new Map<string, Family[]>();
  for (const family of families) {
    for (const name of family.schemas.keys()) {
      const known = holders.get(name);
      if (known) known.push(family);
      else holders.set(name, [family]);
    }
  }
  return holders;
}

/** The next level: a type of its own, no matter what it stands in. */
function inside(at: Position): Position {
  return { ...at, depth: at.depth + 1, owner: undefined };
}

/**
 * What may stand under any name. It has to allow for the declared properties too, or no value
 * could be built; where that would take more than a few short types it is unknown.
 */
export function indexShape({ properties, others }: ObjectShape): Shape | undefined {
  if (others === undefined || properties.size === 0) return others;
  const shape = unite([others, ...[...properties.values()].map((property) => property.shape)]);
  const members = shape.kind === "union" ? shape.members : [shape];
  return members.length <= 4 && members.every(isShort) ? shape : unknown;
}

function isShort(shape: Shape): boolean {
  return (
    ["scalar", "literal", "reference"].includes(shape.kind) ||
    (shape.kind === "array" && isShort(shape.items))
  );
}

function literalObject(entries: readonly (readonly [string, Shape])[]): ObjectShape {
  if (entries.length === 0) return anyObject;
  const properties = entries.map(
    ([name, shape]) => [name, { shape, schema: true, text: "", deprecated: false }] as const,
  );
  return {
    ...noObject,
    properties: new Map(properties),
    required: new Set(entries.map(([name]) => name)),
  };
}

/** The shape of what is one of these. */
function unite(shapes: readonly Shape[]): Shape {
  const flat = shapes.flatMap((shape) => (shape.kind === "union" ? shape.members : [shape]));
  if (flat.some(({ kind }) => kind === "unknown")) return unknown;
  const members = withBoolean(distinct(flat.filter(({ kind }) => kind !== "never")));
  const isCovered = (shape: Shape): boolean =>
    shape.kind === "literal" &&
    members.some((one) => one.kind === "scalar" && one.type === typeof shape.value);
  const rest = members.filter((member) => !isNull(member) && !isCovered(member));
  const all = members.some(isNull) ? [...rest, nothing] : rest;
  const [only] = all;
  if (only === undefined) return never;
  return all.length === 1 ? only : { kind: "union", members: all };
}

/** `true` and `false` together are `boolean`. */
function withBoolean(shapes: readonly Shape[]): readonly Shape[] {
  const isTruth = (shape: Shape): boolean =>
    shape.kind === "literal" && typeof shape.value === "boolean";
  return shapes.filter(isTruth).length < 2
    ? shapes
    : [...shapes.filter((shape) => !isTruth(shape)), { kind: "scalar", type: "boolean" }];
}

function intersection({ bases, object }: Extension, rest: readonly Shape[]): Shape {
  const [only] = [...bases, ...rest];
  if (!saysNothing(object)) {
    return only === undefined ? object : { kind: "intersection", bases, rest, object };
  }
  return bases.length + rest.length > 1 || only === undefined
    ? { kind: "intersection", bases, rest, object: undefined }
    : only;
}

function isNull(shape: Shape): boolean {
  return shape.kind === "scalar" && shape.type === "null";
}

function mayBeNull(shape: Shape): boolean {
  return isNull(shape) || (shape.kind === "union" && shape.members.some(isNull));
}

function withoutNull(shape: Shape): Shape {
  if (isNull(shape)) return unknown;
  return shape.kind === "union" ? unite(shape.members.filter((member) => !isNull(member))) : shape;
}

/** Whether an object has nothing of its own to declare. */
function saysNothing(shape: Shape): boolean {
  return shape.kind === "object" && shape.properties.size === 0 && shape.others === undefined;
}

function isAnyObject(shape: ObjectShape): boolean {
  return shape.properties.size === 0 && shape.others?.kind === "unknown";
}

function isRestricting(others: Shape | undefined): boolean {
  return others !== undefined && others.kind !== "unknown";
}

function isSameOrLiteralOf(one: Scalar | Literal, other: Scalar | Literal): boolean {
  return (
    keyOf(one) === keyOf(other) ||
    (one.kind === "literal" && other.kind === "scalar" && other.type === typeof one.value)
  );
}

function distinct<T extends Shape>(shapes: readonly T[]): readonly T[] {
  if (shapes.length < 2) return shapes;
  const byKey = new Map<string, T>();
  for (const shape of shapes) {
    const key = keyOf(shape);
    if (!byKey.has(key)) byKey.set(key, shape);
  }
  return [...byKey.values()];
}

/** Equal for equal types, as far as the names in them mean the same. */
export function keyOf(shape: Shape): string {
  switch (shape.kind) {
    case "scalar":
      return shape.type;
    case "literal":
      return JSON.stringify(shape.value);
    case "reference":
      return `#${shape.name}`;
    case "array":
      return `(${keyOf(shape.items)})[]`;
    case "tuple":
      return `[${shape.items.map(keyOf).join()}]`;
    case "object": {
      const properties = [...shape.properties].map(
        ([name, property]) =>
          `${JSON.stringify(name)}${shape.required.has(name) ? "" : "?"}:${keyOf(property.shape)}`,
      );
      return `{${properties.join(";")}|${shape.others ? keyOf(shape.others) : ""}}`;
    }
    case "union":
      return `(${shape.members.map(keyOf).join("|")})`;
    case "intersection": {
      const parts = [...shape.bases, ...shape.rest, ...(shape.object ? [shape.object] : [])];
      return `(${parts.map(keyOf).join("&")})`;
    }
    default:
      return shape.kind;
  }
}

/** Formats that say nothing more than the type does. */
const silentFormats: ReadonlySet<string> = new Set([
  "binary",
  "double",
  "float",
  "int32",
  "int64",
  "string",
]);

/** What a person should read of a property. */
function describe(name: string, schema: unknown): Pick<Property, "text" | "deprecated"> {
  if (!isKeywords(schema)) return { text: "", deprecated: false };
  const { title, description, format, deprecated } = schema;
  const initial = schema["default"];
  const details = [];
  if (typeof format === "string" && /^[\w-]+$/.test(format) && !silentFormats.has(format)) {
    details.push(`Format: ${format}.`);
  }
  if (["string", "number", "boolean"].includes(typeof initial)) {
    details.push(`Default: ${JSON.stringify(initial)}.`);
  }
  const words = [description, title].find((text) => typeof text === "string" && text.trim() !== "");
  const isNews = typeof words === "string" && letters(words) !== letters(name);
  return {
    text: [
      ...(isNews ? [words.trim()] : []),
      ...(details.length > 0 ? [details.join(" ")] : []),
    ].join("\n\n"),
    deprecated: deprecated === true,
  };
}

function letters(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
}
