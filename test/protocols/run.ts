import { once } from "node:events";
import { mkdir, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { dirname, join } from "node:path";
import { text } from "node:stream/consumers";
import { generate } from "../../generator/generate.ts";
import { requestDifferences, resultDifferences, type ReceivedRequest } from "./compare.ts";
import { folder, type CannedResponse, type Case, type ExpectedError } from "./vectors.ts";

/** A case that was judged: right where nothing differs. */
export interface Verdict {
  readonly vector: Case;
  readonly differences: readonly string[];
}

/** Generates the client of every description, and judges each case by a server on loopback. */
export async function judge(cases: readonly Case[], directory: string): Promise<Verdict[]> {
  const service = await startService();
  const verdicts: Verdict[] = [];
  for (const [file, vectors] of Map.groupBy(cases, (one) => one.file)) {
    const client = await generateClient(file, directory);
    for (const vector of vectors) {
      verdicts.push({ vector, differences: await judgeOne(vector, client, service) });
    }
  }
  service.close();
  return verdicts;
}

/** A generated package, of which nothing is known before it is there. */
type Package = Readonly<Record<string, (...values: unknown[]) => unknown>>;

async function generateClient(file: string, directory: string): Promise<Package> {
  const target = join(directory, file.replace(/\.json$/, ""));
  const { files } = await generate(`${folder}${file}`, { overlay: await overlayOf(file, target) });
  for (const [path, content] of files) {
    await mkdir(dirname(join(target, path)), { recursive: true });
    await writeFile(join(target, path), content);
  }
  return (await import(join(target, "index.ts"))) as Package;
}

/**
 * Nothing in a description of the directory's form says that a service speaks as EC2 does, but its
 * name, which a vector does not have.
 */
async function overlayOf(file: string, target: string): Promise<string[]> {
  if (!file.startsWith("directory/ec2.")) return [];
  const overlay = {
    overlay: "1.0.0",
    info: { title: "The protocol", version: "1" },
    actions: [{ target: "$", update: { "x-aws-protocol": "ec2" } }],
  };
  const path = `${target}.overlay.json`;
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, JSON.stringify(overlay));
  return [path];
}

interface Service {
  readonly url: string;
  /** The last request that came in. */
  received(): ReceivedRequest | undefined;
  /** Says what to answer from now on, and forgets what came in. */
  expect(response: CannedResponse): void;
  close(): void;
}

const empty: CannedResponse = { status: 200, headers: {}, body: "" };

async function startService(): Promise<Service> {
  let received: ReceivedRequest | undefined;
  let canned = empty;
  const server: Server = createServer((request, response) => {
    void text(request).then((body) => {
      const { method = "", url = "", headers } = request;
      received = { method, target: url, headers, body };
      const { status, headers: fields, body: content } = canned;
      for (const [name, value] of Object.entries(fields)) response.setHeader(name, value);
      response.writeHead(status, { "content-length": Buffer.byteLength(content) });
      response.end(content);
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    received: () => received,
    expect: (response) => {
      received = undefined;
      canned = response;
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function judgeOne(vector: Case, client: Package, service: Service): Promise<string[]> {
  const builder = findBuilder(client, vector);
  if (!builder) return [`no function for the operation ${vector.operation}`];
  service.expect(vector.response ?? empty);
  try {
    const { params = {}, body, expect } = vector;
    const request = builder({ ...params, ...(body !== undefined && { body }) });
    const outcome = await exchange(client, request, service.url + pathOf(vector.endpoint));
    if (!expect) return await responseDifferences(vector, outcome);
    const received = service.received();
    return received
      ? requestDifferences({ ...expect, uri: uriOf(vector) }, received)
      : [`nothing was sent: ${outcome.error instanceof Error ? outcome.error.message : ""}`];
  } catch (error) {
    return [`threw ${String(error)}`];
  }
}

function findBuilder(client: Package, { operation, method }: Case): Package[string] | undefined {
  const wanted = [operation, `${method}_${operation}`].map(letters);
  const name = wanted.flatMap(
    (one) => Object.keys(client).find((key) => letters(key) === one) ?? [],
  );
  return client[name[0] ?? ""];
}

function letters(name: string): string {
  return name.replace(/[^A-Za-z0-9]/g, "").toLowerCase();
}

interface Outcome {
  readonly body?: unknown;
  readonly headers?: Headers;
  readonly error?: unknown;
}

function uriOf({ endpoint, expect }: Case): string {
  const uri = expect?.uri ?? "";
  const base = pathOf(endpoint);
  return uri.startsWith(base) ? uri : base + uri;
}

/** The base path of an endpoint: the service is on another host here. */
function pathOf(endpoint: string | undefined): string {
  return endpoint === undefined ? "" : new URL(endpoint).pathname.replace(/\/$/, "");
}

async function exchange(client: Package, request: unknown, url: string): Promise<Outcome> {
  const { createClient } = client as { createClient?: (options: object) => Sender };
  try {
    return (await createClient?.({ baseUrl: url }).exchange(request)) ?? {};
  } catch (error) {
    return { error };
  }
}

interface Sender {
  exchange(request: unknown): Promise<{ readonly body: unknown; readonly headers: Headers }>;
}

async function responseDifferences(vector: Case, outcome: Outcome): Promise<string[]> {
  const { result, error, resultHeaders = {} } = vector;
  if (outcome.error instanceof Error) return [`threw ${outcome.error.message}`];
  const body = outcome.body instanceof Blob ? await outcome.body.text() : outcome.body;
  if (error) return errorDifferences(error, body);
  const missing = Object.keys(resultHeaders).filter((name) => !outcome.headers?.has(name));
  const isNothing = isEmpty(result) && isEmpty(body);
  return [
    ...(isNothing ? [] : resultDifferences("result", result, body)),
    ...missing.map((name) => `the header ${name} is not at hand`),
  ];
}

/** No result, an empty one and an empty body are the same: there is nothing to read. */
function isEmpty(value: unknown): boolean {
  if (value === undefined || value === "") return true;
  return typeof value === "object" && value !== null && Object.keys(value).length === 0;
}

function errorDifferences({ code, message, members }: ExpectedError, body: unknown): string[] {
  const { Code, Message, ...rest } = (body ?? {}) as Readonly<Record<string, unknown>>;
  const named = Object.entries(members).filter(([name]) => name.toLowerCase() !== "message");
  return [
    ...resultDifferences("Code", code, Code),
    ...resultDifferences("Message", message, Message ?? ""),
    ...named.flatMap(([name, value]) => resultDifferences(name, value, rest[name])),
  ];
}
