import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { generateClient, type GeneratedClient } from "./client.ts";
import { keys, startGateway } from "./gateway.ts";
import { isInstalled, type Server } from "./server.ts";
import { signed } from "./signed.ts";

const isThere = isInstalled("Ceph RADOS Gateway", "radosgw", ["--version"]);

describe.skipIf(!isThere)("Ceph RADOS Gateway", () => {
  let folder: string;
  let server: Server | undefined;
  let right: GeneratedClient;
  let wrong: GeneratedClient;
  let iam: GeneratedClient;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "rgw-"));
    server = await startGateway(folder);
    const { baseUrl } = server;
    const spec = join(import.meta.dirname, "rgw.yaml");
    const client = (fetch: typeof globalThis.fetch): Promise<GeneratedClient> =>
      generateClient(spec, join(folder, "client"), { baseUrl, fetch });
    right = await client(signed("s3", keys));
    wrong = await client(signed("s3", { ...keys, secretAccessKey: "wrong" }));
    iam = await client(signed("iam", keys));
    await right.call("createBucket", { bucket: "pets" });
  });
  afterAll(async () => {
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  test("a wrong key fails", async () => {
    await expect(wrong.call("getBucketAcl", { bucket: "pets" })).rejects.toMatchObject({
      status: 403,
      body: expect.stringContaining("SignatureDoesNotMatch") as string,
    });
  });

  test("a flag asks for what it names, not for the list", async () => {
    const acl = await right.call("getBucketAcl", { bucket: "pets" });
    expect(acl).toContain("<AccessControlPolicy");
    expect(await right.call("listObjects", { bucket: "pets" })).toContain("<ListBucketResult");
    const versions = await right.call("listVersions", { bucket: "pets", "max-keys": 7 });
    expect(versions).toContain("<MaxKeys>7</MaxKeys>");
    expect(versions).toContain("<ListVersionsResult");
  });

  test("text goes out under a flag, and comes back", async () => {
    const tag = "<Tag><Key>team</Key><Value>a &amp; b + c</Value></Tag>";
    const body = `<Tagging><TagSet>${tag}</TagSet></Tagging>`;
    await right.call("putBucketTags", { bucket: "pets", body });
    expect(await right.call("getBucketTags", { bucket: "pets" })).toContain("a &amp; b + c");
  });

  test.each([
    ["marks", "a+b (c)!*'~&=.txt"],
    ["letters of the world", "Grüße 日本 🎉"],
    ["what looks encoded", "100%25 %2F"],
    ["a slash", "folder/file"],
  ])("an object's name with %s is signed as it is sent", async (_, key) => {
    const bytes = new TextEncoder().encode(`content of ${key}`);
    await right.call("putObject", { bucket: "pets", key, body: bytes });
    const answer = await right.call("getObject", {
      bucket: "pets",
      key,
      "response-content-language": "de, en;q=0.5 (a'b)*",
    });
    expect(answer).toBeInstanceOf(Blob);
    expect(new Uint8Array(await (answer as Blob).arrayBuffer())).toEqual(bytes);
    expect(await right.call("listObjects", { bucket: "pets", prefix: key })).toContain("<Key>");
  });

  test("an action of IAM takes a document in its query", async () => {
    const AssumeRolePolicyDocument = JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { AWS: ["arn:aws:iam:::user/tester"] },
          Action: ["sts:AssumeRole"],
        },
      ],
    });
    const role = { RoleName: "reader", Path: "/a/b/", AssumeRolePolicyDocument };
    expect(await iam.call("createRole", role)).toContain("<Path>/a/b/</Path>");
    expect(await iam.call("getRole", { RoleName: "reader" })).toContain("<RoleName>reader");
    await expect(iam.call("getRole", { RoleName: "nobody" })).rejects.toMatchObject({
      status: 404,
      body: expect.stringContaining("NoSuchEntity") as string,
    });
  });

  test("a numbered map is signed as it is sent", async () => {
    const topic = { Name: "events", Attributes: [{ key: "persistent", value: "false" }] };
    expect(await iam.call("createTopic", topic)).toContain(":events</TopicArn>");
    expect(await iam.call("listTopics")).toContain(":events</TopicArn>");
  });
});
