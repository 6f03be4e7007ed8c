import { Sha256 } from "@smithy/core/checksum";
import { SignatureV4 } from "@smithy/signature-v4";
import { AwsClient } from "aws4fetch";
import { beforeAll, describe, expect, test } from "vitest";
import { createClient } from "../../generated/index.ts";
import type { ApiRequest, Client, Fetch } from "../../generated/runtime/index.ts";
import { startServer, type Seen, type TestServer } from "../runtime/server.ts";
import { importRecipes, type Recipes } from "./recipes.ts";
import { refusal, type RawRequest } from "./sigv4.ts";

// The recipes of the generated README, as they stand there, against a verifier of our own.
const scope = { service: "execute-api", region: "eu-north-1" };
const credentials = { accessKeyId: "AKID", secretAccessKey: "it's/secret+", sessionToken: "t/+=" };

let recipes: Recipes;
beforeAll(async () => {
  recipes = await importRecipes();
});

type Sign = (secret?: string) => Fetch;
const libraries: readonly [name: string, sign: Sign][] = [
  [
    "aws4fetch",
    (secretAccessKey = credentials.secretAccessKey) =>
      recipes.signed(fetch, new AwsClient({ ...credentials, ...scope, secretAccessKey })),
  ],
  [
    "@smithy/signature-v4",
    (secretAccessKey = credentials.secretAccessKey) =>
      recipes.signedBySmithy(
        fetch,
        new SignatureV4({
          ...scope,
          credentials: { ...credentials, secretAccessKey },
          sha256: Sha256,
        }),
      ),
  ],
];

/** A service that responds with 403 and its reason where the signature is not right. */
function startService(): Promise<TestServer> {
  return startServer((response, seen) => {
    const { target } = rawOf(seen);
    if (target.startsWith("/hold")) return;
    if (target.startsWith("/away")) response.setHeader("location", "/elsewhere");
    const reason = refusal(rawOf(seen), credentials.secretAccessKey);
    response.writeHead(reason === undefined ? (target.startsWith("/away") ? 307 : 200) : 403);
    response.end(reason ?? "signed");
  });
}

function rawOf({ line, headers, body }: Seen): RawRequest {
  const [method = "", target = ""] = line.split(" ");
  return { method, target, headers, body: Buffer.from(body, "latin1") };
}

const get: ApiRequest<unknown> = { operation: "Op", method: "GET", path: "/" };

describe.each(libraries)("%s", (_, sign) => {
  function clientOf({ url }: { url: string }, secret?: string): Client {
    return createClient({ baseUrl: url, fetch: sign(secret) });
  }

  test.each<[name: string, request: ApiRequest<unknown>]>([
    ["no query", get],
    ["an action", { ...get, query: { Action: "PollForTask", workerGroup: "a b" } }],
    ["marks", { ...get, query: { q: "!'()*~-._ +&=%/:?#[]@$,;\"<>\\^`{|}" } }],
    ["a percent sign with two digits", { ...get, query: { q: "%20" } }],
    ["letters beyond ASCII", { ...get, query: { é: "日本 💥", e: "\u0301" } }],
    ["control characters", { ...get, query: { q: "a\r\n\t\0b" } }],
    ["empty values and flags", { ...get, query: { acl: null, v: "" } }],
    ["repeated names, not in order", { ...get, query: { b: ["2", "1", "10"], a: "" } }],
    [
      "names that sort by bytes",
      { ...get, query: { a: 1, B: 2, "a-b": 3, "a b": 4, a1: 5, A: 6 } },
    ],
    ["names that begin alike", { ...get, query: { "a.1": "x", a: "=", "a=": "y", "a%": "z" } }],
    ["a path to encode", { ...get, path: "/a%20b/%2Fc%25/%C3%A9/d" }],
    ["a path with a slash at its end", { ...get, path: "/a/b/", query: { a: 1 } }],
    ["a header", { ...get, headers: { "X-Trace": "a  b", Accept: "application/json" } }],
    [
      "JSON",
      { ...get, method: "POST", headers: { "Content-Type": "application/json" }, body: '{"é":1}' },
    ],
    ["a form", { ...get, method: "POST", body: "Action=Do&q=a%20b" }],
    ["bytes", { ...get, method: "PUT", body: new Uint8Array([0, 255, 10]) }],
    ["DELETE", { ...get, method: "DELETE", path: "/a" }],
  ])("signs what is sent: %s", async (_name, request) => {
    await using service = await startService();
    await clientOf(service).send(request);
    expect(service.seen).toHaveLength(1);
  });

  test("is refused with another key", async () => {
    await using service = await startService();
    await expect(clientOf(service, "wrong").send(get)).rejects.toMatchObject({
      status: 403,
      body: "the signature does not match",
    });
  });

  test("signs the token of a session", async () => {
    await using service = await startService();
    await clientOf(service).send(get);
    const headers = service.seen[0]?.headers;
    expect(headers?.["x-amz-security-token"]).toBe("t/+=");
    expect(headers?.authorization).toContain("x-amz-security-token");
  });

  test("lets an abort through", async () => {
    await using service = await startService();
    const stop = new AbortController();
    const sending = clientOf(service).send({ ...get, path: "/hold" }, { signal: stop.signal });
    stop.abort("enough");
    await expect(sending).rejects.toBe("enough");
  });

  test("lets a deadline through while the service holds the answer", async () => {
    await using service = await startService();
    const signal = AbortSignal.timeout(100);
    const sending = clientOf(service).send({ ...get, path: "/hold" }, { signal });
    await expect(sending).rejects.toMatchObject({ name: "TimeoutError" });
    expect(service.seen.length).toBeLessThan(2);
  });

  test("follows no redirect", async () => {
    await using service = await startService();
    const sending = clientOf(service).send({ ...get, path: "/away" });
    await expect(sending).rejects.toMatchObject({ status: 307 });
    expect(service.seen.map(({ line }) => line)).toEqual(["GET /away"]);
  });
});

describe("the verifier", () => {
  test.each<[name: string, change: Partial<RawRequest>, want: string]>([
    ["another method", { method: "POST" }, "the signature does not match"],
    ["another path", { target: "/b?a=1" }, "the signature does not match"],
    ["another query", { target: "/?a=2" }, "the signature does not match"],
    ["a query more", { target: "/?a=1&b" }, "the signature does not match"],
    ["another body", { body: Buffer.from("x") }, "the signature does not match"],
    ["a space as a plus", { target: "/?a=1+2" }, "the query is not encoded strictly"],
    ["two question marks", { target: "/?a=1?b=2" }, "two question marks"],
    ["no signature", { headers: {} }, "no signature"],
  ])("refuses %s", async (_, change, want) => {
    await using service = await startService();
    const aws = new AwsClient({ ...credentials, ...scope });
    const client = createClient({ baseUrl: service.url, fetch: recipes.signed(fetch, aws) });
    await client.send({ ...get, query: { a: 1 } });
    const [seen] = service.seen;
    if (!seen) throw new Error("nothing came");
    expect(refusal(rawOf(seen), credentials.secretAccessKey)).toBeUndefined();
    expect(refusal({ ...rawOf(seen), ...change }, credentials.secretAccessKey)).toBe(want);
  });
});

test.each(libraries)("%s signs nothing for a server that is not trusted", async (_, sign) => {
  await using service = await startService();
  await sign()(`${service.url}/a`, { method: "GET", anonymous: true });
  expect(service.seen.map(({ headers }) => headers.authorization)).toEqual([undefined]);
});
