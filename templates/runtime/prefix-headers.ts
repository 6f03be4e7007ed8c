import { ParameterError } from "./errors.ts";
import type { HeaderRecord, Scalar } from "./request.ts";

/**
 * Writes a map as header fields whose names begin alike: `prefixed("x-meta-", { a: 1 })` is
 * `x-meta-a: 1` (Smithy, `httpPrefixHeaders` trait).
 *
 * @throws ParameterError for what cannot end a name (RFC 9110, section 5.1).
 */
export function prefixed(
  prefix: string,
  values: Readonly<Record<string, Scalar | null | undefined>> | null | undefined,
): HeaderRecord {
  return Object.fromEntries(
    Object.entries(values ?? {}).map(([end, value]) => {
      const name = prefix + end;
      if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name)) throw new ParameterError(name);
      return [name, value ?? undefined];
    }),
  );
}
