import { createHash } from "node:crypto";
import { execFileSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { generateClient, type GeneratedClient } from "./client.ts";
import { keys, startGateway } from "./gateway.ts";
import { isInstalled, type Server } from "./server.ts";
import { signed } from "./signed.ts";

const python = "/usr/bin/python3";
const isThere =
  isInstalled("Ceph RADOS Gateway", "radosgw", ["--version"]) &&
  isInstalled("botocore", python, ["-c", "import botocore.session"]);

/** A call of botocore: service, operation, parameters. */
type SdkCall = readonly [service: "s3" | "iam" | "sns", operation: string, params: object];

// What is sent by one and read by the other is the same only where both have the protocol right.
describe.skipIf(!isThere)("by protocol, beside the SDK: Ceph RADOS Gateway", () => {
  let folder: string;
  let server: Server | undefined;
  let baseUrl: string;
  let s3: GeneratedClient;
  let iam: GeneratedClient;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "rgw-protocols-"));
    server = await startGateway(folder);
    baseUrl = server.baseUrl;
    const client = (service: string): Promise<GeneratedClient> =>
      generateClient(join(import.meta.dirname, `rgw-${service}.yaml`), join(folder, service), {
        baseUrl,
        fetch: signed(service, keys),
      });
    s3 = await client("s3");
    iam = await client("iam");
    await s3.call("createBucket", { Bucket: "pets" });
  });
  afterAll(async () => {
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  /** The results of calls by botocore. */
  function sdk(...calls: readonly SdkCall[]): readonly unknown[] {
    const args = [join(import.meta.dirname, "sdk.py"), baseUrl, keys.accessKeyId];
    const input = calls.map((call) => `${JSON.stringify(call)}\n`).join("");
    const output = execFileSync(python, [...args, keys.secretAccessKey], { input });
    return output
      .toString()
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as unknown);
  }

  describe("rest-xml", () => {
    const TagSet = [
      { Key: "team", Value: "a & b + <c>" },
      { Key: "Größe", Value: "" },
    ];
    const byKey = (tags: typeof TagSet): unknown =>
      tags.toSorted((a, b) => (a.Key < b.Key ? -1 : 1));

    test("tags that a body of XML has come back from both", async () => {
      await s3.call("putBucketTagging", { Bucket: "pets", body: { TagSet } });
      const ours = (await s3.call("getBucketTagging", { Bucket: "pets" })) as {
        TagSet: typeof TagSet;
      };
      const [theirs] = sdk(["s3", "GetBucketTagging", { Bucket: "pets" }]);
      expect(byKey(ours.TagSet)).toEqual(byKey(TagSet));
      expect(theirs).toEqual({ result: ours });
    });

    test("bytes are stored and read as they are, with the metadata of their headers", async () => {
      const bytes = Uint8Array.from({ length: 70_000 }, (_, index) => (index * 7919) % 256);
      const Key = "dir/a & b.bin";
      const object = { Bucket: "files", Key };
      await s3.call("createBucket", { Bucket: "files" });
      await s3.call("putObject", {
        ...object,
        body: bytes,
        "Content-Type": "image/x-pets",
        "x-amz-meta-": { owner: "a & b", kind: "cat" },
      });
      const stored = (await s3.call("getObject", object)) as Blob;
      expect(new Uint8Array(await stored.arrayBuffer())).toEqual(bytes);
      expect(stored.type).toBe("image/x-pets");
      const [theirs] = sdk(["s3", "HeadObject", object]);
      expect(theirs).toMatchObject({
        result: {
          ContentLength: bytes.length,
          ContentType: "image/x-pets",
          ETag: `"${createHash("md5").update(bytes).digest("hex")}"`,
          Metadata: { owner: "a & b", kind: "cat" },
        },
      });
    });

    test("a result that is the root itself is a member", async () => {
      const ours = await s3.call("getBucketLocation", { Bucket: "pets" });
      expect(ours).toEqual({ LocationConstraint: expect.any(String) as unknown });
    });

    test("a rule with lists in structures comes back from both", async () => {
      const tag = { Key: "keep", Value: "no & never" };
      const rule = { ID: "old & gone", Status: "Enabled", Expiration: { Days: 7 } };
      const other = { ID: "tmp", Status: "Disabled", Expiration: { Days: 1 } };
      const body = {
        Rules: [
          { ...rule, Filter: { And: { Prefix: "logs/", Tags: [tag] } } },
          { ...other, Filter: { Prefix: "tmp/" } },
        ],
      };
      await s3.call("putBucketLifecycleConfiguration", { Bucket: "pets", body });
      const ours = await s3.call("getBucketLifecycleConfiguration", { Bucket: "pets" });
      // The gateway gives `And` back as its parts.
      expect(ours).toEqual({
        Rules: [
          { ...rule, Filter: { Prefix: "logs/", Tag: tag } },
          { ...other, Filter: { Prefix: "tmp/" } },
        ],
      });
      const [theirs] = sdk(["s3", "GetBucketLifecycleConfiguration", { Bucket: "pets" }]);
      expect(theirs).toEqual({ result: ours });
    });

    test("objects are listed by prefix and delimiter, in values and pages", async () => {
      const names = ["a/1", "a/2", "a/3 & +", "b/1", "c"];
      for (const Key of names) {
        await s3.call("putObject", { Bucket: "pets", Key, body: new TextEncoder().encode(Key) });
      }
      const all = { Bucket: "pets", delimiter: "/" };
      const [theirs] = sdk(["s3", "ListObjectsV2", { Bucket: "pets", Delimiter: "/" }]);
      const ours = await s3.call("listObjectsV2", all);
      // botocore asks for it by itself, and decodes the keys again.
      const result = { ...(withTimes(ours) as object), EncodingType: "url" };
      expect(theirs).toEqual({ result });
      expect(ours).toMatchObject({
        CommonPrefixes: [{ Prefix: "a/" }, { Prefix: "b/" }],
        Contents: [{ Key: "c", Size: 1 }],
        IsTruncated: false,
      });
      const found = await s3.items("listObjectsV2Items", {
        Bucket: "pets",
        prefix: "a/",
        "max-keys": 1,
      });
      expect(found).toMatchObject([{ Key: "a/1" }, { Key: "a/2" }, { Key: "a/3 & +" }]);
    });

    test("an error is a value with its code, as it is for the SDK", async () => {
      await expect(s3.call("listObjectsV2", { Bucket: "nobodys" })).rejects.toMatchObject({
        status: 404,
        body: { Code: "NoSuchBucket" },
      });
      const [theirs] = sdk(["s3", "ListObjectsV2", { Bucket: "nobodys" }]);
      expect(theirs).toEqual({ error: "NoSuchBucket" });
    });
  });

  describe("query", () => {
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

    test("roles are filtered by their path, with times and numbers", async () => {
      for (const [RoleName, Path] of [
        ["reader", "/a/"],
        ["writer", "/a/b/"],
        ["other", "/c/"],
      ]) {
        await iam.call("createRole", {
          RoleName,
          Path,
          AssumeRolePolicyDocument,
          MaxSessionDuration: 7200,
        });
      }
      const { Roles } = (await iam.call("listRoles", { PathPrefix: "/a/" })) as {
        Roles: readonly object[];
      };
      expect(Roles).toHaveLength(2);
      const [theirs] = sdk(["iam", "ListRoles", { PathPrefix: "/a/" }]) as [
        { result: { Roles: readonly object[] } },
      ];
      const known = theirs.result.Roles.map(
        // The SDK parses it, which is its own convenience.
        (role) => ({ ...role, AssumeRolePolicyDocument }),
      );
      expect(withTimes(Roles)).toEqual(known);
      expect(Roles).toMatchObject([{ MaxSessionDuration: 7200 }, { MaxSessionDuration: 7200 }]);
    });

    test("a list of structures is not lost", async () => {
      const Tags = [
        { Key: "stage", Value: "test" },
        { Key: "team", Value: "a b" },
      ];
      await iam.call("tagRole", { RoleName: "reader", Tags });
      // The gateway writes each tag as two items, of which botocore reads one member each.
      const halves = Tags.flatMap(({ Key, Value }) => [{ Key }, { Value }]);
      const theirs = sdk(["iam", "ListRoleTags", { RoleName: "reader" }]);
      expect(theirs).toEqual([{ result: { Tags: halves } }]);
    });

    test("a map is not lost", async () => {
      const Attributes = { OpaqueData: "a & b", persistent: "false" };
      const topic = (await iam.call("createTopic", { Name: "events", Attributes })) as {
        TopicArn: string;
      };
      const ours = await iam.call("getTopicAttributes", topic);
      expect(JSON.stringify(ours)).toContain("a & b");
      expect(sdk(["sns", "GetTopicAttributes", topic])).toEqual([{ result: ours }]);
    });

    test("an error is a value with its code, where the SDK finds none without the envelope", async () => {
      await expect(iam.call("getRole", { RoleName: "nobody" })).rejects.toMatchObject({
        status: 404,
        body: { Code: "NoSuchEntity" },
      });
      expect(sdk(["iam", "GetRole", { RoleName: "nobody" }])).toEqual([{ error: null }]);
    });
  });
});

/** A value with each time in milliseconds, as sdk.py has it. */
function withTimes(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), (_, one: unknown) =>
    typeof one === "string" && /^\d{4}-\d\d-\d\dT/.test(one) ? Date.parse(one) : one,
  ) as unknown;
}
