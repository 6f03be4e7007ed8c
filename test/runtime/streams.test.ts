import { createServer, type ServerResponse } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { afterEach, describe, expect, test } from "vitest";
import { asStream } from "../../templates/runtime/as-stream.ts";
import { createClient } from "../../templates/runtime/client.ts";
import { DecodeError, LimitError } from "../../templates/runtime/errors.ts";
import {
  readEvents,
  readTextEvents,
  type ServerSentEvent,
} from "../../templates/runtime/event-stream.ts";
import { readJsonLines, readJsonSequence } from "../../templates/runtime/json-lines.ts";
import type { ApiRequest } from "../../templates/runtime/request.ts";
import { readJson, type ReadBody } from "../../templates/runtime/response.ts";

let close: (() => Promise<void>) | undefined;
afterEach(() => close?.());

type Client = ReturnType<typeof createClient>;

/** Starts a server that answers as told, and returns a client for it. */
async function serve(
  answer: (response: ServerResponse) => void,
  options?: Partial<Parameters<typeof createClient>[0]>,
): Promise<Client> {
  const server = createServer((_, response) => {
    answer(response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  const address = server.address();
  const port = typeof address === "object" ? address?.port : 0;
  return createClient({ baseUrl: `http://127.0.0.1:${port}`, ...options });
}

/** Writes pieces, each in a packet of its own, and ends. */
function pieces(...texts: readonly (string | Uint8Array)[]): (response: ServerResponse) => void {
  return (response) => {
    void (async () => {
      for (const text of texts) {
        response.write(text);
        await wait(5);
      }
      response.end();
    })();
  };
}

/** A client that receives exactly these chunks, which the packets of a server need not be. */
function chunked(...texts: readonly string[]): Client {
  const body = new ReadableStream({
    start(controller) {
      for (const text of texts) controller.enqueue(new TextEncoder().encode(text));
      controller.close();
    },
  });
  const fetch = (): Promise<Response> => Promise.resolve(new Response(body));
  return createClient({ baseUrl: "http://localhost", fetch });
}

function get<Response>(read: ReadBody): ApiRequest<Response> {
  return { operation: "get", method: "GET", path: "/", responses: { "2XX": read } };
}

async function all<Item>(client: Client, read: ReadBody): Promise<Item[]> {
  const items: Item[] = [];
  for await (const item of await client.send(get<AsyncIterable<Item>>(read))) items.push(item);
  return items;
}

type Events = readonly ServerSentEvent<unknown>[];

describe("events", () => {
  test.each<[string, readonly (string | Uint8Array)[], Events]>([
    [
      "fields, comments and several lines of data",
      [': hi\nevent: add\nid: 7\nretry: 20\ndata: {"a":\ndata: 1}\n\n'],
      [{ event: "add", data: { a: 1 }, id: "7", retry: 20 }],
    ],
    [
      "an id stays, a type does not",
      ["id: 1\nevent: x\ndata: 1\n\ndata: 2\n\n"],
      [
        { event: "x", data: 1, id: "1", retry: undefined },
        { event: "message", data: 2, id: "1", retry: undefined },
      ],
    ],
    [
      "every line end, in the middle of pieces",
      ["\uFEFFdata: 1\r", "\n\r\ndata: 2\r\rdata:", "3\n\n"],
      [1, 2, 3].map((data) => ({ event: "message", data, id: "", retry: undefined })),
    ],
    [
      "characters that are split",
      [new Uint8Array([...Buffer.from('data: "'), 0xc3]), new Uint8Array([0xa9, 0x22, 10, 10])],
      [{ event: "message", data: "é", id: "", retry: undefined }],
    ],
    [
      "what is not said right is ignored",
      ["id: a\0b\nretry: 1s\nunknown: x\nevent\ndata: 1\n\n\n"],
      [{ event: "message", data: 1, id: "", retry: undefined }],
    ],
    [
      "[DONE] ends them",
      ["data: 1\n\ndata: [DONE]\n\ndata: 2\n\n"],
      [{ event: "message", data: 1, id: "", retry: undefined }],
    ],
    ["an event that is not ended is not complete", ["data: 1\n"], []],
  ])("%s", async (_, texts, expected) => {
    const client = await serve(pieces(...texts));
    expect(await all(client, readEvents)).toEqual(expected);
  });

  test("may hold text", async () => {
    const client = await serve(pieces("data: [DONE\n\ndata\n\n"));
    const events = await all<ServerSentEvent<string>>(client, readTextEvents);
    expect(events.map(({ data }) => data)).toEqual(["[DONE", ""]);
  });

  test("that are not JSON are an error of the loop", async () => {
    const client = await serve(pieces("data: {\n\n"));
    await expect(all(client, readEvents)).rejects.toThrow(DecodeError);
  });
});

describe("JSON", () => {
  test.each<[string, ReadBody, readonly string[], readonly unknown[]]>([
    ["lines", readJsonLines, ['{"a":1}\n\n[2', "]\r\n3"], [{ a: 1 }, [2], 3]],
    ["sequences", readJsonSequence, ['\x1e{"a":1}\n\x1e[\n', "2]\n\x1e3"], [{ a: 1 }, [2], 3]],
  ])("%s", async (_, read, texts, expected) => {
    const client = await serve(pieces(...texts));
    expect(await all(client, read)).toEqual(expected);
  });

  test("a line feed ends a value of a sequence, unless it is inside one", async () => {
    const client = chunked('\x1e{"a":1}\n', "\x1e[\n", "2]\n");
    expect(await all(client, readJsonSequence)).toEqual([{ a: 1 }, [2]]);
  });

  test("an empty body has no items", async () => {
    const client = await serve((response) => response.writeHead(200).end());
    expect(await all(client, readJsonLines)).toEqual([]);
  });

  test("a body that the platform does not have has no items", async () => {
    const fetch = (): Promise<Response> => Promise.resolve(new Response(null));
    const client = createClient({ baseUrl: "http://localhost", fetch });
    expect(await all(client, readJsonLines)).toEqual([]);
    expect(await all(client, readJsonSequence)).toEqual([]);
  });

  test.each([
    ["lines", readJsonLines],
    ["sequences", readJsonSequence],
    ["events", readEvents],
  ])("one item of %s is no longer than the limit", async (_, read) => {
    const client = await serve(pieces("data: ", "x".repeat(40), "x".repeat(40)), { maxBytes: 32 });
    await expect(all(client, read)).rejects.toThrow(LimitError);
  });
});

describe("an endless stream", () => {
  /** Writes lines until the connection is closed, as fast as they are taken. */
  function endless(closed: () => void): (response: ServerResponse) => void {
    return (response) => {
      const write = (): void => {
        while (!response.destroyed && response.write(`${"1".repeat(10)}\n`));
      };
      response.on("drain", write).on("close", closed);
      write();
    };
  }

  test("ends when the loop does", async () => {
    let end: () => void = () => undefined;
    const closed = new Promise<void>((resolve) => (end = resolve));
    const client = await serve(endless(end));
    for await (const item of await client.send(get<AsyncIterable<unknown>>(readJsonLines))) {
      expect(item).toBe(1_111_111_111);
      break;
    }
    await closed;
  });

  test("ends when the signal is aborted", async () => {
    let end: () => void = () => undefined;
    const closed = new Promise<void>((resolve) => (end = resolve));
    const client = await serve(endless(end));
    const controller = new AbortController();
    const { signal } = controller;
    const items = await client.send(get<AsyncIterable<unknown>>(readJsonLines), { signal });
    const reason = new Error("enough");
    await expect(
      (async () => {
        for await (const _ of items) controller.abort(reason);
      })(),
    ).rejects.toBe(reason);
    await closed;
  });

  test("of bytes ends when it is cancelled or its signal is aborted", async () => {
    for (const how of ["cancel", "abort"]) {
      let end: () => void = () => undefined;
      const closed = new Promise<void>((resolve) => (end = resolve));
      const client = await serve(endless(end), { maxBytes: 1 });
      const controller = new AbortController();
      const { signal } = controller;
      const reader = (await client.send(asStream(get(readJson)), { signal })).getReader();
      expect((await reader.read()).value?.length).toBeGreaterThan(1);
      if (how === "cancel") await reader.cancel();
      else {
        controller.abort(new Error("enough"));
        await expect(
          (async () => {
            while (!(await reader.read()).done);
          })(),
        ).rejects.toThrow("enough");
      }
      await closed;
      await close?.();
    }
  });
});

describe("asStream", () => {
  test("gives a successful response as bytes", async () => {
    const client = await serve(pieces("a", "b"));
    const request = asStream({ ...get(readJson), responses: { 200: readJson, 404: readJson } });
    expect(Object.keys(request.responses ?? {})).toEqual(["404", "2XX"]);
    expect(await new Response(await client.send(request)).text()).toBe("ab");
  });

  test("gives an empty stream where there is no body", async () => {
    const fetch = (): Promise<Response> => Promise.resolve(new Response(null));
    const client = createClient({ baseUrl: "http://localhost", fetch });
    const { responses: _, ...request } = get(readJson);
    expect(await new Response(await client.send(asStream(request))).text()).toBe("");
  });
});
