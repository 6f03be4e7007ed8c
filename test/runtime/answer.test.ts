import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { readAnswer } from "../../templates/runtime/answer.ts";
import { DecodeError } from "../../templates/runtime/decode-error.ts";
import { HttpError } from "../../templates/runtime/http-error.ts";
import type { Answer } from "../../templates/runtime/request.ts";

function answer(status: number, type: string | undefined, body: BodyInit | null): Response {
  const bytes = typeof body === "string" ? new TextEncoder().encode(body) : body;
  return new Response(bytes, {
    status,
    headers: type === undefined ? {} : { "content-type": type },
  });
}

async function errorOf(reading: Promise<unknown>): Promise<unknown> {
  try {
    await reading;
  } catch (error) {
    return error;
  }
  throw new Error("nothing was thrown");
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
    ["bytes that are not there are undefined", answer(200, "image/png", null), undefined],
  ])("%s", async (_, given, want) => {
    expect(await readAnswer("Op", undefined, given)).toEqual(want);
  });

  test.each(["application/octet-stream", "image/png", "application/pdf", "application/vnd.x"])(
    "%s is a blob of the bytes",
    async (type) => {
      const blob = await readAnswer("Op", undefined, answer(200, type, new Uint8Array([0xff, 0])));
      if (!(blob instanceof Blob)) throw new Error("no blob");
      expect(new Uint8Array(await blob.arrayBuffer())).toEqual(new Uint8Array([0xff, 0]));
      expect(blob.type).toBe(type);
    },
  );

  test("a key called __proto__ harms nothing", async () => {
    const given = answer(200, "application/json", '{"__proto__":{"polluted":1}}');
    const value = await readAnswer("Op", undefined, given);
    expect(Object.keys(value ?? {})).toEqual(["__proto__"]);
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
    expect(await readAnswer("Op", expected, given)).toEqual(want);
  });

  test("bytes, whatever their type says", async () => {
    const blob = await readAnswer("Op", "binary", answer(200, "application/json", "{}"));
    expect(blob).toBeInstanceOf(Blob);
  });
});

describe("DecodeError", () => {
  test.each<[name: string, expected: Answer | undefined, given: Response, message: string]>([
    ["JSON cut short", undefined, answer(200, "application/json", '{"a":'), '"{\\"a\\":"'],
    ["HTML instead of JSON", "json", answer(200, "text/html", "<p>\n"), '"<p>\\n"'],
    ["nothing instead of JSON", "json", answer(200, "application/json", ""), '""'],
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
  ])("is thrown for %s, and quotes the beginning", async (_, expected, given, quoted) => {
    const error = await errorOf(readAnswer("GetPet", expected, given));
    if (!(error instanceof DecodeError)) throw error;
    expect(error.message).toBe(`GetPet answered 200 without JSON: ${quoted}`);
    expect(JSON.stringify(error)).toBe('{"name":"DecodeError","operation":"GetPet","status":200}');
  });

  test("shows no more than the beginning when it is printed", async () => {
    const given = answer(200, "application/json", `{"a": 1, ${" ".repeat(64)} secret`);
    const error = await errorOf(readAnswer("Op", undefined, given));
    expect(inspect(error, { depth: null, showHidden: true })).not.toContain("secret");
  });
});

describe("HttpError", () => {
  test.each<[name: string, given: Response, want: unknown]>([
    ["JSON", answer(400, "application/json", '{"code":"X"}'), { code: "X" }],
    ["text", answer(404, "text/html", "<p>"), "<p>"],
    ["text where JSON does not decode", answer(502, "application/json", "<html>"), "<html>"],
    ["text of an unknown type", answer(500, "application/octet-stream", "x"), "x"],
    ["nothing", answer(503, "application/json", ""), undefined],
    ["nothing with 304", answer(304, undefined, null), undefined],
  ])("has the body: %s", async (_, given, want) => {
    for (const expected of [undefined, "json", "text", "binary"] as const) {
      const error = await errorOf(readAnswer("Op", expected, given.clone()));
      if (!(error instanceof HttpError)) throw error;
      expect(error.body).toEqual(want);
    }
  });

  test("has operation, status and headers", async () => {
    const error = await errorOf(readAnswer("PollForTask", undefined, answer(503, "text/x", "no")));
    if (!(error instanceof HttpError)) throw error;
    expect(error.message).toBe("PollForTask answered 503");
    expect(JSON.stringify(error)).toBe(
      '{"name":"HttpError","operation":"PollForTask","status":503}',
    );
    expect(error.headers.get("content-type")).toBe("text/x");
  });

  test("shows neither body nor headers when it is printed or made JSON", async () => {
    const given = new Response("body-secret", {
      status: 401,
      headers: { "set-cookie": "header-secret", location: "https://h.example/?query-secret" },
    });
    const error = await errorOf(readAnswer("Op", undefined, given));
    const printed = [
      String(error),
      JSON.stringify(error),
      inspect(error, { depth: null }),
      inspect({ error }, { depth: null, showHidden: true }),
    ].join("\n");
    expect(printed).not.toContain("secret");
    expect(printed).toContain("HttpError");
  });
});
