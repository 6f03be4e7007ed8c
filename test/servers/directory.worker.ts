import { execFileSync } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { isDeepStrictEqual } from "node:util";
import { generate } from "../../generator/generate.ts";
import { encodeHeaders } from "../../templates/runtime/headers.ts";
import { encodeQuery } from "../../templates/runtime/query.ts";
import type { IncomingResponse, ReadBody } from "../../templates/runtime/response.ts";
import type { HeaderRecord, QueryRecord } from "../../templates/runtime/request.ts";
import { requestDifferences } from "../protocols/compare.ts";
import type { ExpectedRequest } from "../protocols/vectors.ts";

// Runs outside of the test runner: a client of EC2 has a thousand modules.
const [folder = "", directory = ""] = process.argv.slice(2);

/** What differs of the operations of a service that botocore and the description both have. */
export interface Comparison {
  readonly service: string;
  readonly requests: Judged;
  readonly responses: Judged;
}

export interface Judged {
  readonly compared: number;
  /** A line each, which begins with the operation's name. */
  readonly wrong: readonly string[];
}

/** A line of respond.py. */
interface Sample {
  readonly operation: string;
  readonly params: object;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly content: string;
  readonly result: Readonly<Record<string, unknown>>;
  readonly body: unknown;
}

/** A line of serialize.py. */
interface Expected {
  readonly operation: string;
  readonly params: object;
  readonly method: string;
  /** Path and query. */
  readonly uri: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The pairs of a form, or the text of JSON. */
  readonly body: Readonly<Record<string, unknown>> | string;
}

interface BuiltRequest {
  readonly method: string;
  readonly path: string;
  readonly query?: QueryRecord;
  readonly headers?: HeaderRecord;
  readonly body?: string;
  readonly responses: Readonly<Record<string, ReadBody>>;
}

/** A service, and the actions of an overlay that states what its description lacks. */
export interface Task {
  readonly service: string;
  readonly overlay: readonly object[];
}

process.on("message", (task: Task) => {
  void compare(task).then((comparison) => process.send?.(comparison));
});

type Builder = (params: object) => BuiltRequest;

async function compare({ service, overlay }: Task): Promise<Comparison> {
  const spec = join(directory, `${service}.json`);
  const { info } = JSON.parse(await readFile(spec, "utf8")) as { info: { version: string } };
  const target = join(folder, overlay.length > 0 ? `${service}-overlaid` : service);
  const client = await importClient(spec, target, overlay);
  // Some operations have the version of the API behind their names.
  const wordOf = (name: string): string => name.toLowerCase().replace(/\d{8}$/, "");
  const builders = new Map(Object.entries(client).map(([name, one]) => [wordOf(name), one]));
  const lines = <Line>(script: string): Line[] => {
    const path = join(import.meta.dirname, script);
    const output = execFileSync("/usr/bin/python3", [path, service, info.version], {
      maxBuffer: 2 ** 28,
      stdio: ["ignore", "pipe", "ignore"],
    });
    return output
      .toString()
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Line);
  };
  const requests = await judge(lines<Expected>("serialize.py"), builders, faultOf);
  const responses = await judge(lines<Sample>("respond.py"), builders, faultOfResponse);
  return { service, requests, responses };
}

async function judge<Line extends { readonly operation: string }>(
  lines: readonly Line[],
  builders: ReadonlyMap<string, Builder>,
  fault: (line: Line, build: Builder) => string | undefined | Promise<string | undefined>,
): Promise<Judged> {
  const wrong: string[] = [];
  let compared = 0;
  for (const line of lines) {
    const builder = builders.get(line.operation.toLowerCase());
    if (!builder) continue;
    compared += 1;
    const found = await fault(line, builder);
    if (found !== undefined) wrong.push(`${line.operation}: ${found}`);
  }
  return { compared, wrong };
}

/** Reads a response as `send` does, and says how the value differs from botocore's. */
async function faultOfResponse(sample: Sample, build: Builder): Promise<string | undefined> {
  const { status, headers, content, result, body } = sample;
  const { responses } = build(sample.params);
  const read = responses[status] ?? responses["2XX"] ?? Object.values(responses)[0];
  const incoming: IncomingResponse = {
    operation: sample.operation,
    response: new Response(content, { status, headers }),
    limit: 2 ** 28,
  };
  const value = await read?.(incoming);
  if (incoming.error) return incoming.error.message;
  const given = value instanceof Blob ? await value.text() : value;
  const isBody = typeof given === "string" || (body !== null && content.startsWith("{"));
  const want = isBody ? body : result;
  if (isEmpty(want) && isEmpty(given)) return undefined;
  if (isDeepStrictEqual(given, want)) return undefined;
  return `expected ${JSON.stringify(want)}, got ${JSON.stringify(given)}`;
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === "" || value === null) return true;
  return typeof value === "object" && Object.keys(value).length === 0;
}

async function importClient(
  spec: string,
  target: string,
  actions: readonly object[],
): Promise<Readonly<Record<string, Builder>>> {
  const file = `${target}.overlay.json`;
  const info = { title: "What is lacking", version: "1" };
  await writeFile(file, JSON.stringify({ overlay: "1.0.0", info, actions }));
  const { files } = await generate(spec, { overlay: actions.length > 0 ? [file] : [] });
  for (const [file, text] of files) {
    await mkdir(dirname(join(target, file)), { recursive: true });
    await writeFile(join(target, file), text);
  }
  return (await import(pathToFileURL(join(target, "index.ts")).href)) as Awaited<
    ReturnType<typeof importClient>
  >;
}

function faultOf(expected: Expected, build: Builder): string | undefined {
  let request: BuiltRequest;
  try {
    request = build(expected.params);
  } catch (error) {
    return String(error);
  }
  const { uri, headers, body } = expected;
  if (typeof body === "string" && headers["X-Amz-Target"] === undefined) {
    return restDifferences({ ...expected, uri, headers: sent(headers), body }, request)[0];
  }
  if (request.method !== expected.method) return `method ${request.method}`;
  const target = request.headers?.["X-Amz-Target"];
  if (target !== expected.headers["X-Amz-Target"]) return `target ${String(target)}`;
  if (typeof expected.body === "string") {
    const body: unknown = JSON.parse(request.body ?? "");
    return isDeepStrictEqual(body, JSON.parse(expected.body)) ? undefined : String(request.body);
  }
  const want = Object.entries(expected.body).map(([name, value]) => `${name}=${String(value)}`);
  const got = [...new URLSearchParams(request.body)].map(([name, value]) => `${name}=${value}`);
  const missing = want.filter((pair) => !got.includes(pair));
  const added = got.filter((pair) => !want.includes(pair));
  if (missing.length + added.length === 0) return undefined;
  return `missing ${missing.slice(0, 3).join(", ")}; added ${added.slice(0, 3).join(", ")}`;
}

/** Header fields but for the media type and the length, which are set when a request is sent. */
function sent(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => !/^content-(?:type|length)$/i.test(name)),
  );
}

function restDifferences(
  expected: ExpectedRequest,
  { method, path, query, headers, body = "" }: BuiltRequest,
): readonly string[] {
  const search = encodeQuery(query ?? {});
  return requestDifferences(expected, {
    method,
    target: search === "" ? path : `${path}?${search}`,
    headers: encodeHeaders(headers ?? {}),
    body,
  });
}
