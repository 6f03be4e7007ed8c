/** A 2xx answer that is not the JSON it says it is, or that the description says it is. */
export class DecodeError extends Error {
  override readonly name = "DecodeError";
  readonly operation: string;
  readonly status: number;

  /** @param text the body, of which the message quotes the beginning in printable ASCII. */
  constructor(operation: string, status: number, text: string) {
    const beginning = JSON.stringify(text.slice(0, 64)).replace(/[^ -~]/g, "?");
    super(`${operation} answered ${status} without JSON: ${beginning}`);
    this.operation = operation;
    this.status = status;
  }
}
