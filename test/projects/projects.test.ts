// Each folder here is a project as its template makes it, with the call of one operation. It is
// copied, and then: generate, `npm run build`, `npm run call`, check. A new template is a new folder;
// `config.output` of its package.json is where it generates, and what it installs is in the
// package.json here.
import { readdirSync, readFileSync } from "node:fs";
import { cp } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { machineNode, run } from "./install.ts";

const here = import.meta.dirname;
const templates = readdirSync(here, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== "node_modules")
  .map(({ name }) => name);

const folder = inject("tools");
const program = join(folder, "node_modules/openapi-actions/dist/main.js");
let node: string;
const requests: string[] = [];
const server = createServer((request, response) => {
  requests.push(`${request.method ?? ""} ${request.url ?? ""}`);
  response.setHeader("content-type", "application/json").end('{"taskId":"task-1"}');
});

beforeAll(async () => {
  node = await machineNode();
  console.log(`generating with Node ${await run(node, ["--version"], folder)}`);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(() => {
  server.close();
});

test.each(templates)("%s: generates, builds and calls", async (name) => {
  const project = join(folder, name);
  await cp(join(here, name), project, { recursive: true });
  await cp(join(here, "api.yaml"), join(project, "api.yaml"));
  const { output } = (
    JSON.parse(readFileSync(join(project, "package.json"), "utf8")) as {
      readonly config: { readonly output: string };
    }
  ).config;
  const start = performance.now();
  const generated = await run(node, [program, "generate", "api.yaml", "-o", output], project);
  await run("npm", ["run", "build"], project);

  requests.length = 0;
  const { port } = server.address() as AddressInfo;
  const env = { BASE_URL: `http://127.0.0.1:${port}` };
  expect(await run("npm", ["run", "--silent", "call"], project, env)).toBe("task-1\n");
  expect(requests).toEqual(["GET /?Action=PollForTask&workerGroup=etl"]);
  const check = await run(node, [program, "check", "api.yaml", "-o", output], project);
  expect(check).toBe(`${output}: up to date\n`);

  const layout = generated.split("\n")[1] ?? "";
  console.log(`${name}: first response after ${secondsSince(start)} s; ${layout}`);
});

function secondsSince(start: number): string {
  return ((performance.now() - start) / 1000).toFixed(1);
}
