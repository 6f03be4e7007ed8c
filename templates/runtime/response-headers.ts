import type { ScalarCodec } from "./codec.ts";
import { ownProperties } from "./internal.ts";

/** A response of `exchange` or of `fetch`, or an `HttpError`. */
export interface WithHeaders {
  readonly headers: Headers;
}

/**
 * How the text of a header is read; a function parses it. A list has its items between commas (RFC
 * 9110, section 5.6.1), unless it names another separator.
 */
type HeaderKind =
  | ItemKind
  | "json"
  | ((text: string) => unknown)
  | readonly [item: ItemKind, separator?: string]
  | ObjectKind;

/** An object is `R,100,G,200`, or `R=100,G=200` where it is exploded (OpenAPI 3.1, section 4.8.12.4). */
interface ObjectKind {
  readonly isExploded: boolean;
  readonly properties: Readonly<Record<string, ItemKind>>;
  /** Of properties that are not listed; by default they stay text. */
  readonly others?: ItemKind;
}

type ItemKind = "string" | "number" | "boolean" | ScalarCodec;

/**
 * Reads the headers that a description declares. What the response lacks, or what is no number, date
 * or JSON where one is declared, is left out.
 */
export function readHeaders<Result extends object>(
  { headers }: WithHeaders,
  kinds: { readonly [Name in keyof Result]-?: HeaderKind },
): Result {
  const read = Object.entries<HeaderKind>(kinds).flatMap(([name, kind]) => {
    const text = headers.get(name);
    const value = text === null ? undefined : parse(text, kind, name, headers);
    return value === undefined ? [] : [[name, value] as const];
  });
  // The description is believed here, as it is in a body.
  return Object.fromEntries(read) as Result;
}

function parse(text: string, kind: HeaderKind, name: string, headers: Headers): unknown {
  if (kind === "json") return attempt(() => JSON.parse(text));
  if (typeof kind === "function") return attempt(() => kind(text));
  if (isList(kind)) {
    const [item, separator] = kind;
    const values = fieldLines(name, headers) ?? split(text, separator);
    return complete(values.map((one) => parseItem(one, item)));
  }
  return typeof kind === "object" && "properties" in kind
    ? parseObject(text, kind)
    : parseItem(text.trim(), kind);
}

function isList(kind: HeaderKind): kind is readonly [item: ItemKind, separator?: string] {
  return Array.isArray(kind);
}

/** The values of a header that is no list: a cookie may have commas (RFC 9110, section 5.3). */
function fieldLines(name: string, headers: Headers): readonly string[] | undefined {
  const { getSetCookie } = headers as { readonly getSetCookie?: () => string[] };
  return name.toLowerCase() === "set-cookie" ? getSetCookie?.call(headers) : undefined;
}

function split(text: string, separator = ","): readonly string[] {
  const items = text.split(separator).map((item) => item.trim());
  return items.filter((item) => item !== "");
}

/** One value that cannot be read makes the whole one that cannot. */
function complete<Values extends readonly unknown[]>(values: Values): Values | undefined {
  return values.includes(undefined) ? undefined : values;
}

function parseObject(text: string, { isExploded, properties, others }: ObjectKind): unknown {
  const items = text.split(",");
  if (isExploded && !items.every((item) => item.includes("="))) return undefined;
  const kinds = ownProperties(properties);
  const entries: (readonly [name: string, value: unknown])[] = [];
  let name: string | undefined;
  for (const part of isExploded ? items.flatMap((item) => item.split(/=([^]*)/, 2)) : items) {
    const one = part.trim();
    if (name === undefined) {
      name = one;
    } else {
      entries.push([name, parseItem(one, kinds[name] ?? others ?? "string")]);
      name = undefined;
    }
  }
  const isWhole = name === undefined && entries.every(([, value]) => value !== undefined);
  return isWhole ? Object.fromEntries(entries) : undefined;
}

/** Returns `undefined` for what cannot be read. */
function attempt(read: () => unknown): unknown {
  try {
    return read();
  } catch {
    return undefined;
  }
}

function parseItem(text: string, kind: ItemKind): unknown {
  if (typeof kind === "object") return attempt(() => kind.decode(text, ""));
  switch (kind) {
    case "string":
      return text;
    case "number":
      return text === "" || !Number.isFinite(Number(text)) ? undefined : Number(text);
    case "boolean":
      return /^true$/i.test(text) || (/^false$/i.test(text) ? false : undefined);
  }
}
