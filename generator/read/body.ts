import { groupBy } from "../data/group-by.ts";
import type { SourceLocation } from "../diagnostics/problem.ts";
import { isNode, asList, asNode, asText, type Node } from "../data/json-object.ts";
import { asSchema } from "../model/json-schema.ts";
import type {
  Address,
  Body,
  Constant,
  ContentBody,
  Field,
  FormBody,
  Part,
  QueryPart,
} from "../model/service.ts";
import { resolve, type DocumentContext } from "./document-context.ts";
import { readFormSchema } from "./form-schema.ts";
import { joinIndexedParameters } from "./indexed-lists.ts";
import {
  byPreference,
  essenceOf,
  isFieldName,
  isMediaType,
  isRange,
  isXml,
  kindOf,
  requestKind,
} from "../model/media-type.ts";
import { mediaTypesIn } from "./media-types.ts";
import { itemStylesOf, styleOf, wireName } from "./parameter.ts";

/**
 * Reads what an operation may send: the body that a client sends best, then the others, each with the
 * media types that it may have. The same model in another notation (a form or XML beside JSON, a
 * second name of `application/json`) is no other body.
 */
export function readBodies(
  operation: Node,
  method: string,
  { query }: Address,
  reading: DocumentContext,
): readonly Body[] {
  const { context } = reading;
  const node = asNode(resolve(reading, operation["requestBody"], operation, "requestBody"));
  if (!node) return [];
  const sourceLocation = context.positions.of(operation, "requestBody");
  if (method === "GET" || method === "HEAD") {
    context.report("unsupported-body", sourceLocation, { method });
    return [];
  }
  const content = asNode(node["content"]) ?? {};
  const bodies = new Map<string, Body>();
  for (const mediaType of byPreference(mediaTypesIn(content, reading, true))) {
    const media = asNode(content[mediaType]) ?? {};
    const body = readBody({ body: node, media }, mediaType, { sourceLocation, query }, reading);
    const identity = bodyKey(body, media);
    const known = bodies.get(identity);
    const isTaken = [...bodies.values()].some((one) => one.mediaType === body.mediaType);
    if (!known && isTaken) continue;
    if (!known) bodies.set(identity, body);
    else if (mayDiffer(known)) {
      const otherMediaTypes = [...(known.otherMediaTypes ?? []), mediaType];
      bodies.set(identity, { ...known, otherMediaTypes });
    }
  }
  return withOneRange([...bodies.values()], sourceLocation, reading);
}

/** Keeps the first body with a range of media types: the compiler cannot tell another from it. */
function withOneRange(
  bodies: readonly Body[],
  sourceLocation: SourceLocation,
  { context }: DocumentContext,
): readonly Body[] {
  const rangeOf = ({ mediaType, otherMediaTypes = [] }: Body): string | undefined =>
    [mediaType, ...otherMediaTypes].find((type) => isRange(type));
  const kept = bodies.map(rangeOf).find((range) => range !== undefined);
  return bodies.filter((body) => {
    const range = rangeOf(body);
    if (range === undefined || kept === undefined || range === kept) return true;
    context.report("unsupported-media-range", sourceLocation, { range, kept });
    return false;
  });
}

/** Whether another media type of the same body says something else, as those of patches do. */
function mayDiffer(body: Body): body is ContentBody {
  const { kind, mediaType } = body;
  const isPlainJson = essenceOf(mediaType) === "application/json" || isRange(mediaType);
  return kind === "text" || kind === "binary" || (kind === "json" && !isPlainJson);
}

/** Equal for bodies that hold the same: models by their schema, text and bytes by their kind. */
function bodyKey({ kind, mediaType }: Body, { schema }: Node): string {
  const isModel = kind !== "binary" && (kind !== "text" || isXml(mediaType));
  return isModel && schema !== undefined ? JSON.stringify(schema) : kind;
}

/** The nodes of a request body and of one of its media types. */
type BodyNodes = Readonly<Record<"body" | "media", Node>>;

interface BodyContext {
  readonly sourceLocation: SourceLocation;
  readonly query: Address["query"];
}

function readBody(
  nodes: BodyNodes,
  mediaType: string,
  { sourceLocation, query }: BodyContext,
  reading: DocumentContext,
): Body {
  const { body, media } = nodes;
  const schema = asNode(resolve(reading, media["schema"], media, "schema")) ?? {};
  const kind = requestKind(mediaType, schema);
  // A form of type string is one that the caller has encoded.
  const isText = kind === "form" && schema["type"] === "string";
  if (kind === "multipart" || (kind === "form" && !isText)) {
    const isMultipart = kind === "multipart";
    const { type } = schema;
    if (typeof type === "string" && type !== "object") {
      reading.context.report("form-without-fields", sourceLocation, { type });
    }
    const fields = readFields(
      { ...nodes, schema },
      isMultipart,
      { sourceLocation, query },
      reading,
    );
    // A range of them leaves the choice to the client: the parts of a form are what it describes.
    const isAnyMultipart = isMultipart && isRange(mediaType);
    return {
      sourceLocation,
      kind,
      mediaType: isAnyMultipart ? "multipart/form-data" : mediaType,
      ...fields,
    };
  }
  return {
    sourceLocation,
    kind: kind === "form" ? "text" : kind,
    mediaType,
    required: body["required"] === true,
    description: asText(body["description"]),
    schema: asSchema(media["schema"] ?? true),
  };
}

