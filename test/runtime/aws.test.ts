import { describe, expect, test } from "vitest";
import { createClient } from "../../templates/runtime/client.ts";
import { asGet } from "../../templates/runtime/as-get.ts";
import { encodeForm } from "../../templates/runtime/query.ts";
import { DecodeError } from "../../templates/runtime/errors.ts";
import { readJsonError } from "../../templates/runtime/json-error.ts";
import { readJsonObject } from "../../templates/runtime/json-object.ts";
import type { ApiRequest } from "../../templates/runtime/request.ts";
import { readXmlError, xmlErrorReader } from "../../templates/runtime/xml-error.ts";
import { readBody } from "./read-body.ts";

describe("an error in XML", () => {
  const error = "<Error><Code>NoSuchEntity</Code><Message>gone</Message><Name>x</Name></Error>";
  const read = { Code: "NoSuchEntity", Message: "gone", Name: "x" };

  test.each([
    ["AWS Query", `<ErrorResponse>${error}<RequestId>1</RequestId></ErrorResponse>`],
    [
      "SimpleDB",
      `<ErrorResponse><Errors>${error}</Errors><RequestID>1</RequestID></ErrorResponse>`,
    ],
    ["EC2", `<Response><Errors>${error}</Errors><RequestID>1</RequestID></Response>`],
  ])("is read in the envelope of %s", async (_, document) => {
    expect(await readBody(readXmlError, document)).toEqual({ ...read, RequestId: "1" });
  });

  test("is read alone, with the number that it has itself", async () => {
    const document = error.replace("</Error>", "<RequestId>2</RequestId></Error>");
    expect(await readBody(readXmlError, document)).toEqual({ ...read, RequestId: "2" });
  });

  test("may have its message in small letters, or none, and no number", async () => {
    const small = "<Error><Code>A</Code><message>m</message></Error>";
    expect(await readBody(readXmlError, small)).toEqual({ Code: "A", Message: "m", message: "m" });
    expect(await readBody(readXmlError, "<Error><Code>A</Code></Error>")).toEqual({ Code: "A" });
  });

  test("has the members of its shape, which is found by its code", async () => {
    const shape = { members: () => ({ Count: "number" as const }) };
    const reader = xmlErrorReader({ Busy: shape });
    const document = (code: string): string =>
      `<Error><Code>${code}</Code><Count>2</Count></Error>`;
    expect(await readBody(reader, document("Busy"))).toEqual({ Code: "Busy", Count: 2 });
    expect(await readBody(reader, document("toString"))).toEqual({ Code: "toString", Count: "2" });
  });

  test.each([
    ["a proxy's page", "<html><body>Bad gateway</body></html>"],
    ["an error without a code", "<Error/>"],
    ["what is not XML", "Bad gateway"],
  ])("is not %s", async (_, document) => {
    await expect(readBody(readXmlError, document)).rejects.toThrow(DecodeError);
  });
});

describe("an error in JSON", () => {
  test.each([
    ["`__type`", '{"__type":"com.example#Busy","message":"m","n":1}', {}],
    ["`code`", '{"code":"Busy","Message":"m","n":1}', {}],
    ["`Code`", '{"Code":"Busy:http://example.com","errorMessage":"m","n":1}', {}],
    ["the header", '{"message":"m","n":1}', { "x-amzn-errortype": "a#Busy:http://example.com" }],
  ])("has its code in %s", async (_, document, headers) => {
    const all = { ...headers, "x-amzn-requestid": "1" };
    const read = await readBody(readJsonError, document, all);
    expect(read).toMatchObject({ Code: "Busy", Message: "m", RequestId: "1", n: 1 });
  });

  test("may have no body, and the number under another name", async () => {
    const headers = { "x-amzn-errortype": "Busy", "x-amz-request-id": "1" };
    expect(await readBody(readJsonError, "", headers)).toEqual({ Code: "Busy", RequestId: "1" });
    expect(await readBody(readJsonError, "[]", headers)).toEqual({ Code: "Busy", RequestId: "1" });
    expect(await readBody(readJsonError, "null", headers)).toEqual({
      Code: "Busy",
      RequestId: "1",
    });
  });

  test.each([
    ["what has no code", "{}"],
    ["a code that is no text", '{"code":5}'],
    ["what is not JSON", "<html>"],
  ])("is not %s", async (_, document) => {
    await expect(readBody(readJsonError, document)).rejects.toThrow(DecodeError);
  });
});

test("an object of JSON may be empty, and nothing else", async () => {
  expect(await readBody(readJsonObject, " ")).toEqual({});
  expect(await readBody(readJsonObject, '{"a":1}')).toEqual({ a: 1 });
  await expect(readBody(readJsonObject, "{")).rejects.toThrow(DecodeError);
});

describe("a function that reads", () => {
  const client = (body: string, status: number) =>
    createClient({
      baseUrl: "https://example.com",
      fetch: () => Promise.resolve(new Response(body, { status })),
    });
  const plain = { operation: "Op", method: "POST", path: "/" } as const;
  const request: ApiRequest<unknown> = {
    ...plain,
    responses: { "2XX": readJsonObject, default: readXmlError },
  };

  test("makes the body of the text, even of none", async () => {
    expect(await client("", 200).send(request)).toEqual({});
  });

  test("makes the body of an error", async () => {
    const sent = client("<Error><Code>Busy</Code></Error>", 400).send(request);
    await expect(sent).rejects.toMatchObject({ status: 400, body: { Code: "Busy" } });
  });

  test("leaves a proxy's page as it is in an HttpError", async () => {
    const sent = client("<html>", 502).send(request);
    await expect(sent).rejects.toMatchObject({ name: "HttpError", status: 502, body: "<html>" });
  });

  test("makes a DecodeError of a 2xx that it refuses", async () => {
    await expect(client("<html>", 200).send(request)).rejects.toMatchObject({
      name: "DecodeError",
    });
  });
});

describe("asGet", () => {
  const request: ApiRequest<unknown> = {
    operation: "Op",
    method: "POST",
    path: "/",
    headers: { "Content-Type": "application/x-www-form-urlencoded", "X-A": "1" },
    body: encodeForm({ Action: "Op", Name: "a b", Empty: "", Flag: null }),
  };

  test("moves the form into the query", () => {
    expect(asGet(request)).toEqual({
      operation: "Op",
      method: "GET",
      path: "/",
      query: { Action: "Op", Name: "a b", Empty: "", Flag: null },
      headers: { "X-A": "1" },
    });
  });

  test("leaves a request without a form as it is", () => {
    const { body: _, headers: __, ...plain } = request;
    expect(asGet(plain)).toBe(plain);
    expect(asGet({ ...plain, body: "A=1" })).toMatchObject({ query: { A: "1" }, headers: {} });
  });
});
