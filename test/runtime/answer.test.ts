import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { readAnswer, type Received } from "../../templates/runtime/answer.ts";
import { readBytes } from "../../templates/runtime/bytes.ts";
import { DecodeError } from "../../templates/runtime/decode-error.ts";
import { LimitError } from "../../templates/runtime/limit-error.ts";
import type { Answer, ApiRequest } from "../../templates/runtime/request.ts";

function answer(status: number, type: string | undefined, body: BodyInit | null): Response {
  const bytes = typeof body === "string" ? new TextEncoder().encode(body) : body;
  return new Response(bytes, {
    status,
    headers: type === undefined ? {} : { "content-type": type },
  });
}

async function read(
  answer: ApiRequest<unknown>["answer"],
  response: Response,
  { method = "GET", limit = 1000 }: { method?: "GET" | "HEAD"; limit?: number } = {},
): Promise<Received> {
  const bytes = await readBytes(response.body, limit);
  return readAnswer({ operation: "GetPet", method, path: "/", answer }, response, bytes, limit);
}

/** The body of an answer with which nothing is wrong. */
async function body(...args: Parameters<typeof read>): Promise<unknown> {
  const { body, fault } = await read(...args);
  expect(fault).toBe(undefined);
  return body;
}

describe("an answer of which nothing is expected", () => {
  test.each<[name: string, given: Response, want: unknown]>([
    ["JSON is parsed", answer(200, "application/json", '{"a":[1]}'), { a: [1] }],
    ["JSON with parameters", answer(201, "Application/JSON; charset=utf-8", "1"), 1],
    ["+json", answer(200, "application/problem+json", "null"), null],
    ["the JSON of AWS", answer(200, "application/x-amz-json-1.1", "{}"), {}],
    ["JSON with a byte order mark", answer(200, "application/json", "\ufeff{}"), {}],
    ["a JSON sequence is text", answer(200, "application/json-seq", "\x1e1\n"), "\x1e1\n"],
    ["lines of JSON are text", answer(200, "application/x-ndjson", "1\n2\n"), "1\n2\n"],
    ["text", answer(200, "text/plain", "{}"), "{}"],
    ["XML is text", answer(200, "application/xml", "<a/>"), "<a/>"],
    ["+xml is text", answer(200, "image/svg+xml", "<svg/>"), "<svg/>"],
    ["YAML is text", answer(200, "application/yaml", "a: 1"), "a: 1"],
    ["a script is text", answer(200, "application/javascript", "1"), "1"],
    ["a form is text", answer(200, "application/x-www-form-urlencoded", "a=1"), "a=1"],
    ["no type is text", answer(200, undefined, "x"), "x"],
    ["an empty type is text", answer(200, "", "x"), "x"],
    ["an empty text is undefined", answer(200, "text/plain", ""), undefined],
    ["empty JSON is undefined", answer(200, "application/json", ""), undefined],
    ["204 is undefined", answer(204, "application/json", null), undefined],
    ["205 is undefined", answer(205, undefined, null), undefined],
  ])("%s", async (_, given, want) => {
    expect(await body(undefined, given)).toEqual(want);
  });

  test.each(["application/octet-stream", "image/png", "application/pdf", "application/vnd.x"])(
    "%s is a blob of the bytes",
    async (type) => {
      const { body: blob } = await read(undefined, answer(200, type, new Uint8Array([0xff, 0])));
      if (!(blob instanceof Blob)) throw new Error("no blob");
      expect(new Uint8Array(await blob.arrayBuffer())).toEqual(new Uint8Array([0xff, 0]));
      expect(blob.type).toBe(type);
    },
  );

  test("a key called __proto__ harms nothing", async () => {
    const given = answer(200, "application/json", '{"__proto__":{"polluted":1}}');
    const { body } = await read(undefined, given);
    expect(Object.keys(body ?? {})).toEqual(["__proto__"]);
    expect(Reflect.get({}, "polluted")).toBe(undefined);
  });
});

