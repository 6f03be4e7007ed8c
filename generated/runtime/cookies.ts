import { pairs } from "./query.ts";
import type { QueryRecord } from "./request.ts";

/**
 * The value of a `Cookie` header: `a=1; b=2`, encoded like a query; `undefined` where nothing is
 * given. Browsers do not let a page set this header.
 *
 * @throws ParameterError for a value without a text.
 */
export function cookies(values: QueryRecord): string | undefined {
  return pairs(values).replaceAll("&", "; ") || undefined;
}
