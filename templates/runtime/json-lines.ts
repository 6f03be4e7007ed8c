import type { IncomingResponse } from "./response.ts";
import { lineSplitter, readItems, type Splitter } from "./text-stream.ts";

type Parse = (text: string) => unknown;
type ReadItems = (incoming: IncomingResponse) => AsyncIterable<unknown>;

/** Reads a body of JSON lines: a value on each (`application/jsonl`, `application/x-ndjson`). */
export const readJsonLines: ReadItems = /* @__PURE__ */ jsonLinesReader(JSON.parse);

/** Makes a reader of JSON lines of a function that parses one. */
export function jsonLinesReader(parse: Parse): ReadItems {
  return (incoming) => readItems(incoming, () => lineParser(parse));
}

function lineParser(parse: Parse): Splitter<unknown> {
  const lines = lineSplitter();
  const parseAll = (some: Iterable<string>): readonly unknown[] =>
    Array.from(some)
      .filter((line) => line.trim() !== "")
      .map((line) => parse(line));
  return {
    get waiting() {
      return lines.waiting;
    },
    push: (text) => parseAll(lines.push(text)),
    end: () => parseAll(lines.end()),
  };
}

/** Reads a JSON text sequence: each value between a record separator and a line feed (RFC 7464). */
export const readJsonSequence: ReadItems = /* @__PURE__ */ jsonSequenceReader(JSON.parse);

/** Makes a reader of JSON text sequences of a function that parses one text. */
export function jsonSequenceReader(parse: Parse): ReadItems {
  return (incoming) => readItems(incoming, () => sequenceParser(parse));
}

function sequenceParser(parseOne: Parse): Splitter<unknown> {
  let rest = "";
  const parse = (records: readonly string[]): readonly unknown[] =>
    records.filter((text) => text.trim() !== "").map((text) => parseOne(text));
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
