import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { type ClientOptions, createClient } from "../../templates/runtime/client.ts";
import { DecodeError, HttpError, LimitError } from "../../templates/runtime/errors.ts";
import { isErrorOf } from "../../templates/runtime/result.ts";
import type { ApiRequest } from "../../templates/runtime/request.ts";
import { readJson } from "../../templates/runtime/response.ts";

interface Problem {
  readonly title: string;
}
interface GetPetResponses {
  readonly "2XX": { readonly name: string };
  readonly 404: Problem;
  readonly default: { readonly code: number };
}
const getPet: ApiRequest<{ readonly name: string }, GetPetResponses> = {
  operation: "GetPet",
  method: "GET",
  path: "/pet",
  query: { token: "query-secret" },
  headers: { Authorization: "header-secret" },
  responses: { "2XX": readJson, 404: readJson, default: readJson },
};
const plain: ApiRequest<unknown> = { operation: "Plain", method: "GET", path: "/" };

async function errorOf(
  request: ApiRequest<unknown>,
  answer: Response,
  options: Partial<ClientOptions> = {},
): Promise<unknown> {
  const fetch = (): Promise<Response> => Promise.resolve(answer);
  const client = createClient({ baseUrl: "https://h.example", fetch, ...options });
  try {
    await client.send(request);
  } catch (error) {
    return error;
  }
  throw new Error("nothing was thrown");
}

describe("HttpError", () => {
  test("has operation, status, headers and body", async () => {
    const error = await errorOf(getPet, Response.json({ title: "no" }, { status: 404 }));
    if (!(error instanceof HttpError)) throw error;
    expect(error.message).toBe("GetPet failed with status 404");
    expect(JSON.parse(JSON.stringify(error))).toEqual({
      name: "HttpError",
      operation: "GetPet",
      status: 404,
      contentType: "application/json",
    });
    expect(error.headers.get("content-type")).toBe("application/json");
    expect(error.body).toEqual({ title: "no" });
    expect(Object.hasOwn(error, "cause")).toBe(false);
  });

  test("shows nothing of the exchange when it is printed or made JSON", async () => {
    const headers = {
      "set-cookie": "cookie-secret",
      location: "https://h.example/?location-secret",
    };
    const error = await errorOf(
      getPet,
      new Response("body-secret".repeat(9), { status: 401, headers }),
    );
    const printed = [
      String(error),
      JSON.stringify(error),
      inspect(error, { depth: null }),
      inspect({ error }, { depth: null, showHidden: true }),
    ].join("\n");
    expect(printed).not.toContain("secret");
    expect(printed).toContain("HttpError");
  });

  test("has the beginning of a body that is too long", async () => {
    const answer = new Response("x".repeat(100), { status: 500 });
    const error = await errorOf(plain, answer, { maxErrorBytes: 10 });
    if (!(error instanceof HttpError)) throw error;
    expect([error.body, error.cause]).toEqual(["x".repeat(10), new LimitError("Plain", 500, 10)]);
  });

  test("has 64 KiB of a longer body by default", async () => {
    const error = await errorOf(plain, new Response("x".repeat(2 ** 16 + 1), { status: 500 }));
    if (!(error instanceof HttpError)) throw error;
    expect(error.body).toBe("x".repeat(2 ** 16));
  });
});

describe("a 2xx that is no good", () => {
  test("is a DecodeError", async () => {
    expect(await errorOf(getPet, new Response("<html>"))).toBeInstanceOf(DecodeError);
  });

  test("is a LimitError where it is too long", async () => {
    const error = await errorOf(plain, new Response("x".repeat(11)), { maxBytes: 10 });
    expect(error).toEqual(new LimitError("Plain", 200, 10));
  });

  test("is too long with more than 16 MiB by default", async () => {
    const piece = new Uint8Array(2 ** 20);
    const stream = new ReadableStream({ pull: (controller) => controller.enqueue(piece) });
    expect(await errorOf(plain, new Response(stream))).toEqual(
      new LimitError("Plain", 200, 2 ** 24),
    );
  });
});

