import { DecodeError } from "./decode-error.ts";
import { HttpError } from "./http-error.ts";
import type { Answer } from "./request.ts";

/**
 * Reads an answer to its end. For a 2xx, what is expected decides how: as JSON, text or bytes; where
 * nothing is, the content type does: JSON is parsed, other text stays text, the rest is a `Blob`.
 * Without a body (204, 205, `HEAD`) there is `undefined`.
 *
 * @throws HttpError outside 2xx, with the body parsed where it is JSON, as text otherwise.
 * @throws DecodeError for a 2xx that should be JSON and is not.
 */
export async function readAnswer(
  operation: string,
  expected: Answer | undefined,
  response: Response,
): Promise<unknown> {
  const { ok, status, headers } = response;
  const wanted = ok ? expected : undefined;
  const type = wanted ?? headers.get("content-type") ?? "";
  if (ok && response.body && !/^$|^text|json|[/+]xml|script|yaml|urlencoded/i.test(type)) {
    return response.blob();
  }
  const text = await response.text();
  const isThere = text || (wanted && response.body);
  let body: unknown = isThere ? text : undefined;
  // `+json` and `x-amz-json-1.1` too, but not the sequences `json-seq` and `x-ndjson`.
  if (isThere && /\bjson\b(?!-seq)/i.test(type)) {
    try {
      body = JSON.parse(text);
    } catch {
      if (ok) throw new DecodeError(operation, status, text);
    }
  }
  if (!ok) throw new HttpError(operation, status, headers, body);
  return body;
}
