import { execFileSync } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { isDeepStrictEqual } from "node:util";
import { generate } from "../../generator/generate.ts";
import { encodeHeaders } from "../../templates/runtime/headers.ts";
import { encodeQuery } from "../../templates/runtime/query.ts";
import type { HeaderRecord, QueryRecord } from "../../templates/runtime/request.ts";
import { requestDifferences } from "../protocols/compare.ts";
import type { ExpectedRequest } from "../protocols/vectors.ts";

// Runs outside of the test runner: a client of EC2 has a thousand modules.
const [folder = "", directory = ""] = process.argv.slice(2);

/** The results of the operations of a service that botocore and the description both have. */
export interface Comparison {
  readonly service: string;
  readonly compared: number;
  readonly wrong: readonly string[];
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
}

process.on("message", (service: string) => {
  void compare(service).then((comparison) => process.send?.(comparison));
});

async function compare(service: string): Promise<Comparison> {
  const spec = join(directory, `${service}.json`);
  const { info } = JSON.parse(await readFile(spec, "utf8")) as { info: { version: string } };
  const script = join(import.meta.dirname, "serialize.py");
  const output = execFileSync("/usr/bin/python3", [script, service, info.version], {
    maxBuffer: 2 ** 28,
  });
  const client = await importClient(spec, join(folder, service));
  const builders = new Map(Object.entries(client).map(([name, one]) => [name.toLowerCase(), one]));
  const wrong: string[] = [];
  let compared = 0;
  for (const line of output.toString().trim().split("\n")) {
    const expected = JSON.parse(line) as Expected;
    const builder = builders.get(expected.operation.toLowerCase());
    if (!builder) continue;
    compared += 1;
    const fault = faultOf(expected, builder);
    if (fault !== undefined) wrong.push(`${expected.operation}: ${fault}`);
  }
  return { service, compared, wrong };
}

async function importClient(
  spec: string,
  target: string,
): Promise<Readonly<Record<string, (params: object) => BuiltRequest>>> {
  const { files } = await generate(spec);
  for (const [file, text] of files) {
    await mkdir(dirname(join(target, file)), { recursive: true });
    await writeFile(join(target, file), text);
  }
  return (await import(pathToFileURL(join(target, "index.ts")).href)) as Awaited<
    ReturnType<typeof importClient>
  >;
}

function faultOf(expected: Expected, build: (params: object) => BuiltRequest): string | undefined {
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
