import { HttpError, ParameterError } from "./errors.ts";
import { encodeHeaders } from "./headers.ts";
import { onAbort, ownProperties, withoutBytes } from "./internal.ts";
import { encodeQuery } from "./query.ts";
import type { ApiRequest, HeaderRecord } from "./request.ts";
import { readJsonOrText, type IncomingResponse, type ReadBody } from "./response.ts";
import type { Exchange, Received } from "./result.ts";

/** The function that `send` calls: the platform's `fetch`, or a wrapper that signs, retries or logs. */
export type Fetch = (url: string, init: FetchInit) => Promise<Response>;

/** The options of `fetch`, and the request that they were made from, for middleware to inspect. */
export interface FetchInit extends RequestInit {
  readonly request?: ApiRequest<unknown> | undefined;
}

export interface ClientOptions {
  /** Where the service is, with its base path: `https://api.example.com/v1`. */
  readonly baseUrl: string;
  /** By default `globalThis.fetch`, looked up at each call. */
  readonly fetch?: Fetch | undefined;
  /** How many bytes of a 2xx response are read, after decompression: by default 16 MiB (2 ** 24). */
  readonly maxBytes?: number | undefined;
  /** How many bytes of any other response are read: by default 64 KiB (2 ** 16). */
  readonly maxErrorBytes?: number | undefined;
}

export interface SendOptions {
  /** Ends the call, the reading of its response included. */
  readonly signal?: AbortSignal | undefined;
  /** Go out with this call alone, in place of those that the request has under the same names. */
  readonly headers?: HeaderRecord | undefined;
}

export interface Client {
  /** Where requests go, without a `/` at its end. */
  readonly baseUrl: string;
  /**
   * Sends a request and resolves to the body of the response; `undefined` where it has none (204,
   * 205, `HEAD`, an empty body where JSON is declared).
   *
   * A 2xx that the description does not declare comes as if it were declared: `exchange` tells them
   * apart.
   *
   * No redirect is followed, since that would carry headers, query and body to wherever the response
   * points. It is an `HttpError` like every response outside 2xx, and its `location` header says
   * where to; a browser hides both, and the status is 0.
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
 * fragment.
 */
export function createClient(options: ClientOptions): Client {
  const { baseUrl, fetch, maxBytes = 2 ** 24, maxErrorBytes = 2 ** 16 } = ownProperties(options);
  const base = checkBase(baseUrl);

  async function receive(given: ApiRequest<unknown>, options?: SendOptions): Promise<AnyResponse> {
    const request = ownProperties(given);
    const { operation, method, path, query = {}, headers: fixed = {}, body = null } = request;
    const { signal, headers: added = {} } = ownProperties<SendOptions>(options ?? {});
    if (!path.startsWith("/")) throw new ParameterError("path");
    const written = encodeQuery(query);
    const url = base + path + (written && "?") + written;
    const init = ownProperties<FetchInit & { duplex: "half" }>({
      method,
      headers: encodeHeaders(fixed, added),
      // Since TypeScript 5.7 its types exclude bytes of shared memory, for which it throws.
      body: body as NonNullable<FetchInit["body"]> | null,
      signal: null,
      redirect: "manual",
      // Required by Node where the body is a stream.
      duplex: "half",
      request,
    });
    let following: Pick<IncomingResponse, "release"> = {};
    if (signal) {
      const controller = new AbortController();
      init.signal = controller.signal;
      following.release = onAbort(signal, (reason) => {
        controller.abort(reason);
      });
    }
    try {
      const response = await (fetch ?? globalThis.fetch)(url, init);
      const { ok, status, headers } = response;
      const incoming: IncomingResponse = {
        operation,
        response,
        limit: ok ? maxBytes : maxErrorBytes,
        error: undefined,
        release: following.release,
      };
      following = incoming;
      const [key, read] = readerOf(request, response);
      const hasBody = method !== "HEAD" && ![204, 205, 304].includes(status);
      const content = hasBody ? await read(incoming) : undefined;
      const { error } = incoming;
      const declared = error ? undefined : key;
      return { ok, status, headers, body: content, declared, error };
    } catch (error) {
      throw withoutBytes(error);
    } finally {
      following.release?.();
    }
  }

  return {
    baseUrl: base,
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

/** Returns which of the declared responses this is, and how it is read. */
function readerOf(
  { responses = {} }: ApiRequest<unknown>,
  { ok, status }: Response,
): readonly [declared: number | string | undefined, read: ReadBody] {
  const readers = ownProperties(responses);
  const range = `${Math.floor(status / 100)}XX`;
  const declared = [status, range, "default"].find((key) => key in readers);
  // Numbers come first, in order, so that this is the reader of a success.
  const [first] = ok ? Object.values(readers) : [];
  return [declared, (declared === undefined ? first : readers[declared]) ?? readJsonOrText];
}

/** Returns it without the `/` at its end. Behind it a `/` begins a path, so that the origin stays. */
function checkBase(baseUrl: string): string {
  if (/^https?:\/\/[^\s/?#@\\]+(\/[^\s?#\\]*)?$/i.test(baseUrl)) {
    try {
      // A port out of range, for example, has the form of a URL.
      new URL(baseUrl);
      return baseUrl.replace(/\/$/, "");
    } catch {
      // The platform's error shows the address.
    }
  }
  const fault = "is not an absolute http(s) URL without credentials, query and fragment";
  throw new ParameterError("baseUrl", `${fault}; for a path use location.origin + "/path"`);
}
