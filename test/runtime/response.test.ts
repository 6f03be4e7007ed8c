import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { createClient } from "../../templates/runtime/client.ts";
import { DecodeError, LimitError } from "../../templates/runtime/errors.ts";
import { byMediaType, readBlob, readByContentType } from "../../templates/runtime/media-type.ts";
import type { ResponseReaders } from "../../templates/runtime/request.ts";
import {
  readJson,
  readJsonOrText,
  readText,
  textReader,
  type IncomingResponse,
  type ReadBody,
} from "../../templates/runtime/response.ts";

function received(status: number, type: string | undefined, body: BodyInit | null): Response {
  const bytes = typeof body === "string" ? new TextEncoder().encode(body) : body;
  return new Response(bytes, {
    status,
    headers: type === undefined ? {} : { "content-type": type },
  });
}

async function read(
  reader: ReadBody,
  response: Response,
  limit = 1000,
): Promise<{ body: unknown; error: Error | undefined }> {
  const incoming: IncomingResponse = { operation: "GetPet", response, limit };
  const body = await reader(incoming);
  return { body, error: incoming.error };
}

/** The body of a response with which nothing is wrong. */
async function body(...args: Parameters<typeof read>): Promise<unknown> {
  const { body, error } = await read(...args);
  expect(error).toBe(undefined);
  return body;
}

describe("a body that is read by its content type", () => {
  test.each<[name: string, given: Response, want: unknown]>([
    ["JSON is parsed", received(200, "application/json", '{"a":[1]}'), { a: [1] }],
    ["JSON with parameters", received(201, "Application/JSON; charset=utf-8", "1"), 1],
    ["+json", received(200, "application/problem+json", "null"), null],
    ["the JSON of AWS", received(200, "application/x-amz-json-1.1", "{}"), {}],
    ["JSON with a byte order mark", received(200, "application/json", "\ufeff{}"), {}],
    ["a JSON sequence is text", received(200, "application/json-seq", "\x1e1\n"), "\x1e1\n"],
    ["lines of JSON are text", received(200, "application/x-ndjson", "1\n2\n"), "1\n2\n"],
    ["text", received(200, "text/plain", "{}"), "{}"],
    ["XML is text", received(200, "application/xml", "<a/>"), "<a/>"],
    ["+xml is text", received(200, "image/svg+xml", "<svg/>"), "<svg/>"],
    ["YAML is text", received(200, "application/yaml", "a: 1"), "a: 1"],
    ["a script is text", received(200, "application/javascript", "1"), "1"],
    ["a form is text", received(200, "application/x-www-form-urlencoded", "a=1"), "a=1"],
    ["no type is text", received(200, undefined, "x"), "x"],
    ["an empty type is text", received(200, "", "x"), "x"],
    ["a parameter is no type", received(200, 'text/plain; profile="a/json"', '{"a":1}'), '{"a":1}'],
    ["an empty text is undefined", received(200, "text/plain", ""), undefined],
    ["empty JSON is undefined", received(200, "application/json", ""), undefined],
  ])("%s", async (_, given, want) => {
    expect(await body(readByContentType, given)).toEqual(want);
  });

  test.each(["application/octet-stream", "image/png", "application/pdf", "application/vnd.x"])(
    "%s is a blob of the bytes",
    async (type) => {
      const { body: blob } = await read(
        readByContentType,
        received(200, type, new Uint8Array([0xff, 0])),
      );
      if (!(blob instanceof Blob)) throw new Error("no blob");
      expect(new Uint8Array(await blob.arrayBuffer())).toEqual(new Uint8Array([0xff, 0]));
      expect(blob.type).toBe(type);
    },
  );

  test("a key called __proto__ harms nothing", async () => {
    const given = received(200, "application/json", '{"__proto__":{"polluted":1}}');
    const { body } = await read(readByContentType, given);
    expect(Object.keys(body ?? {})).toEqual(["__proto__"]);
    expect(Reflect.get({}, "polluted")).toBe(undefined);
  });
});

