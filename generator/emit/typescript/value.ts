import { code, type Code } from "../../text/code.ts";
import { call, callWithMapper, conditional, objectType } from "./line-layout.ts";
import { callWithCodec, writeJson } from "./json-value.ts";
import { access, literal, propertyKey } from "./literal.ts";
import type { SchemaCodec } from "./schema-codec.ts";
import type { Location, IndexedList, Parameter, SerializationStyle } from "../../model/service.ts";
import type { WireKind } from "../../types/wire-kind.ts";

/** How a caller's value is written into a request. */
export interface Value {
  /** The expression: `params.ids`, `pipes(params.ids)`. */
  readonly code: Code;
  /** Whether the expression is a list, which repeats the name. */
  readonly repeats: boolean;
  /** Whether the expression is a map of names and values, to be spread among the others. */
  readonly spreads: boolean;
  /** Whether the names in that map are the caller's. */
  readonly takesAnyName?: boolean;
  /** The names in that map that others may have too, where they are known. */
  readonly names?: readonly string[] | undefined;
  /** The runtime's functions that the expression calls. */
  readonly helpers: readonly Code[];
  /** The type of what the caller passes, where the schema does not say it well enough. */
  readonly type: Code | undefined;
  /** Names of the schemas of which it uses the shape. */
  readonly shapes?: readonly string[];
  /** Keys of the schemas of which it uses the codec. */
  readonly codecs?: readonly string[];
}

/** The part of a request that takes a value. */
export type Sink = Location | "form" | "multipart";

interface SinkRules {
  /** Whether a name may be sent more than once. */
  readonly repeats?: true;
  /** Whether the properties of an object can be sent under their own names. */
  readonly spreads?: true;
  /** Whether values are sent without percent-encoding. */
  readonly isUnencoded?: true;
}

const sinkRules: Readonly<Record<Sink, SinkRules>> = {
  path: {},
  query: { repeats: true, spreads: true },
  querystring: { spreads: true },
  header: { isUnencoded: true },
  cookie: { repeats: true, spreads: true },
  form: { repeats: true },
  multipart: { repeats: true, isUnencoded: true },
};

/** The declaration that decides how a value is written: a parameter, or a field of a form. */
export type Serialization = Pick<Parameter, "name" | "style"> & {
  readonly allowReserved?: boolean;
  readonly itemStyles?: readonly SerializationStyle[] | undefined;
};

/**
 * Writes the expression for a parameter or a field of a form. Scalars go as they are, lists and
 * objects as their style says; what is neither is sent as JSON.
 *
 * @param property reads the caller's value: `params.ids`.
 * @param wire what the caller's value looks like on the wire.
 * @param names the properties of an object, where they are known.
 * @param codec converts what is sent as JSON.
 */
export function writeValue(
  property: Code,
  wire: WireKind,
  serialization: Serialization,
  sink: Sink,
  names?: readonly string[],
  codec?: SchemaCodec,
): Value {
  const { style, name, itemStyles = [] } = serialization;
  const types = sink === "multipart" ? typesWithBlobs : typesWithoutBlobs;
  const plain: Value = {
    code: property,
    repeats: false,
    spreads: false,
    helpers: [],
    type: types[wire.kind],
  };
  if (style === "prefix") {
    return { ...withCall(plain, code`prefixed`, literal(name), property), spreads: true };
  }
  const canRepeat = sinkRules[sink].repeats === true;
  if (itemStyles.length > 0 && wire.kind === "other" && style !== "json") {
    return { ...listOfLists(plain, itemStyles, serialization, sink), type: undefined };
  }
  if (style === "json" || wire.kind === "other" || wire.kind === "object list") {
    const json = writeJson(property, codec, jsonWriter(sink));
    return inSink({ ...plain, ...json, type: undefined }, serialization, sink);
  }
  if (style === "deepObject" && canRepeat && !plainKinds.has(wire.kind)) {
    return { ...withCall(plain, code`deepObject`, literal(name), property), spreads: true };
  }
  switch (wire.kind) {
    case "untyped":
      return inSink(plain, serialization, sink);
    case "null":
    case "scalar":
    case "binary":
    case "scalar or binary":
      return inSink({ ...plain, code: withoutNull(property, wire) }, serialization, sink);
    case "list":
    case "binary list":
    case "untyped list":
    case "scalar or list":
    case "binary or list":
    case "any or list": {
      if (!canRepeat || !explodedStyles.has(style)) {
        const value = joined(plain, serialization, sink, false);
        return { ...value, type: typesWithoutBlobs[wire.kind] };
      }
      const values = wire.hasNullItems
        ? withoutNullItems(property, wire.kind)
        : withoutNull(property, wire);
      return { ...encoded({ ...plain, code: values }, serialization), repeats: true };
    }
    case "object": {
      const isExploded = explodedStyles.has(style);
      const object = codec?.isNested ? withExactMembers(plain, codec) : plain;
      if (isExploded && sinkRules[sink].spreads) {
        const value = encoded(object, serialization);
        const spread = withCall(value, code`fields`, value.code);
        return { ...spread, spreads: true, ...(names ? { names } : { takesAnyName: true }) };
      }
      if (isExploded || style === "deepObject") {
        return { ...plain, ...writeJson(withoutNull(property, wire), codec, jsonWriter(sink)) };
      }
      return joined(object, serialization, sink, true);
    }
    case "scalar or object":
    case "scalar or other": {
      const isObject = code`typeof ${property} === "object"`;
      const test = codec?.hasDates ? code`${isObject} && !(${property} instanceof Date)` : isObject;
      const json = writeJson(withoutNull(property, wire), codec, jsonWriter(sink));
      const value = conditional(test, json.code, property);
      return inSink({ ...plain, ...json, code: value }, serialization, sink);
    }
  }
}

