import { type Fetch, createClient } from "../../../templates/runtime/client.ts";
import { readBlob } from "../../../templates/runtime/media-type.ts";
import { startServer } from "../server.ts";
import { get, outcome, send, type Row } from "./row.ts";

const baseUrl = "http://127.0.0.1:1";

function stubbed(fetch: Fetch): Promise<string> {
  return send(baseUrl, get, { fetch });
}

/** Runs something while every object seems to have a property more. */
async function polluted<T>(name: string, value: unknown, run: () => Promise<T>): Promise<T> {
  Reflect.set(Object.prototype, name, value);
  try {
    return await run();
  } finally {
    Reflect.deleteProperty(Object.prototype, name);
  }
}

const pollution: readonly (readonly [name: string, value: unknown])[] = [
  ["hostname", "x"],
  ["headers", { injected: "x" }],
  ["responses", { "2XX": readBlob }],
  ["maxBytes", 0],
  ["fetch", () => Promise.reject(new Error("the wrong fetch"))],
];

export const environment: readonly Row[] = [
  {
    name: "a fetch that throws a text",
    run: () =>
      stubbed(() => {
        throw "no";
      }),
    want: 'thrown: "no"',
  },
  {
    name: "a fetch that rejects with nothing",
    run: () =>
      stubbed(async () => {
        throw undefined;
      }),
    want: "thrown: undefined",
  },
  {
    name: "a fetch that was replaced after the client was made",
    run: async (): Promise<unknown> => {
      const client = createClient({ baseUrl });
      const { fetch } = globalThis;
      globalThis.fetch = () => Promise.resolve(Response.json("replaced"));
      try {
        return await outcome(() => client.send(get));
      } finally {
        globalThis.fetch = fetch;
      }
    },
    want: '"replaced"',
  },
  {
    name: "two clients at once",
    run: async (): Promise<unknown> => {
      await using a = await startServer((response) => response.end("a"));
      await using b = await startServer((response) => response.end("b"));
      return await Promise.all([send(a.url), send(b.url), send(a.url)]);
    },
    want: ['"a"', '"b"', '"a"'],
  },
  {
    name: "one client for 200 calls at once",
    run: async (): Promise<unknown> => {
      await using server = await startServer();
      const calls = Array.from({ length: 200 }, () => send(server.url));
      return [...new Set(await Promise.all(calls))];
    },
    want: ["{}"],
  },
  {
    name: "a fetch that gives a body which fails",
    run: () =>
      stubbed(async () => {
        const body = new ReadableStream({ pull: () => Promise.reject(new Error("broken")) });
        return new Response(body);
      }),
    want: "Error: broken",
  },
  {
    name: "a fetch that gives a body which cannot be cancelled",
    run: () =>
      send(baseUrl, get, {
        maxBytes: 1,
        fetch: async () =>
          new Response(
            new ReadableStream({
              pull: (controller) => controller.enqueue(new Uint8Array(10)),
              cancel: () => Promise.reject(new Error("stuck")),
            }),
          ),
      }),
    want: "LimitError: Op returned 200 with more than 1 bytes",
  },
  {
    name: "an abort before the call",
    run: async (): Promise<unknown> => {
      await using server = await startServer();
      const client = createClient({ baseUrl: server.url });
      const signal = AbortSignal.abort(new Error("before"));
      return [await outcome(() => client.send(get, { signal })), server.seen.length];
    },
    want: ["Error: before", 0],
  },
  {
    name: "an abort in the middle of the body",
    run: async (): Promise<unknown> => {
      const stop = new AbortController();
      await using server = await startServer((response) => {
        response.write("{", () => setImmediate(() => stop.abort(new Error("enough"))));
      });
      const client = createClient({ baseUrl: server.url });
      return await outcome(() => client.send(get, { signal: stop.signal }));
    },
    want: "Error: enough",
  },
  ...pollution.map(([name, value]) => ({
    name: `Object.prototype.${name}`,
    run: async (): Promise<unknown> => {
      await using server = await startServer();
      const gave = await polluted(name, value, () => send(server.url));
      return [gave, server.seen[0]?.line, server.seen[0]?.headers["injected"]];
    },
    want: ["{}", "GET /?key=secret", undefined],
  })),
];
