import { describe, expect, expectTypeOf, test } from "vitest";
import { type Client, createClient } from "../../templates/runtime/client.ts";
import {
  linkPages,
  markerPages,
  pageItems,
  tokenPages,
} from "../../templates/runtime/pagination.ts";
import { PageError } from "../../templates/runtime/errors.ts";
import type { ApiRequest, QueryRecord } from "../../templates/runtime/request.ts";
import { atServer } from "../../templates/runtime/server.ts";
import { startServer } from "./server.ts";

interface Page {
  readonly items?: readonly number[];
  readonly meta?: { readonly next?: string | null };
  readonly link?: string;
}

function list(query: QueryRecord = {}): ApiRequest<Page> {
  return { operation: "List", method: "GET", path: "/list", query, headers: { "X-Version": "2" } };
}

const path = ["meta", "next"];
const byToken = (client: Client): AsyncGenerator<Page, void, undefined> =>
  tokenPages(client, list({ limit: 1 }), path, (token: string) => list({ limit: 1, token }));

/** A client whose server has these answers, the last for ever, and what it was asked. */
function serving(
  answers: readonly unknown[],
  baseUrl = "https://h.example/v1",
): { client: Client; asked: string[] } {
  const asked: string[] = [];
  const client = createClient({
    baseUrl,
    fetch: async (url) => {
      asked.push(url);
      if (asked.length > 9) throw new Error("asked without an end");
      return Response.json(answers[Math.min(asked.length, answers.length) - 1]);
    },
  });
  return { client, asked };
}

/** All that comes, and what is thrown in the end. */
async function drain<Item>(items: AsyncIterable<Item>): Promise<{ items: Item[]; error: unknown }> {
  const all: Item[] = [];
  try {
    for await (const item of items) all.push(item);
  } catch (error) {
    return { items: all, error };
  }
  return { items: all, error: undefined };
}

const one = { items: [1], meta: { next: "a b" } };
const two = { items: [2, 3], meta: { next: "c" } };

describe("pages by token, on the wire", () => {
  test("come one after the other, and an empty token ends them", async () => {
    const answers = [one, two, { items: [4], meta: { next: "" } }];
    await using server = await startServer((response) => {
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify(answers[server.seen.length - 1]));
    });
    const { items, error } = await drain(byToken(createClient({ baseUrl: server.url })));
    expect(items).toEqual(answers);
    expect(error).toBeUndefined();
    expect(server.seen.map(({ line }) => line)).toEqual([
      "GET /list?limit=1",
      "GET /list?limit=1&token=a%20b",
      "GET /list?limit=1&token=c",
    ]);
  });

  test("end with the caller's signal, and send its headers with each", async () => {
    await using server = await startServer((response) => {
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify(server.seen.length === 1 ? one : two));
    });
    const controller = new AbortController();
    const client = createClient({ baseUrl: server.url });
    const next = (token: string): ApiRequest<Page> => list({ token });
    const options = { signal: controller.signal, headers: { "X-Trace": "t" } };
    const pages = tokenPages(client, list(), path, next, options);
    expect(await pages.next()).toEqual({ done: false, value: one });
    expect(await pages.next()).toEqual({ done: false, value: two });
    controller.abort(new Error("enough"));
    await expect(pages.next()).rejects.toThrow("enough");
    expect(server.seen.map(({ headers }) => headers["x-trace"])).toEqual(["t", "t"]);
  });
});

