/**
 * A page from which the next cannot be found: its token came before, which would never end, or its
 * link leads elsewhere. The pages before it were given out. The message shows neither.
 */
export class PageError extends Error {
  override readonly name = "PageError";
  readonly operation: string;

  constructor(operation: string, fault: string) {
    super(`${operation} answered with ${fault}`);
    this.operation = operation;
  }
}
