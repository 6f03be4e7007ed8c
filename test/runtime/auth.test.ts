import { getEventListeners } from "node:events";
import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import {
  type ApiKeyLocation,
  apiKey,
  authorize,
  basic,
  bearer,
} from "../../templates/runtime/middleware/auth.ts";
import { type Fetch, createClient } from "../../templates/runtime/client.ts";
import { ParameterError } from "../../templates/runtime/errors.ts";
import { startServer } from "./server.ts";

interface Call {
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly redirect: RequestInit["redirect"];
}

/** A fetch that writes down what it gets, and answers with these statuses, the last for ever. */
function recording(...statuses: readonly number[]): { fetch: Fetch; calls: Call[] } {
  const calls: Call[] = [];
  const fetch: Fetch = async (url, { headers, redirect }) => {
    const status = statuses[Math.min(calls.length, statuses.length - 1)] ?? 200;
    calls.push({ url, headers: Object.fromEntries(new Headers(headers)), redirect });
    return new Response("x", { status });
  };
  return { fetch, calls };
}

const url = "https://h.example/a";
const get: RequestInit = { method: "GET", headers: { "x-a": "1" } };

describe("credentials that are not there", () => {
  const absent: unknown[] = [undefined, null, ""];
  test.each(absent)("a provider's token %j is an error, and nothing is sent", async (token) => {
    const { fetch, calls } = recording();
    const call = bearer(fetch, () => token as string)(url, get);
    await expect(call).rejects.toEqual(new ParameterError("token"));
    expect(calls).toEqual([]);
  });

  test.each(absent)("the token %j is an error, and nothing is sent", async (token) => {
    const { fetch, calls } = recording();
    await expect(bearer(fetch, token as string)(url, get)).rejects.toThrow(ParameterError);
    expect(calls).toEqual([]);
  });

  test.each(absent)("the key %j is an error, and nothing is sent", async (key) => {
    const { fetch, calls } = recording();
    const call = apiKey(fetch, { in: "query", name: "key" }, key as string);
    await expect(call(url, get)).rejects.toEqual(new ParameterError("key"));
    expect(calls).toEqual([]);
  });

  test.each([
    ["user", undefined, "p"],
    ["password", "u", undefined],
    ["password", "u", null],
  ])("a %s that is not there is an error", (name, user, password) => {
    const make = basic as (fetch: Fetch, user: unknown, password: unknown) => Fetch;
    expect(() => make(recording().fetch, user, password)).toThrow(new ParameterError(name));
  });

  test("a provider is asked again after it had no token", async () => {
    const { fetch, calls } = recording();
    const tokens = [undefined, "t"];
    const send = bearer(fetch, () => tokens.shift() ?? "");
    await expect(send(url, get)).rejects.toThrow(ParameterError);
    await send(url, get);
    expect(calls.map(({ headers }) => headers["authorization"])).toEqual(["Bearer t"]);
  });
});

