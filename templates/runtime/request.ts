declare const answered: unique symbol;

/**
 * One call as plain data: what a builder returns and `send` carries out. It can be compared, logged,
 * queued and repeated. `Response` is what the call answers with, and `Answers` has the bodies of its
 * answers by status; both are known to the checker only.
 */
export interface ApiRequest<Response, Answers extends object = object> {
  /** The operation's name, for errors and logs. */
  readonly operation: string;
  readonly method: Method;
  /**
   * Begins with `/`, percent-encoded, without a query unless it is a server's own link. It is put
   * behind the base URL's path.
   */
  readonly path: string;
  /** In the order in which it is sent. A name that stands in the query twice has an array. */
  readonly query?: QueryRecord | undefined;
  readonly headers?: HeaderRecord | undefined;
  /** Never with `GET` or `HEAD`: `fetch` refuses that. */
  readonly body?: RequestBody | undefined;
  /** What a 2xx answer has to be, or any by its status. Otherwise its content type decides. */
  readonly answer?: Answer | AnswerByStatus | undefined;
  /** Never there. A function, so that it tells `undefined` from a response that is left out. */
  readonly [answered]?: () => { readonly response: Response; readonly answers: Answers };
}

export type Method = "GET" | "PUT" | "POST" | "DELETE" | "OPTIONS" | "HEAD" | "PATCH" | "TRACE";

/** A value that has one text: a `Date` goes out in ISO 8601, a `bigint` in full. */
export type Scalar = string | number | bigint | boolean | Date;

/**
 * A value of the query or of a form. `undefined` leaves the name out, `null` is a flag and sends the
 * name alone (`?acl`), an array repeats the name.
 */
export type QueryValue = Single | readonly Single[];
type Single = Scalar | null | undefined;

export type QueryRecord = Readonly<Record<string, QueryValue>>;

/** Header fields by name. `undefined` leaves one out. */
export type HeaderRecord = Readonly<Record<string, Scalar | undefined>>;

export type RequestBody = string | FormData | Blob | Uint8Array<ArrayBuffer> | ReadableStream;

/** JSON to be parsed, text as it came, a `Blob` of the bytes, or what a function makes of the text. */
export type Answer = "json" | "text" | "binary" | Reader;

/** Reads a body. Throws where it is not what it should be. */
export type Reader = (body: string, headers: Headers) => unknown;

/** By `404`, `4XX` or `default`, of which the more exact counts. `any` leaves it to the type. */
export type AnswerByStatus = Readonly<Record<string, Answer | "any" | undefined>>;
