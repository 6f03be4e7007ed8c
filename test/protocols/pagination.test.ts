import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { generate } from "../../generator/generate.ts";
import { compileErrors } from "../helpers/compile.ts";
import { startServer } from "../runtime/server.ts";

/** The pages of one operation, as a protocol has them. */
interface Paged {
  readonly protocol: string;
  readonly path: string;
  readonly operation: object;
  /** What the caller passes. */
  readonly params: string;
  /** Two pages, as a server sends them: of one item, and of none. */
  readonly pages: readonly [string, string];
  /** Both requests: line and body. */
  readonly sent: readonly [string, string];
}

const string = { type: "string" };
const user = { type: "object", properties: { UserName: string } };
const users = { type: "array", items: { $ref: "#/components/schemas/User" } };

function query(name: string): object {
  return { name, in: "query", schema: string };
}

function fixed(name: string, location: string, value: string): object {
  return { name, in: location, required: true, schema: { type: "string", enum: [value] } };
}

function object(properties: object): object {
  return { schema: { type: "object", properties } };
}

function ok(mediaType: string, properties: object): object {
  return { 200: { description: "OK", content: { [mediaType]: object(properties) } } };
}

const page = { Users: users, IsTruncated: { type: "boolean" }, Marker: string };
const userXml = "<member><UserName>ann</UserName></member>";
const userJson = '"Users":[{"UserName":"ann"}]';

