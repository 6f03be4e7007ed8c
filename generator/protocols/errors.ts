import { asNode, asText } from "../data/json-object.ts";
import { valuesOf } from "../model/json-schema.ts";
import type { Response, Schema } from "../model/service.ts";
import type { Shape } from "../model/shape.ts";
import { wireFacts } from "../model/wire-facts.ts";
import type { Shapes } from "./derive-shape.ts";

/**
 * Joins the errors of an operation into one, for every status outside 2xx: descriptions of AWS have
 * invented a status for each. They are told apart by their code, which is in the body.
 */
export function withXmlErrors(responses: readonly Response[], shapes: Shapes): readonly Response[] {
  return withErrors(responses, inXml, shapes);
}

/** The same for errors in JSON, whose codes are the names of their schemas. */
export function withJsonErrors(
  responses: readonly Response[],
  shapes: Shapes,
): readonly Response[] {
  return withErrors(responses, inJson, shapes);
}

/** On the wire `NoSuchEntityException` is `NoSuchEntity`, or the same; descriptions do not say. */
function codesInXml(name: string): readonly string[] {
  const short = name.replace(/(?:Exception|Fault|Error)$/, "");
  return short === name || short === "" ? [name] : [short, name];
}

const inXml: Envelope = { kind: "xml-error", mediaType: "text/xml", codesOf: codesInXml };

const inJson: Envelope = {
  kind: "json-error",
  mediaType: "application/json",
  codesOf: (name) => [name],
};

interface Envelope {
  readonly kind: "xml-error" | "json-error";
  readonly mediaType: string;
  /** The codes of an error, by the name of its schema. */
  readonly codesOf: (name: string) => readonly string[];
}

function withErrors(
  responses: readonly Response[],
  envelope: Envelope,
  shapes: Shapes,
): readonly Response[] {
  const [first] = responses;
  if (!first) return responses;
  // Their count begins there; an error with a status of its own may be anywhere.
  const isCounted = responses.some(({ status }) => status === "480");
  const invented = isCounted ? responses.filter(isInvented) : [];
  const others = responses.filter((one) => !invented.includes(one));
  const kept = others.map((one) => (isError(one) ? enveloped(one, envelope, shapes) : one));
  if (kept.some(({ status }) => status === "default")) return kept;
  const errors = invented.map((one) => errorOf(one, envelope, shapes));
  const [only = errorSchema([], true, shapes), ...more] = errors.map(({ schema }) => schema);
  const error: Response = {
    sourceLocation: invented[0]?.sourceLocation ?? first.sourceLocation,
    status: "default",
    description: "An error, identified by its `Code`; the service may respond with others.",
    headers: [],
    content: {
      mediaType: envelope.mediaType,
      kind: envelope.kind,
      schema: more.length === 0 ? only : { oneOf: [only, ...more] },
      shapes: new Map(errors.flatMap((one) => [...one.shapes])),
    },
  };
  return [...withAnySuccess(kept), error];
}

/**
 * The only success is one whatever its status among 2xx: descriptions have 200 where a service also
 * responds with 202, say, which must not be read as an error.
 */
function withAnySuccess(responses: readonly Response[]): readonly Response[] {
  const [only, ...others] = responses.filter(({ status }) => status.startsWith("2"));
  if (!only || others.length > 0 || /^20[45]$/.test(only.status)) return responses;
  return responses.map((one) => (one === only ? { ...one, status: "2XX" } : one));
}

function isError({ status }: Response): boolean {
  return /^[45]/.test(status) || status === "default";
}

/** Descriptions of AWS count their errors from 480 on, each named by its schema. */
function isInvented({ status, content }: Response): boolean {
  return Number(status) >= 480 && typeof asNode(content?.schema)?.["$ref"] === "string";
}

/** A response whose status the description means. */
function enveloped(response: Response, envelope: Envelope, shapes: Shapes): Response {
  const { schema, shapes: byCode } = errorOf(response, envelope, shapes, []);
  const { mediaType, kind } = envelope;
  return { ...response, content: { mediaType, kind, schema, shapes: byCode } };
}

interface ErrorOf {
  readonly schema: Schema;
  readonly shapes: ReadonlyMap<string, Shape>;
}

/** @param known the codes, where the name of the schema is none. */
function errorOf(
  { content }: Response,
  { kind, codesOf }: Envelope,
  shapes: Shapes,
  known?: readonly string[],
): ErrorOf {
  const own = content?.schema ?? true;
  const name = shapes.nameOf(own);
  const stated = codesStated(own, shapes);
  const byName = name === undefined ? [] : codesOf(name);
  const codes = stated.length > 0 ? stated : (known ?? byName);
  const byCode = new Map<string, Shape>();
  const isShaped = kind === "xml-error" && name !== undefined && !isAllText(shapes.named(name));
  if (isShaped) {
    for (const code of stated.length > 0 ? stated : byName) {
      byCode.set(code, { kind: "reference", name });
    }
  }
  return { schema: errorSchema(codes, own, shapes), shapes: byCode };
}

/** The codes that a schema itself says, by an extension or by the values of `__type`. */
function codesStated(schema: Schema, shapes: Shapes): readonly string[] {
  const code = codeOf(shapes.resolve(schema));
  if (code !== "") return [code];
  const type = shapes.propertyOf(schema, "__type");
  return type === true ? [] : valuesOf(type).filter((value) => typeof value === "string");
}

function codeOf(schema: Schema): string {
  return schema === true ? "" : asText(wireFacts(schema)["code"]);
}

/** An error as it is read: its own members, and what every error has. */
function errorSchema(codes: readonly string[], own: Schema, shapes: Shapes): Schema {
  const code = codes.length === 0 ? {} : { enum: codes };
  const common = {
    type: "object",
    properties: {
      Code: { type: "string", ...code },
      Message: { type: "string" },
      RequestId: { type: "string" },
    },
    required: ["Code"],
  };
  const members = own === true ? [] : (shapes.membersOf(own) ?? []);
  const isApart = members.every(({ property }) => !Object.hasOwn(common.properties, property));
  const hasOwn = members.some(({ property }) => property !== "Message");
  // Where they share a name other than that of the message, what is read is not what is described.
  const fits = isApart || !members.some(({ property }) => property === "Code");
  return members.length > 0 && hasOwn && fits ? { ...common, allOf: [own] } : common;
}

/** Whether reading without a shape gives the same. */
function isAllText(shape: Shape): boolean {
  return (
    shape.kind === "structure" &&
    shape.members.every(
      ({ name, property, shape: { kind } }) => name === property && kind === "string",
    )
  );
}
