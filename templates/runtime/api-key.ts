import type { Fetch } from "./client.ts";
import { cookies } from "./cookies.ts";
import { withHeader, withoutRedirects } from "./credentials.ts";
import { pairs } from "./query.ts";

/** Where an API key goes. */
export interface ApiKeyPlace {
  readonly in: "header" | "query" | "cookie";
  /** The name of the header, the query parameter or the cookie. */
  readonly name: string;
}

/**
 * Authorizes calls with a key: in a header as it is, in the query or a cookie encoded. Browsers do
 * not let a page set cookies.
 *
 * Each call throws ParameterError for a key that cannot stand there.
 */
export function apiKey(fetch: Fetch, { in: location, name }: ApiKeyPlace, key: string): Fetch {
  const named = { [name]: key };
  return async (url, init) => {
    switch (location) {
      case "header":
        return fetch(url, withHeader(init, name, key));
      case "query": {
        const mark = url.includes("?") ? "&" : "?";
        return fetch(`${url}${mark}${pairs(named)}`, withoutRedirects(init));
      }
      case "cookie": {
        const all = [new Headers(init.headers).get("cookie"), cookies(named)];
        return fetch(url, withHeader(init, "cookie", all.filter(Boolean).join("; ")));
      }
    }
  };
}