/** The nodes of a form, with its schema. */
type FormNodes = BodyNodes & Readonly<Record<"schema", Node>>;

function readFields(
  { schema, media, body }: FormNodes,
  isMultipart: boolean,
  { sourceLocation, query }: BodyContext,
  reading: DocumentContext,
): Pick<FormBody, "fields" | "others"> {
  const { fields, others } = readFormSchema(schema, (...node) => resolve(reading, ...node));
  const encoding = asNode(media["encoding"]) ?? {};
  const read = Array.from(fields, ([name, { schema: property, required }]): Field => {
    const encoded = asNode(encoding[name]) ?? {};
    const part = isMultipart ? readPart(encoded, name, reading) : undefined;
    const field: Field = {
      kind: "field",
      sourceLocation: isNode(property) ? reading.context.positions.of(property) : sourceLocation,
      name: wireName(name, undefined),
      required,
      description: asText(asNode(property)?.["description"]),
      schema: asSchema(property),
      style: styleOf(encoded, "query"),
      itemStyles: itemStylesOf(asSchema(property)),
      ...(part && { part }),
    };
    return asTextField(field, asNode(resolve(reading, property, media, "schema")), reading);
  });
  const constants = groupBy(query, ({ name }) => name);
  const open = read.filter(
    (field) => !constants.get(field.name)?.some((part) => repeats(field, part)),
  );
  const named = joinIndexedParameters(open);
  if (others === undefined) return { fields: named, others };
  return {
    fields: named,
    others: {
      kind: "field",
      sourceLocation,
      name: "body",
      required: fields.size === 0 && body["required"] === true,
      description: asText(body["description"]),
      schema: { type: "object", additionalProperties: asSchema(others) },
      style: "exploded-form",
    },
  };
}

/** An object whose media type is not JSON is passed as the text of its part. */
function asTextField(field: Field, schema: Node | undefined, { context }: DocumentContext): Field {
  const { name, sourceLocation, part } = field;
  const type = part?.contentType;
  const isObject = schema?.["type"] === "object" || isNode(schema?.["properties"]);
  if (!isObject || type === undefined || kindOf(type) === "json") return field;
  context.report("unsupported-part-type", sourceLocation, { name, type });
  return { ...field, schema: { type: "string" } };
}

/**
 * Reads what an encoding says of a part (OpenAPI 3.1, section 4.8.15.1). Several media types, or a
 * range, are for the file to choose. Of headers those are sent that have one value.
 */
function readPart(encoding: Node, part: string, reading: DocumentContext): Part | undefined {
  const { context } = reading;
  const contentType = asText(encoding["contentType"]).trim();
  const headers = asNode(encoding["headers"]) ?? {};
  const constants = Object.keys(headers)
    .filter((name) => name.toLowerCase() !== "content-type")
    .flatMap((name): readonly Constant[] => {
      const schema =
        asNode(asNode(resolve(reading, headers[name], headers, name))?.["schema"]) ?? {};
      const [value, second] = asList(schema["enum"] ?? [schema["const"]]);
      const hasOneValue = second === undefined && ["string", "number"].includes(typeof value);
      if (hasOneValue && isFieldName(name) && isFieldValue(String(value))) {
        return [{ kind: "constant", name, value: String(value) }];
      }
      const fault = hasOneValue ? "characters" : "open";
      context.reportAt("unsupported-part-header", [headers, name], { name, fault });
      return [];
    });
  const types = contentType === "" ? [] : contentType.split(",").map((type) => type.trim());
  // A parameter may have a comma in quotes.
  const isValid = types.every(isMediaType) || isMediaType(contentType);
  if (!isValid) {
    context.reportAt("invalid-part-type", [encoding, "contentType"], { part, type: contentType });
  }
  const isExact = isValid && isMediaType(contentType) && !isRange(contentType);
  if (!isExact && constants.length === 0) return undefined;
  return { contentType: isExact ? contentType : undefined, headers: constants };
}

/** Whether a header can carry a value as it is (RFC 9110, section 5.5). */
function isFieldValue(value: string): boolean {
  return /^[\t -~\x80-\xff]*$/.test(value) && value === value.trim();
}

/** Whether a form field says again what the query fixes, so that nobody needs to pass it. */
function repeats({ name, schema }: Field, part: QueryPart): boolean {
  if (part.kind !== "constant" || part.name !== name) return false;
  const allowed = asNode(schema)?.["enum"];
  return !Array.isArray(allowed) || allowed.flat().map(String).includes(part.value);
}
