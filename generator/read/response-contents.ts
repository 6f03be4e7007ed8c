import { asNode, type Node } from "../data/json-object.ts";
import { asSchema } from "../model/json-schema.ts";
import type { PlainContent, Response, Schema, StreamKind } from "../model/service.ts";
import {
  byPreference,
  essenceOf,
  isAnyType,
  isXml,
  kindOf,
  responseKind,
  streamKind,
} from "../model/media-type.ts";
import { mediaTypesIn } from "./media-types.ts";
import { resolve, type DocumentContext } from "./document-context.ts";

/**
 * Reads what a response may hold: the media type that a client reads best, and the others that are
 * read another way. The same model in another notation (XML or YAML beside JSON, a second name of
 * JSON) is no other: it is not asked for. Text and bytes are asked for in every type.
 *
 * @param content the `content` of a response (OpenAPI 3.1, section 4.8.17), by media type.
 * @param isSuccess whether what comes item by item is read so; an error is read whole.
 */
export function readResponseContents(
  content: Node,
  isSuccess: boolean,
  reading: DocumentContext,
): Pick<Response, "content" | "alternatives"> {
  const mediaTypes = mediaTypesIn(content, reading, false);
  const [chosen] = byPreference(mediaTypes);
  const first = chosen === undefined ? undefined : readContent(content, chosen, isSuccess, reading);
  if (!first) return { content: undefined };
  const contents = new Map([[contentKey(first, reading), first]]);
  for (const mediaType of mediaTypes) {
    const one = readContent(content, mediaType, isSuccess, reading);
    if (!one || mediaType === first.mediaType) continue;
    const key = contentKey(one, reading);
    const known = contents.get(key);
    if (!known) {
      contents.set(key, one);
    } else if (known.kind === key && !isAnyType(mediaType)) {
      // Of any type the schema says how it is read.
      contents.set(key, withMediaType(known, mediaType));
    }
  }
  const [chosenContent = first, ...alternatives] = contents.values();
  return { content: chosenContent, ...(alternatives.length > 0 && { alternatives }) };
}

function readContent(
  content: Node,
  mediaType: string,
  isSuccess: boolean,
  reading: DocumentContext,
): PlainContent | undefined {
  const media = asNode(content[mediaType]) ?? {};
  const declared = media["schema"];
  const stream = isSuccess ? streamKind(mediaType) : undefined;
  if (stream) return { mediaType, ...readItems(media, stream, reading) };
  if (declared === undefined && kindOf(mediaType) === "json") return undefined;
  const schema = asSchema(declared ?? true);
  return { mediaType, kind: responseKind(mediaType, schema), schema };
}

/**
 * Reads what comes item by item. OpenAPI 3.2 (section 4.14.4) has `itemSchema` for one; before, and
 * where there is none, `schema` is for one too, or for the list of all.
 */
function readItems(
  media: Node,
  kind: StreamKind,
  reading: DocumentContext,
): Pick<PlainContent, "kind" | "schema"> {
  const item = media["itemSchema"];
  const whole = asNode(
    resolve(reading, item ?? media["schema"], media, item ? "itemSchema" : "schema"),
  );
  if (kind === "events") return readData(item === undefined ? media["schema"] : undefined, whole);
  const isList = item === undefined && whole?.["type"] === "array";
  return { kind, schema: asSchema(isList ? whole["items"] : (item ?? media["schema"])) };
}

/** An event's `itemSchema` is for its fields, of which `data` is text that may hold JSON. */
function readData(schema: unknown, whole: Node | undefined): Pick<PlainContent, "kind" | "schema"> {
  const data = asNode(asNode(whole?.["properties"])?.["data"]);
  if (schema === undefined) {
    const inside = data?.["contentSchema"];
    return inside === undefined
      ? { kind: "text events", schema: { type: "string" } }
      : { kind: "events", schema: asSchema(inside) };
  }
  const isText = whole?.["type"] === "string";
  return { kind: isText ? "text events" : "events", schema: asSchema(schema) };
}

function withMediaType(content: PlainContent, mediaType: string): PlainContent {
  return { ...content, otherMediaTypes: [...(content.otherMediaTypes ?? []), mediaType] };
}

/** Equal for contents that hold the same: models by their schema, text and bytes by their kind. */
function contentKey({ mediaType, kind, schema }: PlainContent, reading: DocumentContext): string {
  if (streamKind(mediaType) && kind !== "text" && kind !== "binary")
    return `${kind} ${JSON.stringify(schema)}`;
  const isNotation = !isMadeForPeople(mediaType) && isStructured(schema, reading);
  const isModel = kind === "json" || isXml(mediaType) || isNotation;
  return isModel && schema !== true ? JSON.stringify(schema) : kind;
}

/** Whether what has this media type is made of a model and not to be read as one: CSV, HTML. */
function isMadeForPeople(mediaType: string): boolean {
  return /^text\/(?!plain$|(?:x-)?yaml$)/.test(essenceOf(mediaType));
}

/** Whether a schema is for an object or a list, which text and bytes only write down. */
function isStructured(schema: Schema, reading: DocumentContext): boolean {
  const { type } = asNode(resolve(reading, schema, { schema }, "schema")) ?? {};
  return type === "object" || type === "array";
}
