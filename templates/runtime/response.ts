import { DecodeError, LimitError } from "./errors.ts";
import { formatOf } from "./internal.ts";

/**
 * Reads the body of a response: the values of a request's `responses`.
 *
 * ```ts
 * responses: { "2XX": readJson, 404: readText, default: readXml }
 * ```
 *
 * A reader is a constant of a module, so that requests can be compared, and so that a program bundles
 * those alone that its requests name. Where there is no body (204, 205, 304, `HEAD`), the platform's
 * response has `null` in its place.
 * A body that is not what it should be is no exception: the reader sets `incoming.error` and returns
 * as much as is known of it (its text), for `HttpError` and `exchange`; `send` then throws the error
 * of a 2xx.
 */
export type ReadBody<Body = unknown> = (incoming: IncomingResponse) => Body | Promise<Body>;

/** A response of which the status and the headers were received, and the body was not yet. */
export interface IncomingResponse {
  /** The operation's name, for errors. */
  readonly operation: string;
  readonly response: Response;
  /** How many bytes of the body may be read, after decompression. */
  readonly limit: number;
  /** Why the body is not what it should be. The first error counts. */
  error?: DecodeError | LimitError | undefined;
  /**
   * Stops following the caller's signal; called once the reader is done. A reader that returns a
   * stream takes it over with {@link takeRelease}.
   */
  release?: (() => void) | undefined;
}

/**
 * Keeps following the caller's signal after the reader has returned: for a stream of the body.
 *
 * @returns a function to call at the stream's end.
 */
export function takeRelease(incoming: IncomingResponse): () => void {
  const { release } = incoming;
  incoming.release = undefined;
  return () => release?.();
}

/**
 * Reads a body to its end, but no further than the limit: the rest is cancelled, which ends its
 * connection, and the error is a `LimitError`.
 */
export async function readBytes(incoming: IncomingResponse): Promise<Bytes> {
  const { operation, response, limit } = incoming;
  const reader = response.body?.getReader();
  const chunks: Chunk[] = [];
  for (let left = limit; reader;) {
    const { done, value } = await reader.read();
    if (done) break;
    chunks.push(value.subarray(0, left));
    left -= value.length;
    if (left < 0) {
      incoming.error = new LimitError(operation, response.status, limit);
      // The caller has the error; whether this works is of no use to anyone.
      reader.cancel().catch((): undefined => undefined);
      break;
    }
  }
  const [first] = chunks;
  return first && chunks.length < 2 ? first : new Blob(chunks).arrayBuffer();
}

/** A piece of a body, with the type that the DOM library of the compiler has for it. */
export type Chunk =
  NonNullable<Response["body"]> extends ReadableStream<infer Bytes> ? Bytes : never;

/** What the decoder of the platform takes: the types of DOM, Node and Workers differ. */
export type Bytes = NonNullable<Parameters<InstanceType<typeof TextDecoder>["decode"]>[0]>;

/**
 * Reads a body as text in UTF-8, without a byte order mark. Where it is not UTF-8 the error is a
 * `DecodeError`, and the text has U+FFFD in place of the wrong bytes.
 */
export async function readText(incoming: IncomingResponse): Promise<string> {
  const bytes = await readBytes(incoming);
  try {
    return strict.decode(bytes);
  } catch {
    return invalid(incoming, "UTF-8", new TextDecoder().decode(bytes));
  }
}

/**
 * Making a decoder takes longer than decoding a small body. The types of Cloudflare's Workers require
 * both options.
 */
const strict = /* @__PURE__ */ new TextDecoder("utf-8", { fatal: true, ignoreBOM: false });

/**
 * Reads a body as JSON, whatever its content type; `undefined` for none, and for an empty one, which
 * only a 2xx may be.
 */
export async function readJson(incoming: IncomingResponse): Promise<unknown> {
  const { response } = incoming;
  const text = await readText(incoming);
  if (incoming.error) return text;
  if (text === "" && (response.ok || !response.body)) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return invalid(incoming, "JSON", text || undefined);
  }
}

/**
 * Reports a body that is not what it should be.
 *
 * @param format that it should have had: `JSON`.
 * @returns what is known of the body.
 */
export function invalid<Body>(incoming: IncomingResponse, format: string, body: Body): Body {
  incoming.error ??= new DecodeError(incoming.operation, incoming.response.status, format);
  return body;
}

/**
 * Makes a reader of a function that parses text: `undefined` for no body. What it throws makes the body
 * one that is not valid, of which the text is left.
 *
 * @param format of the text, for the error: `XML`.
 */
export function textReader(
  format: string,
  parse: (text: string, headers: Headers) => unknown,
): ReadBody {
  return async (incoming) => {
    const text = await readText(incoming);
    if (incoming.error) return text;
    if (!incoming.response.body) return undefined;
    try {
      return parse(text, incoming.response.headers);
    } catch (error) {
      return invalid(incoming, formatOf(error, format), text);
    }
  };
}

/** Reads a body as JSON where its content type says so, and as text otherwise. */
export async function readJsonOrText(incoming: IncomingResponse): Promise<unknown> {
  // `+json` and `x-amz-json-1.1` are JSON too, but not the sequences `json-seq` and `x-ndjson`.
  const isJson = /^[^;]*\bjson\b(?!-seq)/i.test(
    String(incoming.response.headers.get("content-type")),
  );
  return isJson ? readJson(incoming) : (await readText(incoming)) || undefined;
}
