import { describe, expect, test } from "vitest";
import { createClient } from "../../templates/runtime/client.ts";
import { encodeCookies, encodeForm } from "../../templates/runtime/query.ts";
import { HttpError } from "../../templates/runtime/errors.ts";
import { json, multipart } from "../../templates/runtime/body.ts";
import { indexed } from "../../templates/runtime/indexed-list.ts";
import { path } from "../../templates/runtime/path.ts";
import type { ApiRequest } from "../../templates/runtime/request.ts";
import { readJson } from "../../templates/runtime/response.ts";
import { startServer } from "./server.ts";

const get: ApiRequest<unknown> = { operation: "Op", method: "GET", path: "/" };
const post: ApiRequest<unknown> = { operation: "Op", method: "POST", path: "/" };

describe("the request line", () => {
  test.each<[name: string, given: ApiRequest<unknown>, line: string]>([
    [
      "has the action and encoded values",
      {
        ...get,
        query: { Action: "PollForTask", hostname: "h", workerGroup: "a b&c+d" },
      },
      "GET /?Action=PollForTask&hostname=h&workerGroup=a%20b%26c%2Bd",
    ],
    ["has flags bare", { ...get, query: { acl: null, v: "" } }, "GET /?acl&v="],
    ["has marks escaped", { ...get, query: { q: "it's (*)!" } }, "GET /?q=it%27s%20%28%2A%29%21"],
    ["has numbered lists", { ...get, query: indexed("Id.N", ["a", "b"]) }, "GET /?Id.1=a&Id.2=b"],
    [
      "has path values in their segments",
      { ...get, path: path`/a/${"../b c/é"}/d` },
      "GET /a/..%2Fb%20c%2F%C3%A9/d",
    ],
    ["has a slash at the end", { ...get, path: "/rest/", query: { a: 1 } }, "GET /rest/?a=1"],
    ["has the method", { ...post, method: "PATCH" }, "PATCH /"],
    ["has a method that fetch does not know", { ...get, method: "PURGE" }, "PURGE /"],
  ])("%s", async (_, given, line) => {
    await using server = await startServer();
    await createClient({ baseUrl: server.url }).send(given);
    expect(server.seen.map((request) => request.line)).toEqual([line]);
  });

  test("has the base URL's path in front", async () => {
    await using server = await startServer();
    await createClient({ baseUrl: `${server.url}/v1/` }).send({ ...get, path: "/pets" });
    expect(server.seen[0]?.line).toBe("GET /v1/pets");
  });
});

describe("headers and body", () => {
  const latin1 = "é";
  test.each<[name: string, given: ApiRequest<unknown>, headers: object, body: string]>([
    [
      "JSON",
      { ...post, headers: { "Content-Type": "application/json" }, body: json({ a: 1 }) },
      { "content-type": "application/json", "content-length": "7" },
      '{"a":1}',
    ],
    [
      "a form",
      {
        ...post,
        headers: { "Content-Type": "application/x-www-form-urlencoded" },
        body: encodeForm({ Action: "Op", a: "b c" }),
      },
      { "content-type": "application/x-www-form-urlencoded" },
      "Action=Op&a=b%20c",
    ],
    ["no body", { ...post, body: undefined }, { "content-length": "0" }, ""],
    ["bytes", { ...post, body: new Uint8Array([0, 0xff]) }, { "content-length": "2" }, "\0\xff"],
    ["a stream", { ...post, body: new Blob(["abc"]).stream() }, {}, "abc"],
    [
      "Latin-1 in a header",
      { ...get, headers: { "X-Amz-Target": "Svc.Op", "X-Name": latin1 } },
      { "x-amz-target": "Svc.Op", "x-name": latin1 },
      "",
    ],
    [
      "cookies",
      { ...get, headers: { Cookie: encodeCookies({ a: "1", b: ";" }) } },
      { cookie: "a=1; b=%3B" },
      "",
    ],
  ])("carry %s", async (_, given, headers, body) => {
    await using server = await startServer();
    await createClient({ baseUrl: server.url }).send(given);
    expect(server.seen).toMatchObject([{ headers, body }]);
  });

  test("carry multipart forms with awkward file names", async () => {
    await using server = await startServer();
    const file = new File(["abc"], 'a"\r\nX: b.txt', { type: "text/plain" });
    await createClient({ baseUrl: server.url }).send({ ...post, body: multipart({ file, n: 1 }) });
    expect(server.seen).toMatchObject([
      {
        headers: {
          "content-type": expect.stringMatching(/^multipart\/form-data; boundary=/) as unknown,
        },
      },
    ]);
    const body = server.seen[0]?.body;
    expect(body).toContain('name="file"; filename="a%22%0D%0AX: b.txt"\r\n');
    expect(body).toContain('name="n"\r\n\r\n1\r\n');
  });
});