describe("isErrorOf", () => {
  test.each<[name: string, answer: Response, want: boolean]>([
    ["a declared model", Response.json({ title: "no" }, { status: 404 }), true],
    ["a model that the default declares", Response.json({ code: 1 }, { status: 500 }), true],
    ["a proxy's page in place of a model", new Response("<html>", { status: 502 }), false],
    ["nothing in place of a model", new Response("", { status: 404 }), false],
    ["a model that was cut", Response.json({ title: "x".repeat(2 ** 16) }, { status: 404 }), false],
    ["a 2xx that cannot be read", new Response("<html>"), false],
  ])("for %s: %4$s", async (_, answer, want) => {
    expect(isErrorOf(getPet, await errorOf(getPet, answer))).toBe(want);
  });

  test.each<[name: string, error: unknown]>([
    [
      "another operation",
      new HttpError("Other", { status: 404, headers: new Headers(), declared: 404 }),
    ],
    ["another error", new TypeError("fetch failed")],
    ["what is no error", "GetPet failed with status 404"],
  ])("is false for %s", (_, error) => {
    expect(isErrorOf(getPet, error)).toBe(false);
  });

  test("is false for any response where nothing is declared", async () => {
    const error = await errorOf(plain, new Response("<html>", { status: 502 }));
    expect(isErrorOf(plain, error)).toBe(false);
  });
});

describe("exchange", () => {
  function exchange<Result, Responses extends object>(
    request: ApiRequest<Result, Responses>,
    answer: Response,
  ): Promise<unknown> {
    const fetch = (): Promise<Response> => Promise.resolve(answer);
    return createClient({ baseUrl: "https://h.example", fetch }).exchange(request);
  }

  test.each<[name: string, status: number, body: unknown]>([
    ["2xx", 201, { name: "rex" }],
    ["a declared error", 404, { title: "no" }],
    ["any other error", 500, { code: 1 }],
  ])("gives status, headers and body of %s", async (_, status, body) => {
    const headers = { etag: "1" };
    const answer = await exchange(getPet, Response.json(body, { status, headers }));
    expect(answer).toMatchObject({ status, body });
    expect(answer).toHaveProperty("headers", expect.any(Headers));
  });

  test("gives an undeclared body as it came", async () => {
    expect(await exchange(plain, new Response("no", { status: 503 }))).toMatchObject({
      body: "no",
    });
  });

  test.each<[name: string, answer: Response, body: unknown, error: Error]>([
    ["a 2xx that is not JSON", new Response("<"), "<", new DecodeError("GetPet", 200, "JSON")],
    [
      "a proxy's page of HTML",
      new Response("<", { status: 502 }),
      "<",
      new DecodeError("GetPet", 502, "JSON"),
    ],
    [
      "the beginning of an error that is too long",
      new Response("1".repeat(2 ** 17), { status: 500 }),
      "1".repeat(2 ** 16),
      new LimitError("GetPet", 500, 2 ** 16),
    ],
  ])("gives %s where a model is declared, and why it is none", async (_, answer, body, error) => {
    const response = await exchange(getPet, answer);
    expect(response).toMatchObject({ declared: undefined, error, body });
  });
});

describe("what fetch throws", () => {
  async function thrownFor(error: unknown): Promise<unknown> {
    const fetch = (): Promise<Response> => {
      AbortSignal.abort(error).throwIfAborted();
      return Promise.reject(new Error("not reached"));
    };
    const client = createClient({ baseUrl: "https://h.example", fetch });
    return client.send(plain).catch((thrown: unknown) => thrown);
  }

  test("comes through as it is, with its cause", async () => {
    const cause = Object.assign(new Error("a wrapper's own"), { data: "kept" });
    const error = new TypeError("fetch failed", { cause });
    expect(await thrownFor(error)).toBe(error);
    expect(error.cause).toBe(cause);
    expect(cause.data).toBe("kept");
  });

  test("keeps nothing of an answer that Node cannot parse", async () => {
    const cause = Object.assign(new Error("no HTTP"), { name: "HTTPParserError", data: "secret" });
    const error = new TypeError("fetch failed", { cause });
    expect(await thrownFor(error)).toBe(error);
    expect(inspect(error, { showHidden: true })).not.toContain("secret");
  });
});
