import { own } from "./own.ts";
import { ParameterError } from "./parameter-error.ts";
import type { HeaderRecord } from "./request.ts";
import { requireText } from "./text.ts";

/**
 * Header fields as they go out: with names in lower case, as HTTP/2 has them, so that of two with
 * the same name the later wins.
 *
 * @throws ParameterError for a value without a text, and for one that would not arrive as it is:
 * with line ends or other control characters, or outside Latin-1 (RFC 9110, section 5.5).
 */
export function headers(...records: readonly HeaderRecord[]): Record<string, string> {
  const written: Record<string, string> = own({});
  for (const fields of records) {
    for (const name of Object.keys(fields)) {
      const value = fields[name];
      if (value === undefined) continue;
      const text = requireText(value, name);
      if (/[^\t -~\x80-\xff]/.test(text)) throw new ParameterError(name);
      written[name.toLowerCase()] = text;
    }
  }
  return written;
}
