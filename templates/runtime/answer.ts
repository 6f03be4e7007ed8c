import { decode, readBytes } from "./bytes.ts";
import { DecodeError } from "./decode-error.ts";
import { LimitError } from "./limit-error.ts";
import { own } from "./own.ts";
import type { Answer, ApiRequest } from "./request.ts";

/** An answer that was read to its end, or to the limit. */
export interface Received {
  readonly ok: boolean;
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
  /** Why the body is not what it should be: it is no JSON, or longer than the limit. */
  readonly fault?: DecodeError | LimitError | undefined;
}

/**
 * Reads an answer to its end. What the request declares for the status decides how: as JSON, text
 * or bytes. Where it declares nothing, the content type does: JSON is parsed, other text stays text,
 * and the rest of a 2xx is a `Blob`. Without a body (204, 205, 304, `HEAD`) there is `undefined`.
 *
 * @param limit in bytes, as they come out of decompression. What lies behind it is not read.
 */
export async function readAnswer(
  { operation, method, answer }: ApiRequest<unknown>,
  { ok, status, headers, body: stream }: Response,
  limit: number,
): Promise<Received> {
  const { chunks, isCut } = await readBytes(stream, limit);
  const received = { ok, status, headers, body: undefined };
  if (method === "HEAD" || [204, 205, 304].includes(status)) return received;
  const type = headers.get("content-type") ?? "";
  const declared = declaredFor(status, ok, answer);
  const kind = declared ?? kindOf(type, ok);
  const fault = isCut ? new LimitError(operation, status, limit) : undefined;
  if (kind === "binary") return { ...received, body: new Blob([...chunks], { type }), fault };
  const text = decode(chunks);
  const body = text || (declared && text);
  if (kind === "text" || fault || body === undefined) return { ...received, body, fault };
  try {
    return { ...received, body: JSON.parse(text) };
  } catch {
    const isFault = ok || declared;
    return { ...received, body, fault: isFault && new DecodeError(operation, status, text) };
  }
}

/** What the request says of a status, of which an exact one comes before `4XX` and `default`. */
function declaredFor(
  status: number,
  ok: boolean,
  answer: ApiRequest<unknown>["answer"],
): Answer | undefined {
  if (typeof answer !== "object") return ok ? answer : undefined;
  const kinds = own(answer);
  const kind = kinds[status] ?? kinds[`${Math.floor(status / 100)}XX`] ?? kinds["default"];
  return kind === "any" ? undefined : kind;
}

/** `+json` and `x-amz-json-1.1` are JSON too, but not the sequences `json-seq` and `x-ndjson`. */
function kindOf(type: string, ok: boolean): Answer {
  if (/\bjson\b(?!-seq)/i.test(type)) return "json";
  const isText = !ok || /^$|^text|json|[/+]xml|script|yaml|urlencoded/i.test(type);
  return isText ? "text" : "binary";
}
