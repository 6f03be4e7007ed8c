import { readdirSync, readFileSync } from "node:fs";
import { cp } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { dirname, join } from "node:path";
import { run } from "./install.ts";

const here = import.meta.dirname;

/** The folders beside this file, each a project as its template makes it. */
export const templates: readonly string[] = readdirSync(here, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !["node_modules", "turborepo"].includes(entry.name))
  .map(({ name }) => name);

/** A copy of a template, in a folder from which the tools are found. */
export interface Project {
  readonly folder: string;
  /** Where it generates, relative to its folder. */
  readonly output: string;
}

/** Copies a template, with the description. */
export async function copyTemplate(template: string, folder: string): Promise<Project> {
  await cp(join(here, template), folder, { recursive: true });
  await cp(join(here, "api.yaml"), join(folder, "api.yaml"));
  const manifest: unknown = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  return { folder, output: (manifest as { config: { output: string } }).config.output };
}

/** What a user of a project sees. */
export interface Outcome {
  /** What `generate` and `check` printed. */
  readonly generated: string;
  readonly checked: string;
  /** What the project itself printed, and the requests that its server received. */
  readonly printed: string;
  readonly requests: readonly string[];
}

/**
 * Generates, builds, calls and checks, all on one Node.
 *
 * @throws where one of them fails, with all that it printed.
 */
export async function tryProject(
  { folder, output }: Project,
  program: string,
  node: string,
): Promise<Outcome> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(`${request.method ?? ""} ${request.url ?? ""}`);
    response.setHeader("content-type", "application/json").end('{"taskId":"task-1"}');
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const PATH = `${dirname(node)}:${process.env["PATH"] ?? ""}`;
  const env = { PATH, BASE_URL: `http://127.0.0.1:${port}` };
  try {
    const generated = await run(node, [program, "generate", "api.yaml", "-o", output], folder);
    await run("npm", ["run", "build"], folder, env);
    const printed = await run("npm", ["run", "--silent", "call"], folder, env);
    const checked = await run(node, [program, "check", "api.yaml", "-o", output], folder);
    return { generated, checked, printed, requests };
  } finally {
    server.close();
  }
}
