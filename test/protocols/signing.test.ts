import { Sha256 } from "@smithy/core/checksum";
import { SignatureV4 } from "@smithy/signature-v4";
import { AwsClient } from "aws4fetch";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { generate, type GenerateOptions } from "../../generator/generate.ts";
import type { Fetch } from "../../generated/runtime/index.ts";
import { importRecipes, type Recipes } from "../generated/recipes.ts";
import { refusal } from "../generated/sigv4.ts";
import { startServer } from "../runtime/server.ts";

/** A call that a signer can get wrong: letters, marks and blanks wherever the protocol allows. */
interface Call {
  readonly protocol: string;
  /** The folder of the golden case. */
  readonly golden: string;
  readonly options?: GenerateOptions;
  readonly operation: string;
  readonly params: object;
  readonly method: string;
  /** As it stands in the request line. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const form = { "content-type": "application/x-www-form-urlencoded" };
const item = { TableName: "t", Item: { id: { S: "é &+" } } };
const json: Omit<Call, "protocol" | "headers"> = {
  golden: "aws-json",
  operation: "putItem",
  params: item,
  method: "POST",
  target: "/",
  body: JSON.stringify(item),
};

const calls: readonly Call[] = [
  {
    protocol: "query",
    golden: "aws-query",
    operation: "createBox",
    params: { Name: "a b/é", Tags: [{ Key: "k&1", Value: "v=+*~" }], Limits: { "x y": 1 } },
    method: "POST",
    target: "/",
    headers: form,
    body: [
      "Action=CreateBox&Version=2020-03-04&Name=a%20b%2F%C3%A9",
      "Tags.member.1.Key=k%261&Tags.member.1.Value=v%3D%2B%2A~",
      "Limits.entry.1.key=x%20y&Limits.entry.1.value=1",
    ].join("&"),
  },
  {
    protocol: "ec2",
    golden: "aws-ec2",
    operation: "describeMachines",
    params: { machineIds: ["i 1", "i-2"], Filters: [{ Name: "tag:a b", Values: ["(c)!'"] }] },
    method: "POST",
    target: "/",
    headers: form,
    body: [
      "Action=DescribeMachines&Version=2021-05-06&MachineId.1=i%201&MachineId.2=i-2",
      "Filter.1.Name=tag%3Aa%20b&Filter.1.Value.1=%28c%29%21%27",
    ].join("&"),
  },
  {
    ...json,
    protocol: "json-1.0",
    headers: {
      "content-type": "application/x-amz-json-1.0",
      "x-amz-target": "Tables_2022.PutItem",
    },
  },
  {
    ...json,
    protocol: "json-1.1",
    options: { awsProtocol: "json-1.1" },
    headers: {
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": "Tables_2022.PutItem",
    },
  },
  {
    protocol: "rest-json",
    golden: "aws-rest-json",
    operation: "putFile",
    params: {
      Name: "a b+c/é (1)!.txt",
      "Content-Type": "text/plain",
      "X-Amz-Kinds": ["a,b", 'c"d', "e  f"],
      body: new TextEncoder().encode("bytes"),
    },
    method: "PUT",
    target: "/files/a%20b%2Bc%2F%C3%A9%20%281%29%21.txt",
    headers: { "content-type": "text/plain", "x-amz-kinds": '"a,b","c\\"d",e  f' },
    body: "bytes",
  },
  {
    protocol: "rest-xml",
    golden: "aws-rest-xml",
    operation: "createZone",
    params: { body: { Name: "a & <b>", Records: [{ Type: 'T"', Value: "é" }] } },
    method: "POST",
    target: "/zones",
    headers: { "content-type": "application/xml" },
    body: '<CreateZoneRequest xmlns="https://zones.example.com/"><Name>a &#x26; &#x3C;b&#x3E;</Name><Records><Record type="T&#x22;"><Value>é</Value></Record></Records></CreateZoneRequest>',
  },
];

const scope = { service: "example", region: "eu-north-1" };
const credentials = { accessKeyId: "AKID", secretAccessKey: "it's/secret+", sessionToken: "t/+=" };

type Sign = (recipes: Recipes, secretAccessKey: string) => Fetch;
const libraries: readonly [name: string, sign: Sign][] = [
  [
    "aws4fetch",
    ({ signed }, secretAccessKey) =>
      signed(fetch, new AwsClient({ ...credentials, ...scope, secretAccessKey })),
  ],
  [
    "@smithy/signature-v4",
    ({ signedBySmithy }, secretAccessKey) => {
      const keys = { ...credentials, secretAccessKey };
      const signer = new SignatureV4({ ...scope, credentials: keys, sha256: Sha256 });
      return signedBySmithy(fetch, signer);
    },
  ],
];

/** A generated package, of which nothing is known before it is there. */
interface Package {
  readonly [operation: string]: (params: object) => unknown;
  readonly createClient: (options: object) => { exchange(request: unknown): Promise<unknown> };
}

let folder: string;
let recipes: Recipes;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "signing-"));
  recipes = await importRecipes();
  for (const call of calls) await writePackage(call);
});
afterAll(() => rm(folder, { recursive: true }));

async function writePackage({ protocol, golden, options }: Call): Promise<void> {
  const spec = join(import.meta.dirname, "../golden/generate", golden, "input.yaml");
  const { files } = await generate(spec, options);
  for (const [file, content] of files) {
    const path = join(folder, protocol, file);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
  }
}

describe.each(libraries)("signed with %s", (_, sign) => {
  test.each(calls.map((call) => [call.protocol, call] as const))(
    "%s arrives as it was signed",
    async (protocol, { operation, params, method, target, headers, body }) => {
      const client = (await import(join(folder, protocol, "index.ts"))) as Package;
      await using server = await startServer((response) => response.writeHead(204).end());
      const send = async (secret: string): Promise<void> => {
        const signed = client.createClient({ baseUrl: server.url, fetch: sign(recipes, secret) });
        await signed.exchange(client[operation]?.(params)).catch(() => undefined);
      };
      await send(credentials.secretAccessKey);
      await send("another key");
      const [right, wrong] = server.seen.map((seen) => ({
        method: seen.line.split(" ", 1)[0] ?? "",
        target: seen.line.slice(seen.line.indexOf(" ") + 1),
        headers: seen.headers,
        body: Buffer.from(seen.body, "latin1"),
      }));
      if (!right || !wrong) throw new Error("two requests did not arrive");
      expect({ method: right.method, target: right.target, body: right.body.toString() }).toEqual({
        method,
        target,
        body,
      });
      expect(right.headers).toMatchObject(headers);
      expect(refusal(right, credentials.secretAccessKey)).toBeUndefined();
      expect(refusal(wrong, credentials.secretAccessKey)).toBe("the signature does not match");
    },
  );
});
