/** One segment of a JSON Pointer: `~` and `/` written as `~0` and `~1` (RFC 6901, section 3). */
export function escapePointer(segment: string): string {
  return segment.replaceAll("~", "~0").replaceAll("/", "~1");
}

/** The node that a local reference (`#/…`) names; `undefined` where there is none. */
export function resolvePointer(document: unknown, reference: string): unknown {
  if (!reference.startsWith("#")) return undefined;
  let node: unknown = document;
  for (const segment of reference.slice(1).split("/").slice(1)) {
    const key = unescapeSegment(segment);
    if (typeof node !== "object" || node === null || !Object.hasOwn(node, key)) return undefined;
    node = Reflect.get(node, key);
  }
  return node;
}

/** Decodes a segment into its key: `a~1b%20c` is `a/b c`. */
export function unescapeSegment(segment: string): string {
  let text = segment;
  try {
    text = decodeURIComponent(segment);
  } catch {
    // Not percent-encoded after all: a name with a stray `%`.
  }
  return text.replaceAll("~1", "/").replaceAll("~0", "~");
}

/** The JSON Pointer that leads through these names. */
export function pointerTo(path: readonly string[]): string {
  return path.map((name) => `/${escapePointer(name)}`).join("");
}
