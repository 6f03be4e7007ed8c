import { describe, expect, test } from "vitest";
import { createClient, type Fetch } from "../../templates/runtime/client.ts";
import { HttpError } from "../../templates/runtime/http-error.ts";
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
