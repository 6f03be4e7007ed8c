import { execFileSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { generateClient, type GeneratedClient } from "./client.ts";
import { freePort, isInstalled, startServer, type Server } from "./server.ts";
import { signed } from "./signed.ts";

const python = "/usr/bin/python3";
// `test/servers/install` brings it where pip can: no Debian package has it.
const isThere =
  isInstalled("moto", "moto_server", ["--help"], "optional") &&
  isInstalled("botocore", python, ["-c", "import botocore.session"]);

const keys = { accessKeyId: "AK", secretAccessKey: "secret" };

/** A call of botocore: service, operation, parameters. */
type SdkCall = readonly [service: "dynamodb" | "ec2" | "iam", operation: string, params: object];

interface Role {
  readonly RoleName: string;
  readonly CreateDate: string | number;
}

// What is sent by one and read by the other is the same only where both have the protocol right.
describe.skipIf(!isThere)("by protocol, beside the SDK: moto", () => {
  let folder: string;
  let server: Server | undefined;
  let baseUrl: string;
  let ec2: GeneratedClient;
  let iam: GeneratedClient;
  let dynamodb: GeneratedClient;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "moto-protocols-"));
    const port = await freePort();
    baseUrl = `http://127.0.0.1:${port}`;
    server = await startServer(baseUrl, "moto_server", ["-H", "127.0.0.1", "-p", String(port)]);
    const client = (service: string): Promise<GeneratedClient> =>
      generateClient(join(import.meta.dirname, `moto-${service}.yaml`), join(folder, service), {
        baseUrl,
        fetch: signed(service, keys),
      });
    ec2 = await client("ec2");
    iam = await client("iam");
    dynamodb = await client("dynamodb");
  });
  afterAll(async () => {
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  /** The result of a call by botocore. */
  function sdk(...call: SdkCall): unknown {
    const args = [join(import.meta.dirname, "sdk.py"), baseUrl, keys.accessKeyId];
    const input = `${JSON.stringify(call)}\n`;
    const output = execFileSync(python, [...args, keys.secretAccessKey], { input });
    return JSON.parse(output.toString()) as unknown;
  }

  const Tags = [
    { Key: "stage", Value: "a & b" },
    { Key: "team", Value: "x+y z" },
  ];

  describe("ec2", () => {
    test("what is created with tags is found by filters, by both", async () => {
      for (const [CidrBlock, tags] of [
        ["10.1.0.0/16", Tags],
        ["10.2.0.0/16", [{ Key: "stage", Value: "other" }]],
      ] as const) {
        const TagSpecifications = [{ ResourceType: "vpc", Tags: tags }];
        await ec2.call("createVpc", { CidrBlock, TagSpecifications });
      }
      const Filters = [
        { Name: "tag:stage", Values: ["a & b", "nothing"] },
        { Name: "cidr", Values: ["10.1.0.0/16", "10.2.0.0/16"] },
      ];
      const ours = await ec2.call("describeVpcs", { Filters });
      expect(ours).toMatchObject({ Vpcs: [{ CidrBlock: "10.1.0.0/16", IsDefault: false, Tags }] });
      expect(sdk("ec2", "DescribeVpcs", { Filters })).toMatchObject({ result: ours as object });
    });

    test("an error is a value with its code, as it is for the SDK", async () => {
      const VpcIds = ["vpc-1234567890abcdef0"];
      await expect(ec2.call("describeVpcs", { VpcIds })).rejects.toMatchObject({
        status: 400,
        body: { Code: "InvalidVpcID.NotFound" },
      });
      expect(sdk("ec2", "DescribeVpcs", { VpcIds })).toEqual({ error: "InvalidVpcID.NotFound" });
    });
  });

  describe("query", () => {
    test("roles have their tags and come in pages, for both", async () => {
      const AssumeRolePolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement: [] });
      for (const RoleName of ["a", "b", "c"]) {
        await iam.call("createRole", { RoleName, Path: "/p/", AssumeRolePolicyDocument, Tags });
      }
      const ours = await iam.call("listRoleTags", { RoleName: "b" });
      expect(ours).toEqual({ Tags, IsTruncated: false });
      expect(sdk("iam", "ListRoleTags", { RoleName: "b" })).toEqual({ result: ours });

      const roles = await iam.items("listRolesItems", { PathPrefix: "/p/", MaxItems: 1 });
      const theirs = sdk("iam", "ListRoles", { PathPrefix: "/p/" });
      const { Roles } = (theirs as { result: { Roles: readonly Role[] } }).result;
      // The server has an order of its own, and the SDK rounds to milliseconds.
      const plain = ({ RoleName, CreateDate }: Role): unknown => ({
        RoleName,
        seconds: Math.round(new Date(CreateDate).getTime() / 1000),
      });
      const sorted = (all: readonly Role[]): readonly Role[] =>
        all.toSorted((one, other) => (one.RoleName < other.RoleName ? -1 : 1));
      expect(sorted(Roles)).toMatchObject(["a", "b", "c"].map((RoleName) => ({ RoleName })));
      expect(sorted(roles as readonly Role[]).map(plain)).toEqual(sorted(Roles).map(plain));
    });
  });

  describe("json-1.0", () => {
    test("items are stored and found, tables come in pages, for both", async () => {
      for (const TableName of ["one", "two", "three"]) {
        await dynamodb.call("createTable", {
          body: {
            TableName,
            KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
            AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
            BillingMode: "PAY_PER_REQUEST",
          },
        });
      }
      const Item = { id: { S: "a & b" }, count: { N: "7" }, tags: { L: [{ S: "x" }] } };
      await dynamodb.call("putItem", { body: { TableName: "one", Item } });
      const query = {
        TableName: "one",
        KeyConditionExpression: "id = :id",
        ExpressionAttributeValues: { ":id": Item.id },
      };
      const ours = await dynamodb.call("query", { body: query });
      expect(ours).toMatchObject({ Count: 1, Items: [Item] });
      expect(sdk("dynamodb", "Query", query)).toEqual({ result: ours });

      const names = await dynamodb.items("listTablesItems", { Limit: 1 });
      expect(names).toHaveLength(3);
      expect(sdk("dynamodb", "ListTables", {})).toEqual({ result: { TableNames: names } });
    });

    test("an error is a value with its code, as it is for the SDK", async () => {
      const missing = { TableName: "none", Item: { id: { S: "1" } } };
      const Code = "ResourceNotFoundException";
      await expect(dynamodb.call("putItem", { body: missing })).rejects.toMatchObject({
        status: 400,
        body: { Code },
      });
      expect(sdk("dynamodb", "PutItem", missing)).toEqual({ error: Code });
    });
  });
});
