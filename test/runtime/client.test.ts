import { afterEach, describe, expect, test } from "vitest";
import {
  type Fetch,
  type FetchInit,
  type SendOptions,
  createClient,
} from "../../templates/runtime/client.ts";
import { ParameterError } from "../../templates/runtime/errors.ts";
import type { ApiRequest } from "../../templates/runtime/request.ts";
import { readJson } from "../../templates/runtime/response.ts";

const request: ApiRequest<unknown> = { operation: "Op", method: "GET", path: "/" };

/** The arguments of `fetch` for a request. */
async function handed(
  request: ApiRequest<unknown>,
  options?: SendOptions,
  baseUrl = "https://h.example",
): Promise<{ url: string; init: FetchInit }> {
  const calls: { url: string; init: FetchInit }[] = [];
  const fetch: Fetch = (url, init) => {
    calls.push({ url, init });
    return Promise.resolve(new Response());
  };
  await createClient({ baseUrl, fetch }).send(request, options);
  const [call] = calls;
  if (!call || calls.length !== 1) throw new Error(`${calls.length} calls`);
  return call;
}

describe("createClient", () => {
  test.each([
    ["", "is empty"],
    ["v1", "is relative to what nobody knows"],
    [undefined as never, "is not there"],
    ["h.example/v1", "has no scheme"],
    ["ftp://h.example", "is ftp"],
    ["file:///etc", "is a file"],
    ["ws://h.example", "is a web socket"],
    ["javascript:alert(1)", "is a script"],
    ["blob:https://h.example/x", "is a blob"],
    ["https://user:secret@h.example", "has credentials"],
    ["https://user@h.example/v1", "has a user"],
    ["https://h.example/?", "has an empty query"],
    ["https://h.example?a=secret", "has a query"],
    ["https://h.example/v1#", "has an empty fragment"],
    ["https://h.example#secret", "has a fragment"],
    ["https://", "has no host"],
    ["https://h.example:99999", "has no such port"],
  ])("refuses %j, which %s", (baseUrl) => {
    expect(() => createClient({ baseUrl })).toThrow(/^baseUrl is no http\(s\) URL/);
  });

  test.each([
    ["https://h.example", "/", "https://h.example/"],
    ["https://h.example/", "/", "https://h.example/"],
    ["http://127.0.0.1:8080", "/pets", "http://127.0.0.1:8080/pets"],
    ["https://h.example/v1", "/pets", "https://h.example/v1/pets"],
    ["https://h.example/v1/", "/pets", "https://h.example/v1/pets"],
    ["https://h.example/v1", "/", "https://h.example/v1/"],
    ["https://h.example", "/rest", "https://h.example/rest"],
    ["https://h.example", "/rest/", "https://h.example/rest/"],
    ["https://h.example/@scope", "/x", "https://h.example/@scope/x"],
    ["http://[::1]:8080/v1", "/x", "http://[::1]:8080/v1/x"],
    // As the platform's parser reads it, so that a later reader finds the same host.
    ["HTTPS://H.example:443", "/x", "https://h.example/x"],
    ["https://@h.example", "/x", "https://h.example/x"],
    ["https:///h.example", "/x", "https://h.example/x"],
    ["https:\\\\h.example\\v1", "/x", "https://h.example/v1/x"],
    ["https://h.example\\@other.example", "/x", "https://h.example/@other.example/x"],
    [" https://h.example/\n", "/x", "https://h.example/x"],
  ])("puts behind %s the path %s", async (baseUrl, path, url) => {
    expect((await handed({ ...request, path }, {}, baseUrl)).url).toBe(url);
  });
});

