/** An answer with more bytes than the client reads (`maxBytes`, `maxErrorBytes`). */
export class LimitError extends Error {
  override readonly name = "LimitError";
  readonly operation: string;
  readonly status: number;
  /** In bytes, after decompression. */
  readonly limit: number;

  constructor(operation: string, status: number, limit: number) {
    super(`${operation} answered ${status} with more than ${limit} bytes`);
    this.operation = operation;
    this.status = status;
    this.limit = limit;
  }
}
