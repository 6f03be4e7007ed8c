// A call that goes to a server of its own and is `anonymous` gets none of these credentials.
import type { Fetch, FetchInit } from "../client.ts";
import { ParameterError } from "../errors.ts";
import { encodeHeaders } from "../headers.ts";
import { ownProperties } from "../internal.ts";
import { encodeCookies, encodeQuery } from "../query.ts";

/** A token, or a function that gets one: from a cache, a file, an authorization server. */
export type Token = string | (() => string | AccessToken | Promise<string | AccessToken>);

/** A token of which it is known when it expires. */
export interface AccessToken {
  readonly token: string;
  /** In milliseconds since 1970, as `Date.now()` has them. From then on another token is asked for. */
  readonly expires: number;
}

/**
 * Authorizes calls with a token: `Authorization: Bearer …` (RFC 6750, section 2.1).
 *
 * A function is called once for as many calls as there are, and again when its token has expired. After
 * a response of 401 it is called again and the request repeated, once; where its body is a stream, which cannot be sent twice, only
 * the next call has the new token.
 *
 * Each call throws ParameterError for a token that is no text or that no header can carry. What the
 * function throws comes through as it is, and the next call tries again.
 */
export function bearer(fetch: Fetch, token: Token): Fetch {
  let current: Promise<string> | undefined;
  let expires = Infinity;
  const forget = (asked: Promise<string>): void => {
    if (current === asked) current = undefined;
  };
  const ask = (): Promise<string> => {
    if (current && Date.now() < expires) return current;
    expires = Infinity;
    const asked = Promise.resolve()
      .then(() => (typeof token === "function" ? token() : token))
      .then((given) => {
        const { token: value = given, expires: until = Infinity } = Object(given) as Part;
        expires = until;
        return requireToken(value);
      });
    asked.catch(() => {
      forget(asked);
    });
    return (current = asked);
  };
  return async (url, init) => {
    if (init.anonymous) return fetch(url, init);
    const send = async (asked: Promise<string>): Promise<Response> => {
      const value = await unlessAborted(asked, init.signal);
      return fetch(url, withHeader(init, "authorization", `Bearer ${value}`));
    };
    const first = ask();
    const response = await send(first);
    if (response.status !== 401 || typeof token === "string") return response;
    forget(first);
    if (init.body instanceof ReadableStream) return response;
    // Frees the connection; whether that works is of no use to anyone.
    response.body?.cancel().catch((): undefined => undefined);
    return send(ask());
  };
}

type Part = Partial<AccessToken>;

/** A provider without a token gives `undefined`, which would go out as `Bearer undefined`. */
function requireToken(token: unknown): string {
  if (typeof token !== "string" || token === "") throw new ParameterError("token");
  return token;
}

/** Others may wait for the same token, so an abort ends the waiting only. */
async function unlessAborted<Value>(
  promise: Promise<Value>,
  signal: AbortSignal | null | undefined,
): Promise<Value> {
  signal?.throwIfAborted();
  await new Promise<void>((resolve) => {
    const end = (): void => {
      signal?.removeEventListener("abort", end);
      resolve();
    };
    signal?.addEventListener("abort", end);
    promise.then(end, end);
  });
  signal?.throwIfAborted();
  return promise;
}

/**
 * Authorizes calls with a name and a password, in UTF-8 (RFC 7617).
 *
 * @throws ParameterError for a user name with a colon, which would end it, and for what is no text.
 */
export function basic(fetch: Fetch, user: string, password: string): Fetch {
  if (typeof user !== "string" || user.includes(":")) throw new ParameterError("user");
  if (typeof password !== "string") throw new ParameterError("password");
  const bytes = new TextEncoder().encode(`${user}:${password}`);
  const encoded = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
  return async (url, init) => {
    if (init.anonymous) return fetch(url, init);
    return fetch(url, withHeader(init, "authorization", `Basic ${encoded}`));
  };
}

/**
 * Authorizes each call as its operation asks: by the first of its alternatives for which all
 * credentials are given, and not at all where it asks for none (OpenAPI 3.1, section 4.8.30).
 *
 * @param credentials by the name of their security scheme.
 * @param schemes how a call is authorized by each.
 */
export function authorize<Credentials extends object>(
  fetch: Fetch,
  credentials: Credentials,
  schemes: {
    readonly [Name in keyof Credentials]-?: (
      fetch: Fetch,
      given: NonNullable<Credentials[Name]>,
    ) => Fetch;
  },
): Fetch {
  const given = new Map<string, (fetch: Fetch) => Fetch>();
  const own = ownProperties(credentials) as Readonly<Record<string, unknown>>;
  for (const [name, scheme] of Object.entries(schemes as Schemes)) {
    const credential = own[name];
    if (credential !== undefined) given.set(name, (inner) => scheme(inner, credential));
  }
  const bySchemes = new Map<string, Fetch>();
  const authorized = (names: readonly string[]): Fetch => {
    const key = JSON.stringify(names);
    const known = bySchemes.get(key);
    if (known) return known;
    let made = fetch;
    for (const [name, scheme] of given) {
      if (names.includes(name)) made = scheme(made);
    }
    bySchemes.set(key, made);
    return made;
  };
  return async (url, init) => {
    const alternatives = (!init.anonymous && init.request?.security) || [];
    const chosen = alternatives.find(
      (names) => names.length > 0 && names.every((name) => given.has(name)),
    );
    return authorized(chosen ?? [])(url, init);
  };
}

type Schemes = Readonly<Record<string, (fetch: Fetch, credential: unknown) => Fetch>>;

/** Where an API key goes. */
export interface ApiKeyLocation {
  readonly in: "header" | "query" | "cookie";
  /** The name of the header, the query parameter or the cookie. */
  readonly name: string;
}

/**
 * Authorizes calls with a key: in a header as it is, in the query or a cookie encoded. Browsers do
 * not let a page set cookies.
 *
 * Each call throws ParameterError for a key that cannot be sent there.
 */
export function apiKey(fetch: Fetch, { in: location, name }: ApiKeyLocation, key: string): Fetch {
  const named = { [name]: key };
  return async (url, init) => {
    if (init.anonymous) return fetch(url, init);
    if (typeof key !== "string" || key === "") throw new ParameterError(name);
    switch (location) {
      case "header":
        return fetch(url, withHeader(init, name, key));
      case "query": {
        const mark = url.includes("?") ? "&" : "?";
        return fetch(`${url}${mark}${encodeQuery(named)}`, withoutRedirects(init));
      }
      case "cookie": {
        const all = [new Headers(init.headers).get("cookie"), encodeCookies(named)];
        return fetch(url, withHeader(init, "cookie", all.filter(Boolean).join("; ")));
      }
    }
  };
}

/**
 * A call with credentials in a header, in place of one of that name. It follows no redirect, whatever
 * it did before: a response cannot send credentials to another origin.
 *
 * @throws ParameterError for a value that no header can carry. The platform's error would show it.
 */
function withHeader(init: FetchInit, name: string, value: string): FetchInit {
  const headers: Record<string, string> = ownProperties({});
  new Headers(init.headers).forEach((one, key) => {
    headers[key] = one;
  });
  return withoutRedirects({ ...init, headers: encodeHeaders(headers, { [name]: value }) });
}

function withoutRedirects(init: FetchInit): FetchInit {
  return ownProperties({ ...init, redirect: "manual" as const });
}
