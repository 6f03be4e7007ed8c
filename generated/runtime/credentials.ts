import { headers } from "./headers.ts";
import { own } from "./own.ts";

/**
 * A call with credentials in a header, in place of one of that name. It follows no redirect, whatever
 * it did before: an answer cannot send credentials to another origin.
 *
 * @throws ParameterError for a value that no header can carry. The platform's error would show it.
 */
export function withHeader(init: RequestInit, name: string, value: string): RequestInit {
  const given = Object.fromEntries(new Headers(init.headers));
  return withoutRedirects({ ...init, headers: headers(given, { [name]: value }) });
}

export function withoutRedirects(init: RequestInit): RequestInit {
  return own({ ...init, redirect: "manual" as const });
}
