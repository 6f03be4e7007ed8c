import { getEventListeners } from "node:events";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type Fetch, type FetchInit, createClient } from "../../templates/runtime/client.ts";
import { retry } from "../../templates/runtime/middleware/retry.ts";
import type { ApiRequest } from "../../templates/runtime/request.ts";
import { startServer } from "./server.ts";

type Step = number | Response | (() => Response);

/** A fetch that goes through steps (a status, an answer, a throw) and stays at the last. */
function stepping(...steps: readonly Step[]): { fetch: Fetch; times: number[] } {
  const times: number[] = [];
  const fetch: Fetch = async () => {
    const step = steps[Math.min(times.length, steps.length - 1)] ?? 200;
    times.push(Date.now());
    if (typeof step === "function") return step();
    return typeof step === "number" ? new Response("x", { status: step }) : step;
  };
  return { fetch, times };
}

function asking(after: string, status = 503): Response {
  return new Response("x", { status, headers: { "retry-after": after } });
}

function throwing(thrown: unknown): () => never {
  return () => {
    throw thrown;
  };
}

const url = "https://h.example/a?b=c";
const get: RequestInit = { method: "GET" };
/** The options that the client passes on for a request whose address names an action. */
const action: ApiRequest<unknown> = { operation: "Op", method: "GET", path: "/", hasAction: true };

/** Runs all timers until a call is over: its status, or what it threw. */
async function settle(call: Promise<Response>): Promise<unknown> {
  const outcome = call.then(
    ({ status }) => status,
    (error: unknown) => error,
  );
  await vi.runAllTimersAsync();
  return outcome;
}

