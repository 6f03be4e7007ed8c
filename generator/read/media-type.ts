import type { Schema } from "../model/service.ts";

export interface MediaType {
  readonly mediaType: string;
  readonly kind: "json" | "form" | "multipart" | "text" | "binary";
}

/**
 * Returns the media type that a client in TypeScript sends best: `application/json`, then other JSON,
 * then forms, then text, then bytes.
 */
export function chooseMediaType(mediaTypes: readonly string[]): MediaType | undefined {
  const kinds = mediaTypes.map((mediaType): MediaType => ({ mediaType, kind: kindOf(mediaType) }));
  const plain = kinds.find(({ mediaType }) => /^application\/json *(?:;|$)/i.test(mediaType));
  if (plain) return plain;
  for (const kind of ["json", "form", "multipart", "text", "binary"]) {
    const found = kinds.find((one) => one.kind === kind);
    if (found) return found;
  }
  return undefined;
}

/** Returns how the body of a response is read. Of a wildcard the schema says what it is. */
export function responseKind(mediaType: string, schema: Schema): "json" | "text" | "binary" {
  const isString = schema !== true && schema["type"] === "string";
  if (mediaType.trim() === "*/*" && isString) {
    return schema["format"] === "binary" ? "binary" : "text";
  }
  const kind = kindOf(mediaType);
  return kind === "form" ? "text" : kind === "multipart" ? "binary" : kind;
}

export function kindOf(mediaType: string): MediaType["kind"] {
  const type = mediaType.split(";")[0]?.trim().toLowerCase() ?? "";
  if (type === "*/*" || /[/+](?:x-amz-)?json(?:-\d\.\d)?$/.test(type)) return "json";
  if (type === "application/x-www-form-urlencoded") return "form";
  if (type.startsWith("multipart/")) return "multipart";
  return /^text\/|[/+]xml$/.test(type) ? "text" : "binary";
}