describe("the header that goes out", () => {
  test.each<[name: string, part: (fetch: Fetch) => Fetch, given: HeadersInit, want: object]>([
    [
      "of a bearer",
      (fetch) => bearer(fetch, "t~1"),
      { "x-a": "1" },
      { "x-a": "1", authorization: "Bearer t~1" },
    ],
    [
      "of a name and a password",
      (fetch) => basic(fetch, "Aladdin", "open:sesame"),
      {},
      { authorization: `Basic ${Buffer.from("Aladdin:open:sesame").toString("base64")}` },
    ],
    [
      "of a name and a password beyond ASCII (RFC 7617, section 2.1)",
      (fetch) => basic(fetch, "test", "123£"),
      {},
      { authorization: "Basic dGVzdDoxMjPCow==" },
    ],
    [
      "of a key, as it is",
      (fetch) => apiKey(fetch, { in: "header", name: "X-Key" }, "a b%é"),
      new Headers({ "x-a": "1" }),
      { "x-a": "1", "x-key": "a b%é" },
    ],
    [
      "in place of another of that name",
      (fetch) => bearer(fetch, "new"),
      [["Authorization", "old"]],
      { authorization: "Bearer new" },
    ],
    [
      "of a cookie, encoded",
      (fetch) => apiKey(fetch, { in: "cookie", name: "s id" }, "a;b é"),
      {},
      { cookie: "s%20id=a%3Bb%20%C3%A9" },
    ],
    [
      "of a cookie, behind those there are",
      (fetch) => apiKey(fetch, { in: "cookie", name: "id" }, "1"),
      { Cookie: "a=b; c=d" },
      { cookie: "a=b; c=d; id=1" },
    ],
  ])("%s", async (_, part, given, want) => {
    const { fetch, calls } = recording();
    await part(fetch)(url, { headers: given });
    expect(calls).toEqual([{ url, headers: want, redirect: "manual" }]);
  });

  test("follows no redirect, whatever was said", async () => {
    const { fetch, calls } = recording();
    await apiKey(fetch, { in: "query", name: "k" }, "v")(url, { redirect: "follow" });
    await bearer(fetch, "t")(url, { redirect: "follow" });
    expect(calls.map(({ redirect }) => redirect)).toEqual(["manual", "manual"]);
  });
});

describe("a key in the query", () => {
  test.each([
    [url, "https://h.example/a?k=v"],
    [`${url}?b=1`, "https://h.example/a?b=1&k=v"],
    [`${url}?flag`, "https://h.example/a?flag&k=v"],
  ])("goes to the end of %s", async (given, want) => {
    const { fetch, calls } = recording();
    await apiKey(fetch, { in: "query", name: "k" }, "v")(given, get);
    expect(calls.map((call) => call.url)).toEqual([want]);
  });

  test("is encoded strictly, its name too", async () => {
    const { fetch, calls } = recording();
    await apiKey(fetch, { in: "query", name: "a b[]" }, "&k=é 'x'~")(url, get);
    expect(calls[0]?.url).toBe(`${url}?a%20b%5B%5D=%26k%3D%C3%A9%20%27x%27~`);
  });
});

describe("credentials that cannot be sent", () => {
  const bad = "secret\r\nx: y";
  test.each<[name: string, part: (fetch: Fetch) => Fetch]>([
    ["authorization", (fetch) => bearer(fetch, bad)],
    ["authorization", (fetch) => bearer(fetch, () => bad)],
    ["X-Key", (fetch) => apiKey(fetch, { in: "header", name: "X-Key" }, bad)],
    ["X-Key", (fetch) => apiKey(fetch, { in: "header", name: "X-Key" }, "secret 秘密")],
    ["k", (fetch) => apiKey(fetch, { in: "query", name: "k" }, "secret \ud800")],
    ["k", (fetch) => apiKey(fetch, { in: "cookie", name: "k" }, "secret \ud800")],
  ])("are refused by the name %s, and not shown", async (name, part) => {
    const { fetch, calls } = recording();
    const error = await part(fetch)(url, get).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: "ParameterError", parameter: name });
    expect(inspect(error)).not.toContain("secret");
    expect(calls).toEqual([]);
  });

  test("are a user's name with a colon", () => {
    expect(() => basic(fetch, "a:b", "c")).toThrow("user cannot be sent");
  });
});

