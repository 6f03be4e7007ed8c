import { HttpError, ParameterError } from "./errors.ts";
import { encodeHeaders } from "./headers.ts";
import { onAbort, ownProperties, withoutBytes } from "./internal.ts";
import { encodeQuery } from "./query.ts";
import type { ApiRequest, HeaderRecord, ResponseReaders, ServerOptions } from "./request.ts";
import { readJsonOrText, type IncomingResponse } from "./response.ts";
import type { Exchange, Received } from "./result.ts";

/** The function that `send` calls: the platform's `fetch`, or a wrapper that signs, retries or logs. */
export type Fetch = (url: string, init: FetchInit) => Promise<Response>;

/** The options of `fetch`, and what middleware may inspect. */
export interface FetchInit extends RequestInit {
  /** The request that the options were made from. */
  readonly request?: ApiRequest<unknown> | undefined;
  /** Whether the call goes to a server of its own that must not receive credentials. */
  readonly anonymous?: boolean | undefined;
}

/**
 * The other options of `fetch`: `cache`, `keepalive`, `priority`, and those that a framework or platform
 * adds to `RequestInit`, such as `next` or `cf`.
 */
export type FetchOptions = {
  readonly [
    Key in Exclude<keyof RequestInit, "body" | "headers" | "method" | "signal" | "window">
  ]?: RequestInit[Key] | undefined;
};

/** Options of a client. Those of `fetch` apply to every call that does not set them itself. */
export interface ClientOptions extends FetchOptions {
  /**
   * The URL of the service, with its base path: `https://api.example.com/v1`. In a browser it may be a
   * path (`/api/v1`), which is resolved against the page's origin.
   */
  readonly baseUrl: string;
  /** Sent with every call. The headers of a request or a call of the same name replace them. */
  readonly headers?: HeaderRecord | undefined;
  /** By default `same-origin`: cookies are sent to the page's own origin only. */
  readonly credentials?: ServerOptions["credentials"];
  /** By default `manual`: following a redirect would send headers and body to wherever it points. */
  readonly redirect?: RequestInit["redirect"] | undefined;
  /** Servers of single operations that receive the client's headers and credentials too. */
  readonly trustedServers?: readonly string[] | undefined;
  /** By default `globalThis.fetch`, looked up at each call. */
  readonly fetch?: Fetch | undefined;
  /** How many bytes of a 2xx response are read, after decompression: by default 16 MiB (2 ** 24). */
  readonly maxBytes?: number | undefined;
  /** How many bytes of any other response are read: by default 64 KiB (2 ** 16). */
  readonly maxErrorBytes?: number | undefined;
}

/** Options of one call. Those of `fetch` replace the client's. */
export interface SendOptions extends FetchOptions {
  /** Ends the call, the reading of its response included. */
  readonly signal?: AbortSignal | undefined;
  /** Go out with this call alone, in place of those that the request has under the same names. */
  readonly headers?: HeaderRecord | undefined;
}

export interface Client {
  /** Where requests go that have no server of their own, without a `/` at its end. */
  readonly baseUrl: string;
  /**
   * Sends a request and resolves to the body of the response; `undefined` where JSON or XML is
   * declared and there is none (204, 205, `HEAD`, empty JSON).
   *
   * A 2xx that the description does not declare comes as if it were declared: `exchange` tells them
   * apart.
   *
   * No redirect is followed, unless `redirect` says so. It is an `HttpError` like every response
   * outside 2xx, and its `location` header says where to; a browser hides both, and the status is 0.
   *
   * @throws ParameterError for a value that cannot be sent. Nothing was sent.
   * @throws HttpError for a response outside 2xx; of a body that is too long it has the beginning.
   * @throws DecodeError for a 2xx that should be JSON and is not, and for text that is not UTF-8.
   * @throws LimitError for a 2xx that is too long.
   * Errors of `fetch` itself, when it is aborted or finds no server, are passed on unchanged.
   */
  send<Result>(request: ApiRequest<Result>, options?: SendOptions): Promise<Result>;
  /**
   * Sends a request and resolves to status, headers and body of the response, whatever they are: a
   * proxy's page of HTML too, which is not `declared`. Of a body that is too long it has the
   * beginning, and `error` says so.
   *
   * @throws ParameterError for a value that cannot be sent. Nothing was sent.
   * Errors of `fetch` itself are passed on unchanged.
   */
  exchange<Result, Responses extends object>(
    request: ApiRequest<Result, Responses>,
    options?: SendOptions,
  ): Promise<Exchange<Result, Responses>>;
}

