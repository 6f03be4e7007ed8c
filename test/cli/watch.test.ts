import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { afterEach, beforeEach, expect, test } from "vitest";
import { runGenerateOnChange } from "../../generator/cli/commands/generate.ts";
import { chooseClients, type ReadingFlags } from "../../generator/cli/select-clients.ts";

let folder: string;
let end: AbortController;
let ended: Promise<void> | undefined;
let lines: AsyncIterator<string>;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "watch-"));
  await mkdir(join(folder, "templates"));
  end = new AbortController();
  ended = undefined;
});
afterEach(async () => {
  end.abort();
  await ended;
  await rm(folder, { recursive: true });
});

const description = (path: string, schema = '"$ref": "pet.json"'): string =>
  JSON.stringify({
    openapi: "3.1.0",
    info: { title: "T", version: "1" },
    paths: { [path]: { get: { responses: {} } } },
    components: { schemas: { Pet: JSON.parse(`{${schema}}`) as object } },
  });

/** Starts it, with the first build done. */
async function start(flags: Partial<ReadingFlags> = {}): Promise<void> {
  await describeApi();
  const output = new PassThrough();
  lines = linesOf(output)[Symbol.asyncIterator]();
  const terminal = { out: (text: string) => void output.write(text), err: () => undefined };
  const spec = join(folder, "api.json");
  const choose = () => chooseClients(spec, { output: join(folder, "out"), ...flags });
  ended = runGenerateOnChange(choose, terminal, end.signal);
  expect(await line()).toMatch(/^\d\d:\d\d:\d\d \S*out: \d+ written, 0 removed, 0 unchanged$/);
}

async function describeApi(): Promise<void> {
  await writeFile(join(folder, "api.json"), description("/a"));
  await writeFile(join(folder, "pet.json"), '{ "type": "string" }');
}

async function* linesOf(output: AsyncIterable<unknown>): AsyncGenerator<string> {
  let rest = "";
  for await (const chunk of output) {
    const parts = (rest + String(chunk)).split("\n");
    rest = parts.pop() ?? "";
    yield* parts;
  }
}

async function line(): Promise<string> {
  const { value } = await lines.next();
  const text = String(value);
  // The layout and the next steps are said around what was written.
  return /^(?:Layout|Next:?|Made|  )/.test(text) ? line() : text;
}

const read = (file: string): Promise<string> => readFile(join(folder, "out", file), "utf8");

test("builds again when the description changes, also as editors save: by renaming", async () => {
  await start();
  await writeFile(join(folder, "new.json"), description("/b"));
  await rename(join(folder, "new.json"), join(folder, "api.json"));
  expect(await line()).toMatch(/out: \d+ written, 1 removed, /);
  expect(await read("operations/get-b.ts")).toContain('path: "/b"');

  await writeFile(join(folder, "new.json"), description("/c"));
  await rename(join(folder, "new.json"), join(folder, "api.json"));
  expect(await line()).toMatch(/out: \d+ written, 1 removed, /);
});

test("builds again when a file changes that the description refers to", async () => {
  await start();
  await writeFile(join(folder, "pet.json"), '{ "type": "integer" }');
  expect(await line()).toMatch(/out: \d+ written, 0 removed, /);
  expect(await read("schemas/pet-model.ts")).toContain("number");
});

test("a broken description in between loses nothing", async () => {
  await start();
  await writeFile(join(folder, "api.json"), "{");
  expect(await line()).toMatch(/out: left as it is$/);
  expect(await read("operations/get-a.ts")).toContain('path: "/a"');
  await writeFile(join(folder, "api.json"), description("/b"));
  expect(await line()).toMatch(/out: \d+ written, 1 removed, /);
});

test("builds again when a template changes", async () => {
  const template = join(import.meta.dirname, "../../templates/schema.ts.hbs");
  const copy = join(folder, "templates/schema.ts.hbs");
  await writeFile(copy, await readFile(template));
  await start({ templates: join(folder, "templates") });
  await writeFile(copy, `${await readFile(template, "utf8")}\n// changed\n`);
  expect(await line()).toMatch(/out: \d+ written, 0 removed, /);
  expect(await read("schemas/pet.ts")).toContain("// changed");
});

test("builds again when the configuration changes", async () => {
  const config = join(folder, "openapi-actions.config.ts");
  await writeFile(config, 'export default { names: { "GET /a": "first" } };');
  await start({ config });
  expect(await read("index.ts")).toContain("first");
  await writeFile(config, 'export default { names: { "GET /a": "second" } };');
  expect(await line()).toMatch(/out: \d+ written, 1 removed, /);
  expect(await read("index.ts")).toContain("second");
});

test("ends with 0 on SIGINT", async () => {
  await describeApi();
  const main = join(import.meta.dirname, "../../generator/main.ts");
  const child = spawn(process.execPath, [main, "generate", "api.json", "-o", "out", "--watch"], {
    cwd: folder,
    stdio: ["ignore", "pipe", "inherit"],
  });
  lines = linesOf(child.stdout)[Symbol.asyncIterator]();
  expect(await line()).toContain("out: ");
  child.kill("SIGINT");
  expect(await once(child, "exit")).toEqual([0, null]);
});