describe("pages by token", () => {
  test.each<[name: string, last: unknown]>([
    ["an answer without one", {}],
    ["null", { meta: { next: null } }],
    ["an empty text", { meta: { next: "" } }],
    ["0", { meta: { next: 0 } }],
    ["no object on the way", { meta: "x" }],
    ["null on the way", { meta: null }],
    ["no object at all", null],
  ])("end with %s", async (_, last) => {
    const { client, asked } = serving([one, last]);
    expect(await drain(byToken(client))).toEqual({ items: [one, last], error: undefined });
    expect(asked).toHaveLength(2);
  });

  test.each<[name: string, token: bigint | Date, next: bigint | Date, sent: string]>([
    ["a bigint", 9007199254740993n, 0n, "9007199254740993"],
    ["a date", new Date(0), new Date(0), "1970-01-01T00%3A00%3A00.000Z"],
  ])("go on with %s, and end with none or the same", async (_, token, next, sent) => {
    const { client, asked } = serving([{}]);
    const pages = [{ token }, { token: next }];
    const converting = {
      ...client,
      send: (request: ApiRequest<unknown>) => client.send(request).then(() => pages.shift()),
    } as Client;
    const all = tokenPages(converting, list(), ["token"], (one: bigint) => list({ token: one }));
    await drain(all);
    expect(asked.at(-1)).toBe(`https://h.example/v1/list?token=${sent}`);
    expect(asked).toHaveLength(2);
  });

  test("are asked for only as they are wanted", async () => {
    const { client, asked } = serving([one]);
    for await (const page of byToken(client)) {
      expect(page).toEqual(one);
      break;
    }
    expect(asked).toHaveLength(1);
  });

  test.each<[name: string, answers: readonly unknown[], pages: number, message: string]>([
    ["the same token twice", [one], 2, "a next page that came before"],
    ["a circle", [one, two, one], 3, "a next page that came before"],
    ["an object", [{ meta: { next: {} } }], 1, "a token that is neither text nor number"],
    ["a list", [{ meta: { next: ["a"] } }], 1, "a token that is neither text nor number"],
    ["false", [{ meta: { next: false } }], 1, "a token that is neither text nor number"],
  ])("end with an error for %s", async (_, answers, count, message) => {
    const { client, asked } = serving(answers);
    const { items, error } = await drain(byToken(client));
    expect(error).toBeInstanceOf(PageError);
    expect(error).toMatchObject({
      name: "PageError",
      operation: "List",
      message: `List returned ${message}`,
    });
    expect([items.length, asked.length]).toEqual([count, count]);
  });

  test("take no token from Object.prototype", async () => {
    const { client, asked } = serving([{}]);
    Reflect.set(Object.prototype, "meta", { next: "x" });
    try {
      await drain(byToken(client));
    } finally {
      Reflect.deleteProperty(Object.prototype, "meta");
    }
    expect(asked).toHaveLength(1);
  });

  test("take numbers", async () => {
    const { client, asked } = serving([{ next: 10 }, { next: 20 }, {}]);
    const next = (offset: number): ApiRequest<Page> => list({ offset });
    await drain(tokenPages(client, list(), ["next"], next));
    expect(asked.map((url) => new URL(url).search)).toEqual(["", "?offset=10", "?offset=20"]);
  });

  test("have the type of the answer, and take the token that is declared", () => {
    expectTypeOf(byToken).returns.toEqualTypeOf<AsyncGenerator<Page, void, undefined>>();
    const { client } = serving([{}]);
    // @ts-expect-error a token is a text or a number
    tokenPages(client, list(), path, (token: boolean) => list({ token }));
  });
});

describe("pages by link", () => {
  const byLink = (client: Client): AsyncGenerator<Page, void, undefined> =>
    linkPages(client, list({ limit: 1 }), ["link"]);

  test("are asked for as the server wrote the link, with the same headers", async () => {
    await using server = await startServer((response) => {
      const links = [`${server.url}/v1/list?$skip=a+b%2fc&x#y`, "/v1/other?p=3"];
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify({ link: links[server.seen.length - 1] }));
    });
    await drain(byLink(createClient({ baseUrl: `${server.url}/v1/` })));
    expect(server.seen.map(({ line, headers }) => [line, headers["x-version"]])).toEqual([
      ["GET /v1/list?limit=1", "2"],
      ["GET /v1/list?$skip=a+b%2fc&x", "2"],
      ["GET /v1/other?p=3", "2"],
    ]);
  });

  test.each<[link: string, baseUrl: string]>([
    ["HTTPS://H.example:443/list?p=2", "https://h.example"],
    ["https://h.example/list?p=2", "https://H.EXAMPLE:443/"],
    ["https://user:secret@h.example/list?p=2", "https://h.example"],
    ["/v1/../v1/list?p=2", "https://h.example/v1"],
    ["//h.example/list?p=2", "https://h.example"],
  ])("may be at %s", async (link, baseUrl) => {
    const { client, asked } = serving([{ link }, {}], baseUrl);
    expect((await drain(byLink(client))).error).toBeUndefined();
    expect(asked[1]).toBe(`${client.baseUrl}/list?p=2`);
  });

  test.each<[name: string, link: unknown]>([
    ["another host", "https://evil.example/v1/list"],
    ["another host by its name alone", "//evil.example/v1/list"],
    ["another host by a backslash", "/\\evil.example/v1/list"],
    ["another port", "https://h.example:8443/v1/list"],
    ["another scheme", "http://h.example/v1/list"],
    ["a host behind a user's name", "https://h.example@evil.example/v1/list"],
    ["a host that begins alike", "https://h.example.evil.example/v1/list"],
    ["outside the base URL", "https://h.example/v2/list"],
    ["beside the base URL", "https://h.example/v10/list"],
    ["out of the base URL", "/v1/../admin"],
    ["out of the base URL, encoded", "/v1/%2e%2e/admin"],
    ["a script", "javascript:alert(1)"],
    ["a file", "file:///v1/list"],
    ["a token", "abc"],
    ["no URL", "https://"],
    ["a number", 5],
  ])("are refused: %s", async (_, link) => {
    const { client, asked } = serving([{ link }]);
    const { items, error } = await drain(byLink(client));
    expect(error).toBeInstanceOf(PageError);
    const message = "List returned a link that does not stay below the base URL";
    expect(error).toMatchObject({ operation: "List", message });
    expect([items.length, asked.length]).toEqual([1, 1]);
  });

  test("are asked for at the request's own server", async () => {
    await using other = await startServer((response) => {
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify({ link: ["/up/list?p=2"][other.seen.length - 1] }));
    });
    const first = { ...list(), server: `${other.url}/up`, atServer };
    const { items } = await drain(
      linkPages(createClient({ baseUrl: "http://h.example" }), first, ["link"]),
    );
    expect(items).toHaveLength(2);
    expect(other.seen.map(({ line }) => line)).toEqual(["GET /up/list", "GET /up/list?p=2"]);
  });

  test("end with an error for the same link twice", async () => {
    const { client, asked } = serving([{ link: "/v1/list?p=2" }]);
    const { error } = await drain(byLink(client));
    expect(error).toMatchObject({ message: "List returned a next page that came before" });
    expect(asked).toHaveLength(2);
  });
});

