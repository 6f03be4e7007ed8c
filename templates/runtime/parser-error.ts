/**
 * What `fetch` threw, without the bytes that Node keeps with an answer that it cannot parse: they
 * are a piece of the body, which no log should show.
 */
export function withoutBytes(error: unknown): unknown {
  const cause = (error as Caused | null | undefined)?.cause;
  if (cause?.name === "HTTPParserError") delete cause.data;
  return error;
}

/** As much of what is thrown as is looked at. */
interface Caused {
  readonly cause?: { readonly name?: unknown; data?: unknown } | null;
}
