export interface MediaType {
  readonly mediaType: string;
  readonly kind: "json" | "form" | "multipart" | "text" | "binary";
}

/** The media type that a client in TypeScript sends best: JSON, then forms, then text, then bytes. */
export function chooseMediaType(mediaTypes: readonly string[]): MediaType | undefined {
  const kinds = mediaTypes.map((mediaType): MediaType => ({ mediaType, kind: kindOf(mediaType) }));
  for (const kind of ["json", "form", "multipart", "text", "binary"]) {
    const found = kinds.find((one) => one.kind === kind);
    if (found) return found;
  }
  return undefined;
}

export function answerKind(kind: MediaType["kind"]): "json" | "text" | "binary" {
  return kind === "form" ? "text" : kind === "multipart" ? "binary" : kind;
}

export function kindOf(mediaType: string): MediaType["kind"] {
  const type = mediaType.split(";")[0]?.trim().toLowerCase() ?? "";
  if (type === "*/*" || /[/+](?:x-amz-)?json(?:-\d\.\d)?$/.test(type)) return "json";
  if (type === "application/x-www-form-urlencoded") return "form";
  if (type.startsWith("multipart/")) return "multipart";
  return /^text\/|[/+]xml$/.test(type) ? "text" : "binary";
}
