import { pairs } from "./query.ts";
import type { QueryRecord } from "./request.ts";

/**
 * A body of `application/x-www-form-urlencoded`, encoded as strictly as a query: a space is `%20`.
 *
 * @throws ParameterError for a value without a text.
 */
export function form(fields: QueryRecord): string {
  return pairs(fields);
}
