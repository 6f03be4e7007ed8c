import { asSchema } from "../../model/json-schema.ts";
import { bodiesOf, isForm } from "../../model/body.ts";
import { notesOf, valueList, type SchemaNote } from "../../model/schema-notes.ts";
import { descriptionOf } from "../../model/schemas-of.ts";
import {
  locations,
  type Body,
  type ContentBody,
  type Field,
  type FormBody,
  type Operation,
  type Parameter,
  type Schema,
  type XmlBody,
} from "../../model/service.ts";
import { pascalCase } from "../../naming/identifiers.ts";
import { code, type Code } from "../../text/code.ts";
import { access } from "./literal.ts";
import { mediaTypesOf, mediaTypeText } from "./content-type.ts";
import { writePart } from "./part.ts";
import { unionType } from "./print-type.ts";
import { writeJson } from "./json-value.ts";
import type { ShapeNames } from "./shape-modules.ts";
import { writeLayout, writePlain, writeXml } from "./shaped-value.ts";
import type { TypeWriter } from "./type-writer.ts";
import { writeIndexedList, writeAdditionalFields, writeValue, type Value } from "./value.ts";

/** A property of what the caller passes. */
export interface Property {
  readonly key: string;
  readonly source: PropertySource;
  readonly required: boolean;
  readonly deprecated: boolean;
  readonly description: string;
  /** Constraints, default and example. */
  readonly notes: readonly SchemaNote[];
  readonly value: Value;
  readonly type: Code;
  readonly references: readonly string[];
}

/** The use of a property: a part of the address, a field of a form, all other fields, or a body. */
export type PropertySource =
  Parameter | Field | { readonly kind: "others" | "body" | "content type" };

/** A property of an operation's input. */
export interface Properties {
  /** For the address, whatever the body. */
  readonly shared: readonly Property[];
  /** Of each body that may be sent, the default first; none where the operation has no body. */
  readonly bodies: readonly BodyProperties[];
}

/** The property for a body. */
export interface BodyProperties {
  readonly body: Body;
  /** Chooses the body or its media type, where there is a choice. */
  readonly contentType: Property | undefined;
  readonly properties: readonly Property[];
}

/**
 * Returns the property by which a caller chooses a body, once for each value that the compiler has to
 * tell from the others. It does so by single values alone; the last body tested is what is left.
 */
export function choicesOf(
  { body, contentType }: BodyProperties,
  bodies: readonly BodyProperties[],
): readonly Property[] {
  if (!contentType) return [];
  const isLast = body === lastChoice(bodies).body;
  if (isLast) return [contentType];
  const { types } = mediaTypesOf(body);
  const each = types.map((type) => ({ ...contentType, required: true, type: mediaTypeText(type) }));
  return contentType.required ? each : [{ ...contentType, type: code`undefined` }, ...each];
}

/** Returns the body that is sent where no other is chosen: the one with a range, or the default. */
export function lastChoice(bodies: readonly BodyProperties[]): BodyProperties {
  const ranged = bodies.find(({ body }) => mediaTypesOf(body).hasRange);
  const last = ranged ?? bodies[0];
  if (!last) throw new RangeError("no body");
  return last;
}

/** Returns all properties of a caller who sends the default body. */
export function defaultProperties({ shared, bodies }: Properties): readonly Property[] {
  const [first] = bodies;
  if (!first) return shared;
  return [...shared, ...(first.contentType ? [first.contentType] : []), ...first.properties];
}

/** Returns all properties, whatever body is sent. */
export function allProperties({ shared, bodies }: Properties): readonly Property[] {
  return [...shared, ...bodies.flatMap(({ properties }) => properties)];
}

/** The caller's own properties. What an object inherits is no parameter. */
export const params: Code = code`params`;

/**
 * The names that every object inherits. A literal without an optional property of such a name is not
 * assignable to a type that has it: TypeScript takes the inherited one for it.
 */
const inherited: readonly string[] = (
  "constructor hasOwnProperty isPrototypeOf propertyIsEnumerable toLocaleString toString valueOf " +
  "__defineGetter__ __defineSetter__ __lookupGetter__ __lookupSetter__ __proto__"
).split(" ");

/** Makes a key of a name that no other property has, with the property's place added if need be. */
type Claim = (name: string, place: string) => string;

/** The context in which properties are written. */
interface Writers {
  readonly claim: Claim;
  readonly types: TypeWriter;
  readonly shapes: ShapeNames;
}

/**
 * Returns the caller's properties: parameters and form fields under their wire names, a body as
 * `body`. Where two locations have one name, the path's keeps it and the others get their location
 * added. So does a name that every object has.
 */
export function propertiesOf(
  operation: Operation,
  types: TypeWriter,
  shapes: ShapeNames,
): Properties {
  const taken = new Set(inherited);
  const writers: Writers = { claim: claimer(taken), types, shapes };
  const { parameters } = operation;
  const inOrder = locations.flatMap((location) =>
    parameters.filter((parameter) => parameter.location === location),
  );
  const shared = inOrder.map((parameter) => parameterProperty(parameter, writers));
  const bodies = bodiesOf(operation);
  const hasChoice = bodies.length > 1 || bodies.some((body) => mediaTypesOf(body).isOpen);
  const choiceKey = hasChoice ? writers.claim("contentType", "request") : "";
  return {
    shared,
    bodies: bodies.map((body, index) => {
      const own = { ...writers, claim: claimer(new Set(taken)) };
      const isDefault = index === 0;
      // Whoever chooses another body has one.
      const isChosen = !isDefault && !isForm(body);
      const properties = propertiesOfBody(isChosen ? { ...body, required: true } : body, own);
      const contentType = hasChoice ? contentTypeProperty(body, choiceKey, isDefault) : undefined;
      return { body, contentType, properties };
    }),
  };
}

