import { requireScalar } from "./encode.ts";
import { ParameterError } from "./errors.ts";
import { ownProperties } from "./internal.ts";
import type { HeaderRecord } from "./request.ts";

/**
 * Returns header fields as they go out: with names in lower case, as HTTP/2 has them, so that of two
 * with the same name the later wins.
 *
 * @throws ParameterError for a value with no text form, and for one that would not arrive as it is:
 * with line ends or other control characters, outside Latin-1, or with blanks at its ends, which are
 * no part of a value (RFC 9110, section 5.5).
 */
export function encodeHeaders(
  ...records: readonly (HeaderRecord | undefined)[]
): Record<string, string> {
  const written: Record<string, string> = ownProperties({});
  for (const fields of records) {
    for (const name of Object.keys(fields ?? {})) {
      const value = fields?.[name];
      if (value === undefined) continue;
      const text = requireScalar(value, name);
      if (/^[\t ]|[\t ]$|[^\t -~\x80-\xff]/.test(text)) throw new ParameterError(name);
      written[name.toLowerCase()] = text;
    }
  }
  return written;
}
