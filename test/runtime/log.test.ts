import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Fetch, createClient } from "../../templates/runtime/client.ts";
import { type CallRecord, log } from "../../templates/runtime/middleware/log.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** The record of one call. */
async function recordsOf(fetch: Fetch, url: string, init: RequestInit = {}): Promise<CallRecord[]> {
  const records: CallRecord[] = [];
  await log(fetch, (record) => records.push(record))(url, init).catch(() => undefined);
  return records;
}

async function slowly(status: number): Promise<Response> {
  await new Promise((resolve) => {
    setTimeout(resolve, 1500);
    vi.advanceTimersByTime(1500);
  });
  return new Response(null, { status });
}

const plain = { method: "GET", status: 200, milliseconds: 0, error: undefined };
const answer: Fetch = async () => new Response();

test.each<[name: string, fetch: Fetch, url: string, init: RequestInit, want: CallRecord]>([
  ["a call", answer, "https://h.example/a", {}, { ...plain, address: "https://h.example/a" }],
  [
    "a call that takes a while",
    () => slowly(404),
    "http://h.example:81/a",
    { method: "POST" },
    {
      ...plain,
      method: "POST",
      address: "http://h.example:81/a",
      status: 404,
      milliseconds: 1500,
    },
  ],
  [
    "a failure, by its name alone",
    () => Promise.reject(new DOMException("secret", "AbortError")),
    "https://h.example/a",
    {},
    { ...plain, address: "https://h.example/a", status: undefined, error: "AbortError" },
  ],
  [
    "a string that was thrown, by its type alone",
    () => {
      throw "secret";
    },
    "https://h.example/a",
    {},
    { ...plain, address: "https://h.example/a", status: undefined, error: "string" },
  ],
])("%s is told", async (_, fetch, url, init, want) => {
  expect(await recordsOf(fetch, url, init)).toEqual([want]);
});

test.each([
  ["the query", "https://h.example/a?key=secret"],
  ["a query of many lines", "https://h.example/a?key=x\nsecret"],
  ["a fragment", "https://h.example/a#secret"],
  ["a password", "https://user:secret@h.example/a"],
])("%s is not told, nor are headers and body", async (_, url) => {
  const init = { method: "POST", headers: { authorization: "secret" }, body: "secret" };
  const records = await recordsOf(answer, url, init);
  expect(JSON.stringify(records)).not.toContain("secret");
  expect(records.map(({ address }) => address)).toEqual(["https://h.example/a"]);
});

test("an answer and a failure come through as they are", async () => {
  const response = new Response("x");
  expect(
    await log(
      async () => response,
      () => undefined,
    )("https://h.example", {}),
  ).toBe(response);
  const lost = new TypeError("lost");
  const failing = log(
    () => Promise.reject(lost),
    () => undefined,
  );
  await expect(failing("https://h.example", {})).rejects.toBe(lost);
});

test("it goes between a client and its fetch", async () => {
  const lines: string[] = [];
  const fetch = log(answer, ({ method, status }) => lines.push(`${method} ${status ?? ""}`));
  const client = createClient({ baseUrl: "https://h.example", fetch });
  await client.send({ operation: "Op", method: "DELETE", path: "/" });
  expect(lines).toEqual(["DELETE 200"]);
});
