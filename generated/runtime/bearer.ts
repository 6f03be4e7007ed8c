import type { Fetch } from "./client.ts";
import { withHeader } from "./credentials.ts";

/** A token, or what gives one: a cache, a file, a call to an authorization server. */
export type Token = string | (() => string | Promise<string>);

/**
 * Authorizes calls with a token: `Authorization: Bearer …` (RFC 6750, section 2.1).
 *
 * A function is called once for as many calls as there are. After an answer of 401 it is called
 * again and the request repeated, once; where its body is a stream, which cannot be sent twice, only
 * the next call has the new token.
 *
 * Each call throws ParameterError for a token that no header can carry. What the function throws
 * comes through as it is, and the next call tries again.
 */
export function bearer(fetch: Fetch, token: Token): Fetch {
  let current: Promise<string> | undefined;
  const forget = (asked: Promise<string>): void => {
    if (current === asked) current = undefined;
  };
  const ask = (): Promise<string> => {
    if (current) return current;
    const asked = Promise.resolve().then(() => (typeof token === "string" ? token : token()));
    asked.catch(() => forget(asked));
    return (current = asked);
  };
  return async (url, init) => {
    const send = async (asked: Promise<string>): Promise<Response> => {
      const value = await unlessAborted(asked, init.signal);
      return fetch(url, withHeader(init, "authorization", `Bearer ${value}`));
    };
    const first = ask();
    const response = await send(first);
    if (response.status !== 401 || typeof token === "string") return response;
    forget(first);
    if (init.body instanceof ReadableStream) return response;
    // Frees the connection; whether that works is no matter of the caller's.
    response.body?.cancel().catch(() => undefined);
    return send(ask());
  };
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
