import { readAnswer } from "./answer.ts";
import { headers } from "./headers.ts";
import { own } from "./own.ts";
import { ParameterError } from "./parameter-error.ts";
import { pairs } from "./query.ts";
import type { ApiRequest, HeaderRecord } from "./request.ts";

/** What `send` calls: the platform's `fetch`, or a function around it that signs, retries or logs. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

export interface ClientOptions {
  /** Where the service is, with its base path: `https://api.example.com/v1`. */
  readonly baseUrl: string;
  /** By default `globalThis.fetch`, looked up at each call. */
  readonly fetch?: Fetch | undefined;
}

export interface SendOptions {
  /** Ends the call, the reading of its answer included. */
  readonly signal?: AbortSignal | undefined;
  /** Go out with this call alone, in place of those that the request has under the same names. */
  readonly headers?: HeaderRecord | undefined;
}

export interface Client {
  /**
   * Sends a request and reads the answer.
   *
   * No redirect is followed, since that would carry headers, query and body to wherever the answer
   * points. It is an `HttpError` like every answer outside 2xx, and its `location` header says where
   * to; a browser hides both, and the status is 0.
   *
   * @throws ParameterError for a value that cannot be sent. Nothing was sent.
   * @throws HttpError for an answer outside 2xx.
   * @throws DecodeError for a 2xx that should be JSON and is not.
   * What `fetch` itself throws, when it is aborted or finds no server, comes through as it is.
   */
  send<Result>(request: ApiRequest<Result>, options?: SendOptions): Promise<Result>;
}

/**
 * Makes a client. It holds no state and may be shared.
 *
 * @throws ParameterError for a base URL that is not http or https, or has credentials, a query or a
 * fragment.
 */
export function createClient(options: ClientOptions): Client {
  const { baseUrl, fetch } = own(options);
  const base = checkBase(baseUrl);
  return {
    async send<Result>(request: ApiRequest<Result>, options: SendOptions = {}): Promise<Result> {
      const {
        operation,
        method,
        path,
        query = {},
        headers: fixed,
        body = null,
        answer,
      } = own(request);
      const { signal = null, headers: added } = own(options);
      if (!path.startsWith("/")) throw new ParameterError("path");
      const written = pairs(query);
      const response = await (fetch ?? globalThis.fetch)(
        base + path + (written && "?") + written,
        own({
          method,
          headers: headers({ ...fixed, ...added }),
          body,
          signal,
          redirect: "manual",
          // What Node asks for where the body is a stream.
          duplex: "half",
        }),
      );
      // The one place where the description is believed.
      return readAnswer(operation, answer, response) as Promise<Result>;
    },
  };
}

/** Without the `/` at its end. Behind it a `/` begins a path, so that the origin cannot change. */
function checkBase(baseUrl: string): string {
  const isPlain = /^https?:\/\/[^\s/?#@\\]+(\/[^\s?#\\]*)?$/i.test(baseUrl);
  if (!isPlain || !URL.canParse(baseUrl)) throw new ParameterError("baseUrl");
  return baseUrl.replace(/\/$/, "");
}