describe("an answer of which something is expected", () => {
  test.each<[name: string, expected: Answer, given: Response, want: unknown]>([
    ["JSON, whatever its type says", "json", answer(200, "text/plain", '{"a":1}'), { a: 1 }],
    ["JSON without a type", "json", answer(200, undefined, "[]"), []],
    ["no JSON with 204", "json", answer(204, undefined, null), undefined],
    ["text, whatever its type says", "text", answer(200, "application/json", "{}"), "{}"],
    ["text of bytes", "text", answer(200, "image/png", "x"), "x"],
    ["an empty text", "text", answer(200, "text/plain", ""), ""],
    ["no bytes with 204", "binary", answer(204, undefined, null), undefined],
  ])("%s", async (_, expected, given, want) => {
    expect(await body(expected, given)).toEqual(want);
  });

  test("bytes, whatever their type says", async () => {
    const { body } = await read("binary", answer(200, "application/json", "{}"));
    expect(body).toBeInstanceOf(Blob);
  });

  test("bytes that are not there", async () => {
    const { body } = await read("binary", answer(200, undefined, null));
    expect(body).toEqual(new Blob());
  });

  test("nothing with HEAD, whatever its type says", async () => {
    const head = answer(200, "application/json", null);
    expect(await body("json", head, { method: "HEAD" })).toEqual(undefined);
  });
});

describe("an answer of which something is expected by its status", () => {
  const byStatus = {
    "2XX": "binary",
    201: "text",
    404: "json",
    409: "any",
    "4XX": "text",
  } as const;
  const all = { ...byStatus, default: "json" } as const;

  test.each<[name: string, expected: ApiRequest<unknown>["answer"], status: number, want: unknown]>(
    [
      ["the status itself", byStatus, 404, { a: 1 }],
      ["its range", byStatus, 400, '{"a":1}'],
      ["the status before its range", byStatus, 201, '{"a":1}'],
      ["the default", all, 500, { a: 1 }],
      ["the range before the default", all, 499, '{"a":1}'],
      ["the type, where any may come", all, 409, '{"a":1}'],
      ["the type, where nothing is said", byStatus, 500, '{"a":1}'],
      ["the type of an error, where all is said of 2xx", "json", 500, '{"a":1}'],
    ],
  )("is read by %s", async (_, expected, status, want) => {
    expect(await body(expected, answer(status, "text/plain", '{"a":1}'))).toEqual(want);
  });

  test("is read by a range of 2xx", async () => {
    expect((await read(byStatus, answer(200, "text/plain", "x"))).body).toBeInstanceOf(Blob);
  });
});

describe("DecodeError", () => {
  test.each<[name: string, expected: Answer | undefined, given: Response, message: string]>([
    ["JSON cut short", undefined, answer(200, "application/json", '{"a":'), '"{\\"a\\":"'],
    ["HTML instead of JSON", "json", answer(200, "text/html", "<p>\n"), '"<p>\\n"'],
    ["nothing instead of JSON", "json", answer(200, "application/json", ""), '""'],
    ["no body instead of JSON", "json", answer(200, "application/json", null), '""'],
    [
      "characters that a terminal would obey",
      undefined,
      answer(200, "application/json", "\x1b[2J\u009b1m\u202eé"),
      '"\\u001b[2J?1m??"',
    ],
    [
      "a long body",
      undefined,
      answer(200, "application/json", "x".repeat(1000)),
      `"${"x".repeat(64)}"`,
    ],
  ])("is the fault of %s, and quotes the beginning", async (_, expected, given, quoted) => {
    const { fault } = await read(expected, given);
    expect(fault).toBeInstanceOf(DecodeError);
    expect(fault?.message).toBe(`GetPet answered 200 without JSON: ${quoted}`);
    expect(JSON.stringify(fault)).toBe('{"name":"DecodeError","operation":"GetPet","status":200}');
  });

  test("shows no more than the beginning when it is printed", async () => {
    const { fault } = await read(
      "json",
      answer(200, undefined, `{"a": 1, ${" ".repeat(64)} secret`),
    );
    expect(inspect(fault, { depth: null, showHidden: true })).not.toContain("secret");
  });

  test("is the fault of an error's body that is declared as JSON and is none", async () => {
    const { body, fault } = await read({ default: "json" }, answer(502, "text/html", "<html>"));
    expect([body, fault?.message]).toEqual([
      "<html>",
      'GetPet answered 502 without JSON: "<html>"',
    ]);
  });

  test.each<[name: string, status: number, type: string, text: string]>([
    ["JSON of a depth that a parser may refuse", 200, "application/json", "[".repeat(1e6)],
    ["two values", 200, "application/json", "{}{}"],
    ["a word", 200, "application/json", "undefined"],
  ])("is the fault of %s", async (_, status, type, text) => {
    const { fault } = await read("json", answer(status, type, text), { limit: 2e6 });
    expect(fault).toBeInstanceOf(DecodeError);
  });
});

