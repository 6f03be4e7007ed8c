import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { generateClient, type GeneratedClient } from "./client.ts";
import { freePort, isInstalled, startServer, type Server } from "./server.ts";
import { signed } from "./signed.ts";

// Debian's package belongs to Debian's Python, which need not be the first one of the path.
const python = "/usr/bin/python3";
const isThere = isInstalled("botocore", python, ["-c", "import botocore.auth"]);
const keys = { accessKeyId: "AK", secretAccessKey: "secret/+&=" };

describe.skipIf(!isThere)("a checker made of botocore", () => {
  let folder: string;
  let server: Server | undefined;
  let right: GeneratedClient;
  let wrong: GeneratedClient;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "botocore-"));
    const port = await freePort();
    const baseUrl = `http://127.0.0.1:${port}`;
    const script = join(import.meta.dirname, "check-signature.py");
    const args = [script, String(port), keys.accessKeyId, keys.secretAccessKey];
    server = await startServer(baseUrl, python, args);
    const spec = join(import.meta.dirname, "botocore.yaml");
    const client = (fetch: typeof globalThis.fetch): Promise<GeneratedClient> =>
      generateClient(spec, join(folder, "client"), { baseUrl, fetch });
    right = await client(signed("datapipeline", keys));
    wrong = await client(signed("datapipeline", { ...keys, secretAccessKey: "wrong" }));
  });
  afterAll(async () => {
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  test("a wrong key is refused", async () => {
    await expect(wrong.call("pollForTask")).rejects.toMatchObject({ status: 403 });
  });

  test.each([
    ["a space", "a b"],
    ["marks that encodeURIComponent leaves", "!'()*~-_."],
    ["delimiters", "a=b&c;d+e/f?g#h%i@j:k$l,m"],
    ["what looks encoded", "%20%2B&amp;+"],
    ["letters of the world", "Grüße 日本 🎉 \u{10FFFD}"],
    ["line ends and controls", "a\nb\r\tc\u0000d\u007f"],
    ["nothing", ""],
  ])("a signed query arrives with %s", async (_, workerGroup) => {
    expect(await right.call("pollForTask", { workerGroup })).toMatchObject({
      query: [
        ["Action", "PollForTask"],
        ["Version", "2012-10-29"],
        ["workerGroup", workerGroup],
      ],
    });
  });

  test("more than nine numbered values, and a repeated name, are sorted for the signature", async () => {
    const Id = Array.from("abcdefghijkl");
    const answer = await right.call("pollForTask", { Id, each: ["z", "a", "z "] });
    expect(answer).toMatchObject({
      query: [
        ["Action", "PollForTask"],
        ["Version", "2012-10-29"],
        ...Id.map((value, index) => [`Id.member.${index + 1}`, value]),
        ["each", "z"],
        ["each", "a"],
        ["each", "z "],
      ],
    });
  });

  test("a flag is signed as a name without value, and sent bare", async () => {
    expect(await right.call("getAcl", { path: "a b/ü(1)" })).toMatchObject({
      query: [["acl", ""]],
      target: "/a%20b%2F%C3%BC%281%29?acl",
    });
  });

  test("a form is signed with its body", async () => {
    const form = { taskId: "df-1+2", errorStackTrace: "at a (b.ts:1)\nat c & d" };
    expect(await right.call("setTaskStatus", form)).toMatchObject({
      query: [["Action", "SetTaskStatus"]],
      body: "taskId=df-1%2B2&errorStackTrace=at%20a%20%28b.ts%3A1%29%0Aat%20c%20%26%20d",
    });
  });

  test("an action in a header is signed too", async () => {
    const body = { workerGroup: "etl", hostname: "ü" };
    expect(await right.call("pollByTarget", { body })).toMatchObject({
      query: [],
      body: JSON.stringify(body),
      target: "/",
    });
  });
});