function claimer(taken: Set<string>): Claim {
  return (name, place) => {
    let key = name;
    while (taken.has(key)) key = `${key}${pascalCase(place)}`;
    taken.add(key);
    return key;
  };
}

function propertiesOfBody(body: Body, writers: Writers): readonly Property[] {
  if (!isForm(body)) return [bodyProperty(body, writers)];
  const fields = body.fields.map((field) => fieldProperty(field, body.kind, writers));
  const others = body.others ? [othersProperty(body.others, body.kind, writers)] : [];
  return [...fields, ...others];
}

/** The property by which the caller chooses a body or its media type. */
function contentTypeProperty(body: Body, key: string, isDefault: boolean): Property {
  const { types } = mediaTypesOf(body);
  return {
    key,
    source: { kind: "content type" },
    required: !isDefault,
    deprecated: false,
    description: "",
    notes: [],
    value: writePlain(access(params, key)),
    type: unionType(types.map(mediaTypeText)),
    references: [],
  };
}

function parameterProperty(source: Parameter, { claim, types }: Writers): Property {
  const { location, name, required, deprecated, schema, indexedList } = source;
  const key = claim(name, location);
  const property = access(params, key);
  const value = indexedList
    ? writeIndexedList(property, indexedList)
    : writeValue(
        property,
        types.wireKindOf(schema),
        source,
        location,
        types.propertyNames(schema),
        types.codecOf(schema),
      );
  const told = describe(source.description || descriptionOf(schema), schema, source.example);
  return { key, source, required, deprecated, ...told, ...typed(schema, value, types) };
}

function describe(
  description: string,
  schema: Schema,
  example?: unknown,
): Pick<Property, "description" | "notes"> {
  const paragraphs = [description, valueList(schema)].filter((text) => text !== "");
  return { description: paragraphs.join("\n\n"), notes: notesOf(schema, example) };
}

function bodyProperty(body: ContentBody | XmlBody, { claim, types, shapes }: Writers): Property {
  const key = claim("body", "request");
  const property = access(params, key);
  const value =
    body.kind === "xml" ? writeXml(property, body, shapes) : writeContent(property, body, types);
  const { required, description, schema } = body;
  const source = { kind: "body" } as const;
  const rest = typed(schema, value, types, "request");
  return { key, source, required, deprecated: false, description, notes: [], ...rest };
}

function fieldProperty(
  source: Field,
  kind: FormBody["kind"],
  { claim, types, shapes }: Writers,
): Property {
  const { name, required, description, schema, layout, indexedList } = source;
  const key = claim(name, "form");
  const property = access(params, key);
  const write = (): Value => {
    if (kind === "object") return writePlain(property);
    if (layout) return writeLayout(property, layout, types.wireKindOf(schema), shapes);
    if (indexedList) return writeIndexedList(property, indexedList);
    const wire = types.wireKindOf(schema);
    const part = kind === "multipart" ? writePart(property, wire, source, types) : undefined;
    return part ?? writeValue(property, wire, source, kind, undefined, types.codecOf(schema));
  };
  const value = write();
  const takesFiles =
    kind === "multipart" && (indexedList || types.wireKindOf(schema).kind.includes("binary"));
  const rest =
    takesFiles && value.type === undefined
      ? { value, ...typeOfText(types.fieldText(schema)) }
      : typed(schema, value, types, "request");
  return { key, source, required, deprecated: false, ...describe(description, schema), ...rest };
}

function othersProperty(
  others: Field,
  kind: FormBody["kind"],
  { claim, types }: Writers,
): Property {
  const { name, required, description, schema } = others;
  const key = claim(name, "form");
  const each = types.wireKindOf(asSchema(schema === true ? true : schema["additionalProperties"]));
  const value = writeAdditionalFields(access(params, key), each, kind === "multipart");
  const source = { kind: "others" } as const;
  const rest = typed(schema, value, types, "request");
  return { key, source, required, deprecated: false, description, notes: [], ...rest };
}

function typed(
  schema: Schema,
  value: Value,
  types: TypeWriter,
  direction?: "request",
): Pick<Property, "value" | "type" | "references"> {
  if (value.type !== undefined) return { value, type: value.type, references: [] };
  return { value, ...typeOfText(types.text(schema, direction)) };
}

function typeOfText({
  code: type,
  references,
}: ReturnType<TypeWriter["text"]>): Pick<Property, "type" | "references"> {
  return { type, references };
}

/** The expression of a body that is JSON, text or bytes. */
function writeContent(
  property: Code,
  { kind, isNeverEmpty, acceptsText, schema }: ContentBody,
  types: TypeWriter,
): Value {
  const given = isNeverEmpty ? code`${property} ?? {}` : property;
  switch (kind) {
    case "json": {
      const { code: written, ...used } = writeJson(given, types.codecOf(schema));
      return { ...writePlain(written), ...used };
    }
    case "text":
      return {
        ...writePlain(code`text(${given})`),
        helpers: [code`text`],
        type: acceptsText ? textOrBytes : code`string`,
      };
    case "binary":
      return { ...writePlain(property), type: acceptsText ? textOrBytes : bytes };
  }
}

const bytes = code`Blob | Uint8Array | ReadableStream`;
const textOrBytes = code`string | ${bytes}`;
