import { createServer, type IncomingMessage, type RequestListener, type Server } from "node:http";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  createFetcher,
  type FetchOptions,
  type Fetched,
} from "../../../generator/references/fetch.ts";
import { generate } from "../../../generator/generate.ts";
import { defaultLimits } from "../../../generator/source/limits.ts";
import { DescriptionError } from "../../../generator/diagnostics/problem.ts";

let folder: string;
let servers: Server[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "fetch-"));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
  for (const server of servers) server.closeAllConnections();
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  servers = [];
});

/** A server on loopback: its origin, and the paths that it was asked for. */
async function serve(answer: RequestListener): Promise<{ origin: string; asked: string[] }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? "");
    answer(request, response);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${port}`, asked };
}

const pages =
  (contents: Readonly<Record<string, unknown>>): RequestListener =>
  ({ url = "" }: IncomingMessage, response) => {
    const content = contents[url];
    response.writeHead(content === undefined ? 404 : 200).end(JSON.stringify(content));
  };

/** The problems of a description with a schema that it refers to, and the types made of it. */
async function types(reference: string, ...allowReference: string[]): Promise<string[]> {
  const schema = { $ref: reference };
  const spec = join(folder, "api.json");
  const description = {
    openapi: "3.1.0",
    info: { title: "T", version: "1" },
    paths: {
      "/a": {
        get: {
          responses: { 200: { description: "", content: { "application/json": { schema } } } },
        },
      },
    },
  };
  await writeFile(spec, JSON.stringify(description));
  try {
    const { files, problems } = await generate(spec, { allowReference });
    return [
      ...problems.map(({ code, message }) => `${code}: ${message}`),
      ...[...files.keys()].filter((file) => file.startsWith("schemas/")),
    ];
  } catch (error) {
    if (!(error instanceof DescriptionError)) throw error;
    return error.problems.map(({ code, message, hint }) => `${code}: ${message} (${hint})`);
  }
}

describe("a reference to a URL", () => {
  const pet = { type: "object", properties: { tag: { $ref: "sub/tag.json" } } };
  const tag = { type: "object", properties: { name: { type: "string" } } };

  test("is refused, and says how it would be allowed", async () => {
    const { origin, asked } = await serve(pages({ "/pet.json": pet }));
    const reference = `${origin}/pet.json`;
    expect(await types(reference)).toEqual([
      `forbidden-reference: \`${reference}\` is a URL that is not allowed; not reading it. ` +
        `(To read it, allow its host: --allow-reference ${origin})`,
    ]);
    expect(asked).toEqual([]);
  });

  test("is read where its host is allowed, with what it refers to in its turn", async () => {
    const { origin, asked } = await serve(pages({ "/pet.json": pet, "/sub/tag.json": tag }));
    expect(await types(`${origin}/pet.json`, origin)).toEqual(["schemas/pet.ts", "schemas/tag.ts"]);
    expect(asked).toEqual(["/pet.json", "/sub/tag.json"]);
  });

  test("is not read from another port of the host", async () => {
    const { origin } = await serve(pages({}));
    const other = await serve(pages({ "/pet.json": pet }));
    const [said] = await types(`${other.origin}/pet.json`, origin);
    expect(said).toMatch(/^forbidden-reference/);
    expect(other.asked).toEqual([]);
  });

  test.each(["file:///etc/hostname", "/etc/hostname", "../../../../../../etc/hostname", "//%/x"])(
    "cannot lead on to a file of the disk by %s",
    async ($ref) => {
      const { origin } = await serve(pages({ "/pet.json": { properties: { a: { $ref } } } }));
      const [said] = await types(`${origin}/pet.json`, origin);
      expect(said).toMatch(/^(?:forbidden|unreachable)-reference/);
    },
  );

  test("is an error where it cannot be had, for another run might find it", async () => {
    const { origin } = await serve(pages({}));
    const [said] = await types(`${origin}/pet.json`, origin);
    expect(said).toContain(
      `unreachable-reference: \`${origin}/pet.json\` responds with status 404`,
    );
  });

  test("to one document after the other comes to an end", async () => {
    const { origin, asked } = await serve(({ url = "" }, response) => {
      const next = { $ref: `${url}0`, x: "x".repeat(2 ** 20) };
      response.end(JSON.stringify({ properties: { next } }));
    });
    const [said] = await types(`${origin}/1`, origin);
    expect(said).toMatch(/^unreachable-reference.*is larger than the limit allows/);
    expect(asked).toHaveLength(64);
  });

  test("to something broken says what is wrong with it", async () => {
    const { origin } = await serve((_, response) => response.end('{"a": '));
    const [said] = await types(`${origin}/pet.json`, origin);
    expect(said).toContain("refers to a file that cannot be read");
  });

  test("with a host that is none is refused before anything is read", async () => {
    await expect(types("pet.json", "https://")).rejects.toThrow('"https://" is not a valid URL');
  });
});

function fetchReference(url: string, options: FetchOptions): Promise<Fetched> {
  return createFetcher(options)(url);
}

