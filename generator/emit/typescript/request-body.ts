import { isForm } from "../../model/body.ts";
import type { FormBody } from "../../model/service.ts";
import { code, joinCode, type Code } from "../../text/code.ts";
import { call, callWithObject, conditionals } from "./line-layout.ts";
import { access, literal } from "./literal.ts";
import { essenceOf } from "../../model/media-type.ts";
import { mediaTypesOf } from "./content-type.ts";
import { lastChoice, params, type BodyProperties, type Property } from "./properties.ts";
import { addEntry, record, type Entry, type Expression } from "./record.ts";
import { writeJson } from "./json-value.ts";
import { writePlain } from "./shaped-value.ts";
import type { TypeWriter } from "./type-writer.ts";

/**
 * Writes the body of a request: of several the one that the caller chose by its media type.
 *
 * @param bodies the default first.
 */
export function writeBody(
  bodies: readonly BodyProperties[],
  types: Pick<TypeWriter, "codecOfFields">,
): Expression {
  const written = bodies.map((one) => ({ one, ...writeOne(one, types) }));
  const cases = chosen(written.map(({ one, value }) => ({ one, value })));
  return {
    value: cases,
    helpers: written.flatMap(({ helpers }) => helpers),
    codecs: written.flatMap(({ codecs = [] }) => codecs),
  };
}

function writeOne(
  { body, properties }: BodyProperties,
  types: Pick<TypeWriter, "codecOfFields">,
): Expression {
  if (!isForm(body)) {
    const [only] = properties;
    return only
      ? { value: only.value.code, helpers: only.value.helpers }
      : { value: code`undefined`, helpers: [] };
  }
  const entries = new Map<string, Entry[]>();
  for (const { name, value } of body.constants ?? []) {
    addEntry(entries, name, writePlain(literal(value)));
  }
  for (const { source, value } of properties) {
    if (source.kind !== "field") continue;
    addEntry(entries, source.layout?.name ?? source.indexedList?.prefix ?? source.name, value);
  }
  const others = properties.find(({ source }) => source.kind === "others");
  const { value, helpers } = record(entries, others?.value);
  if (body.kind === "multipart" && needsParts(body, helpers)) {
    const writer = code`multipartOf`;
    return {
      value: callWithObject(writer, literal(body.mediaType), value),
      helpers: [writer, ...helpers],
    };
  }
  if (body.kind === "object") {
    const written = writeJson(value, types.codecOfFields(body.fields));
    return { ...written, value: written.code, helpers: [...written.helpers, ...helpers] };
  }
  const writer = formWriters[body.kind];
  return { value: call(writer, [value]), helpers: [writer, ...helpers] };
}

/** Whether a body is more than `FormData` can be: of another type, or of parts with types. */
function needsParts({ mediaType }: FormBody, helpers: readonly Code[]): boolean {
  return (
    essenceOf(mediaType) !== "multipart/form-data" || helpers.some((one) => partWriters.has(one))
  );
}

const partWriters: ReadonlySet<Code> = new Set([code`part`, code`jsonPart`]);

/** The runtime's functions that write fields. */
const formWriters: Readonly<Record<Exclude<FormBody["kind"], "object">, Code>> = {
  form: code`encodeForm`,
  multipart: code`multipart`,
};

/**
 * Writes the media type of a request's body.
 *
 * @returns `undefined` where the body has it, which `fetch` then sends.
 */
export function writeContentType(bodies: readonly BodyProperties[]): Code | undefined {
  const values = bodies.map((one) => ({ one, value: typeOf(one) }));
  if (values.every(({ value }) => value === undefined)) return undefined;
  const [first] = bodies;
  const isAlike = bodies.every((one) => !isLeftOut(one) && one.body.kind !== "multipart");
  if (first?.contentType && isAlike) return typeAsChosen(first);
  return chosen(values.map(({ one, value }) => ({ one, value: value ?? code`undefined` })));
}

/** The media type of one body. A body that is left out has none: servers refuse an empty one. */
function typeOf(one: BodyProperties): Code | undefined {
  const { body, contentType } = one;
  if (body.kind === "multipart") return undefined;
  const { isOpen } = mediaTypesOf(body);
  const type = contentType && isOpen ? typeAsChosen(one) : literal(body.mediaType);
  const optional = optionalBody(one);
  if (!optional) return type;
  const isMissing = code`${access(params, optional.key)} === undefined`;
  const otherwise = type.includes(" ?? ") ? code`(${type})` : type;
  return conditionals([[isMissing, code`undefined`]], otherwise);
}

/** `params.contentType ?? "application/json"` */
function typeAsChosen({ body, contentType }: BodyProperties): Code {
  const { fallback } = mediaTypesOf(body);
  const given = contentType?.value.code ?? code`undefined`;
  const isGiven = fallback === undefined || contentType?.required === true;
  return isGiven ? given : code`${given} ?? ${literal(fallback)}`;
}

function isLeftOut(one: BodyProperties): boolean {
  return optionalBody(one) !== undefined;
}

/** The property of a body that may be left out. */
function optionalBody({ body, properties }: BodyProperties): Property | undefined {
  if ("isNeverEmpty" in body && body.isNeverEmpty === true) return undefined;
  return properties.find(({ source, required }) => source.kind === "body" && !required);
}

interface Choice {
  readonly one: BodyProperties;
  readonly value: Code;
}

/** Writes the value for the body that the caller chose. */
function chosen(choices: readonly Choice[]): Code {
  const lastBody = lastChoice(choices.map(({ one }) => one));
  const last = choices.find(({ one }) => one === lastBody);
  if (!last) return code`undefined`;
  const tested = choices.filter(({ value }) => value !== last.value);
  return conditionals(
    tested.map(({ one, value }) => [testOf(one), value]),
    last.value,
  );
}

function testOf({ body, contentType }: BodyProperties): Code {
  const given = contentType?.value.code ?? code`undefined`;
  const types = mediaTypesOf(body).types.map(literal);
  const values = contentType?.required === false ? [code`undefined`, ...types] : types;
  return joinCode(
    values.map((value) => code`${given} === ${value}`),
    " || ",
  );
}