/** Writes a list of lists: each of them first, as `items` says, then all of them. */
function listOfLists(
  value: Value,
  styles: readonly SerializationStyle[],
  serialization: Serialization,
  sink: Sink,
): Value {
  const item = nestedList({ ...value, code: code`item` }, styles, serialization, sink);
  const list = { ...item, code: code`${value.code}?.map((item) => ${item.code})` };
  const canRepeat = sinkRules[sink].repeats === true;
  return canRepeat && explodedStyles.has(serialization.style)
    ? { ...list, repeats: true }
    : joined(list, serialization, sink, false);
}

function nestedList(
  value: Value,
  [style = "simple", ...inner]: readonly SerializationStyle[],
  serialization: Serialization,
  sink: Sink,
): Value {
  const outer = { ...serialization, style };
  if (inner.length === 0) return joined(value, outer, sink, false);
  const name = code`${value.code}s`;
  const item = nestedList({ ...value, code: name }, inner, serialization, sink);
  const list = { ...item, code: code`${value.code}.map((${name}) => ${item.code})` };
  return joined(list, outer, sink, false);
}

/** Writes what is JSON within an object with all digits of its integers. */
function withExactMembers(value: Value, codec: SchemaCodec): Value {
  return codec.isExact
    ? { ...value, ...callWithCodec(code`exactMembers`, value.code, codec) }
    : value;
}

/** JSON in a header is in ASCII. */
function jsonWriter(sink: Sink): Code {
  return sink === "header" ? code`headerJson` : code`json`;
}

/** Styles that give each value of a list, or each property of an object, a name of its own. */
const explodedStyles: ReadonlySet<SerializationStyle> = new Set([
  "exploded-form",
  "exploded-cookie",
]);

/** Calls a function of the runtime with the value. */
function withCall(value: Value, helper: Code, ...values: readonly Code[]): Value {
  return { ...value, code: call(helper, values), helpers: [...value.helpers, helper] };
}

/** Writes a single value: `label` and `matrix` put something before it. */
function inSink(value: Value, serialization: Serialization, sink: Sink): Value {
  if (sink === "querystring") {
    return { ...withCall(value, code`wholeQuery`, value.code), spreads: true, takesAnyName: true };
  }
  switch (serialization.style) {
    case "label":
    case "exploded-label":
      return withCall(value, code`label`, value.code);
    case "matrix":
    case "exploded-matrix":
      return withCall(value, code`matrix`, literal(serialization.name), value.code);
    default:
      return encoded(value, serialization);
  }
}

/** Lets characters stay that would be encoded by default. */
function encoded(value: Value, { style, allowReserved }: Serialization): Value {
  if (style === "cookie" || style === "exploded-cookie") {
    return withCall(value, code`verbatim`, value.code);
  }
  return allowReserved === true ? withCall(value, code`reserved`, value.code) : value;
}

