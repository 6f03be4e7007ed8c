import { getEventListeners } from "node:events";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type Fetch, createClient } from "../../templates/runtime/client.ts";
import { timeout } from "../../templates/runtime/middleware/timeout.ts";
import { startServer } from "./server.ts";

const url = "https://h.example/";

/** A fetch that answers with these chunks and ends as the platform's does. */
function answering(...chunks: readonly string[]): Fetch {
  return async () => new Response(streamOf(chunks));
}

function streamOf(chunks: readonly string[]): ReadableStream<Uint8Array<ArrayBuffer>> {
  const left = [...chunks];
  return new ReadableStream({
    pull(controller) {
      const chunk = left.shift();
      if (chunk === undefined) controller.close();
      else controller.enqueue(new TextEncoder().encode(chunk));
    },
  });
}

/** A fetch that never answers, or whose body never ends. */
function hanging(begin = false): Fetch {
  return async (_, { signal }) =>
    new Promise((resolve, reject) => {
      const body = new ReadableStream({
        start(controller) {
          const end = (): void => {
            controller.error(signal?.reason);
            reject(signal?.reason as Error);
          };
          if (signal?.aborted) end();
          signal?.addEventListener("abort", end);
        },
      });
      if (begin) resolve(new Response(body));
    });
}

describe("by an injected fetch", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test.each([
    ["an answer that does not begin", false],
    ["a body that does not end", true],
  ])("%s is ended as the platform does", async (_, begin) => {
    const call = timeout(hanging(begin), 1000)(url, {}).then((response) => response.text());
    const thrown = call.catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(999);
    expect(vi.getTimerCount()).toBe(1);
    await vi.advanceTimersByTimeAsync(1);
    const error = await thrown;
    expect(error).toBeInstanceOf(DOMException);
    expect(error).toMatchObject({ name: "TimeoutError" });
  });

  test.each([
    ["before the answer", false],
    ["in the body", true],
  ])("the caller's signal ends it %s, and keeps no listener", async (_, begin) => {
    const stop = new AbortController();
    const { signal } = stop;
    const call = timeout(hanging(begin), 1000)(url, { signal }).then((response) => response.text());
    const thrown = call.catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(1);
    stop.abort("enough");
    expect(await thrown).toBe("enough");
    expect(getEventListeners(signal, "abort")).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });

  test("a signal that was aborted before counts", async () => {
    const call = timeout(hanging(), 1000)(url, { signal: AbortSignal.abort("before") });
    await expect(call).rejects.toBe("before");
  });

  test.each<[name: string, fetch: Fetch, read: (response: Response) => Promise<unknown>]>([
    ["that is read", answering("a", "b"), (response) => response.text()],
    ["without a body", async () => new Response(null, { status: 204 }), async () => undefined],
    ["that is cancelled", answering("a", "b"), async (response) => response.body?.cancel()],
  ])("an answer %s leaves no timer and no listener", async (_, fetch, read) => {
    const { signal } = new AbortController();
    await read(await timeout(fetch, 1000)(url, { signal }));
    expect(vi.getTimerCount()).toBe(0);
    expect(getEventListeners(signal, "abort")).toEqual([]);
  });

  test("neither does a failure, which comes through as it is", async () => {
    const call = timeout(() => Promise.reject(new TypeError("lost")), 1000)(url, {});
    await expect(call).rejects.toThrow("lost");
    expect(vi.getTimerCount()).toBe(0);
  });

  test("nor an answer that nobody reads, once its time is over", async () => {
    const { signal } = new AbortController();
    await timeout(answering("a"), 1000)(url, { signal });
    await vi.advanceTimersByTimeAsync(1000);
    expect(vi.getTimerCount()).toBe(0);
    expect(getEventListeners(signal, "abort")).toEqual([]);
  });

  test("the body is read no sooner than asked for, and cancelled with the reason", async () => {
    const calls: unknown[] = [];
    const body = new ReadableStream(
      {
        pull: () => void calls.push("pull"),
        cancel: (reason) => void calls.push(reason),
      },
      { highWaterMark: 0 },
    );
    const response = await timeout(async () => new Response(body), 1000)(url, {});
    expect(calls).toEqual([]);
    await response.body?.cancel("why");
    expect(calls).toEqual(["why"]);
  });

  test("the answer keeps status, headers and address", async () => {
    const answer = Object.defineProperties(new Response("x", { headers: { a: "b" } }), {
      ok: { value: false },
      status: { value: 999 },
      url: { value: "https://h.example/x" },
    });
    const response = await timeout(async () => answer, 1000)(url, {});
    const { ok, status, url: address, headers } = response;
    expect([ok, status, address, headers.get("a")]).toEqual([
      false,
      999,
      "https://h.example/x",
      "b",
    ]);
    expect(await response.text()).toBe("x");
  });

  test.each([0, -1, Number.NaN, 2 ** 31, Infinity])("%d milliseconds are refused", (time) => {
    expect(() => timeout(answering(), time)).toThrow("milliseconds cannot be sent");
  });
});

test("10,000 calls on one signal leave neither listener nor timer", async () => {
  const timers = (): number =>
    process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;
  const before = timers();
  const { signal } = new AbortController();
  const client = createClient({ baseUrl: url, fetch: timeout(answering("x"), 60_000) });
  const request = { operation: "Op", method: "GET", path: "/" } as const;
  for (let call = 0; call < 10_000; call += 1) await client.send(request, { signal });
  expect(getEventListeners(signal, "abort")).toEqual([]);
  expect(timers()).toBe(before);
});

describe("over a socket", () => {
  const request = { operation: "Op", method: "GET", path: "/" } as const;

  test.each([
    ["an answer that does not begin", ""],
    ["a body that does not end", "half"],
  ])("%s is ended", async (_, begin) => {
    await using server = await startServer((response) => {
      if (begin !== "") response.write(begin);
    });
    const client = createClient({ baseUrl: server.url, fetch: timeout(fetch, 100) });
    await expect(client.send(request)).rejects.toMatchObject({ name: "TimeoutError" });
  });

  test("an answer in time is read as ever", async () => {
    await using server = await startServer();
    const client = createClient({ baseUrl: server.url, fetch: timeout(fetch, 60_000) });
    expect(await client.send(request)).toEqual({});
  });
});
