import { expect, test } from "vitest";
import type { Codec } from "../../templates/runtime/codec.ts";
import { createClient, type Client } from "../../templates/runtime/client.ts";
import { dateTime } from "../../templates/runtime/date-time.ts";
import { DecodeError } from "../../templates/runtime/errors.ts";
import { eventReader } from "../../templates/runtime/event-stream.ts";
import { jsonLinesReader, jsonSequenceReader } from "../../templates/runtime/json-lines.ts";
import { jsonObjectReader } from "../../templates/runtime/json-object.ts";
import { decoded, jsonParser, jsonReader } from "../../templates/runtime/json-reader.ts";
import type { ApiRequest } from "../../templates/runtime/request.ts";
import { readJson, type ReadBody } from "../../templates/runtime/response.ts";

const text = "2020-01-02T03:04:05.678Z";
const date = new Date(text);
const codec: Codec = { properties: { at: dateTime } };
const parse = jsonParser(codec);

function client(body: string | null | Uint8Array, status = 200): Client {
  const response = (): Response => new Response(body as BodyInit, { status });
  return createClient({ baseUrl: "https://h.example", fetch: () => Promise.resolve(response()) });
}

function request(read: ReadBody): ApiRequest<unknown, { readonly default: unknown }> {
  return { operation: "Op", method: "GET", path: "/", responses: { default: read } };
}

test.each([
  ["JSON", jsonReader(parse)],
  ["an object", jsonObjectReader(parse)],
  ["what another reader returns", decoded(readJson, codec)],
])("%s is converted", async (_, read) => {
  expect(await client(`{"at":"${text}"}`).send(request(read))).toEqual({ at: date });
});

test.each([
  ["JSON", jsonReader(parse)],
  ["an object", jsonObjectReader(parse)],
  ["what another reader returns", decoded(readJson, codec)],
])("a value of another format in %s is an error that says where", async (_, read) => {
  await expect(client('{"at":"May"}').send(request(read))).rejects.toThrow(
    "Op returned 200 with a body that is not valid date-time at /at",
  );
});

test("the body of an error stays what it was where it cannot be converted", async () => {
  const one = await client('{"at":"May"}', 500).exchange(request(decoded(readJson, codec)));
  expect(one).toMatchObject({ declared: undefined, body: { at: "May" } });
  const other = await client('{"at":"May"}', 500).exchange(request(jsonReader(parse)));
  expect(other).toMatchObject({ declared: undefined, body: '{"at":"May"}' });
});

test("what is no JSON at all is told as that", async () => {
  for (const read of [jsonReader(parse), decoded(readJson, codec)]) {
    await expect(client("<html>").send(request(read))).rejects.toThrow("not valid JSON");
    await expect(client(new Uint8Array([0xff])).send(request(read))).rejects.toThrow("UTF-8");
  }
});

test("an empty body is none", async () => {
  const read = jsonReader(parse);
  expect(await client("").send(request(read))).toBeUndefined();
  expect(await client(null).send(request(read))).toBeUndefined();
  const failed = await client("", 500).exchange(request(read));
  expect(failed.error).toBeInstanceOf(DecodeError);
  expect(await client("").send(request(jsonObjectReader(parse)))).toEqual({});
});

const event = { event: "message", id: "", retry: undefined };
const streams = [
  ["lines", jsonLinesReader(parse), (item: string) => `${item}\n`, { at: date }],
  ["a sequence", jsonSequenceReader(parse), (item: string) => `\x1e${item}\n`, { at: date }],
  [
    "events",
    eventReader(parse),
    (item: string) => `data: ${item}\n\n`,
    { ...event, data: { at: date } },
  ],
] as const;

test.each(streams)("items of %s are converted", async (_, read, write, item) => {
  expect(await itemsOf(read, write(`{"at":"${text}"}`).repeat(2))).toEqual([item, item]);
});

test.each(streams)("an item of %s with another format ends them", async (_, read, write) => {
  await expect(itemsOf(read, write('{"at":"May"}'))).rejects.toThrow("date-time at /at");
});

async function itemsOf(read: ReadBody, body: string): Promise<readonly unknown[]> {
  const items: unknown[] = [];
  for await (const item of (await client(body).send(request(read))) as AsyncIterable<unknown>) {
    items.push(item);
  }
  return items;
}
