import { getEventListeners } from "node:events";
import { describe, expect, test } from "vitest";
import { type Fetch, createClient } from "../../templates/runtime/client.ts";
import type { ApiRequest } from "../../templates/runtime/request.ts";
import { startServer } from "./server.ts";

const get: ApiRequest<unknown> = { operation: "Op", method: "GET", path: "/" };

function clientOf(fetch: Fetch): ReturnType<typeof createClient> {
  return createClient({ baseUrl: "https://h.example", fetch });
}

describe("a signal", () => {
  test("reaches fetch with its reason", async () => {
    const stop = new AbortController();
    const reason = new Error("enough");
    const sending = clientOf(async (_, { signal }) => {
      stop.abort(reason);
      signal?.throwIfAborted();
      return new Response();
    }).send(get, { signal: stop.signal });
    await expect(sending).rejects.toBe(reason);
  });

  test("that was aborted before reaches fetch aborted", async () => {
    const sending = clientOf(async (_, { signal }) => {
      signal?.throwIfAborted();
      return new Response();
    }).send(get, { signal: AbortSignal.abort("before") });
    await expect(sending).rejects.toBe("before");
  });

  test("that no caller gave is none", async () => {
    const client = clientOf(async (_, { signal }) => Response.json({ signal }));
    expect(await client.send(get)).toEqual({ signal: null });
  });

  test("that is aborted after the answer does nothing any more", async () => {
    const stop = new AbortController();
    const signals: (AbortSignal | null | undefined)[] = [];
    await clientOf(async (_, { signal }) => {
      signals.push(signal);
      return new Response();
    }).send(get, { signal: stop.signal });
    stop.abort();
    expect(signals.map((signal) => signal?.aborted)).toEqual([false]);
  });

  test.each<[name: string, fetch: Fetch]>([
    ["answers", async () => new Response("x")],
    ["errors", async () => new Response("x", { status: 500 })],
    ["failures", () => Promise.reject(new TypeError("fetch failed"))],
    [
      "bodies that break off",
      async () =>
        new Response(
          new ReadableStream({
            start(controller) {
              controller.error(new Error("reset"));
            },
          }),
        ),
    ],
  ])("keeps no listener after 10,000 %s", async (_, fetch) => {
    const { signal } = new AbortController();
    const client = clientOf(fetch);
    for (let call = 0; call < 10_000; call += 1) {
      await client.send(get, { signal }).catch(() => undefined);
    }
    expect(getEventListeners(signal, "abort")).toEqual([]);
  });

  test("keeps no listener after calls over a socket", async () => {
    await using server = await startServer();
    const { signal } = new AbortController();
    const client = createClient({ baseUrl: server.url });
    for (let call = 0; call < 100; call += 1) await client.send(get, { signal });
    expect(getEventListeners(signal, "abort")).toEqual([]);
  });
});

describe("a deadline", () => {
  test.each<[name: string, write: string]>([
    ["an answer that does not begin", ""],
    ["a body that does not end", "half"],
  ])("ends %s with the platform's error", async (_, write) => {
    await using server = await startServer((response) => {
      if (write !== "") response.write(write);
    });
    const signal = AbortSignal.timeout(50);
    const sending = createClient({ baseUrl: server.url }).send(get, { signal });
    await expect(sending).rejects.toMatchObject({ name: "TimeoutError" });
  });
});
