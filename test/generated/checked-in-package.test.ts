import { once } from "node:events";
import { readdir, readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server } from "node:http";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  createClient,
  DecodeError,
  HttpError,
  pollForTask,
  setTaskStatus,
} from "../../generated/index.ts";
import { readJson, type Client } from "../../generated/runtime/index.ts";
import { compileErrors } from "../helpers/compile.ts";

/** Answers what the test says, and keeps what arrived. */
let server: Server;
let client: Client;
let arrived: string[];
let answer: { status: number; headers: Record<string, string>; body: string };

beforeAll(async () => {
  server = createServer((request: IncomingMessage, response) => {
    arrived.push(`${request.method} ${request.url} HTTP/${request.httpVersion}`);
    response.writeHead(answer.status, answer.headers).end(answer.body);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  client = createClient({ baseUrl: `http://127.0.0.1:${port}` });
});

afterAll(() => server.close());

beforeEach(() => {
  arrived = [];
  answer = { status: 200, headers: { "content-type": "application/json" }, body: "{}" };
});

test("holds the modules that were generated, and none of an earlier run", async () => {
  const folder = join(import.meta.dirname, "../../generated");
  const manifest = await readFile(join(folder, ".openapi-actions.json"), "utf8");
  const { files } = JSON.parse(manifest) as { readonly files: object };
  const found = (await readdir(folder, { recursive: true })).map((file) =>
    file.replace(/\\/g, "/"),
  );
  const modules = found.filter((file) => /^(?!dist|node_modules).*\.ts$/.test(file)).sort();
  expect(modules).toEqual(
    Object.keys(files)
      .filter((file) => file.endsWith(".ts"))
      .sort(),
  );
});

describe("on the wire", () => {
  test.each([
    [
      "a poll carries its action and its parameters, strictly encoded",
      () => pollForTask({ hostname: "h", workerGroup: "a b&c+d" }),
      "GET /?Action=PollForTask&hostname=h&workerGroup=a%20b%26c%2Bd HTTP/1.1",
    ],
    [
      "a status carries the other action",
      () => setTaskStatus({ taskId: "t", taskStatus: "FINISHED" }),
      "GET /?Action=SetTaskStatus&taskId=t&taskStatus=FINISHED HTTP/1.1",
    ],
    [
      "what is left out is not sent",
      () => pollForTask({ workerGroup: "w" }),
      "GET /?Action=PollForTask&workerGroup=w HTTP/1.1",
    ],
    [
      "an empty value is sent as empty",
      () => pollForTask({ hostname: "", workerGroup: "w" }),
      "GET /?Action=PollForTask&hostname=&workerGroup=w HTTP/1.1",
    ],
    [
      "marks that signers are strict about are escaped",
      () => pollForTask({ workerGroup: "!'()*~é" }),
      "GET /?Action=PollForTask&workerGroup=%21%27%28%29%2A~%C3%A9 HTTP/1.1",
    ],
  ])("%s", async (_, request, want) => {
    await client.send(request());
    expect(arrived).toEqual([want]);
  });

  test("an action that is forced in from outside changes nothing", async () => {
    const params = { Action: "Other", workerGroup: "w", more: "x" };
    await client.send(pollForTask(params));
    expect(arrived).toEqual(["GET /?Action=PollForTask&workerGroup=w HTTP/1.1"]);
  });
});

describe("what an object inherits", () => {
  test("from a polluted Object.prototype is no parameter", () => {
    Reflect.set(Object.prototype, "hostname", "polluted");
    try {
      const { query } = pollForTask({ workerGroup: "w" });
      expect(query).toHaveProperty("hostname", undefined);
    } finally {
      Reflect.deleteProperty(Object.prototype, "hostname");
    }
  });

  test("from an object of the caller's is none either", () => {
    const inherited: { hostname?: string } = { hostname: "inherited" };
    const params = Object.assign(Object.create(inherited), { workerGroup: "w" }) as {
      workerGroup: string;
    };
    expect(pollForTask(params).query?.["hostname"]).toBe(undefined);
  });
});

test("a request is plain data that can be compared", () => {
  expect(pollForTask({ workerGroup: "etl" })).toEqual({
    operation: "PollForTask",
    method: "GET",
    path: "/",
    hasAction: true,
    query: {
      Action: "PollForTask",
      hostname: undefined,
      instanceIdentity: undefined,
      workerGroup: "etl",
    },
    headers: { Accept: "application/json" },
    responses: { 200: readJson, 400: readJson, 500: readJson },
  });
});

describe("answers", () => {
  test("JSON comes parsed", async () => {
    answer.body = '{"taskObject":{"taskId":"t"}}';
    expect(await client.send(pollForTask({ workerGroup: "w" }))).toEqual({
      taskObject: { taskId: "t" },
    });
  });

  test("a status outside 2xx throws what the server said", async () => {
    answer = { ...answer, status: 400, body: '{"message":"no"}' };
    const error: unknown = await client
      .send(pollForTask({ workerGroup: "w" }))
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(HttpError);
    expect(error).toMatchObject({ operation: "PollForTask", status: 400, body: { message: "no" } });
  });

  test("the message of an error holds nothing that was sent", async () => {
    answer = { ...answer, status: 500 };
    await expect(
      client.send(pollForTask({ hostname: "secret", workerGroup: "w" })),
    ).rejects.toThrow(/^PollForTask failed with status 500$/);
  });

  test("JSON that is cut short is an error, not a value", async () => {
    answer.body = '{"taskObject":';
    await expect(client.send(pollForTask({ workerGroup: "w" }))).rejects.toBeInstanceOf(
      DecodeError,
    );
  });

  test("an abort comes through as the platform's own", async () => {
    const signal = AbortSignal.abort(new Error("enough"));
    await expect(client.send(pollForTask({ workerGroup: "w" }), { signal })).rejects.toThrow(
      "enough",
    );
    expect(arrived).toEqual([]);
  });
});

test("the types refuse what cannot be passed", async () => {
  // The file holds `@ts-expect-error` lines: one that is not needed is an error too.
  expect(await compileErrors([`${import.meta.dirname}/seed-types.ts`])).toEqual([]);
});