describe("an answer", () => {
  test("of JSON arrives parsed", async () => {
    await using server = await startServer();
    expect(await createClient({ baseUrl: server.url }).send(get)).toEqual({});
  });

  test("to HEAD is undefined, whatever is expected", async () => {
    await using server = await startServer();
    const head: ApiRequest<unknown> = { ...get, method: "HEAD", responses: { "2XX": readJson } };
    expect(await createClient({ baseUrl: server.url }).send(head)).toBe(undefined);
  });

  test.each([204, 205])("with %i is undefined", async (status) => {
    await using server = await startServer((response) => {
      response.writeHead(status).end();
    });
    const request: ApiRequest<unknown> = { ...get, responses: { "2XX": readJson } };
    expect(await createClient({ baseUrl: server.url }).send(request)).toBe(undefined);
  });

  test.each([301, 302, 303, 307, 308])("with %i is not followed", async (status) => {
    await using other = await startServer();
    await using server = await startServer((response) =>
      response.writeHead(status, { location: `${other.url}/?stolen` }).end(),
    );
    const client = createClient({ baseUrl: server.url });
    const error: unknown = await client.send({ ...post, body: "secret" }).catch((e: unknown) => e);
    if (!(error instanceof HttpError)) throw error;
    expect(error.status).toBe(status);
    expect(error.headers.get("location")).toBe(`${other.url}/?stolen`);
    expect(other.seen).toEqual([]);
  });

  test.each([400, 404, 500, 503, 600, 999])("with %i is an HttpError", async (status) => {
    await using server = await startServer((response) => {
      response.writeHead(status).end("no");
    });
    const error: unknown = await createClient({ baseUrl: server.url })
      .send({ ...get, query: { token: "secret" } })
      .catch((e: unknown) => e);
    if (!(error instanceof HttpError)) throw error;
    expect([error.message, error.body]).toEqual([`Op failed with status ${status}`, "no"]);
  });

  test("that is held is given up when the signal says so", async () => {
    const stop = new AbortController();
    const reason = new Error("shutting down");
    await using server = await startServer(() => {
      stop.abort(reason);
    });
    const sending = createClient({ baseUrl: server.url }).send(get, { signal: stop.signal });
    await expect(sending).rejects.toBe(reason);
  });

  test("that stops in its body is given up when the signal says so", async () => {
    const stop = new AbortController();
    await using server = await startServer((response) => {
      response.write("half", () =>
        setTimeout(() => {
          stop.abort(new Error("enough"));
        }, 20),
      );
    });
    const sending = createClient({ baseUrl: server.url }).send(get, { signal: stop.signal });
    await expect(sending).rejects.toThrow("enough");
  });

  test("that is cut short is the platform's own error", async () => {
    await using server = await startServer((response) => {
      response.writeHead(200, { "content-length": "10" });
      response.write("half", () => response.destroy());
    });
    await expect(createClient({ baseUrl: server.url }).send(get)).rejects.toThrow(TypeError);
  });
});

test("a GET with a body is refused by fetch, and nothing is sent", async () => {
  await using server = await startServer();
  const sending = createClient({ baseUrl: server.url }).send({ ...get, body: "x" });
  await expect(sending).rejects.toThrow(TypeError);
  expect(server.seen).toEqual([]);
});
