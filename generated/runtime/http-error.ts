/**
 * An answer outside 2xx. Only operation and status are shown when it is printed, logged or made
 * JSON: headers and body may hold secrets, and are there for those who ask.
 *
 * Its `cause`, where it has one, says why the body is not what the description declares: a
 * `DecodeError`, or a `LimitError` where it was cut.
 */
export class HttpError extends Error {
  override readonly name = "HttpError";
  readonly operation: string;
  readonly status: number;
  readonly #headers: Headers;
  readonly #body: unknown;

  constructor(operation: string, status: number, headers: Headers, body: unknown, cause?: Error) {
    super(`${operation} answered ${status}`, cause && { cause });
    this.operation = operation;
    this.status = status;
    this.#headers = headers;
    this.#body = body;
  }

  get headers(): Headers {
    return this.#headers;
  }

  /** Parsed where it is JSON, text otherwise, `undefined` where it is empty. */
  get body(): unknown {
    return this.#body;
  }
}
