import { decode, type Bytes } from "./bytes.ts";
import { DecodeError } from "./decode-error.ts";
import { LimitError } from "./limit-error.ts";
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
 * What an answer holds. What the request declares for the status decides how its bytes are read: as
 * JSON, text or as they are. Where it declares nothing, the content type does: JSON is parsed, other text stays text,
 * and the rest of a 2xx is a `Blob`. Without a body (204, 205, 304, `HEAD`) there is `undefined`.
 *
 * @param limit at which the bytes were cut, if they were.
 */
export function readAnswer(
  { operation, method, answer }: ApiRequest<unknown>,
  { ok, status, headers }: Response,
  { chunks, isCut }: Bytes,
  limit: number,
): Received {
  let body: unknown;
  let fault: Received["fault"];
  if (method !== "HEAD" && ![204, 205, 304].includes(status)) {
    if (isCut) fault = new LimitError(operation, status, limit);
    const declared = declaredFor(status, ok, answer);
    const kind = declared ?? kindOf(typeOf(headers), ok);
    if (kind === "binary") body = new Blob([...chunks], { type: typeOf(headers) });
    else {
      const text = decode(chunks);
      body = typeof kind === "function" ? text : text || (declared && text);
      if (kind !== "text" && !fault && body !== undefined) {
        try {
          body = kind === "json" ? JSON.parse(text) : kind(text, headers);
        } catch {
          if (ok || declared) fault = new DecodeError(operation, status, text);
        }
      }
    }
  }
  return { ok, status, headers, body, fault };
}

function typeOf(headers: Headers): string {
  return headers.get("content-type") ?? "";
}

/** What the request says of a status, of which an exact one comes before `4XX` and `default`. */
function declaredFor(
  status: number,
  ok: boolean,
  answer: ApiRequest<unknown>["answer"],
): Answer | undefined {
  if (typeof answer !== "object") return ok ? answer : undefined;
  const pick = (key: number | string): Answer | "any" | undefined =>
    Object.hasOwn(answer, key) ? answer[key] : undefined;
  const kind = pick(status) ?? pick(`${Math.floor(status / 100)}XX`) ?? pick("default");
  return kind === "any" ? undefined : kind;
}

/** `+json` and `x-amz-json-1.1` are JSON too, but not the sequences `json-seq` and `x-ndjson`. */
function kindOf(type: string, ok: boolean): Answer {
  if (/\bjson\b(?!-seq)/i.test(type)) return "json";
  const isText = !ok || /^$|^text|json|[/+]xml|script|yaml|urlencoded/i.test(type);
  return isText ? "text" : "binary";
}