describe("a function for the token", () => {
  test("is called once for many calls at a time, and not again", async () => {
    let asked = 0;
    const { fetch, calls } = recording();
    const authorized = bearer(fetch, async () => `t${(asked += 1)}`);
    await Promise.all(Array.from({ length: 20 }, () => authorized(url, get)));
    await authorized(url, get);
    expect(asked).toBe(1);
    expect(new Set(calls.map(({ headers }) => headers["authorization"]))).toEqual(
      new Set(["Bearer t1"]),
    );
  });

  test("is not called before there is a call", () => {
    bearer(recording().fetch, () => expect.unreachable());
  });

  test("is called again after a 401, once for many calls", async () => {
    let asked = 0;
    const old: string[] = [];
    const authorized = bearer(
      async (_, { headers }) => {
        const sent = new Headers(headers).get("authorization") ?? "";
        if (sent !== "Bearer t1") return new Response();
        old.push(sent);
        return new Response(null, { status: 401 });
      },
      () => `t${(asked += 1)}`,
    );
    const answers = await Promise.all(Array.from({ length: 5 }, () => authorized(url, get)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect([asked, old.length]).toEqual([2, 5]);
  });

  test("is called no third time where it does not help", async () => {
    let asked = 0;
    const { fetch, calls } = recording(401);
    const response = await bearer(fetch, () => `t${(asked += 1)}`)(url, get);
    expect([response.status, await response.text()]).toEqual([401, "x"]);
    expect([asked, calls.length]).toEqual([2, 2]);
  });

  test("is called again where the answer of 401 cannot be cancelled", async () => {
    const broken = new ReadableStream({
      cancel() {
        throw new Error("broken");
      },
    });
    const answers = [new Response(broken, { status: 401 }), new Response()];
    const authorized = bearer(
      async () => answers.shift() ?? new Response(),
      () => "t",
    );
    expect((await authorized(url, get)).status).toBe(200);
  });

  test("is called for the next call after the 401 of a stream", async () => {
    let asked = 0;
    const { fetch, calls } = recording(401, 200);
    const authorized = bearer(fetch, () => `t${(asked += 1)}`);
    const streaming = { method: "POST", body: new ReadableStream() };
    expect((await authorized(url, streaming)).status).toBe(401);
    await authorized(url, get);
    expect(calls.map(({ headers }) => headers["authorization"])).toEqual([
      "Bearer t1",
      "Bearer t2",
    ]);
  });

  test("that fails is called again by the next call", async () => {
    let asked = 0;
    const authorized = bearer(recording().fetch, () => {
      asked += 1;
      if (asked === 1) throw new Error("no token");
      return "t";
    });
    await expect(authorized(url, get)).rejects.toThrow("no token");
    expect((await authorized(url, get)).status).toBe(200);
  });

  test("is not waited for after an abort, by that call alone", async () => {
    const { promise, resolve } = Promise.withResolvers<string>();
    const { fetch, calls } = recording();
    const authorized = bearer(fetch, () => promise);
    const stop = new AbortController();
    const stopped = authorized(url, { signal: stop.signal });
    const other = authorized(url, get);
    stop.abort("enough");
    await expect(stopped).rejects.toBe("enough");
    resolve("t");
    expect((await other).status).toBe(200);
    expect(calls).toHaveLength(1);
    expect(getEventListeners(stop.signal, "abort")).toEqual([]);
  });

  test("leaves no listener on a signal", async () => {
    const { signal } = new AbortController();
    await bearer(recording().fetch, () => "t")(url, { signal });
    expect(getEventListeners(signal, "abort")).toEqual([]);
  });

  test("is not called again for a 401 to a token that is a text", async () => {
    const { fetch, calls } = recording(401);
    expect((await bearer(fetch, "t")(url, get)).status).toBe(401);
    expect(calls).toHaveLength(1);
  });
});

describe("over a socket", () => {
  const request = { operation: "Op", method: "GET", path: "/", query: { a: 1 } } as const;

  test("a 401 whose body was not read is repeated", async () => {
    await using server = await startServer((response, { headers }) => {
      response.writeHead(headers.authorization === "Bearer t2" ? 204 : 401).end("no".repeat(9999));
    });
    let asked = 0;
    const authorized = bearer(fetch, () => `t${(asked += 1)}`);
    await createClient({ baseUrl: server.url, fetch: authorized }).send(request);
    expect(server.seen.map(({ headers }) => headers.authorization)).toEqual([
      "Bearer t1",
      "Bearer t2",
    ]);
  });

  const places: readonly ApiKeyLocation[] = [
    { in: "header", name: "X-Key" },
    { in: "query", name: "key" },
    { in: "cookie", name: "key" },
  ];
  test.each<[name: string, part: (fetch: Fetch) => Fetch]>([
    ["a bearer", (fetch) => bearer(fetch, "secret")],
    ["a password", (fetch) => basic(fetch, "user", "secret")],
    ...places.map((place): [string, (fetch: Fetch) => Fetch] => [
      `a key in a ${place.in}`,
      (fetch) => apiKey(fetch, place, "secret"),
    ]),
  ])("%s never reaches another origin", async (_, part) => {
    await using other = await startServer();
    await using server = await startServer((response) => {
      response.writeHead(307, { location: other.url }).end();
    });
    const authorized = part(fetch);
    const sending = createClient({ baseUrl: server.url, fetch: authorized }).send(request);
    await expect(sending).rejects.toMatchObject({ status: 307 });
    expect((await authorized(server.url, { redirect: "follow" })).status).toBe(307);
    expect([server.seen.length, other.seen.length]).toEqual([2, 0]);
  });
});

describe("credentials by security scheme", () => {
  test.each(["constructor", "__proto__", "toString"])(
    "none is given under the name %s, which every object has",
    async (name) => {
      const { fetch, calls } = recording();
      const named = Object.fromEntries([[name, bearer]]);
      const request = { operation: "a", method: "GET", path: "/a", security: [[name]] } as const;
      await authorize(fetch, {}, named)(url, { request });
      expect(calls[0]?.headers).toEqual({});
    },
  );

  const schemes = {
    token: bearer,
    key: (fetch: Fetch, key: string): Fetch => apiKey(fetch, { in: "header", name: "x-key" }, key),
  };

  async function sent(
    security: readonly (readonly string[])[] | undefined,
    credentials: { readonly token?: string; readonly key?: string },
  ): Promise<readonly (string | undefined)[]> {
    const { fetch, calls } = recording(200);
    const request = { operation: "Op", method: "GET", path: "/", security } as const;
    await authorize(fetch, credentials, schemes)(url, { request });
    return [calls[0]?.headers["authorization"], calls[0]?.headers["x-key"]];
  }

  test.each<[string, Parameters<typeof sent>, Awaited<ReturnType<typeof sent>>]>([
    ["a scheme", [[["token"]], { token: "t", key: "k" }], ["Bearer t", undefined]],
    [
      "all schemes of an alternative",
      [[["token", "key"]], { token: "t", key: "k" }],
      ["Bearer t", "k"],
    ],
    ["the first alternative", [[["key"], ["token"]], { token: "t", key: "k" }], [undefined, "k"]],
    [
      "the first alternative that is there",
      [[["key"], ["token"]], { token: "t" }],
      ["Bearer t", undefined],
    ],
    ["an alternative that is whole", [[["token", "key"], ["key"]], { key: "k" }], [undefined, "k"]],
    ["what is there, where nothing will do too", [[[], ["key"]], { key: "k" }], [undefined, "k"]],
    ["nothing, where nothing is there", [[["token"]], { key: "k" }], [undefined, undefined]],
    ["nothing, where nothing is asked for", [undefined, { token: "t" }], [undefined, undefined]],
    [
      "nothing for a scheme that is not known",
      [[["other"]], { token: "t" }],
      [undefined, undefined],
    ],
  ])("send %s", async (_, given, want) => {
    expect(await sent(...given)).toEqual(want);
  });

  test("ask for a token once", async () => {
    const { fetch } = recording(200);
    let asked = 0;
    const token = (): string => `t${++asked}`;
    const call = authorize(fetch, { token }, { token: bearer });
    const request = { operation: "Op", method: "GET", path: "/", security: [["token"]] } as const;
    await Promise.all([call(url, { request }), call(url, { request })]);
    expect(asked).toBe(1);
  });

  test("send nothing for a call that no builder made", async () => {
    const { fetch, calls } = recording(200);
    await authorize(fetch, { token: "t" }, { token: bearer })(url, get);
    expect(calls[0]?.headers["authorization"]).toBe(undefined);
  });
});
