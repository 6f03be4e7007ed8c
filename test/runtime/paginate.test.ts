import { describe, expect, expectTypeOf, test } from "vitest";
import { type Client, createClient } from "../../templates/runtime/client.ts";
import { paginate } from "../../templates/runtime/pagination.ts";
import type { ApiRequest, QueryRecord, RequestBody } from "../../templates/runtime/request.ts";
import { startServer } from "./server.ts";

interface Page {
  readonly items: readonly number[];
  readonly token?: string;
}

function list(query: QueryRecord = {}): ApiRequest<Page> {
  return { operation: "List", method: "GET", path: "/", query };
}

function post(body: RequestBody): ApiRequest<Page> {
  return { operation: "List", method: "POST", path: "/", body };
}

/** A client that answers with these pages, the last for ever, and writes down what it is asked. */
function serving(...pages: readonly Page[]): { client: Client; asked: string[] } {
  const asked: string[] = [];
  const client = createClient({
    baseUrl: "https://h.example",
    fetch: async (url) => {
      asked.push(url.replace("https://h.example", ""));
      return Response.json(pages[Math.min(asked.length, pages.length) - 1]);
    },
  });
  return { client, asked };
}

async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}

const one = { items: [1], token: "a" };
const two = { items: [2], token: "b" };
const last = { items: [3] };

const byToken = ({ token }: Page): ApiRequest<Page> | undefined =>
  token === undefined ? undefined : list({ token });

describe("pages", () => {
  test("come one after the other, to the last", async () => {
    const { client, asked } = serving(one, two, last);
    const pages = await collect(paginate(client, list({ limit: 1 }), byToken));
    expect(pages).toEqual([one, two, last]);
    expect(asked).toEqual(["/?limit=1", "/?token=a", "/?token=b"]);
  });

  test("are asked for only as they are wanted", async () => {
    const { client, asked } = serving(one, two);
    for await (const page of paginate(client, list(), byToken)) {
      expect(page).toEqual(one);
      break;
    }
    expect(asked).toEqual(["/"]);
  });

  test("know the request before", async () => {
    const { client, asked } = serving(one);
    await collect(
      paginate(client, list({ page: 1 }), (_, { query }) => {
        const page = Number(query?.["page"]);
        return page < 3 && list({ page: page + 1 });
      }),
    );
    expect(asked).toEqual(["/?page=1", "/?page=2", "/?page=3"]);
  });

  test("have the type of the answer", () => {
    const pages = paginate(serving(last).client, list(), byToken);
    expectTypeOf(pages).toEqualTypeOf<AsyncGenerator<Page, void, undefined>>();
  });

  test("of a server come with the options of each call", async () => {
    await using server = await startServer((response) => {
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify(server.seen.length === 1 ? one : last));
    });
    const client = createClient({ baseUrl: server.url });
    await collect(paginate(client, list(), byToken, { headers: { "X-Trace": "t" } }));
    expect(server.seen.map(({ line, headers }) => [line, headers["x-trace"]])).toEqual([
      ["GET /", "t"],
      ["GET /?token=a", "t"],
    ]);
  });

  test("end with what a call throws", async () => {
    const { signal } = new AbortController();
    const client = createClient({
      baseUrl: "https://h.example",
      fetch: async () => new Response("", { status: 500 }),
    });
    const pages = collect(paginate(client, list(), byToken, { signal }));
    await expect(pages).rejects.toMatchObject({ name: "HttpError", status: 500 });
  });
});

describe("a request that was sent before ends them", () => {
  const form = new FormData();
  test.each<[name: string, requests: readonly ApiRequest<Page>[], sent: number]>([
    ["the same token for ever", [list({ token: "a" }), list({ token: "a" })], 1],
    ["a circle", [list({ token: "a" }), list({ token: "b" }), list({ token: "a" })], 2],
    ["what differs by what is left out", [list({ a: 1 }), list({ a: 1, b: undefined })], 1],
    ["a big number", [list({ a: 1n }), list({ a: 1n })], 1],
    ["a text body", [post("a"), post("b"), post("a")], 2],
    ["but not a form", [post(form), post(form)], 2],
    ["but not other headers", [list(), { ...list(), headers: { "x-token": "a" } }], 2],
  ])("%s", async (_, [first = list(), ...others], sent) => {
    const { client, asked } = serving(last);
    await collect(paginate(client, first, () => others.shift()));
    expect(asked).toHaveLength(sent);
  });
});
