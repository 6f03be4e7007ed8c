import type { ReadBody } from "./response.ts";

declare const responded: unique symbol;

/**
 * One call as plain data: what a builder returns and `send` carries out. It can be compared, logged,
 * queued and repeated. (`responses` holds functions, which `JSON.stringify` leaves out.)
 *
 * @typeParam Response what the call resolves to.
 * @typeParam Responses bodies by status, where the description tells some apart: `404`, `4XX` or
 * `default`. Both are known to the compiler only.
 */
export interface ApiRequest<Response, Responses extends object = object> {
  /** The operation's name, for errors and logs. */
  readonly operation: string;
  /** As it is sent: `GET`, `QUERY`, `PURGE`. */
  readonly method: string;
  /**
   * Begins with `/`, percent-encoded, without a query unless it is a server's own link. It is put
   * behind the base URL's path.
   */
  readonly path: string;
  /**
   * Whether the address names an action (`?Action=Start`, `X-Amz-Target: Svc.Start`), so that the
   * method does not say whether the request may be sent twice. `retry` looks at it, and other
   * middleware can: the request is in the `init` that a {@link Fetch} is called with.
   */
  readonly hasAction?: boolean | undefined;
  /**
   * The security schemes that let the call in: one of these alternatives, with all schemes of it.
   * `authorize` looks at it.
   */
  readonly security?: readonly (readonly string[])[] | undefined;
  /** The server of this operation, in place of the client's `baseUrl`; `atServer` applies it. */
  readonly server?: string | undefined;
  /** Returns the options of the client that differ for a call to `server`. */
  readonly atServer?: AtServer | undefined;
  /** In the order in which it is sent. A name that occurs twice has an array. */
  readonly query?: QueryRecord | undefined;
  readonly headers?: HeaderRecord | undefined;
  /** Never with `GET` or `HEAD`: `fetch` refuses that. */
  readonly body?: RequestBody | undefined;
  /** How each declared response is read. What is not declared is read by its content type. */
  readonly responses?: ResponseReaders | undefined;
  /** Never there. A function, so that it tells `undefined` from a response that is left out. */
  readonly [responded]?: () => { readonly response: Response; readonly responses: Responses };
}

export type AtServer = (
  client: ServerOptions,
  request: ApiRequest<unknown>,
) => Partial<ServerOptions>;

/** The options of a client that depend on the server of a call. */
export interface ServerOptions {
  readonly baseUrl: string;
  readonly trustedServers?: readonly string[] | undefined;
  readonly headers?: HeaderRecord | undefined;
  readonly credentials?: "include" | "omit" | "same-origin" | undefined;
  readonly anonymous?: boolean | undefined;
}

/** A value that has one text: a `Date` goes out in ISO 8601, a `bigint` in full. */
export type Scalar = string | number | bigint | boolean | Date;

/** A value that is percent-encoded already: what a style has written, with its separators. */
export interface Encoded {
  readonly encoded: string;
}

/**
 * A value of the query or of a form. `undefined` leaves the name out, `null` is a flag and sends the
 * name alone (`?acl`), an array repeats the name.
 */
export type QueryValue = Single | readonly Single[];
export type Single = Scalar | Encoded | null | undefined;

export type QueryRecord = Readonly<Record<string, QueryValue>>;

/** Header fields by name. `undefined` leaves one out. */
export type HeaderRecord = Readonly<Record<string, Scalar | undefined>>;

export type RequestBody = string | FormData | Blob | ArrayBuffer | ArrayBufferView | ReadableStream;

/**
 * Readers by `404`, `4XX` or `default`, of which the most exact counts; `default` is for every status
 * that has no other. A 2xx that has none is read like the first that is listed.
 */
export type ResponseReaders = Readonly<Record<string, ReadBody>>;
