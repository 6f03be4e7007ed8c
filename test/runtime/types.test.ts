import { describe, expect, test } from "vitest";
import { type Fetch, createClient } from "../../templates/runtime/client.ts";
import { type ErrorOf, type Exchange, isErrorOf } from "../../templates/runtime/result.ts";
import { HttpError } from "../../templates/runtime/errors.ts";
import { csv } from "../../templates/runtime/delimited-list.ts";
import { indexed, indexedFields } from "../../templates/runtime/indexed-list.ts";
import { path } from "../../templates/runtime/path.ts";
import type { ApiRequest, QueryRecord } from "../../templates/runtime/request.ts";
import { readJson } from "../../templates/runtime/response.ts";

// The checker judges these: `tsc` fails where an expected error does not come.

interface Cat {
  readonly meows: boolean;
}
interface Dog {
  readonly barks: boolean;
}

const cat: ApiRequest<Cat> = { operation: "GetCat", method: "GET", path: "/cat" };
const client = createClient({
  baseUrl: "https://h.example",
  fetch: () => Promise.resolve(Response.json({ meows: true })),
});

describe("the types of requests", () => {
  test("give the answer its type", async () => {
    const answer: Cat = await client.send(cat);
    expect(answer.meows).toBe(true);
    // @ts-expect-error a cat is no dog
    const wrong: Dog = await client.send(cat);
    expect(wrong).toEqual(answer);
  });

  test("keep the requests of different answers apart", () => {
    const any: ApiRequest<unknown> = cat;
    // @ts-expect-error a cat's request is no dog's
    const dog: ApiRequest<Dog> = cat;
    // @ts-expect-error what is unknown is no cat
    const back: ApiRequest<Cat> = any;
    const nothing: ApiRequest<undefined> = { operation: "Op", method: "DELETE", path: "/" };
    // @ts-expect-error nothing is no cat
    const none: ApiRequest<Cat> = nothing;
    expect([dog, back]).toEqual([cat, cat]);
    expect(none).toBe(nothing);
  });

  test("are no more than plain data", () => {
    expect(Object.keys(cat)).toEqual(["operation", "method", "path"]);
  });

  test("take scalars, flags and lists in a query", () => {
    const query: QueryRecord = {
      a: "x",
      b: 1,
      c: 1n,
      d: true,
      e: new Date(0),
      f: null,
      g: undefined,
      h: ["x", 1, undefined],
      // @ts-expect-error an object has no text
      i: { x: 1 },
      // @ts-expect-error neither has a list of lists
      j: [["x"]],
    };
    expect(Object.keys(query)).toHaveLength(10);
  });

  test("take methods of the description's own", () => {
    const request: ApiRequest<unknown> = { operation: "Op", method: "PURGE", path: "/" };
    // @ts-expect-error a method is a text
    const wrong: ApiRequest<unknown> = { ...request, method: 1 };
    expect([request.method, wrong.method]).toEqual(["PURGE", 1]);
  });
});

describe("the types of the writers", () => {
  test("take lists of scalars", () => {
    const ids: readonly string[] | undefined = ["a"];
    expect([csv(ids), indexed("Id.N", ids)]).toEqual([{ encoded: "a" }, { "Id.1": "a" }]);
  });

  test("know the structures that are numbered", () => {
    const fields = indexedFields("Tag.N", [{ Key: "a" }], (tag) => {
      // @ts-expect-error a tag has no such field
      const value: unknown = tag.Value;
      expect(value).toBe(undefined);
      return { Key: tag.Key };
    });
    expect(fields["Tag.1.Key"]).toBe("a");
  });

  test("refuse null in a path", () => {
    // @ts-expect-error null has no text
    expect(() => path`/${null}`).toThrow();
  });
});

describe("the types of fetch", () => {
  test("take the platform's and what is wrapped around it", () => {
    const platform: Fetch = fetch;
    const wrapped: Fetch = (url, init) => platform(url.trim(), { ...init, keepalive: true });
    expect(createClient({ baseUrl: "https://h.example", fetch: wrapped })).toBeDefined();
  });
});

test("an HttpError's body is unknown until it is looked at", () => {
  const error: unknown = new HttpError("Op", {
    status: 400,
    headers: new Headers(),
    body: { code: "X" },
  });
  if (!(error instanceof HttpError)) throw error;
  // @ts-expect-error the body may be anything
  expect(error.body.code).toBe("X");
});

interface Responses {
  readonly 200: Cat;
  readonly 204: undefined;
  readonly 404: { readonly code: string };
  readonly "4XX": { readonly hint: string };
  readonly default: { readonly id: number };
}

/** Whether two types are the same, not only assignable. */
type Same<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

