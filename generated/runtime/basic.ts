import type { Fetch } from "./client.ts";
import { withHeader } from "./credentials.ts";
import { ParameterError } from "./parameter-error.ts";

/**
 * Authorizes calls with a name and a password, in UTF-8 (RFC 7617).
 *
 * @throws ParameterError for a user name with a colon, which would end it.
 */
export function basic(fetch: Fetch, user: string, password: string): Fetch {
  if (user.includes(":")) throw new ParameterError("user");
  const bytes = new TextEncoder().encode(`${user}:${password}`);
  const encoded = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
  return async (url, init) => fetch(url, withHeader(init, "authorization", `Basic ${encoded}`));
}
