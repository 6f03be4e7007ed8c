import { readAnswer, type Received } from "./answer.ts";
import { readBytes } from "./bytes.ts";
import type { Exchange } from "./exchange.ts";
import { headers } from "./headers.ts";
import { HttpError } from "./http-error.ts";
import { own } from "./own.ts";
import { ParameterError } from "./parameter-error.ts";
import { withoutBytes } from "./parser-error.ts";
import { pairs } from "./query.ts";
import type { ApiRequest, HeaderRecord } from "./request.ts";
import { follow } from "./signal.ts";

/** What `send` calls: the platform's `fetch`, or a function around it that signs, retries or logs. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

export interface ClientOptions {
  /** Where the service is, with its base path: `https://api.example.com/v1`. */
  readonly baseUrl: string;
  /** By default `globalThis.fetch`, looked up at each call. */
  readonly fetch?: Fetch | undefined;
  /** How much of a 2xx answer is read, after decompression: by default 16 MiB (2 ** 24). */
  readonly maxBytes?: number | undefined;
  /** How much of any other answer is read: by default 64 KiB (2 ** 16). */
  readonly maxErrorBytes?: number | undefined;
}

export interface SendOptions {
  /** Ends the call, the reading of its answer included. */
  readonly signal?: AbortSignal | undefined;
  /** Go out with this call alone, in place of those that the request has under the same names. */
  readonly headers?: HeaderRecord | undefined;
}

export interface Client {
  /** Where requests go, without a `/` at its end. */
  readonly baseUrl: string;

  /**
   * Sends a request and gives the body of the answer; `undefined` where it has none by its nature
   * (204, 205, `HEAD`).
   *
   * No redirect is followed, since that would carry headers, query and body to wherever the answer
   * points. It is an `HttpError` like every answer outside 2xx, and its `location` header says where
   * to; a browser hides both, and the status is 0.
   *
   * @throws ParameterError for a value that cannot be sent. Nothing was sent.
   * @throws HttpError for an answer outside 2xx; of a body that is too long it has the beginning.
   * @throws DecodeError for a 2xx that should be JSON and is not.
   * @throws LimitError for a 2xx that is too long.
   * What `fetch` itself throws, when it is aborted or finds no server, comes through as it is.
   */
  send<Result>(request: ApiRequest<Result>, options?: SendOptions): Promise<Result>;

  /**
   * Sends a request and gives status, headers and body of the answer, whatever its status. Throws
   * like `send`, but no HttpError: where a declared model should be JSON and is not, or a body is too
   * long, that is thrown for every status.
   */
  exchange<Result, Answers extends object>(
    request: ApiRequest<Result, Answers>,
    options?: SendOptions,
  ): Promise<Exchange<Result, Answers>>;
}

/**
 * Makes a client. It holds no state and may be shared.
 *
 * @throws ParameterError for a base URL that is not http or https, or has credentials, a query or a
 * fragment.
 */
export function createClient(options: ClientOptions): Client {
  const { baseUrl, fetch, maxBytes = 2 ** 24, maxErrorBytes = 2 ** 16 } = own(options);
  const base = checkBase(baseUrl);

  /** Makes what the caller gets of the answer. */
  async function receive(
    given: ApiRequest<unknown>,
    options: SendOptions | undefined,
    finish: (answer: Received, operation: string) => unknown,
  ): Promise<unknown> {
    const request = own(given);
    const { operation, method, path, query = {}, headers: fixed = {}, body = null } = request;
    const { signal, headers: added = {} } = options ? own(options) : none;
    if (!path.startsWith("/")) throw new ParameterError("path");
    const written = pairs(query);
    const url = base + path + (written && "?") + written;
    const fields = headers(fixed, added);
    const follower = signal && follow(signal);
    try {
      const response = await (fetch ?? globalThis.fetch)(
        url,
        own({
          method,
          headers: fields,
          body,
          signal: follower?.signal ?? null,
          redirect: "manual",
          // What Node asks for where the body is a stream.
          duplex: "half",
        }),
      );
      const limit = response.ok ? maxBytes : maxErrorBytes;
      const bytes = await readBytes(response.body, limit);
      return finish(readAnswer(request, response, bytes, limit), operation);
    } catch (error) {
      throw withoutBytes(error);
    } finally {
      follower?.release();
    }
  }

  return {
    baseUrl: base,
    send<Result>(request: ApiRequest<Result>, options?: SendOptions): Promise<Result> {
      // The one place where the description is believed.
      return receive(request, options, resultOf) as Promise<Result>;
    },
    exchange<Result, Answers extends object>(
      request: ApiRequest<Result, Answers>,
      options?: SendOptions,
    ): Promise<Exchange<Result, Answers>> {
      // And here, status by status.
      return receive(request, options, exchangeOf) as Promise<Exchange<Result, Answers>>;
    },
  };
}

const none: SendOptions = own({});

function resultOf({ ok, status, headers, body, fault }: Received, operation: string): unknown {
  if (!ok) throw new HttpError(operation, status, headers, body, fault);
  if (fault) throw fault;
  return body;
}

function exchangeOf({ status, headers, body, fault }: Received): unknown {
  if (fault) throw fault;
  return { status, headers, body };
}

/** Without the `/` at its end. Behind it a `/` begins a path, so that the origin cannot change. */
function checkBase(baseUrl: string): string {
  const isPlain = /^https?:\/\/[^\s/?#@\\]+(\/[^\s?#\\]*)?$/i.test(baseUrl);
  if (!isPlain || !URL.canParse(baseUrl)) throw new ParameterError("baseUrl");
  return baseUrl.replace(/\/$/, "");
}
