/**
 * A response outside 2xx. Only operation, status and content type are shown when it is printed,
 * logged or made JSON: headers and body may hold secrets, and are there for those who ask.
 *
 * Its `cause`, where it has one, says why the body is not what the description declares: a
 * `DecodeError`, or a `LimitError` where it was cut.
 */
export class HttpError extends Error {
  override readonly name = "HttpError";
  readonly operation!: string;
  readonly status!: number;
  /** Of the body: `application/problem+json`, or a proxy's `text/html`; `null` where it is not said. */
  readonly contentType!: string | null;
  /**
   * Parsed where it is JSON, text otherwise, `undefined` where it is empty. What is not UTF-8 in a
   * text is U+FFFD, and the error then has a `cause`.
   */
  readonly body!: unknown;
  /**
   * Which response of the description this is: `404`, `"4XX"` or `"default"`. `undefined` where the
   * description has none for the status, or the body is not what it declares.
   */
  readonly declared!: unknown;
  readonly headers!: Headers;

  constructor(operation: string, response: FailedResponse) {
    const { status, error } = response;
    // The libraries of ES2020 do not know the second argument of `Error`.
    super(
      `${operation} failed with status ${status}`,
      ...([error && { cause: error }] as unknown as []),
    );
    Object.assign(this, { operation, status, contentType: response.headers.get("content-type") });
    // Fields with `#` take helpers of tslib, which TypeScript before 5.3 does not find everywhere.
    for (const name of ["body", "declared", "headers"] as const) {
      Object.defineProperty(this, name, { enumerable: false, get: () => response[name] });
    }
  }
}

/** The facts of an {@link HttpError}. */
export interface FailedResponse {
  readonly status: number;
  readonly headers: Headers;
  readonly body?: unknown;
  readonly declared?: number | string | undefined;
  readonly error?: Error | undefined;
}

/** A response whose body is not what it says it is, or what the description declares. */
export class DecodeError extends Error {
  override readonly name = "DecodeError";
  readonly operation!: string;
  readonly status!: number;

  /** @param format that the body should have had. Its text is not shown: it may hold a secret. */
  constructor(operation: string, status: number, format: string) {
    super(`${operation} returned ${status} with a body that is not valid ${format}`);
    Object.assign(this, { operation, status });
  }
}

/** A response with more bytes than the client reads (`maxBytes`, `maxErrorBytes`). */
export class LimitError extends Error {
  override readonly name = "LimitError";
  readonly operation!: string;
  readonly status!: number;
  /** In bytes, after decompression. */
  readonly limit!: number;

  constructor(operation: string, status: number, limit: number) {
    super(`${operation} returned ${status} with more than ${limit} bytes`);
    Object.assign(this, { operation, status, limit });
  }
}

/**
 * A value that cannot be sent, so nothing was. It names the parameter and never shows the value,
 * which may be a secret. Refused are values with no text form (`NaN`, infinities, invalid dates,
 * lone surrogates, objects), values that a header cannot carry or that would leave their segment of
 * the path, and a base URL that is not plain http or https.
 */
export class ParameterError extends Error {
  override readonly name = "ParameterError";
  /** The parameter's name on the wire; in the path its position, as in `/pets/{1}`. */
  readonly parameter: string;

  /** @param fault what is wrong, without the value. */
  constructor(parameter: string, fault = "cannot be sent") {
    super(`${parameter} ${fault}`);
    this.parameter = parameter;
  }
}

/**
 * A page from which the next cannot be found: its token came before, which would never end, or its
 * link leads elsewhere. The pages before it were given out. The message shows neither.
 */
export class PageError extends Error {
  override readonly name = "PageError";
  readonly operation: string;

  constructor(operation: string, fault: string) {
    super(`${operation} returned ${fault}`);
    this.operation = operation;
  }
}
