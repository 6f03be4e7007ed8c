import { describe, expect, test } from "vitest";
import { createClient, type Fetch } from "../../templates/runtime/client.ts";
import { apiKey, authorize, basic, bearer } from "../../templates/runtime/middleware/auth.ts";
import type { ApiRequest } from "../../templates/runtime/request.ts";
import { atServer } from "../../templates/runtime/server.ts";
import { startServer, type TestServer } from "./server.ts";

const request: ApiRequest<unknown> = { operation: "Op", method: "GET", path: "/" };

describe("a server of the request's own, on the wire", () => {
  const secrets = ["authorization", "cookie", "x-key", "x-client"];

  /** Sends a request to `other` with a client of `own`, which has credentials of every kind. */
  async function sendTo(
    other: string,
    own: TestServer,
    wrap: (fetch: Fetch) => Fetch,
    trustedServers?: readonly string[],
  ): Promise<void> {
    await createClient({
      baseUrl: `${own.url}/v2`,
      headers: { "X-Client": "secret" },
      fetch: wrap((url, init) => fetch(url, init)),
      trustedServers,
    }).send({ ...request, path: "/a", security: [["key"]], server: other, atServer });
  }

  const wraps: readonly [name: string, wrap: (fetch: Fetch) => Fetch][] = [
    ["bearer", (fetch) => bearer(fetch, "t")],
    ["basic", (fetch) => basic(fetch, "u", "p")],
    ["apiKey in a header", (fetch) => apiKey(fetch, { in: "header", name: "X-Key" }, "k")],
    ["apiKey in a cookie", (fetch) => apiKey(fetch, { in: "cookie", name: "k" }, "k")],
    [
      "authorize",
      (fetch) => authorize(fetch, { key: "t" }, { key: (inner, key) => bearer(inner, key) }),
    ],
  ];

  test.each(wraps)("gets no credentials of %s and no headers of the client", async (_, wrap) => {
    await using own = await startServer();
    await using other = await startServer();
    await sendTo(`${other.url}/up`, own, wrap);
    expect(own.seen).toEqual([]);
    expect(other.seen.map(({ line }) => line)).toEqual(["GET /up/a"]);
    expect(secrets.filter((name) => name in (other.seen[0]?.headers ?? {}))).toEqual([]);
  });

  test.each(wraps)("gets those of %s where it is trusted", async (_, wrap) => {
    await using own = await startServer();
    await using other = await startServer();
    await sendTo(`${other.url}/up`, own, wrap, [`${other.url}/up`]);
    expect(secrets.filter((name) => name in (other.seen[0]?.headers ?? {}))).toHaveLength(2);
  });

  test("gets no key in its query", async () => {
    await using own = await startServer();
    await using other = await startServer();
    await sendTo(other.url, own, (fetch) => apiKey(fetch, { in: "query", name: "k" }, "k"));
    expect(other.seen[0]?.line).toBe("GET /a");
  });

  test("is on the client's origin where it is a path, and gets everything", async () => {
    await using own = await startServer();
    await sendTo("/v3", own, (fetch) => bearer(fetch, "t"));
    expect(own.seen[0]).toMatchObject({
      line: "GET /v3/a",
      headers: { authorization: "Bearer t", "x-client": "secret" },
    });
  });

  test("is on the page's origin where it and the base URL are paths", () => {
    const client = { baseUrl: "/api/v2" };
    expect(atServer(client, { ...request, server: "/v3" }).baseUrl).toBe("/v3");
  });

  test("is refused where it is none", async () => {
    await using own = await startServer();
    const sending = sendTo("ftp://h.example", own, (fetch) => fetch);
    await expect(sending).rejects.toThrow(/^baseUrl is no http/);
  });

  test("can be left out of a request, which then goes to the client's", async () => {
    await using own = await startServer();
    const given = { ...request, server: undefined, atServer };
    await createClient({ baseUrl: own.url, headers: { "X-Client": "x" } }).send(given);
    expect(own.seen[0]).toMatchObject({ line: "GET /", headers: { "x-client": "x" } });
  });
});