const table: readonly Paged[] = [
  {
    protocol: "query",
    path: "/#Action=ListUsers",
    operation: {
      post: {
        operationId: "POST_ListUsers",
        // Descriptions of AWS repeat the parameters of paging here.
        parameters: [fixed("Action", "query", "ListUsers"), query("Marker")],
        requestBody: { content: { "text/xml": object({ PathPrefix: string, Marker: string }) } },
        responses: ok("text/xml", page),
        "x-pagination": { parameter: "Marker", token: "/Marker", items: "/Users" },
      },
    },
    params: '{ PathPrefix: "/a/" }',
    pages: [
      `<ListUsersResponse><ListUsersResult><Users>${userXml}</Users><IsTruncated>true</IsTruncated><Marker>t&amp;1</Marker></ListUsersResult></ListUsersResponse>`,
      "<ListUsersResponse><ListUsersResult><Users/><IsTruncated>false</IsTruncated></ListUsersResult></ListUsersResponse>",
    ],
    sent: [
      "POST / Action=ListUsers&Version=2020-01-02&PathPrefix=%2Fa%2F",
      "POST / Action=ListUsers&Version=2020-01-02&PathPrefix=%2Fa%2F&Marker=t%261",
    ],
  },
  {
    protocol: "ec2",
    path: "/#Action=DescribeUsers",
    operation: {
      // Of the pair, the extension may be at the one that is left out.
      get: {
        operationId: "GET_DescribeUsers",
        parameters: [fixed("Action", "query", "DescribeUsers"), query("NextToken")],
        responses: ok("text/xml", {}),
        "x-pagination": { parameter: "nextToken", token: "/nextToken", items: "/users" },
      },
      post: {
        operationId: "POST_DescribeUsers",
        parameters: [fixed("Action", "query", "DescribeUsers")],
        requestBody: { content: { "text/xml": object({ nextToken: string }) } },
        responses: ok("text/xml", {
          users: { ...users, xml: { name: "userSet" } },
          nextToken: string,
        }),
      },
    },
    params: "{}",
    pages: [
      "<DescribeUsersResponse><userSet><member><UserName>ann</UserName></member></userSet><nextToken>t1</nextToken></DescribeUsersResponse>",
      "<DescribeUsersResponse><userSet/><nextToken/></DescribeUsersResponse>",
    ],
    sent: [
      "POST / Action=DescribeUsers&Version=2020-01-02",
      "POST / Action=DescribeUsers&Version=2020-01-02&NextToken=t1",
    ],
  },
  ...["json-1.0", "json-1.1"].map((protocol): Paged => ({
    protocol,
    path: "/#X-Amz-Target=Users.ListUsers",
    operation: {
      post: {
        operationId: "ListUsers",
        parameters: [query("NextToken"), fixed("X-Amz-Target", "header", "Users.ListUsers")],
        requestBody: {
          required: true,
          content: { "application/json": object({ Group: string, NextToken: string }) },
        },
        responses: ok("application/json", { Users: users, NextToken: string }),
        "x-pagination": { parameter: "NextToken", token: "/NextToken", items: "/Users" },
      },
    },
    params: '{ Group: "g" }',
    pages: [`{${userJson},"NextToken":"t1"}`, '{"Users":[]}'],
    sent: ['POST / {"Group":"g"}', 'POST / {"Group":"g","NextToken":"t1"}'],
  })),
  {
    protocol: "rest-json",
    path: "/users",
    operation: {
      get: {
        operationId: "ListUsers",
        parameters: [query("nextToken"), query("NextToken")],
        // In JSON these have the names that they have in XML.
        responses: ok("application/json", {
          Users: users,
          NextToken: { type: "string", xml: { name: "nextToken" } },
        }),
        "x-pagination": { parameter: "nextToken", token: "/nextToken", items: "/Users" },
      },
    },
    params: "{}",
    pages: [`{${userJson},"nextToken":"t 1"}`, '{"Users":[],"nextToken":null}'],
    sent: ["GET /users ", "GET /users?nextToken=t%201 "],
  },
  {
    protocol: "rest-json",
    path: "/users",
    operation: {
      post: {
        operationId: "ListUsers",
        requestBody: {
          required: true,
          content: { "application/json": object({ Group: string, NextToken: string }) },
        },
        responses: ok("application/json", { Users: users, NextToken: string }),
        "x-pagination": { parameter: "NextToken", token: "/NextToken", items: "/Users" },
      },
    },
    params: '{ body: { Group: "g" } }',
    pages: [`{${userJson},"NextToken":"t1"}`, "{}"],
    sent: ['POST /users {"Group":"g"}', 'POST /users {"Group":"g","NextToken":"t1"}'],
  },
  {
    protocol: "rest-xml",
    path: "/users",
    operation: {
      get: {
        operationId: "ListUsers",
        parameters: [query("marker"), query("Marker")],
        responses: ok("text/xml", { ...page, NextMarker: string }),
        "x-pagination": { parameter: "marker", token: "/NextMarker", items: "/Users" },
      },
    },
    params: "{}",
    pages: [
      `<Page><Users>${userXml}</Users><Marker>t0</Marker><IsTruncated>true</IsTruncated><NextMarker>t/1</NextMarker></Page>`,
      "<Page><Marker>t/1</Marker><IsTruncated>false</IsTruncated></Page>",
    ],
    sent: ["GET /users ", "GET /users?marker=t%2F1 "],
  },
  {
    // The token of the last page is there, and so is the word that it is the last.
    protocol: "rest-xml",
    path: "/users",
    operation: {
      get: {
        operationId: "ListUsers",
        parameters: [query("key-marker"), query("version-marker")],
        responses: ok("text/xml", {
          ...page,
          NextKeyMarker: string,
          NextVersionMarker: string,
        }),
        "x-pagination": {
          parameter: ["key-marker", "version-marker"],
          token: ["/NextKeyMarker", "/NextVersionMarker"],
          more: "/IsTruncated",
          items: "/Users",
        },
      },
    },
    params: "{}",
    pages: [
      `<Page><Users>${userXml}</Users><IsTruncated>true</IsTruncated><NextKeyMarker>k 1</NextKeyMarker><NextVersionMarker>v1</NextVersionMarker></Page>`,
      "<Page><IsTruncated>false</IsTruncated><NextKeyMarker>k2</NextKeyMarker></Page>",
    ],
    sent: ["GET /users ", "GET /users?key-marker=k%201&version-marker=v1 "],
  },
  {
    // By the common names.
    protocol: "query",
    path: "/#Action=ListUsers",
    operation: {
      post: {
        operationId: "ListUsers",
        parameters: [fixed("Action", "query", "ListUsers"), query("Marker")],
        responses: ok("text/xml", page),
        "x-pagination": true,
      },
    },
    params: "{}",
    pages: [
      `<R><ListUsersResult><Users>${userXml}</Users><IsTruncated>true</IsTruncated><Marker>t1</Marker></ListUsersResult></R>`,
      "<R><ListUsersResult><IsTruncated>false</IsTruncated><Marker>t2</Marker></ListUsersResult></R>",
    ],
    sent: [
      "POST / Action=ListUsers&Version=2020-01-02",
      "POST / Action=ListUsers&Version=2020-01-02&Marker=t1",
    ],
  },
  {
    protocol: "none",
    path: "/users",
    operation: {
      get: {
        operationId: "ListUsers",
        parameters: [query("from")],
        responses: ok("application/xml", {
          Users: { ...users, xml: { wrapped: true } },
          next: string,
        }),
        "x-pagination": { parameter: "from", token: "/next", items: "/Users" },
      },
    },
    params: "{}",
    pages: [
      "<Page><Users><Users><UserName>ann</UserName></Users></Users><next>t1</next></Page>",
      "<Page/>",
    ],
    sent: ["GET /users ", "GET /users?from=t1 "],
  },
];