/** Writes a list or an object as one value, with separators. */
function joined(value: Value, serialization: Serialization, sink: Sink, isObject: boolean): Value {
  const { style, name } = serialization;
  if (style === "quoted-list") return withCall(value, code`quotedList`, value.code);
  if (sinkRules[sink].isUnencoded || style === "cookie") {
    const separator = textSeparators[style];
    const isAssigned = style === "exploded-simple" && isObject;
    const text = withCall(
      value,
      isAssigned ? code`joinAssigned` : code`join`,
      value.code,
      ...(separator === undefined ? [] : [literal(separator)]),
    );
    return encoded(text, serialization);
  }
  const given = encoded(value, serialization);
  switch (style) {
    case "label":
      return withCall(given, code`label`, given.code);
    case "exploded-label":
      return withCall(given, code`label`, given.code, literal(true));
    case "matrix":
      return withCall(given, code`matrix`, literal(name), given.code);
    case "exploded-matrix":
      return withCall(given, code`matrix`, literal(name), given.code, literal(true));
    case "exploded-simple":
      return withCall(given, isObject ? code`assigned` : code`csv`, given.code);
    case "spaceDelimited":
      return withCall(given, code`ssv`, given.code);
    case "tabDelimited":
      return withCall(given, code`tsv`, given.code);
    case "pipeDelimited":
      return withCall(given, code`pipes`, given.code);
    case "simple":
    case "exploded-form":
    case "deepObject":
    case "exploded-cookie":
    case "prefix":
    case "json":
      return withCall(given, code`csv`, given.code);
  }
}

/** The separator of values where nothing is encoded; the comma, unless a style says otherwise. */
const textSeparators: Partial<Readonly<Record<SerializationStyle, string>>> = {
  spaceDelimited: " ",
  tabDelimited: "\t",
  pipeDelimited: "|",
};

function withoutNull(property: Code, { nullable }: WireKind): Code {
  return nullable ? code`${property} ?? undefined` : property;
}

/** A list, or what may be one, with nothing in place of `null`. */
function withoutNullItems(property: Code, kind: WireKind["kind"]): Code {
  const list = kind.includes(" or ") ? code`[${property}].flat()` : code`${property}?`;
  return code`${list}.map((item) => item ?? undefined)`;
}

/** Whether a value is a single one, whatever its style. */
const plainKinds: ReadonlySet<WireKind["kind"]> = new Set([
  "untyped",
  "null",
  "scalar",
  "binary",
  "scalar or binary",
]);

const untyped = code`string | number | boolean`;

/**
 * Writes the expression for form fields of names that the caller chooses, passed as a map.
 *
 * @param wire how each value looks on the wire.
 */
export function writeAdditionalFields(
  property: Code,
  { kind, nullable, hasNullItems }: WireKind,
  acceptsBlobs: boolean,
): Value {
  const plain = { repeats: false, spreads: true, takesAnyName: true, type: undefined };
  const isBinary = kind === "binary" || kind === "binary list";
  const isPlain = kind === "scalar" || kind === "list" || (isBinary && acceptsBlobs);
  if (isPlain && !nullable && !hasNullItems) return { ...plain, code: property, helpers: [] };
  if (!acceptsBlobs && !isBinary && kind !== "untyped") {
    return { ...plain, code: call(code`fields`, [property]), helpers: [code`fields`] };
  }
  const single = acceptsBlobs ? code`${untyped} | Blob` : untyped;
  const type = objectType([code`readonly [name: string]: ${single} | readonly (${single})[]`]);
  return { ...plain, type, code: property, helpers: [] };
}

/** Writes the expression for an indexed list: `indexed("InstanceId.N", params.InstanceId)`. */
export function writeIndexedList(property: Code, { prefix, fields }: IndexedList): Value {
  const base = { repeats: false, spreads: true, type: undefined };
  if (fields.length === 0) {
    const list = call(code`indexed`, [literal(prefix), property]);
    return { ...base, code: list, helpers: [code`indexed`] };
  }
  const item = code`item`;
  const members = fields.map(({ name, indexedList }): Pick<Value, "code" | "helpers"> => {
    const value = access(item, name);
    if (!indexedList) return { code: code`${propertyKey(name)}: ${value}`, helpers: [] };
    const inner = writeIndexedList(value, indexedList);
    return { code: code`...${inner.code}`, helpers: inner.helpers };
  });
  return {
    ...base,
    code: callWithMapper(
      code`indexedFields`,
      [literal(prefix), property],
      item,
      members.map((member) => member.code),
    ),
    helpers: [code`indexedFields`, ...members.flatMap((member) => member.helpers)],
  };
}

/** The caller's type where the schema's would be too wide: text in place of bytes. */
const typesWithoutBlobs: Partial<Readonly<Record<WireKind["kind"], Code>>> = {
  untyped,
  binary: code`string`,
  "scalar or binary": untyped,
  "binary list": code`readonly string[]`,
  "untyped list": code`readonly (${untyped})[]`,
  "binary or list": code`${untyped} | readonly (${untyped})[]`,
  "any or list": code`${untyped} | readonly (${untyped})[]`,
};

/** The same where bytes can be sent. */
const typesWithBlobs: Partial<Readonly<Record<WireKind["kind"], Code>>> = {
  untyped,
  "untyped list": code`readonly (${untyped})[]`,
  "any or list": code`${untyped} | Blob | readonly (${untyped} | Blob)[]`,
};
