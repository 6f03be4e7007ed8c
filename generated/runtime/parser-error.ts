/**
 * What `fetch` threw, without the bytes that Node keeps with an answer that it cannot parse: they
 * are a piece of the body, which no log should show.
 */
export function withoutBytes(error: unknown): unknown {
  const cause = error instanceof Error ? error.cause : undefined;
  if (cause instanceof Error && cause.name === "HTTPParserError") {
    Reflect.deleteProperty(cause, "data");
  }
  return error;
}
