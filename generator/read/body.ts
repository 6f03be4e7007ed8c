import { groupBy } from "../collections/group-by.ts";
import type { SourceLocation } from "../diagnostics/problem.ts";
import { isNode, map, text, type Node } from "../json/json-object.ts";
import { asSchema } from "../model/json-schema.ts";
import type { Address, Body, Field, FormBody, Method, QueryPart } from "../model/service.ts";
import { resolve, type DocumentContext } from "./document-context.ts";
import { readFormSchema } from "./form-schema.ts";
import { joinNumbered } from "./indexed-lists.ts";
import { byPreference, requestKind } from "./media-type.ts";
import { styleOf, wireName } from "./parameter.ts";

/**
 * Reads what an operation may send: the body that a client sends best, then the others, each with the
 * media types that it may have. The same model in another notation (a form or XML beside JSON, a
 * second name of JSON) is no other body.
 */
export function readBodies(
  operation: Node,
  method: Method,
  { query }: Address,
  reading: DocumentContext,
): readonly Body[] {
  const { context } = reading;
  const node = map(resolve(reading, operation["requestBody"], operation, "requestBody"));
  if (!node) return [];
  const place = context.positions.of(operation, "requestBody");
  if (method === "GET" || method === "HEAD") {
    context.report("unsupported-body", place, { method });
    return [];
  }
  const content = map(node["content"]) ?? {};
  const bodies = new Map<string, Body>();
  for (const mediaType of byPreference(Object.keys(content))) {
    const media = map(content[mediaType]) ?? {};
    const body = readBody({ body: node, media }, mediaType, { place, query }, reading);
    const identity = identityOf(body, media);
    const known = bodies.get(identity);
    if (!known) bodies.set(identity, body);
    else if (known.kind === "text" || known.kind === "binary") {
      const otherMediaTypes = [...(known.otherMediaTypes ?? []), mediaType];
      bodies.set(identity, { ...known, otherMediaTypes });
    }
  }
  return withOneRange([...bodies.values()], place, reading);
}

/** Keeps the first body with a range of media types: the compiler cannot tell another from it. */
function withOneRange(
  bodies: readonly Body[],
  place: SourceLocation,
  { context }: DocumentContext,
): readonly Body[] {
  const rangeOf = ({ mediaType, otherMediaTypes = [] }: Body): string | undefined =>
    [mediaType, ...otherMediaTypes].find((type) => type.includes("*"));
  const kept = bodies.map(rangeOf).find((range) => range !== undefined);
  return bodies.filter((body) => {
    const range = rangeOf(body);
    if (range === undefined || kept === undefined || range === kept) return true;
    context.report("unsupported-media-range", place, { range, kept });
    return false;
  });
}

/** Equal for bodies that hold the same: models by their schema, text and bytes by their kind. */
function identityOf({ kind, mediaType }: Body, { schema }: Node): string {
  const isModel = kind !== "binary" && (kind !== "text" || /[/+]xml\b/i.test(mediaType));
  return isModel && schema !== undefined ? JSON.stringify(schema) : kind;
}

/** The nodes of a request body and of one of its media types. */
type BodyNodes = Readonly<Record<"body" | "media", Node>>;

interface BodyContext {
  readonly place: SourceLocation;
  readonly query: Address["query"];
}

function readBody(
  nodes: BodyNodes,
  mediaType: string,
  { place, query }: BodyContext,
  reading: DocumentContext,
): Body {
  const { body, media } = nodes;
  const schema = map(resolve(reading, media["schema"], media, "schema")) ?? {};
  const kind = requestKind(mediaType, schema);
  // A form that is a text is one that the caller has written out.
  const isText = kind === "form" && schema["type"] === "string";
  if (kind === "multipart" || (kind === "form" && !isText)) {
    const fields = readFields({ ...nodes, schema }, place, query, reading);
    return { place, kind, mediaType, ...fields };
  }
  return {
    place,
    kind: kind === "form" ? "text" : kind,
    mediaType,
    required: body["required"] === true,
    description: text(body["description"]),
    schema: asSchema(media["schema"] ?? true),
  };
}

/** The nodes of a form, with its schema. */
type FormNodes = BodyNodes & Readonly<Record<"schema", Node>>;

function readFields(
  { schema, media, body }: FormNodes,
  place: SourceLocation,
  query: Address["query"],
  reading: DocumentContext,
): Pick<FormBody, "fields" | "others"> {
  const { fields, others } = readFormSchema(schema, (...node) => resolve(reading, ...node));
  const encoding = map(media["encoding"]) ?? {};
  const read = Array.from(fields, ([name, field]): Field => {
    const property = asSchema(field.schema);
    return {
      kind: "field",
      place: isNode(field.schema) ? reading.context.positions.of(field.schema) : place,
      name: wireName(name, undefined),
      required: field.required,
      description: property === true ? "" : text(property["description"]),
      schema: property,
      style: styleOf(map(encoding[name]) ?? {}, "query"),
    };
  });
  const constants = groupBy(query, ({ name }) => name);
  const open = read.filter(
    (field) => !constants.get(field.name)?.some((part) => repeats(field, part)),
  );
  const named = joinNumbered(open);
  if (others === undefined) return { fields: named, others };
  return {
    fields: named,
    others: {
      kind: "field",
      place,
      name: "body",
      required: fields.size === 0 && body["required"] === true,
      description: text(body["description"]),
      schema: { type: "object", additionalProperties: asSchema(others) },
      style: "exploded-form",
    },
  };
}

/** Whether a form field says again what the query fixes, so that nobody needs to pass it. */
function repeats({ name, schema }: Field, part: QueryPart): boolean {
  if (part.kind !== "constant" || part.name !== name) return false;
  const allowed = map(schema)?.["enum"];
  return !Array.isArray(allowed) || allowed.flat().map(String).includes(part.value);
}