describe("a body that is read as", () => {
  test.each<[name: string, reader: ReadBody, given: Response, want: unknown]>([
    ["JSON, whatever its type says", readJson, received(200, "text/plain", '{"a":1}'), { a: 1 }],
    ["JSON without a type", readJson, received(200, undefined, "[]"), []],
    ["JSON, an empty 2xx", readJson, received(200, "application/json", ""), undefined],
    [
      "JSON, with a key called __proto__",
      readJson,
      received(200, "", '{"__proto__":1}'),
      { ["__proto__"]: 1 },
    ],
    ["text, whatever its type says", readText, received(200, "application/json", "{}"), "{}"],
    ["text of bytes", readText, received(200, "image/png", "x"), "x"],
    ["text, an empty one", readText, received(200, "text/plain", ""), ""],
    ["JSON or text, an empty one", readJsonOrText, received(200, "text/plain", ""), undefined],
    [
      "JSON or text, by its type",
      readJsonOrText,
      received(500, "application/problem+json", "1"),
      1,
    ],
    ["JSON or text, of another type", readJsonOrText, received(500, "image/png", "1"), "1"],
  ])("%s", async (_, reader, given, want) => {
    expect(await body(reader, given)).toEqual(want);
  });

  test("bytes, whatever their type says", async () => {
    const { body } = await read(readBlob, received(200, "application/json", "{}"));
    expect(body).toBeInstanceOf(Blob);
  });

  test("bytes that are not there", async () => {
    const { body } = await read(readBlob, received(200, undefined, null));
    expect(body).toEqual(new Blob());
  });
});

describe("a reader by media type", () => {
  const reader = byMediaType({
    "application/json": readJson,
    "text/csv": readText,
    "image/*": () => "an image",
  });

  test.each<[type: string | undefined, body: string, want: unknown]>([
    ["application/json", "1", 1],
    ["Text/CSV; charset=utf-8", "1", "1"],
    ["image/png", "1", "an image"],
    ["application/vnd.x+json", "1", 1],
    [undefined, "1", 1],
  ])("reads %s as it is declared, or else as the first", async (type, text, want) => {
    expect(await body(reader, received(200, type, text))).toBe(want);
  });

  test("takes any type where any is declared", async () => {
    const any = byMediaType({ "text/csv": readText, "*/*": readJson });
    expect(await body(any, received(200, "text/plain", "1"))).toBe(1);
  });

  test("finds no reader on the prototype", async () => {
    expect(await body(reader, received(200, "constructor", "1"))).toBe(1);
  });

  test("goes by the content type where nothing is declared", async () => {
    expect(await body(byMediaType({}), received(200, "text/plain", "1"))).toBe("1");
  });

  test("is an error for a page of HTML where JSON comes first", async () => {
    const { error } = await read(reader, received(200, "text/html", "<html>"));
    expect(error).toBeInstanceOf(DecodeError);
  });
});

describe("a reader of text", () => {
  const reader = textReader("XML", (text, headers) => {
    if (text === "") throw new SyntaxError("empty");
    return [text, headers.get("content-type")];
  });

  test("gets the text and the headers", async () => {
    expect(await body(reader, received(200, "text/xml", "<a/>"))).toEqual(["<a/>", "text/xml"]);
  });

  test("makes what it throws a DecodeError, and leaves the text", async () => {
    const { body, error } = await read(reader, received(200, "text/xml", ""));
    expect([body, error?.message]).toEqual([
      "",
      "GetPet returned 200 with a body that is not valid XML",
    ]);
  });

  test("does not get what is no whole text", async () => {
    const { body, error } = await read(reader, received(200, "text/xml", "<a/>"), 2);
    expect([body, error?.name]).toEqual(["<a", "LimitError"]);
  });
});

describe("the reader of a response", () => {
  const some = { "2XX": readBlob, 201: readText, 404: readJson, "4XX": readText };
  const all = { ...some, default: readJson };

  async function exchange(
    responses: ResponseReaders | undefined,
    response: Response,
  ): Promise<{ body: unknown }> {
    const fetch = (): Promise<Response> => Promise.resolve(response);
    const client = createClient({ baseUrl: "https://h.example", fetch });
    return client.exchange({ operation: "GetPet", method: "GET", path: "/", responses });
  }

  test.each<
    [
      name: string,
      readers: ResponseReaders | undefined,
      status: number,
      declared: unknown,
      want: unknown,
    ]
  >([
    ["the status itself", some, 404, 404, { a: 1 }],
    ["its range", some, 400, "4XX", '{"a":1}'],
    ["the status before its range", some, 201, 201, '{"a":1}'],
    ["the default", all, 500, "default", { a: 1 }],
    ["the range before the default", all, 499, "4XX", '{"a":1}'],
    ["the content type, where nothing is declared", some, 500, undefined, '{"a":1}'],
    ["the content type, without any readers", undefined, 200, undefined, '{"a":1}'],
    ["the first of the successes, for another 2xx", { 200: readJson }, 299, undefined, { a: 1 }],
    [
      "the default, for another 2xx",
      { 200: readText, default: readJson },
      299,
      "default",
      { a: 1 },
    ],
  ])("is chosen by %s", async (_, readers, status, declared, want) => {
    const response = await exchange(readers, received(status, "text/plain", '{"a":1}'));
    expect(response).toMatchObject({ declared, body: want });
  });

  test("is chosen by a range of 2xx", async () => {
    const response = await exchange(some, received(200, "text/plain", "x"));
    expect(response.body).toBeInstanceOf(Blob);
  });

  test.each([204, 205, 304])("finds nothing where %d has no body", async (status) => {
    const xml = textReader("XML", () => Promise.reject(new Error("called")));
    for (const reader of [readJson, readJsonOrText, xml]) {
      const response = await exchange({ [status]: reader }, received(status, undefined, null));
      expect(response).toMatchObject({ declared: status, body: undefined, error: undefined });
    }
  });
});

