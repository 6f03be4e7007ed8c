import { describe, expect, test } from "vitest";
import { createClient, type Fetch } from "../../templates/runtime/client.ts";
import type { ErrorOf, Exchange } from "../../templates/runtime/exchange.ts";
import { HttpError } from "../../templates/runtime/http-error.ts";
import { isErrorOf } from "../../templates/runtime/is-error-of.ts";
import { csv } from "../../templates/runtime/list.ts";
import { numbered, numberedFields } from "../../templates/runtime/numbered.ts";
import { path } from "../../templates/runtime/path.ts";
import type { ApiRequest, QueryRecord } from "../../templates/runtime/request.ts";

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

  test("take no other method", () => {
    // @ts-expect-error fetch makes no tunnels
    const request: ApiRequest<unknown> = { operation: "Op", method: "CONNECT", path: "/" };
    expect(request.method).toBe("CONNECT");
  });
});

describe("the types of the writers", () => {
  test("take lists of scalars", () => {
    const ids: readonly string[] | undefined = ["a"];
    expect([csv(ids), numbered("Id.N", ids)]).toEqual(["a", { "Id.1": "a" }]);
    // @ts-expect-error an object has no text
    expect(csv([{}])).toBe(Number.NaN);
  });

  test("know the structures that are numbered", () => {
    const fields = numberedFields("Tag.N", [{ Key: "a" }], (tag) => {
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
  const error: unknown = new HttpError("Op", 400, new Headers(), { code: "X" });
  if (!(error instanceof HttpError)) throw error;
  // @ts-expect-error the body may be anything
  expect(error.body.code).toBe("X");
});

interface Answers {
  readonly 200: Cat;
  readonly 204: undefined;
  readonly 404: { readonly code: string };
  readonly "4XX": { readonly hint: string };
  readonly default: { readonly id: number };
}

/** Whether two types are the same, not only assignable. */
type Same<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

type BodyOf<Answer, Status> = Answer extends {
  readonly status: infer One;
  readonly body: infer Body;
}
  ? Status extends One
    ? Body
    : never
  : never;

describe("the types of an exchange", () => {
  test("are narrowed by the status", () => {
    type All = Exchange<Cat | undefined, Answers>;
    const narrowed: readonly [
      Same<BodyOf<All, 200>, Cat>,
      Same<BodyOf<All, 204>, undefined>,
      Same<BodyOf<All, 201>, unknown>,
      Same<BodyOf<All, 404>, { readonly code: string }>,
      Same<BodyOf<All, 400>, { readonly hint: string }>,
      Same<BodyOf<All, 302>, { readonly id: number }>,
      Same<BodyOf<All, 599>, { readonly id: number }>,
    ] = [true, true, true, true, true, true, true];
    expect(narrowed).not.toContain(false);
  });

  test("have the response for every 2xx, where no 2xx is told apart", () => {
    type Plain = Exchange<Cat, { readonly 404: { readonly code: string } }>;
    const narrowed: readonly [
      Same<BodyOf<Plain, 200>, Cat>,
      Same<BodyOf<Plain, 299>, Cat>,
      Same<BodyOf<Plain, 404>, { readonly code: string }>,
      Same<BodyOf<Plain, 500>, unknown>,
      Same<BodyOf<Exchange<Cat, object>, 404>, unknown>,
    ] = [true, true, true, true, true];
    expect(narrowed).not.toContain(false);
  });

  test("narrow in code as in theory", async () => {
    const request: ApiRequest<Cat | undefined, Answers> = {
      operation: "GetCat",
      method: "GET",
      path: "/cat",
    };
    const answer = await client.exchange(request);
    // @ts-expect-error not before the status is known
    expect(answer.body.meows).toBe(true);
    if (answer.status !== 200) throw new Error("the client of these tests answers 200");
    expect(answer.body.meows).toBe(true);
    expect(answer.headers.get("content-type")).toBe("application/json");
  });
});

describe("the types of an error", () => {
  const request: ApiRequest<Cat, Answers> = { operation: "GetCat", method: "GET", path: "/cat" };
  const thrown: unknown = new HttpError("GetCat", 404, new Headers(), { code: "X" });

  test("are narrowed by the status, without a cast", () => {
    if (!isErrorOf(request, thrown)) throw thrown;
    // @ts-expect-error not before the status is known
    expect(thrown.body.code).toBe("X");
    // @ts-expect-error an error has no status of success
    expect(thrown.status === 200).toBe(false);
    if (thrown.status === 404) expect(thrown.body.code).toBe("X");
    // @ts-expect-error another status, another body
    if (thrown.status === 400) expect(thrown.body.code).toBe("X");
    if (thrown.status === 400) expect(thrown.body.hint).toBe("X");
    if (thrown.status === 503) expect(thrown.body.id).toBe("X");
    expect(thrown.message).toBe("GetCat answered 404");
  });

  test("can be named", () => {
    const explain = (error: ErrorOf<Answers>): string => {
      switch (error.status) {
        case 404:
          return error.body.code;
        case 409:
          return error.body.hint;
        default:
          return error.message;
      }
    };
    expect(isErrorOf(request, thrown) && explain(thrown)).toBe("X");
  });

  test("know nothing of an error that is not declared", () => {
    if (!isErrorOf(cat, thrown)) throw thrown;
    // @ts-expect-error its body may be anything
    if (thrown.status === 404) expect(thrown.body.code).toBe("X");
  });

  test("tell requests of different errors apart", () => {
    const plain: ApiRequest<unknown> = request;
    // @ts-expect-error of this one nothing is declared
    const declared: ApiRequest<Cat, Answers> = cat;
    expect([plain, declared]).toHaveLength(2);
  });
});
