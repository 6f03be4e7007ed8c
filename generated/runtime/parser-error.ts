/**
 * Throws what `fetch` threw, without the bytes that Node keeps with an answer that it cannot parse:
 * they are a piece of the body, which no log should show.
 */
export function rethrow(error: unknown): never {
  const cause = error instanceof Error ? error.cause : undefined;
  if (cause instanceof Error && cause.name === "HTTPParserError") {
    Reflect.deleteProperty(cause, "data");
  }
  throw error;
}