describe("DecodeError", () => {
  test.each<[name: string, reader: ReadBody, given: Response, format: string]>([
    ["JSON cut short", readJsonOrText, received(200, "application/json", '{"a":'), "JSON"],
    ["HTML instead of JSON", readJson, received(200, "text/html", "<p>secret"), "JSON"],
    ["an error's HTML instead of JSON", readJson, received(200, "text/html", "<p>secret"), "JSON"],
    ["bytes that are not UTF-8", readText, received(200, "", new Uint8Array([0xff])), "UTF-8"],
    [
      "bytes in JSON that are not UTF-8",
      readJson,
      received(200, "", new Uint8Array([0x22, 0xc3, 0x22])),
      "UTF-8",
    ],
  ])("is the error of %s, and quotes nothing of it", async (_, reader, given, format) => {
    const { error } = await read(reader, given);
    expect(error).toBeInstanceOf(DecodeError);
    expect(error?.message).toBe(`GetPet returned 200 with a body that is not valid ${format}`);
    expect(JSON.stringify(error)).toBe('{"name":"DecodeError","operation":"GetPet","status":200}');
    expect(inspect(error, { depth: null, showHidden: true })).not.toContain("secret");
  });

  test("is the error of a response outside 2xx that is declared as JSON and is empty", async () => {
    const { body, error } = await read(readJson, received(404, "application/json", ""));
    expect([body, error?.name]).toEqual([undefined, "DecodeError"]);
  });

  test("leaves the text of an error's body", async () => {
    const { body, error } = await read(readJson, received(502, "text/html", "<html>"));
    expect([body, error?.name]).toEqual(["<html>", "DecodeError"]);
  });

  test("leaves U+FFFD in place of what is not UTF-8", async () => {
    const { body } = await read(readText, received(500, "", new Uint8Array([0x22, 0xff, 0x22])));
    expect(body).toBe('"\ufffd"');
  });

  test.each<[name: string, text: string]>([
    ["JSON of a depth that a parser may refuse", "[".repeat(1e6)],
    ["two values", "{}{}"],
    ["a word", "undefined"],
  ])("is the error of %s", async (_, text) => {
    const { error } = await read(readJson, received(200, "application/json", text), 2e6);
    expect(error).toBeInstanceOf(DecodeError);
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

  test.each<[name: string, reader: ReadBody]>([
    ["JSON", readJson],
    ["text", readText],
    ["bytes", readBlob],
  ])("ends the reading of %s, and cancels the rest", async (_, reader) => {
    const body = endless("12345678");
    const { error } = await read(reader, received(200, undefined, body.stream), 20);
    expect(error).toBeInstanceOf(LimitError);
    expect(error?.message).toBe("GetPet returned 200 with more than 20 bytes");
    expect(error).toMatchObject({ operation: "GetPet", status: 200, limit: 20 });
    expect(body.isCancelled).toBe(true);
    expect(body.pieces).toBeLessThan(6);
  });

  test("keeps the beginning of an error's body", async () => {
    const given = received(500, "text/plain", endless("é").stream);
    const { body, error } = await read(readText, given, 5);
    expect([body, error?.name]).toEqual(["éé\ufffd", "LimitError"]);
  });

  test("does not take cut JSON for a whole", async () => {
    const { body, error } = await read(readJson, received(200, undefined, "12345"), 3);
    expect([body, error?.name]).toEqual(["123", "LimitError"]);
  });

  test("lets a body through that just fits", async () => {
    expect(await read(readJson, received(200, undefined, "12345"), 5)).toMatchObject({
      body: 12345,
    });
  });

  test("counts bytes and not characters", async () => {
    const { error } = await read(readText, received(200, undefined, "ééé"), 5);
    expect(error).toBeInstanceOf(LimitError);
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
  expect(await body(readText, received(200, undefined, stream))).toEqual("a€b");
});
