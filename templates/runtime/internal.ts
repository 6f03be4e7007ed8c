/**
 * Returns a copy with the own properties alone: reading what the caller left out gives `undefined`,
 * whatever is on `Object.prototype`, be it `constructor` or what somebody added.
 */
export function ownProperties<T extends object>(value: T): T;
export function ownProperties<T extends object>(value: T | undefined): Partial<T>;
export function ownProperties(value: object | undefined): object {
  return Object.assign(Object.create(bare) as object, value);
}

/** A prototype without properties. Objects without any prototype are several times as slow. */
const bare: object = { __proto__: null };

/**
 * Calls `abort` with the signal's reason when the signal is aborted, or at once where it was. Unlike
 * `fetch`, which leaves its listener on a signal until garbage is collected, it can be stopped: one
 * signal for the life of a program would gather thousands.
 *
 * @returns a function that removes the listener.
 */
export function onAbort(signal: AbortSignal, abort: (reason: unknown) => void): () => void {
  const listener = (): void => {
    abort(signal.reason);
  };
  if (signal.aborted) listener();
  signal.addEventListener("abort", listener);
  return () => {
    signal.removeEventListener("abort", listener);
  };
}

/**
 * Removes from what `fetch` threw the bytes that Node keeps with a response that it cannot parse:
 * they are a piece of the body, which no log should show.
 */
export function withoutBytes(error: unknown): unknown {
  const cause = (error as Caused | null | undefined)?.cause;
  if (cause?.name === "HTTPParserError") delete cause.data;
  return error;
}

/** As much of an error as is looked at. */
interface Caused {
  readonly cause?: { readonly name?: unknown; data?: unknown } | null;
}

/** Makes the error of a value that is not what its format says. */
export function formatError(format: string, pointer: string): SyntaxError {
  const where = pointer === "" ? "" : ` at ${pointer}`;
  return Object.assign(new SyntaxError(), { format: format + where });
}

/** Returns the format that a text should have had: of the parsed value in it, or its own. */
export function formatOf(error: unknown, own: string): string {
  return (error as { readonly format?: string }).format ?? own;
}

/** Returns the name at the end of a JSON pointer, by which an error calls a value that is sent. */
export function lastName(pointer: string): string {
  return pointer.slice(pointer.lastIndexOf("/") + 1) || "body";
}