describe("the pages of a protocol of AWS", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "aws-pages-"));
    for (const [index, one] of table.entries()) await writeClient(one, index);
  });
  afterAll(() => rm(folder, { recursive: true }));

  test.each(table.map((one, index) => [`${one.protocol} ${one.path}`, one, index] as const))(
    "are asked for by the token of the one before: %s",
    async (_, { pages, sent, protocol }, index) => {
      await using server = await startServer((response) => {
        const isXml = pages[0].startsWith("<");
        const mediaType = isXml ? "application/xml" : `application/${protocol}`;
        response.setHeader("content-type", mediaType.replace(/rest-json|none/, "json"));
        response.end(pages[server.seen.length - 1]);
      });
      const { run } = (await import(join(folder, String(index), "call.ts"))) as {
        run: (baseUrl: string) => Promise<unknown>;
      };
      expect(await run(server.url)).toEqual(["ann"]);
      expect(server.seen.map(({ line, body }) => `${line.replace(/ $/, "")} ${body}`)).toEqual(
        sent,
      );
    },
  );

  test("have items of the described type", async () => {
    const calls = table.map((_, index) => join(folder, String(index), "call.ts"));
    expect(await compileErrors(calls)).toEqual([]);
  });

  async function writeClient(
    { protocol, path, operation, params }: Paged,
    index: number,
  ): Promise<void> {
    const document = {
      openapi: "3.0.3",
      info: { title: "Users", version: "2020-01-02" },
      "x-aws-protocol": protocol,
      paths: { [path]: operation },
      components: { schemas: { User: user } },
    };
    const spec = join(folder, `${index}.json`);
    await writeFile(spec, JSON.stringify(document));
    const { files, problems } = await generate(spec);
    expect(problems).toEqual([]);
    const name = protocol === "ec2" ? "describeUsersItems" : "listUsersItems";
    const call = `import { createClient, ${name} } from "./index.ts";

export async function run(baseUrl: string): Promise<string[]> {
  const names: string[] = [];
  const users = ${name}(createClient({ baseUrl }), ${params});
  for await (const { UserName = "" } of users) names.push(UserName);
  return names;
}
`;
    for (const [file, content] of [...files, ["call.ts", call] as const]) {
      await mkdir(dirname(join(folder, String(index), file)), { recursive: true });
      await writeFile(join(folder, String(index), file), content);
    }
  }
});