describe("the body of an error", () => {
  test.each<[name: string, given: Response, want: unknown]>([
    ["JSON", answer(400, "application/json", '{"code":"X"}'), { code: "X" }],
    ["text", answer(404, "text/html", "<p>"), "<p>"],
    ["text where JSON does not decode", answer(502, "application/json", "<html>"), "<html>"],
    ["text of an unknown type", answer(500, "application/octet-stream", "x"), "x"],
    ["nothing", answer(503, "application/json", ""), undefined],
    ["nothing with 304", answer(304, undefined, null), undefined],
  ])("of which nothing is declared is %s", async (_, given, want) => {
    for (const expected of [undefined, "json", "text", "binary"] as const) {
      expect(await body(expected, given.clone())).toEqual(want);
    }
  });
});

describe("a limit", () => {
  /** An endless body, in pieces, that knows whether it was cancelled. */
  function endless(piece: string): {
    stream: ReadableStream;
    pieces: number;
    isCancelled: boolean;
  } {
    const body = {
      pieces: 0,
      isCancelled: false,
      stream: new ReadableStream({
        pull(controller) {
          body.pieces += 1;
          controller.enqueue(new TextEncoder().encode(piece));
        },
        cancel() {
          body.isCancelled = true;
          throw new Error("a stream that cannot be cancelled");
        },
      }),
    };
    return body;
  }

  test.each<[name: string, expected: Answer]>([
    ["JSON", "json"],
    ["text", "text"],
    ["bytes", "binary"],
  ])("ends the reading of %s, and cancels the rest", async (_, expected) => {
    const body = endless("12345678");
    const { fault } = await read(expected, answer(200, undefined, body.stream), { limit: 20 });
    expect(fault).toBeInstanceOf(LimitError);
    expect(fault?.message).toBe("GetPet answered 200 with more than 20 bytes");
    expect(fault).toMatchObject({ operation: "GetPet", status: 200, limit: 20 });
    expect(body.isCancelled).toBe(true);
    expect(body.pieces).toBeLessThan(6);
  });

  test("keeps the beginning of an error's body", async () => {
    const given = answer(500, "text/plain", endless("é").stream);
    const { body, fault } = await read(undefined, given, { limit: 5 });
    expect([body, fault?.name]).toEqual(["éé\ufffd", "LimitError"]);
  });

  test("does not take cut JSON for a whole", async () => {
    const { body, fault } = await read("json", answer(200, undefined, "12345"), { limit: 3 });
    expect([body, fault?.name]).toEqual(["123", "LimitError"]);
  });

  test("lets a body through that just fits", async () => {
    expect(await read("json", answer(200, undefined, "12345"), { limit: 5 })).toMatchObject({
      body: 12345,
    });
  });

  test("counts bytes and not characters", async () => {
    const { fault } = await read("text", answer(200, undefined, "ééé"), { limit: 5 });
    expect(fault).toBeInstanceOf(LimitError);
  });
});

test("characters that come in pieces are put together", async () => {
  const bytes = new TextEncoder().encode("\ufeffa€b");
  const stream = new ReadableStream({
    start(controller) {
      for (const byte of bytes) controller.enqueue(new Uint8Array([byte]));
      controller.close();
    },
  });
  expect(await body("text", answer(200, undefined, stream))).toEqual("a€b");
});

test("what is no UTF-8 is replaced", async () => {
  const given = answer(200, undefined, new Uint8Array([0x22, 0xff, 0x22]));
  expect(await body("json", given)).toEqual("\ufffd");
});