describe("by an injected fetch", () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: Date.parse("2026-01-01T00:00:00Z") });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  const lost = new TypeError("fetch failed");
  test.each<[name: string, steps: Step[], outcome: unknown, sent: number]>([
    ["a success", [200], 200, 1],
    ["a status that will not pass", [404, 200], 404, 1],
    ["501, which will not pass either", [501, 200], 501, 1],
    ["429", [429, 200], 200, 2],
    ["500", [500, 200], 200, 2],
    ["502", [502, 200], 200, 2],
    ["503", [503, 200], 200, 2],
    ["504", [504, 200], 200, 2],
    ["a lost connection", [throwing(lost), 200], 200, 2],
    ["three failures", [500, 502, 503, 200], 503, 3],
    ["three lost connections", [throwing(lost)], lost, 3],
    ["a fetch that throws a string", [throwing("no")], "no", 3],
  ])("%s", async (_, steps, outcome, sent) => {
    const { fetch, times } = stepping(...steps);
    expect(await settle(retry(fetch)(url, get))).toBe(outcome);
    expect(times).toHaveLength(sent);
  });

  test.each<[name: string, init: FetchInit, url: string, sent: number]>([
    ["no method, which is GET", {}, url, 3],
    ["HEAD", { method: "HEAD" }, url, 3],
    ["OPTIONS", { method: "OPTIONS" }, url, 3],
    ["PUT", { method: "PUT", body: "x" }, url, 3],
    ["DELETE", { method: "DELETE" }, url, 3],
    ["POST", { method: "POST" }, url, 1],
    ["PATCH", { method: "PATCH" }, url, 1],
    ["GET of an action", { ...get, request: action }, "https://h.example/?do=start", 1],
    ["GET of a flag", { ...get, request: action }, "https://h.example/?start", 1],
    ["PUT of an action in a header", { method: "PUT", request: action }, url, 1],
    ["GET of a value that looks like an action", get, "https://h.example/?action=x", 3],
    ["a stream", { method: "PUT", body: new ReadableStream() }, url, 1],
  ])("%s is sent as often as it is safe", async (_, init, target, sent) => {
    const { fetch, times } = stepping(503);
    expect(await settle(retry(fetch)(target, init))).toBe(503);
    expect(times).toHaveLength(sent);
  });

  test.each<[name: string, init: RequestInit, isRepeatable: boolean, sent: number]>([
    ["a POST", { method: "POST" }, true, 3],
    ["no GET", get, false, 1],
    ["no stream, whatever it says", { method: "POST", body: new ReadableStream() }, true, 1],
  ])("repeats %s where the caller says so", async (_, init, isRepeatable, sent) => {
    const { fetch, times } = stepping(503);
    await settle(retry(fetch, { isRepeatable: () => isRepeatable })(url, init));
    expect(times).toHaveLength(sent);
  });

  test.each([
    [1, 1],
    [5, 5],
    [0, 1],
    [Number.NaN, 1],
  ])("of %d attempts, %d are made", async (attempts, sent) => {
    const { fetch, times } = stepping(503);
    await settle(retry(fetch, { attempts })(url, get));
    expect(times).toHaveLength(sent);
  });

  test("a wait that no timer can do is left to the caller", async () => {
    const fetch: Fetch = () => {
      times.push(Date.now());
      return Promise.resolve(
        new Response(null, { status: 503, headers: { "retry-after": "99999999" } }),
      );
    };
    const times: number[] = [];
    const patient = retry(fetch, { cap: Number.POSITIVE_INFINITY });
    expect(await settle(patient(url, get))).toBe(503);
    expect(times).toHaveLength(1);
  });

  test("an endless cap never makes a wait of nothing", async () => {
    const { fetch, times } = stepping(503);
    await settle(retry(fetch, { cap: Number.POSITIVE_INFINITY, attempts: 60 })(url, get));
    const waits = times.slice(1).map((time, index) => time - (times[index] ?? 0));
    expect(waits.slice(40).every((wait) => wait > 1)).toBe(true);
  });

  const now = "Thu, 01 Jan 2026 00:00:00 GMT";
  test.each<[after: string, least: number, most: number]>([
    ["2", 2000, 2000],
    ["20", 20_000, 20_000],
    ["0", 0, 1000],
    ["-5", 0, 1000],
    ["1e9", 0, 1000],
    ["1.5", 0, 1000],
    ["soon", 0, 1000],
    ["soon GMT", 0, 1000],
    ["", 0, 1000],
    ["Thu, 01 Jan 2026 00:00:07 GMT", 7000, 7000],
    ["Thursday, 01-Jan-26 00:00:07 GMT", 7000, 7000],
    [now, 0, 1000],
    ["Thu, 01 Jan 1970 00:00:00 GMT", 0, 1000],
  ])("waits as `Retry-After: %s` asks", async (after, least, most) => {
    const { fetch, times } = stepping(asking(after), 200);
    expect(await settle(retry(fetch)(url, get))).toBe(200);
    const [first = 0, second = 0] = times;
    expect(second - first).toBeGreaterThanOrEqual(least);
    expect(second - first).toBeLessThanOrEqual(most);
  });

  test.each(["21", "1000000000", "9".repeat(400), "Fri, 01 Jan 2027 00:00:00 GMT"])(
    "gives the answer where `Retry-After: %s` is more than the cap",
    async (after) => {
      const { fetch, times } = stepping(asking(after, 429), 200);
      const response = await retry(fetch)(url, get);
      expect([response.status, await response.text(), times.length]).toEqual([429, "x", 1]);
    },
  );

  test("waits up to twice as long each time, at random, and no longer than the cap", async () => {
    const longest = [0, 0, 0, 0];
    const all = new Set<number>();
    for (let run = 0; run < 100; run += 1) {
      const { fetch, times } = stepping(503);
      await settle(retry(fetch, { attempts: 5, cap: 3000 })(url, get));
      for (const [index, most] of longest.entries()) {
        const waited = (times[index + 1] ?? 0) - (times[index] ?? 0);
        longest[index] = Math.max(most, waited);
        all.add(waited);
      }
    }
    expect(longest.map((most) => Math.ceil(most / 1000))).toEqual([1, 2, 3, 3]);
    expect(all.size).toBeGreaterThan(200);
  });

  test("stops after 100 repeats in vain", async () => {
    const { fetch, times } = stepping(503);
    const retrying = retry(fetch);
    for (let call = 0; call < 100; call += 1) await settle(retrying(url, get));
    expect(times).toHaveLength(200);
  });

  test("goes on as calls succeed", async () => {
    let status = 503;
    const times: number[] = [];
    const retrying = retry(async () => {
      times.push(0);
      return new Response(null, { status });
    });
    for (let call = 0; call < 50; call += 1) await settle(retrying(url, get));
    status = 404;
    for (let call = 0; call < 5; call += 1) await settle(retrying(url, get));
    status = 503;
    times.length = 0;
    for (let call = 0; call < 3; call += 1) await settle(retrying(url, get));
    expect(times).toHaveLength(4);
  });

  test("gets back what a repeat cost that succeeded", async () => {
    let calls = 0;
    const retrying = retry(async () => {
      calls += 1;
      return new Response(null, { status: calls % 2 === 1 ? 503 : 200 });
    });
    for (let call = 0; call < 200; call += 1) {
      expect(await settle(retrying(url, get))).toBe(200);
    }
  });

  test("has a budget for each", async () => {
    const { fetch, times } = stepping(503);
    const one = retry(fetch);
    for (let call = 0; call < 50; call += 1) await settle(one(url, get));
    times.length = 0;
    await settle(retry(fetch)(url, get));
    expect(times).toHaveLength(3);
  });

  test("cancels the answer before, even one whose body cannot be cancelled", async () => {
    const cancelled: string[] = [];
    const body = (name: string): Response =>
      new Response(
        new ReadableStream({
          cancel: () => {
            cancelled.push(name);
            throw new Error("broken");
          },
        }),
        { status: 503 },
      );
    const { fetch } = stepping(body("first"), body("second"), body("last"));
    expect(await settle(retry(fetch)(url, get))).toBe(503);
    expect(cancelled).toEqual(["first", "second"]);
  });

  test("is not fooled by a polluted prototype", async () => {
    const { fetch, times } = stepping(503);
    Object.defineProperty(Object.prototype, "attempts", { value: 9, configurable: true });
    try {
      await settle(retry(fetch)(url, get));
    } finally {
      Reflect.deleteProperty(Object.prototype, "attempts");
    }
    expect(times).toHaveLength(3);
  });

  describe("a signal", () => {
    test("that is aborted while it waits ends the call with its reason, and leaves nothing", async () => {
      const stop = new AbortController();
      const { fetch, times } = stepping(asking("10"));
      const call = settleLater(retry(fetch)(url, { ...get, signal: stop.signal }));
      await vi.advanceTimersByTimeAsync(5000);
      stop.abort("enough");
      expect(await call).toBe("enough");
      expect([times.length, vi.getTimerCount()]).toEqual([1, 0]);
      expect(getEventListeners(stop.signal, "abort")).toEqual([]);
    });

    test("has no listener after the waiting", async () => {
      const { signal } = new AbortController();
      const { fetch } = stepping(503, 503, 200);
      expect(await settle(retry(fetch)(url, { ...get, signal }))).toBe(200);
      expect(getEventListeners(signal, "abort")).toEqual([]);
    });

    test("that was aborted is no reason to repeat", async () => {
      const { fetch, times } = stepping(throwing("aborted"));
      const signal = AbortSignal.abort();
      expect(await settle(retry(fetch)(url, { ...get, signal }))).toBe("aborted");
      expect(times).toHaveLength(1);
    });
  });
});

