import type { IncomingResponse } from "./response.ts";
import { lineSplitter, readItems, type Splitter } from "./text-stream.ts";

/** Reads a body of JSON lines: a value on each (`application/jsonl`, `application/x-ndjson`). */
export function readJsonLines(incoming: IncomingResponse): AsyncIterable<unknown> {
  return readItems(incoming, () => {
    const lines = lineSplitter();
    const parse = (some: Iterable<string>): readonly unknown[] =>
      Array.from(some)
        .filter((line) => line.trim() !== "")
        .map((line) => JSON.parse(line) as unknown);
    return {
      get waiting() {
        return lines.waiting;
      },
      push: (text) => parse(lines.push(text)),
      end: () => parse(lines.end()),
    };
  });
}

/** Reads a JSON text sequence: each value between a record separator and a line feed (RFC 7464). */
export function readJsonSequence(incoming: IncomingResponse): AsyncIterable<unknown> {
  return readItems(incoming, sequenceSplitter);
}

function sequenceSplitter(): Splitter<unknown> {
  let rest = "";
  const parse = (records: readonly string[]): readonly unknown[] =>
    records.filter((text) => text.trim() !== "").map((text) => JSON.parse(text) as unknown);
  return {
    get waiting() {
      return rest.length;
    },
    push(text) {
      const whole = rest + text;
      const start = whole.lastIndexOf("\x1e") + 1;
      rest = whole.slice(start);
      const values = parse(whole.slice(0, start).split("\x1e"));
      // A line feed ends a value, unless it is inside one.
      if (!text.endsWith("\n")) return values;
      try {
        const last = parse([rest]);
        rest = "";
        return [...values, ...last];
      } catch {
        return values;
      }
    },
    end: () => parse([rest]),
  };
}