describe("items", () => {
  const items = (client: Client): AsyncGenerator<number, void, undefined> =>
    pageItems<number>("List", byToken(client), ["items"]);

  test("are those of all pages", async () => {
    const { client } = serving([one, two, { meta: { next: "d" } }, { items: null }]);
    expect(await drain(items(client))).toEqual({ items: [1, 2, 3], error: undefined });
  });

  test("ask for no page before it is wanted", async () => {
    const { client, asked } = serving([one, two]);
    for await (const item of items(client)) {
      expect(item).toBe(1);
      break;
    }
    expect(asked).toHaveLength(1);
  });

  test.each([
    ["a text", "abc"],
    ["an object", { 0: 1, length: 1 }],
  ])("end with an error for %s in the place of the list", async (_, wrong) => {
    const { client } = serving([one, { items: wrong }]);
    const { items: given, error } = await drain(items(client));
    expect(given).toEqual([1]);
    expect(error).toBeInstanceOf(PageError);
    expect(error).toMatchObject({ message: "List returned items that are no list" });
  });
});

describe("pages by several tokens", () => {
  const tokens = { token: ["next"], version: ["nextVersion"] };
  const pagesOf = (
    client: Client,
    more: readonly string[],
  ): AsyncGenerator<Page, void, undefined> =>
    markerPages(client, list({ limit: 1 }), tokens, more, (found: QueryRecord) =>
      list({ limit: 1, ...found }),
    );

  test.each<[name: string, answers: readonly unknown[], asked: readonly string[]]>([
    ["none of them", [{ next: "a", nextVersion: 2 }, {}], ["token=a&version=2"]],
    ["empty ones", [{ next: "a" }, { next: "", nextVersion: null }], ["token=a"]],
    [
      "the word that there is no more",
      [
        { next: "a", more: true },
        { next: "b", more: false },
      ],
      ["token=a"],
    ],
  ])("end with %s", async (_, answers, asked) => {
    const found = serving(answers);
    const { items, error } = await drain(pagesOf(found.client, ["more"]));
    expect(items).toEqual(answers);
    expect(error).toBeUndefined();
    expect(found.asked.slice(1).map((url) => url.replace(/.*limit=1&/, ""))).toEqual(asked);
  });

  test.each<[name: string, answers: readonly unknown[], message: RegExp]>([
    ["comes again", [{ next: "a" }], /came before/],
    ["is no token", [{ next: {} }], /neither text nor number/],
    ["is missing though there is more", [{ more: true }], /without its token/],
  ])("a token that %s is an error", async (_, answers, message) => {
    const { error } = await drain(pagesOf(serving(answers).client, ["more"]));
    expect(error).toBeInstanceOf(PageError);
    expect(String(error)).toMatch(message);
  });

  test("need not say whether there is more", async () => {
    const { client, asked } = serving([{ next: "a", more: false }, {}]);
    expect((await drain(pagesOf(client, []))).error).toBeUndefined();
    expect(asked).toHaveLength(2);
  });
});
