import { json } from "./body.ts";
import { decode, encode, type Codec } from "./codec.ts";
import { ParameterError } from "./errors.ts";

/** Makes a function that parses JSON, integers of any size without loss, and converts it. */
export function exactJsonParser(codec: Codec): (text: string) => unknown {
  return (text) => {
    if (!/\d{16}/.test(text)) return decode(codec, JSON.parse(text));
    return withNumbers(decode(codec, parseExactly(text)));
  };
}

/**
 * Parses JSON in which integers beyond 53 bits become `BigInt` objects. A reviver is not shown the text
 * of a number in Node 20, so they become strings before: `"#n9007199254740993"`. Strings that could
 * be mistaken for one begin with `#s` instead.
 */
function parseExactly(text: string): unknown {
  const marked = text.replace(token, (value: string, offset: number) => {
    colon.lastIndex = offset + value.length;
    if (colon.test(text)) return value;
    if (value.startsWith('"')) return /^"[#\\]/.test(value) ? `"#s${value.slice(1)}` : value;
    const isExact = /[.Ee]/.test(value) || Number.isSafeInteger(Number(value));
    return isExact || !/^-?[1-9]/.test(value) ? value : `"#n${value}"`;
  });
  return JSON.parse(marked, (_, value: unknown) => {
    if (typeof value !== "string" || !value.startsWith("#")) return value;
    const content = value.slice(2);
    return value.startsWith("#n") ? Object(BigInt(content)) : content;
  });
}

/** A string, or what is left of one, or a number. */
const token = /"(?:[^"\\]|\\[^])*"?|-?\d+(?:\.\d+)?(?:[Ee][+-]?\d+)?/g;

/** Follows the name of a property, which is none of the values. */
const colon = /\s*:/y;

/** Returns a value with the numbers of JSON where no codec has made something else of an integer. */
function withNumbers(value: unknown): unknown {
  if (value instanceof BigInt) return Number(value);
  if (typeof value !== "object" || value === null) return value;
  for (const [key, item] of Object.entries(value)) {
    // An own property, `__proto__` too, is replaced and not set anew.
    if (typeof item === "object") (value as Record<string, unknown>)[key] = withNumbers(item);
  }
  return value;
}

/**
 * Returns a JSON body in which each `bigint` is a number with all its digits, in every runtime.
 *
 * @param codec converts the value first.
 * @throws ParameterError as `json` does.
 */
export function exactJson(value: unknown, codec?: Codec): string | undefined {
  try {
    return write(codec ? encode(codec, value) : value, "body");
  } catch (error) {
    throw error instanceof ParameterError ? error : new ParameterError("body");
  }
}

function write(value: unknown, name: string): string | undefined {
  if (typeof value === "bigint") return String(value);
  if (typeof value !== "object" || value === null) return writeScalar(value, name);
  if (value instanceof Blob) throw new ParameterError(name);
  const { toJSON } = value as { readonly toJSON?: unknown };
  if (typeof toJSON === "function") {
    const plain: unknown = toJSON.call(value, name);
    // An invalid date gives null.
    if (plain === null) throw new ParameterError(name);
    return write(plain, name);
  }
  if (Array.isArray(value)) {
    return `[${value.map((item) => write(item, name) ?? "null").join(",")}]`;
  }
  const members = Object.entries(value).flatMap(([key, item]: [string, unknown]) => {
    const text = write(item, key);
    return text === undefined ? [] : [`${JSON.stringify(key)}:${text}`];
  });
  return `{${members.join(",")}}`;
}

function writeScalar(value: unknown, name: string): string | undefined {
  if (typeof value === "number" && !Number.isFinite(value)) throw new ParameterError(name);
  return json(value);
}
