import type { Schema, StreamKind } from "./service.ts";

type Kind = "json" | "form" | "multipart" | "text" | "binary";

const token = "[!#$%&'*+.^_`|~\\w-]+";
const quotedString = '"(?:[ !#-[\\]-~]|\\\\[ -~])*"';
const mediaTypeSyntax = new RegExp(
  `^${token}/${token}[ \\t]*(?:;[ \\t]*(?:${token}=(?:${token}|${quotedString})[ \\t]*)?)*$`,
);

/**
 * Whether a text is a media type, or a range of them, that a header can carry (RFC 9110, sections
 * 8.3.1 and 12.5.1; in ASCII, since a `Blob` has no other type).
 */
export function isMediaType(text: string): boolean {
  return mediaTypeSyntax.test(text) && text === text.trim();
}

/** Whether a text is the name of a header field (RFC 9110, section 5.1). */
export function isFieldName(text: string): boolean {
  return fieldName.test(text);
}

const fieldName = new RegExp(`^${token}$`);

/** Returns a media type without its parameters, in lower case: `text/html` of `Text/HTML; charset=utf-8`. */
export function essenceOf(mediaType: string): string {
  return (mediaType.split(";")[0] ?? "").trim().toLowerCase();
}

/** Whether a media type is a range of several: `image/*`. */
export function isRange(mediaType: string): boolean {
  return essenceOf(mediaType).includes("*");
}

/** Whether what has this media type is XML. */
export function isXml(mediaType: string): boolean {
  return /[/+]xml$/.test(essenceOf(mediaType));
}

/**
 * Returns media types in the order in which a client in TypeScript sends and reads them best:
 * `application/json`, then other JSON, then forms, then text, then bytes; ranges (`image/*`) after
 * what is exact.
 */
export function byPreference(mediaTypes: readonly string[]): readonly string[] {
  const rank = (mediaType: string): number => {
    if (essenceOf(mediaType) === "application/json") return -1;
    const kind = kinds.indexOf(kindOf(mediaType));
    return isRange(mediaType) ? kinds.length + kind : kind;
  };
  return mediaTypes.toSorted((a, b) => rank(a) - rank(b));
}

const kinds: readonly Kind[] = ["json", "form", "multipart", "text", "binary"];

/** Returns how the body of a request is written. Where any type will do, its schema says it. */
export function requestKind(mediaType: string, schema: Schema): Kind {
  if (!isAnyType(mediaType)) return kindOf(mediaType);
  const isUnknown = schema === true || Object.keys(schema).length === 0;
  return isUnknown ? "binary" : (stringKind(schema) ?? "json");
}

/** Returns how the body of a response is read. Where any type may come, its schema says it. */
export function responseKind(mediaType: string, schema: Schema): "json" | "text" | "binary" {
  const string = schema !== true && isAnyType(mediaType) && stringKind(schema);
  if (string) return string;
  const kind = kindOf(mediaType);
  return kind === "form" ? "text" : kind === "multipart" ? "binary" : kind;
}

function stringKind(schema: Exclude<Schema, true>): "text" | "binary" | undefined {
  if (schema["type"] !== "string") return undefined;
  return schema["format"] === "binary" ? "binary" : "text";
}

/** Returns how a body is read that comes item by item; `undefined` for any other. */
export function streamKind(mediaType: string): "events" | StreamKind | undefined {
  const type = essenceOf(mediaType);
  if (type === "text/event-stream") return "events";
  if (/[/+]json-seq$/.test(type)) return "json sequence";
  return /^application\/(?:x-)?(?:nd-?json|jsonl(?:ines)?|json-?lines|json-stream)$/.test(type)
    ? "json lines"
    : undefined;
}

/** Whether a media type says nothing of the content. */
export function isAnyType(mediaType: string): boolean {
  return /^(?:application|\*)\/\*$/.test(essenceOf(mediaType));
}

export function kindOf(mediaType: string): Kind {
  const type = essenceOf(mediaType);
  if (isAnyType(type) || /[/+](?:x-amz-)?json(?:-\d\.\d)?$/.test(type)) return "json";
  if (type === "application/x-www-form-urlencoded") return "form";
  if (type.startsWith("multipart/")) return "multipart";
  return /^text\/|[/+]xml$|[/+](?:x-)?yaml$/.test(type) ? "text" : "binary";
}
