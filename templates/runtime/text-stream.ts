import { DecodeError, LimitError } from "./errors.ts";
import { formatOf } from "./internal.ts";
import { type IncomingResponse, takeRelease } from "./response.ts";

/** A parser that takes the text of a body piece by piece and returns complete items. */
export interface Splitter<Item> {
  /** Returns the items that a further piece of text completes. */
  push(text: string): Iterable<Item>;
  /** Returns those that the end completes. */
  end(): Iterable<Item>;
  /** How many characters wait for the rest of their item. */
  readonly waiting: number;
}

/**
 * Reads a body of any length as a stream of items, as they come: nothing is read ahead, and no more
 * than one item is kept. Breaking the loop ends the connection, and so does the caller's signal.
 *
 * @param split makes what takes the text apart.
 * @returns an iterable for one loop. It throws a `LimitError` for a single item that is too long, a
 * `DecodeError` for one that cannot be read, and what `fetch` throws.
 */
export function readItems<Item>(
  incoming: IncomingResponse,
  split: () => Splitter<Item>,
): AsyncIterable<Item> {
  const { operation, response, limit } = incoming;
  const release = takeRelease(incoming);

  async function* items(): AsyncGenerator<Item, void, undefined> {
    const reader = response.body?.getReader();
    const decoder = new TextDecoder();
    const splitter = split();
    try {
      while (reader) {
        const { done, value } = await reader.read();
        yield* splitter.push(decoder.decode(value, { stream: !done }));
        if (done) break;
        if (splitter.waiting > limit) throw new LimitError(operation, response.status, limit);
      }
      yield* splitter.end();
    } catch (error) {
      throw error instanceof SyntaxError
        ? new DecodeError(operation, response.status, formatOf(error, "JSON"))
        : error;
    } finally {
      release();
      // The caller has what there was; whether this works is of no use to anyone.
      reader?.cancel().catch((): undefined => undefined);
    }
  }
  return items();
}

/** Returns a function that takes text piece by piece and returns the lines that are complete. */
export function lineSplitter(): Splitter<string> {
  let rest = "";
  let endsInReturn = false;
  return {
    get waiting() {
      return rest.length;
    },
    push(text) {
      // A line feed that belongs to the carriage return of the piece before.
      const own = endsInReturn && text.startsWith("\n") ? text.slice(1) : text;
      if (text !== "") endsInReturn = text.endsWith("\r");
      const lines: string[] = [];
      for (const piece of own.split(/(\r\n|\n|\r)/)) {
        if (/^[\r\n]/.test(piece)) {
          lines.push(rest);
          rest = "";
        } else rest += piece;
      }
      return lines;
    },
    end() {
      return rest === "" ? [] : [rest];
    },
  };
}
