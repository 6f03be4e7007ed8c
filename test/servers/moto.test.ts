import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { generateClient, type GeneratedClient } from "./client.ts";
import { freePort, isInstalled, startServer, type Server } from "./server.ts";

// No Debian package has it, so it is tried where somebody installed it.
const isThere = isInstalled("moto", "moto_server", ["--help"], "optional");

describe.skipIf(!isThere)("moto", () => {
  let folder: string;
  let server: Server | undefined;
  let clients: Readonly<Record<"ec2" | "iam" | "sns" | "sts", GeneratedClient>>;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "moto-"));
    const port = await freePort();
    const baseUrl = `http://127.0.0.1:${port}`;
    server = await startServer(baseUrl, "moto_server", ["-H", "127.0.0.1", "-p", String(port)]);
    const spec = join(import.meta.dirname, "aws-query.yaml");
    const client = (service: string): Promise<GeneratedClient> =>
      generateClient(spec, join(folder, "client"), { baseUrl, fetch: routedTo(service) });
    clients = {
      ec2: await client("ec2"),
      iam: await client("iam"),
      sns: await client("sns"),
      sts: await client("sts"),
    };
  });
  afterAll(async () => {
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  async function xml(
    service: keyof typeof clients,
    operation: string,
    params?: object,
  ): Promise<string> {
    const answer = await clients[service].call(operation, params);
    expect(answer).toBeTypeOf("string");
    return String(answer);
  }

  function texts(answer: string, element: string): string[] {
    return [...answer.matchAll(new RegExp(`<${element}>([^<]*)</${element}>`, "g"))].map(
      ([, text = ""]) => text,
    );
  }

  test("STS takes an action and a version", async () => {
    expect(await xml("sts", "getCallerIdentity")).toContain("<GetCallerIdentityResponse");
  });

  test("IAM gives back what it was sent, marks and all", async () => {
    const UserName = "a+b=c,d.e@f_g-h";
    await xml("iam", "createUser", { UserName, Path: "/a b/" });
    expect(texts(await xml("iam", "getUser", { UserName }), "UserName")).toEqual([UserName]);
  });

  test("an action that fails is an HttpError with the service's words", async () => {
    await expect(xml("iam", "getUser", { UserName: "nobody" })).rejects.toMatchObject({
      status: 404,
      body: expect.stringContaining("NoSuchEntity") as string,
    });
  });

  test("SNS reads numbered tags and a numbered map", async () => {
    const topic = await xml("sns", "createTopic", {
      Name: "reports",
      Tags: [
        { Key: "team", Value: "data & co" },
        { Key: "stage", Value: "a+b c" },
      ],
      Attributes: [{ key: "DisplayName", value: "Reports, all of them" }],
    });
    const [TopicArn = ""] = texts(topic, "TopicArn");
    const tags = await xml("sns", "listTagsForResource", { ResourceArn: TopicArn });
    expect(texts(tags, "Key")).toEqual(["team", "stage"]);
    expect(texts(tags, "Value")).toEqual(["data &amp; co", "a+b c"]);
    expect(await xml("sns", "getTopicAttributes", { TopicArn })).toContain("Reports, all of them");
  });

  test("EC2 reads numbered lists inside numbered filters", async () => {
    const ids: string[] = [];
    for (const CidrBlock of ["10.1.0.0/16", "10.2.0.0/16", "10.3.0.0/16"]) {
      ids.push(...texts(await xml("ec2", "createVpc", { CidrBlock }), "vpcId"));
    }
    const [first = "", second = "", third = ""] = ids;
    await xml("ec2", "createTags", {
      ResourceId: [first, second],
      Tag: [{ Key: "stage", Value: "test" }],
    });
    await xml("ec2", "createTags", {
      ResourceId: [third],
      Tag: [
        { Key: "stage", Value: "live" },
        { Key: "team", Value: "x" },
      ],
    });
    const found = await xml("ec2", "describeTags", {
      Filter: [
        { Name: "key", Value: ["stage"] },
        { Name: "resource-id", Value: [first, third] },
      ],
    });
    expect(texts(found, "resourceId").sort()).toEqual([first, third].sort());
  });
});

/** It tells services apart by the scope of the credentials, and looks at no signature. */
function routedTo(service: string): typeof fetch {
  const scope = `AK/20261122/us-east-1/${service}/aws4_request`;
  const authorization = `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`;
  return (url, init) => {
    const headers = new Headers(init?.headers);
    headers.set("authorization", authorization);
    return fetch(url, { ...init, headers });
  };
}
