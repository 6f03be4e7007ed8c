import { groupBy } from "../collections/group-by.ts";
import type { SourceLocation } from "../diagnostics/problem.ts";
import { isNode, map, text, type Node } from "../json/json-object.ts";
import { asSchema } from "../model/json-schema.ts";
import type { Address, Body, Field, FormBody, Method, QueryPart } from "../model/service.ts";
import { resolve, type DocumentContext } from "./document-context.ts";
import { readFormSchema } from "./form-schema.ts";
import { joinNumbered } from "./indexed-lists.ts";
import { chooseMediaType } from "./media-type.ts";
import { styleOf, wireName } from "./parameter.ts";

export function readBody(
  operation: Node,
  method: Method,
  { query }: Address,
  reading: DocumentContext,
): Body | undefined {
  const { context } = reading;
  const node = map(resolve(reading, operation["requestBody"], operation, "requestBody"));
  if (!node) return undefined;
  const place = context.positions.of(operation, "requestBody");
  if (method === "GET" || method === "HEAD") {
    context.report("unsupported-body", place, { method });
    return undefined;
  }
  const content = map(node["content"]) ?? {};
  const chosen = chooseMediaType(Object.keys(content));
  if (!chosen) return undefined;
  const { kind, mediaType } = chosen;
  const media = map(content[mediaType]) ?? {};
  const schema = map(resolve(reading, media["schema"], media, "schema")) ?? {};
  // A form that is a text is one that the caller has written out.
  const isText = kind === "form" && schema["type"] === "string";
  if (kind === "multipart" || (kind === "form" && !isText)) {
    const fields = readFields({ schema, media, body: node }, place, query, reading);
    return { place, kind, mediaType, ...fields };
  }
  return {
    place,
    kind: kind === "form" ? "text" : kind,
    mediaType,
    required: node["required"] === true,
    description: text(node["description"]),
    schema: asSchema(media["schema"] ?? true),
  };
}

/** The nodes of a form: its schema, the media type that has it, and the request body. */
type FormNodes = Readonly<Record<"schema" | "media" | "body", Node>>;

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