/**
 * Makes a client. It holds no state and may be shared.
 *
 * @throws ParameterError for a base URL that is not http or https, or has credentials, a query or a
 * fragment. A path is accepted everywhere, since a page that is rendered on a server makes its client
 * there too; outside a browser the calls throw.
 */
export function createClient(options: ClientOptions): Client {
  const client = ownProperties(options);
  const {
    baseUrl: base,
    fetch,
    maxBytes = 2 ** 24,
    maxErrorBytes = 2 ** 16,
    headers: common,
    redirect: following = "manual",
    ...defaults
  } = client;
  parseBaseUrl(base, "http://a");
  let parsed: string | undefined;
  const baseUrl = (): string => (parsed ??= parseBaseUrl(base));

  async function receive(given: ApiRequest<unknown>, options?: SendOptions): Promise<AnyResponse> {
    const request = ownProperties(given);
    const { operation, method, path, query, headers: fixed, body = null } = request;
    const {
      baseUrl: server,
      headers: own = common,
      ...differing
    } = ownProperties<Partial<ServerOptions>>(request.atServer?.(client, request));
    const { signal, headers: added, redirect = following, ...chosen } = ownProperties(options);
    if (!path.startsWith("/")) throw new ParameterError("path");
    const root = server === undefined ? baseUrl() : parseBaseUrl(server);
    const written = encodeQuery(query);
    // An option that is `undefined` counts as absent, which the types of the platform do not say.
    // Since TypeScript 5.7 they exclude bytes of shared memory too, for which it throws.
    const init = Object.assign(ownProperties(defaults), differing, chosen, {
      redirect,
      method,
      headers: encodeHeaders(own, fixed, added),
      body,
      signal: null,
      // Required by Node where the body is a stream.
      duplex: "half",
      request,
    }) as FetchInit;
    const incoming = { operation } as IncomingResponse;
    if (signal) {
      const controller = new AbortController();
      init.signal = controller.signal;
      incoming.release = onAbort(signal, (reason) => {
        controller.abort(reason);
      });
    }
    try {
      const response = await (fetch ?? globalThis.fetch)(
        root + path + (written && "?") + written,
        init,
      );
      const limit = response.ok ? maxBytes : maxErrorBytes;
      return await readResponse(Object.assign(incoming, { response, limit }), request.responses);
    } catch (error) {
      throw withoutBytes(error);
    } finally {
      incoming.release?.();
    }
  }

  return {
    get baseUrl() {
      return baseUrl();
    },
    async send<Result>(request: ApiRequest<Result>, options?: SendOptions): Promise<Result> {
      const received = await receive(request, options);
      if (!received.ok) throw new HttpError(request.operation, received);
      if (received.error) throw received.error;
      // The one place where the description is believed.
      return received.body as Result;
    },
    // And here, response by response.
    exchange: receive as Client["exchange"],
  };
}

/** A response of which nothing is known but how it was read. */
interface AnyResponse extends Received<number, unknown> {
  readonly declared: number | string | undefined;
  readonly error: Error | undefined;
}

/** Reads a response as it is declared. */
async function readResponse(
  incoming: IncomingResponse,
  responses: ResponseReaders = {},
): Promise<AnyResponse> {
  const { ok, status, headers } = incoming.response;
  const range = `${String(status).charAt(0)}XX`;
  const declared = [status, range, "default"].find((key) =>
    Object.prototype.hasOwnProperty.call(responses, key),
  );
  // Numbers come first, in order, so that the first is the reader of a success.
  const key = declared ?? (ok && Object.keys(responses)[0]);
  const body = await ((key && responses[key]) || readJsonOrText)(incoming);
  const { error } = incoming;
  return { ok, status, headers, body, declared: error ? undefined : declared, error };
}

/**
 * Returns a base URL as the platform writes it, without the `/` at its end.
 *
 * @param page the origin of one that is a path.
 */
function parseBaseUrl(baseUrl: string, page = (globalThis as Page).location?.origin): string {
  try {
    const { href, origin, pathname } = new URL(baseUrl.replace(/^\//, `${page}/`));
    if (href.startsWith("http") && href === origin + pathname) return href.replace(/\/$/, "");
  } catch {
    // The platform's error shows the address.
  }
  throw new ParameterError("baseUrl", "is no http(s) URL, nor a path in a browser");
}

/** What a browser has. */
interface Page {
  readonly location?: { readonly origin: string };
}
