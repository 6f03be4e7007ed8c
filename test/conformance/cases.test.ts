import { existsSync, globSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DescriptionError } from "../../generator/diagnostics/problem.ts";
import { generate } from "../../generator/generate.ts";
import type * as runtime from "../../templates/runtime/index.ts";
import type { ApiRequest } from "../../templates/runtime/request.ts";
import { compileFolder } from "../helpers/compile.ts";
import type { SentRequest } from "./case.ts";
import { cases as fromFiles } from "./cases.ts";
import { reportCases } from "./report-cases.ts";

/**
 * Small descriptions that came out wrong once, each with what its README expects of it. They are not
 * in the repository.
 */
const folder = join(import.meta.dirname, "../../../shared/cases");
const isThere = existsSync(folder);
if (!isThere) console.log(`Skipped: there are no cases in ${folder}.`);

const files = new Map(
  globSync(["*.yaml", "reports/*"], { cwd: folder }).map((file) => {
    return [basename(file).replace(/\.\w+$/, ""), join(folder, file)];
  }),
);

const cases = { ...fromFiles, ...reportCases };

type Exports = Readonly<Record<string, (input?: object) => unknown>> &
  Pick<typeof runtime, "createClient">;

let output: string;
let compiler = "";
/** The problems reported for each, and whether they refused it. */
const outcomes = new Map<string, { readonly codes: string[]; readonly isRefused: boolean }>();

/** Generates a package, with a module beside it that uses it. */
async function generateCase(name: string, file: string): Promise<void> {
  try {
    const { files: written, problems } = await generate(file, { layout: "source" });
    outcomes.set(name, { codes: problems.map(({ code }) => code), isRefused: false });
    const use = `import * as api from "./index.ts";\nvoid api;\n${cases[name]?.use ?? ""}\n`;
    for (const [path, content] of [...written, ["use.ts", use] as const]) {
      await mkdir(dirname(join(output, name, path)), { recursive: true });
      await writeFile(join(output, name, path), content);
    }
  } catch (error) {
    if (!(error instanceof DescriptionError)) throw error;
    outcomes.set(name, { codes: error.problems.map(({ code }) => code), isRefused: true });
  }
}

async function importCase(name: string): Promise<Exports> {
  return (await import(pathToFileURL(join(output, name, "index.ts")).href)) as Exports;
}

/** Calls an operation and returns what the body was read as. */
async function call(
  name: string,
  operation: string,
  input: object,
  fetch: runtime.Fetch,
): Promise<unknown> {
  const { createClient, [operation]: build } = await importCase(name);
  const client = createClient({ baseUrl: "http://h", fetch });
  return client.send(build?.(input) as ApiRequest<unknown>);
}

async function sentBy(name: string, operation: string, input: object): Promise<SentRequest> {
  let seen: Request | undefined;
  let line = "";
  await call(name, operation, input, (url, init) => {
    seen = new Request(url, init);
    // `Request` normalises the path.
    line = `${seen.method} ${url.replace("http://h", "")}`;
    return Promise.resolve(new Response(null, { status: 204 }));
  });
  if (!seen) throw new Error("nothing was sent");
  const headers = Object.fromEntries(seen.headers);
  const boundary = /boundary="?([^";]+)/.exec(headers["content-type"] ?? "")?.[1] ?? "\0";
  const body = (await seen.text()).replaceAll(boundary, "B");
  return {
    line,
    headers: Object.fromEntries(
      Object.entries(headers).map(([key, value]) => [key, value.replaceAll(boundary, "B")]),
    ),
    body,
  };
}

/** A `Blob` as what it holds, which can be compared. */
async function comparable(body: unknown): Promise<unknown> {
  return body instanceof Blob ? { type: body.type, text: await body.text() } : body;
}

describe.skipIf(!isThere)("the cases that came out wrong once", () => {
  beforeAll(async () => {
    output = await mkdtemp(join(tmpdir(), "cases-"));
    await writeFile(join(output, "package.json"), '{ "type": "module" }');
    for (const [name, file] of files) await generateCase(name, file);
    compiler = await compileFolder(output);
  });

  afterAll(() => rm(output, { recursive: true }));

  test("are all in the table", () => {
    expect(Object.keys(cases).sort()).toEqual([...files.keys()].sort());
  });

  test("compile, with what uses them", () => {
    expect(compiler).toBe("");
  });

  const rows = Object.entries(cases);
  test.each(rows)("%s reports what has to be reported", (name, expected) => {
    expect(outcomes.get(name)).toEqual({
      codes: expected.reported ?? [],
      isRefused: expected.isRefused ?? false,
    });
  });

  const sent = rows.flatMap(([name, one]) =>
    (one.sent ?? []).map((row) => [name, ...row] as const),
  );
  test.each(sent)("%s: what %s sends, %#", async (name, operation, input, expected) => {
    expect(await sentBy(name, operation, input)).toMatchObject(expected);
  });

  const received = rows.flatMap(([name, one]) =>
    (one.received ?? []).map((row) => [name, ...row] as const),
  );
  test.each(received)("%s: what %s receives, %#", async (name, operation, response, expected) => {
    const body = await call(name, operation, {}, () => Promise.resolve(response));
    expect(await comparable(body)).toEqual(await comparable(expected));
  });
});