describe("what is asked for", () => {
  const never = async (): Promise<string[]> => {
    throw new Error("nothing is looked up");
  };

  async function fetched(url: string, resolve: () => Promise<string[]> = never): Promise<Fetched> {
    const { origin } = new URL(url);
    return fetchReference(url, { origins: [origin], limits: defaultLimits, resolve });
  }

  test.each([
    "10.0.0.1",
    "127.0.0.1",
    "169.254.169.254",
    "172.16.0.1",
    "192.168.1.1",
    "100.64.0.1",
    "0.0.0.0",
    "224.0.0.1",
    "255.255.255.255",
    "::1",
    "::",
    "fe80::1",
    "fd00::1",
    "::ffff:10.0.0.1",
    "::127.0.0.1",
    "64:ff9b::a00:1",
    "2002:a00:1::1",
    "192.88.99.1",
    "fec0::1",
    "5f00::1",
    "3fff::1",
    "2001:db8::1",
    "100::1",
    "4000::1",
    "::a00:1",
    "64:ff9b:1::1",
  ])("a name never leads to %s", async (address) => {
    const answer = await fetched("http://api.test/a.json", async () => ["93.184.215.14", address]);
    expect(answer).toMatchObject({
      code: "forbidden-reference",
      reason: { kind: "private-address", address },
    });
  });

  test("a name leads to a private address that was named too, to the one that was looked at", async () => {
    const { origin, asked } = await serve(pages({ "/a.json": {} }));
    const url = `http://api.test:${new URL(origin).port}`;
    let lookups = 0;
    const resolve = async (): Promise<string[]> => {
      lookups += 1;
      return lookups === 1 ? ["127.0.0.1"] : ["127.0.0.2"];
    };
    const options = {
      origins: [url, `http://127.0.0.1:${new URL(origin).port}`],
      limits: defaultLimits,
      resolve,
    };
    expect(await fetchReference(`${url}/a.json`, options)).toMatchObject({ url: `${url}/a.json` });
    expect({ asked, lookups }).toEqual({ asked: ["/a.json"], lookups: 1 });
  });

  test("localhost is named by its name", async () => {
    const { origin } = await serve(pages({ "/a.json": {} }));
    const url = `http://localhost:${new URL(origin).port}/a.json`;
    expect(await fetched(url, async () => ["127.0.0.1"])).toMatchObject({ url });
  });

  test.each([
    ["another port of the address", "http://127.0.0.1:1", "127.0.0.1"],
    ["another scheme of the address", "https://127.0.0.1:8080", "127.0.0.1"],
    ["localhost", "http://localhost:8080", "127.0.0.1"],
    ["localhost, which is IPv6 too", "http://localhost:8080", "::1"],
  ])("a name leads to no private address because of %s", async (_, named, address) => {
    const url = "http://api.test:8080";
    const resolve = async (): Promise<string[]> => [address];
    const options = { origins: [url, named], limits: defaultLimits, resolve };
    const literal = address === "::1" ? "[::1]" : address;
    expect(await fetchReference(`${url}/a.json`, options)).toMatchObject({
      code: "forbidden-reference",
      reason: { kind: "private-address", address, url: `http://${literal}:8080` },
    });
  });

  const redirects: [name: string, location: string, want: object][] = [
    ["on the host are followed", "/b.json", { content: Buffer.from("{}") }],
    [
      "to another host are not",
      "http://example.com/b.json",
      { reason: { kind: "redirect", origin: "http://example.com" } },
    ],
    ["to another scheme are not", "ftp://example.com/b.json", { reason: { kind: "redirect" } }],
    ["to a file are not", "file:///etc/hostname", { reason: { kind: "redirect" } }],
    ["in a circle end", "/a.json", { reason: { kind: "redirects", max: 5 } }],
    ["to nowhere are no answer", "http://[", { reason: { kind: "status", status: 302 } }],
  ];
  test.each(redirects)("redirects %s", async (_, location, want) => {
    const { origin } = await serve(({ url }, response) => {
      if (url === "/a.json") response.writeHead(302, { location }).end();
      else response.end("{}");
    });
    expect(await fetched(`${origin}/a.json`)).toMatchObject(want);
  });

  const answers: [name: string, answer: RequestListener, want: object][] = [
    [
      "compressed, which may be a bomb",
      (_, response) => response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync("{}")),
      { reason: { kind: "encoding", encoding: "gzip" } },
    ],
    [
      "endless",
      (_, response) => {
        const more = (): void => {
          while (response.write(Buffer.alloc(2 ** 20)));
        };
        response.on("drain", more);
        more();
      },
      { reason: { kind: "too-large", limit: { name: "bytes", next: "8MiB" } } },
    ],
    [
      "an error",
      (_, response) => response.writeHead(500).end("no"),
      { reason: { kind: "status", status: 500 } },
    ],
    [
      "cut short",
      (_, response) => {
        response.writeHead(200, { "content-length": "10" });
        response.write("{");
        response.destroy();
      },
      { reason: { kind: "network" } },
    ],
  ];
  test.each(answers)("an answer that is %s is not taken", async (_, answer, want) => {
    const { origin } = await serve(answer);
    const limits = { ...defaultLimits, bytes: 2 ** 22 };
    const got = await fetchReference(`${origin}/a.json`, { origins: [origin], limits });
    expect(got).toMatchObject({ code: "unreachable-reference", ...want });
  });

  test("a user and password are not sent", async () => {
    const { origin, asked } = await serve(pages({ "/a.json": {} }));
    const url = origin.replace("//", "//user:secret@");
    expect(await fetched(`${url}/a.json`)).toMatchObject({ reason: { kind: "credentials" } });
    expect(asked).toEqual([]);
  });

  test("a name that is not known is no crash", async () => {
    const answer = await fetched("http://api.test/a.json", async () => {
      throw Object.assign(new Error("no"), { code: "ENOTFOUND" });
    });
    expect(answer).toMatchObject({ reason: { kind: "network", error: "ENOTFOUND" } });
  });
});
