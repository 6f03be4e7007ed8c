import { build } from "esbuild";
import { execFile } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { generate } from "../../generator/generate.ts";
import type { Outcomes } from "./calls.ts";
import { expected } from "./expected.ts";
import { createCallServer } from "./server.ts";

const here = import.meta.dirname;
const tools = join(here, "node_modules");
const chromium = "/usr/bin/chromium";

const server = createCallServer();
let folder: string;
let baseUrl: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "runtimes-"));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  baseUrl = `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
  const { files } = await generate(join(here, "calls.yaml"));
  for (const [file, text] of files) {
    await mkdir(dirname(join(folder, "client", file)), { recursive: true });
    await writeFile(join(folder, "client", file), text);
  }
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await rm(folder, { recursive: true, force: true });
});

/** The calls and the client in one module. @param end uses `outcomes`, a function. */
async function bundle(name: string, end: string): Promise<string> {
  const entry = join(folder, `${name}.ts`);
  const outfile = join(folder, `${name}.js`);
  await writeFile(
    entry,
    `import * as api from ${JSON.stringify(join(folder, "client/index.ts"))};
import { runCalls } from ${JSON.stringify(join(here, "calls.ts"))};
const outcomes = () => runCalls(api, ${JSON.stringify(baseUrl)});
${end}`,
  );
  await build({ entryPoints: [entry], outfile, bundle: true, format: "esm", logLevel: "silent" });
  return outfile;
}

/** @throws in CI, where everything has been installed. */
function isThere(name: string, path: string): boolean {
  if (existsSync(path)) return true;
  if (process.env["CI"]) throw new Error(`${name} is not installed (bash test/runtimes/install)`);
  process.stdout.write(`test:runtimes: ${name} is not installed; it is skipped\n`);
  return false;
}

const print = "console.log(JSON.stringify(await outcomes()));";
const programs = [
  ["Node 24", process.execPath, []],
  ["Node 22", join(tools, ".bin/node"), []],
  ["Deno", join(tools, ".bin/deno"), ["run", "--allow-net", "--no-config"]],
  ["Bun", join(tools, ".bin/bun"), ["run"]],
] as const;

describe.each(programs)("%s", (name, command, args) => {
  test.skipIf(!isThere(name, command))("makes every call as it should be", async () => {
    const script = await bundle(name.replace(" ", "-"), print);
    const { stdout } = await promisify(execFile)(command, [...args, script], { cwd: folder });
    expect(JSON.parse(stdout)).toEqual(expected(name));
  });
});

const miniflare = join(tools, "miniflare/package.json");
test.skipIf(!isThere("workerd", miniflare))(
  "workerd makes every call as it should be",
  async () => {
    const script = await bundle(
      "worker",
      "export default { fetch: async () => Response.json(await outcomes()) };",
    );
    const { Miniflare } = createRequire(miniflare)("miniflare") as MiniflareModule;
    const worker = new Miniflare({
      modules: true,
      script: await readFile(script, "utf8"),
      compatibilityDate: "2025-11-01",
    });
    try {
      const response = await worker.dispatchFetch("http://worker.test/");
      expect((await response.json()) as Outcomes).toEqual(expected("workerd"));
    } finally {
      await worker.dispose();
    }
  },
);

// Their own types are there only where they are installed.
interface MiniflareModule {
  readonly Miniflare: new (options: object) => {
    dispatchFetch(url: string): Promise<Response>;
    dispose(): Promise<void>;
  };
}

interface PlaywrightModule {
  readonly chromium: {
    launch(options: object): Promise<{
      newPage(): Promise<{
        goto(url: string): Promise<unknown>;
        addScriptTag(options: object): Promise<unknown>;
        waitForFunction(expression: string): Promise<unknown>;
        evaluate(expression: string): Promise<unknown>;
      }>;
      close(): Promise<void>;
    }>;
  };
}

const playwright = join(tools, "playwright-core/package.json");
const isBrowserThere = isThere("playwright-core", playwright) && isThere("Chromium", chromium);
test.skipIf(!isBrowserThere)("Chromium makes every call as it should be", async () => {
  const script = await bundle("browser", "globalThis.outcomes = outcomes;");
  const { chromium: launcher } = createRequire(playwright)("playwright-core") as PlaywrightModule;
  const browser = await launcher.launch({
    executablePath: chromium,
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"],
  });
  try {
    const page = await browser.newPage();
    await page.goto(`${baseUrl}/page`);
    await page.addScriptTag({ path: script, type: "module" });
    // A module runs some time after its tag is there.
    await page.waitForFunction("globalThis.outcomes !== undefined");
    const outcomes = await page.evaluate("globalThis.outcomes()");
    expect(outcomes).toEqual(expected("Chromium"));
  } finally {
    await browser.close();
  }
});