describe("send", () => {
  test("hands a plain address and plain values to fetch", async () => {
    const { url, init } = await handed({ ...request, query: { Action: "Op", a: "b c" } });
    expect(url).toBe("https://h.example/?Action=Op&a=b%20c");
    expect(init).toEqual({
      method: "GET",
      headers: {},
      body: null,
      signal: null,
      redirect: "manual",
      duplex: "half",
      request: { ...request, query: { Action: "Op", a: "b c" } },
    });
  });

  test("writes no ? where all of the query is left out", async () => {
    expect((await handed({ ...request, query: { a: undefined } })).url).toBe("https://h.example/");
  });

  test("passes the body on as it is", async () => {
    const body = new FormData();
    expect((await handed({ ...request, method: "POST", body })).init.body).toBe(body);
  });

  test("reads the answer as the request expects it", async () => {
    const fetch = () => Promise.resolve(new Response('{"a":1}'));
    const client = createClient({ baseUrl: "https://h.example", fetch });
    expect(await client.send(request)).toBe('{"a":1}');
    expect(await client.send({ ...request, responses: { 200: readJson } })).toEqual({ a: 1 });
  });

  test("lets the call's headers replace the request's", async () => {
    const fixed = { ...request, headers: { "X-A": 1, "X-B": undefined, "X-C": "c" } };
    const { init } = await handed(fixed, { headers: { "x-a": "2" } });
    expect(init.headers).toEqual({ "x-a": "2", "x-c": "c" });
  });

  test.each<[string, ApiRequest<unknown>, SendOptions | undefined, string]>([
    ["a query value", { ...request, query: { secret: Number.NaN } }, {}, "secret"],
    ["a header", { ...request, headers: { "X-Key": "a\nb" } }, undefined, "X-Key"],
    ["a header of the call", request, { headers: { "X-Key": "a\nb" } }, "X-Key"],
    ["a path that is none", { ...request, path: "@evil.example/" }, {}, "path"],
    ["an empty path", { ...request, path: "" }, {}, "path"],
  ])("rejects %s before anything is sent", async (_, request, options, parameter) => {
    const fetch = () => Promise.reject(new Error("it was sent"));
    const sending = createClient({ baseUrl: "https://h.example", fetch }).send(request, options);
    await expect(sending).rejects.toEqual(new ParameterError(parameter));
  });

  test.each([
    "//evil.example",
    "/\\evil.example",
    "/@evil.example",
    "/.evil.example",
    "/:80",
    "/\t/x",
  ])("keeps the origin for the path %j", async (path) => {
    for (const baseUrl of ["https://h.example", "https://h.example/v1"]) {
      const { url } = await handed({ ...request, path }, {}, baseUrl);
      expect(new URL(url).origin).toBe("https://h.example");
    }
  });

  test.each([
    ["an error", new Error("x")],
    ["a string", "x"],
  ])("lets %s through that fetch throws", async (_, thrown) => {
    const fetch = () => {
      AbortSignal.abort(thrown).throwIfAborted();
      return Promise.resolve(new Response());
    };
    const sending = createClient({ baseUrl: "https://h.example", fetch }).send(request);
    await expect(sending).rejects.toBe(thrown);
  });

  test("keeps two clients apart", async () => {
    const urls: string[] = [];
    const fetch: Fetch = (url) => {
      urls.push(url);
      return Promise.resolve(new Response());
    };
    const a = createClient({ baseUrl: "https://a.example", fetch });
    const b = createClient({ baseUrl: "https://b.example", fetch });
    await Promise.all([a.send(request), b.send(request), a.send(request)]);
    expect(urls).toEqual(["https://a.example/", "https://b.example/", "https://a.example/"]);
  });

  describe("with a base URL that is a path", () => {
    const page = globalThis as { location?: { origin: string } | undefined };
    afterEach(() => {
      delete page.location;
    });

    test.each([
      ["/api/v1", "https://page.example/api/v1/"],
      ["/api/v1/", "https://page.example/api/v1/"],
      ["/", "https://page.example/"],
      ["//evil.example", "https://page.example//evil.example/"],
      ["/@evil.example", "https://page.example/@evil.example/"],
    ])("puts %j on the page's origin", async (baseUrl, url) => {
      page.location = { origin: "https://page.example" };
      expect((await handed(request, {}, baseUrl)).url).toBe(url);
      expect(`${createClient({ baseUrl }).baseUrl}/`).toBe(url);
    });

    test.each([undefined, { origin: "null" }])(
      "can be made where there is no origin (%j), and sends nothing",
      async (location) => {
        page.location = location;
        const fetch = () => Promise.reject(new Error("it was sent"));
        const client = createClient({ baseUrl: "/api", fetch });
        await expect(client.send(request)).rejects.toThrow(/^baseUrl is no http/);
      },
    );
  });

  describe("without a fetch of its own", () => {
    const { fetch } = globalThis;
    afterEach(() => {
      globalThis.fetch = fetch;
    });

    test("uses the platform's of the moment", async () => {
      const client = createClient({ baseUrl: "https://h.example" });
      globalThis.fetch = () => Promise.resolve(new Response("replaced"));
      expect(await client.send(request)).toBe("replaced");
    });
  });
});