type BodyOf<Any, Key> =
  Extract<Any, { readonly declared?: Key }> extends {
    readonly body: infer Body;
  }
    ? Body
    : never;

describe("the types of an exchange", () => {
  test("are narrowed by the response of the description", () => {
    type All = Exchange<Cat | undefined, Responses>;
    const narrowed: readonly [
      Same<BodyOf<All, 200>, Cat>,
      Same<BodyOf<All, 204>, undefined>,
      Same<BodyOf<All, undefined>, unknown>,
      Same<BodyOf<All, 404>, { readonly code: string }>,
      Same<BodyOf<All, "4XX">, { readonly hint: string }>,
      Same<BodyOf<All, "default">, { readonly id: number }>,
    ] = [true, true, true, true, true, true];
    expect(narrowed).not.toContain(false);
  });

  test("have the response for every 2xx, where nothing is told apart", () => {
    type Plain = Exchange<Cat, object>;
    const narrowed: readonly [
      Same<BodyOf<Plain, "2XX">, Cat>,
      Same<BodyOf<Plain, undefined>, unknown>,
    ] = [true, true];
    expect(narrowed).not.toContain(false);
  });

  test("narrow in code as in theory", async () => {
    const request: ApiRequest<Cat | undefined, Responses> = {
      operation: "GetCat",
      method: "GET",
      path: "/cat",
      responses: { 200: readJson },
    };
    const response = await client.exchange(request);
    // @ts-expect-error not before it is known which one it is
    expect(response.body.meows).toBe(true);
    if (response.declared !== 200) throw new Error("the client of these tests gets 200");
    const status: 200 = response.status;
    expect(status).toBe(200);
    expect(response.body.meows).toBe(true);
    expect(response.headers.get("content-type")).toBe("application/json");
  });

  test("tell a success by `ok`", async () => {
    const response = await client.exchange({ ...cat, responses: { "2XX": readJson } });
    if (!response.ok || !response.declared) throw new Error("the client of these tests gets 200");
    expect(response.body.meows).toBe(true);
  });
});

describe("the types of an error", () => {
  const request: ApiRequest<Cat, Responses> = { operation: "GetCat", method: "GET", path: "/cat" };
  const thrown: unknown = new HttpError("GetCat", {
    status: 404,
    headers: new Headers(),
    body: { code: "X" },
    declared: 404,
  });

  test("are narrowed, without a cast", () => {
    if (!isErrorOf(request, thrown)) throw thrown;
    // @ts-expect-error not before it is known which one it is
    expect(thrown.body.code).toBe("X");
    // @ts-expect-error an error is no success
    expect(thrown.declared === 200).toBe(false);
    if (thrown.declared === 404) expect(thrown.body.code).toBe("X");
    // @ts-expect-error another response, another body
    if (thrown.declared === "4XX") expect(thrown.body.code).toBe("X");
    if (thrown.declared === "4XX") expect(thrown.body.hint).toBe("X");
    if (thrown.declared === "default") expect(thrown.body.id).toBe("X");
    expect(thrown.message).toBe("GetCat failed with status 404");
  });

  test("can be named", () => {
    const explain = (error: ErrorOf<Responses>): string => {
      switch (error.declared) {
        case 404:
          return error.body.code;
        case "4XX":
          return error.body.hint;
        default:
          return error.message;
      }
    };
    expect(isErrorOf(request, thrown) && explain(thrown)).toBe("X");
  });

  test("are narrowed by the status where there is no range and no default", () => {
    interface Exact {
      readonly 404: { readonly code: string };
      readonly 409: { readonly hint: string };
    }
    const exact: ApiRequest<Cat, Exact> = { operation: "GetCat", method: "GET", path: "/cat" };
    if (!isErrorOf(exact, thrown)) throw thrown;
    if (thrown.status === 404) expect(thrown.body.code).toBe("X");
  });

  test("need no question where one response is declared for all", () => {
    interface Default {
      readonly 200: Cat;
      readonly default: { readonly code: string };
    }
    const plain: ApiRequest<Cat, Default> = { operation: "GetCat", method: "GET", path: "/cat" };
    if (!isErrorOf(plain, thrown)) throw thrown;
    expect(thrown.body.code).toBe("X");
  });

  test("are none where no error is declared", () => {
    expect(() => {
      if (!isErrorOf(cat, thrown)) throw thrown;
      // @ts-expect-error no error is declared
      expect(thrown.body).toBe("X");
    }).toBeDefined();
  });

  test("tell requests of different errors apart", () => {
    const plain: ApiRequest<unknown> = request;
    // @ts-expect-error of this one nothing is declared
    const declared: ApiRequest<Cat, Responses> = cat;
    expect([plain, declared]).toHaveLength(2);
  });
});