function settleLater(call: Promise<Response>): Promise<unknown> {
  return call.catch((error: unknown) => error);
}

describe("over a socket", () => {
  const request = { operation: "Op", method: "GET", path: "/" } as const;

  test("a connection that is reset is tried again", async () => {
    await using server = await startServer((response) => {
      if (server.seen.length === 1) response.socket?.destroy();
      else response.end("done");
    });
    const client = createClient({ baseUrl: server.url, fetch: retry(fetch, { cap: 1 }) });
    expect(await client.send(request)).toBe("done");
  });

  test("the error after the last attempt is the answer's own", async () => {
    await using server = await startServer((response) => {
      response.writeHead(503).end("busy");
    });
    const client = createClient({ baseUrl: server.url, fetch: retry(fetch, { cap: 1 }) });
    await expect(client.send(request)).rejects.toMatchObject({ status: 503, body: "busy" });
    expect(server.seen).toHaveLength(3);
  });

  test("a body goes out again as it was", async () => {
    await using server = await startServer((response) => {
      response.writeHead(server.seen.length === 1 ? 500 : 204).end();
    });
    const client = createClient({ baseUrl: server.url, fetch: retry(fetch, { cap: 1 }) });
    await client.send({ ...request, method: "PUT", body: new Blob(["a\0b"]) });
    expect(server.seen.map(({ body }) => body)).toEqual(["a\0b", "a\0b"]);
  });
});
