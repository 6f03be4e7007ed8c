import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { run } from "../../generator/cli/program.ts";

let folder: string;
let server: Server;
let asked: string[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "fetching-"));
  server = createServer((request, response) => {
    asked.push(String(request.url));
    response.end('{ "A": { "type": "object" } }');
  });
  await new Promise<void>((done) => void server.listen(0, "127.0.0.1", done));
});
afterAll(async () => {
  server.close();
  await rm(folder, { recursive: true });
});

async function inspect(reference: string, ...flags: string[]): Promise<[number, string]> {
  const spec = join(folder, "api.json");
  const content = { "application/json": { schema: { $ref: reference } } };
  const responses = { 200: { description: "OK", content } };
  const paths = { "/a": { get: { operationId: "call", responses } } };
  const info = { title: "T", version: "1" };
  await writeFile(spec, JSON.stringify({ openapi: "3.1.0", info, paths }));
  let printed = "";
  const print = (more: string): void => {
    printed += more;
  };
  asked = [];
  const code = await run(["inspect", spec, ...flags], { out: print, err: print });
  expect(printed).not.toContain("This is a bug");
  return [code, printed];
}

// The ways to write the machine itself (WHATWG URL, IPv4 parser), and a network behind it.
const hosts = [
  "127.0.0.1",
  "127.1",
  "2130706433",
  "0x7f.1",
  "0177.0.0.1",
  "0",
  "[::1]",
  "[::ffff:127.0.0.1]",
  "[::ffff:7f00:1]",
  "localhost",
  "LOCALHOST",
  "localhost.",
  "169.254.169.254",
  "%31%32%37.0.0.1",
  "127。0。0。1",
];

test.each(hosts)(
  "a reference to %s is not fetched, whatever other host is allowed",
  async (host) => {
    const { port } = server.address() as AddressInfo;
    const reference = `http://${host}:${port}/a.json#/A`;
    for (const flags of [[], ["--allow-reference", `http://api.example:${port}`]]) {
      const [code, printed] = await inspect(reference, ...flags);
      expect([code, asked]).toEqual([1, []]);
      expect(printed).toContain("forbidden-reference");
    }
  },
);

test("one that is allowed by name is", async () => {
  const { port } = server.address() as AddressInfo;
  const origin = `http://127.0.0.1:${port}`;
  const [code] = await inspect(`${origin}/a.json#/A`, "--allow-reference", origin);
  expect([code, asked]).toEqual([0, ["/a.json"]]);
});
