import type { IncomingResponse } from "./response.ts";
import { lineSplitter, readItems, type Splitter } from "./text-stream.ts";

/** An event of `text/event-stream` (HTML, section 9.2). */
export interface ServerSentEvent<Data> {
  /** Its type: `message` where the server does not say. */
  readonly event: string;
  readonly data: Data;
  /** The last id so far: what `Last-Event-ID` is to be when the caller connects again. */
  readonly id: string;
  /** How long to wait before connecting again, in milliseconds, where the server has said. */
  readonly retry: number | undefined;
}

type ReadStream<Data> = (incoming: IncomingResponse) => AsyncIterable<ServerSentEvent<Data>>;

/**
 * Reads a body of `text/event-stream` whose data is JSON. `[DONE]` in its place ends the stream, as
 * is the custom where JSON is streamed.
 */
export const readEvents: ReadStream<unknown> = /* @__PURE__ */ eventReader<unknown>(JSON.parse);

/** Reads a body of `text/event-stream` whose data is text. */
export const readTextEvents: ReadStream<string> = /* @__PURE__ */ eventReader(String);

/** Makes a reader of `text/event-stream` of a function that parses the data of an event. */
export function eventReader<Data>(parse: (data: string) => Data): ReadStream<Data> {
  return (incoming) => readItems(incoming, () => eventSplitter(parse));
}

function eventSplitter<Data>(parse: (text: string) => Data): Splitter<ServerSentEvent<Data>> {
  const lines = lineSplitter();
  let data: string[] = [];
  let length = 0;
  let event = "";
  let id = "";
  let retry: number | undefined;
  let isFirst = true;
  let isDone = false;

  function read(line: string): readonly ServerSentEvent<Data>[] {
    if (line === "") return dispatch();
    const name = line.replace(/:[^]*/, "");
    const value = line.slice(name.length).replace(/^: ?/, "");
    if (name === "data") {
      data.push(value);
      length += value.length;
    } else if (name === "event") event = value;
    else if (name === "id" && !value.includes("\0")) id = value;
    else if (name === "retry" && /^\d+$/.test(value)) retry = Number(value);
    return [];
  }

  function dispatch(): readonly ServerSentEvent<Data>[] {
    const text = data.join("\n");
    const type = event || "message";
    const isEmpty = data.length === 0;
    data = [];
    length = 0;
    event = "";
    if (isEmpty || isDone) return [];
    isDone = text === "[DONE]";
    return isDone ? [] : [{ event: type, data: parse(text), id, retry }];
  }

  return {
    get waiting() {
      return lines.waiting + length;
    },
    *push(text) {
      const own = isFirst ? text.replace(/^\uFEFF/, "") : text;
      isFirst &&= text === "";
      for (const line of lines.push(own)) yield* read(line);
    },
    // An event that is not ended by an empty line is not complete.
    end: () => [],
  };
}
