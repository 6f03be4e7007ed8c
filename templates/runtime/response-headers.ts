import type { ScalarCodec } from "./codec.ts";

/** A response of `exchange` or of `fetch`, or an `HttpError`. */
export interface WithHeaders {
  readonly headers: Headers;
}

/** How the text of a header is read. A list has its items between commas (RFC 9110, section 5.6.1). */
type HeaderKind = ItemKind | readonly [ItemKind];
type ItemKind = "string" | "number" | "boolean" | ScalarCodec;

/**
 * Reads the headers that a description declares. What the response lacks, or what is no number or
 * date where one is declared, is left out.
 */
export function readHeaders<Result extends object>(
  { headers }: WithHeaders,
  kinds: { readonly [Name in keyof Result]-?: HeaderKind },
): Result {
  const read = Object.entries<HeaderKind>(kinds).flatMap(([name, kind]) => {
    const text = headers.get(name);
    const value = text === null ? undefined : parse(text, kind);
    return value === undefined ? [] : [[name, value] as const];
  });
  // The description is believed here, as it is in a body.
  return Object.fromEntries(read) as Result;
}

function parse(text: string, kind: HeaderKind): unknown {
  if (!isList(kind)) return parseItem(text.trim(), kind);
  const items = text.split(",").map((item) => item.trim());
  const values = items.filter((item) => item !== "").map((item) => parseItem(item, kind[0]));
  return values.includes(undefined) ? undefined : values;
}

function isList(kind: HeaderKind): kind is readonly [ItemKind] {
  return Array.isArray(kind);
}

function parseItem(text: string, kind: ItemKind): unknown {
  if (typeof kind === "object") return decodeText(text, kind);
  switch (kind) {
    case "string":
      return text;
    case "number":
      return text === "" || !Number.isFinite(Number(text)) ? undefined : Number(text);
    case "boolean":
      return /^true$/i.test(text) || (/^false$/i.test(text) ? false : undefined);
  }
}

function decodeText(text: string, codec: ScalarCodec): unknown {
  try {
    return codec.decode(text, "");
  } catch {
    return undefined;
  }
}
