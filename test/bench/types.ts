// What a client costs the compiler and the editor: `npm run bench:types`. Programs of one operation of
// GitHub's API, of which the client is imported in different ways, beside a program without a client.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { measure, median, type Usage } from "./measure.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const description = join(
  root,
  "test/bench/peers/node_modules/@octokit/openapi/generated/api.github.com.json",
);
if (!existsSync(description)) {
  throw new Error("GitHub's description is not installed: run `npm install` in test/bench/peers");
}

const call = `const client = createClient({ baseUrl: "https://api.github.com" });
const request = reposGet({ owner: "o", repo: "r" });
export const name: string = (await client.send(request)).name;
`;
const errors = `
export const { declared, body } = await client.exchange(request);
export const message = await client
  .send(request)
  .catch((error: unknown) => isErrorOf(request, error) && error.declared === 404 && error.body);
`;

/** Programs by how they import the client. */
const programs: Readonly<Record<string, string>> = {
  empty: "export const response: Promise<Response> = fetch('/');\n",
  "by-hand": `export class HttpError extends Error {
  readonly status: number;
  readonly body: unknown;
  constructor(status: number, body: unknown) {
    super(\`failed with status \${status}\`);
    this.status = status;
    this.body = body;
  }
}
async function reposGet(owner: string, repo: string): Promise<{ readonly name: string }> {
  const path = \`/repos/\${encodeURIComponent(owner)}/\${encodeURIComponent(repo)}\`;
  const response = await fetch(\`https://api.github.com\${path}\`);
  if (!response.ok) throw new HttpError(response.status, await response.json());
  return response.json();
}
export const name: string = (await reposGet("o", "r")).name;
`,
  entry: `import { createClient } from "client/runtime";
import { reposGet } from "client/operations/repos-get";
${call}`,
  "entry-with-errors": `import { createClient, isErrorOf } from "client/runtime";
import { reposGet } from "client/operations/repos-get";
${call}${errors}`,
  index: `import { createClient, reposGet } from "client";
${call}`,
  "source-module": `import { createClient } from "./source/runtime/client.ts";
import { reposGet } from "./source/operations/repos-get.ts";
${call}`,
};
const compilerOptions = {
  target: "es2022",
  lib: ["es2023", "dom", "dom.iterable"],
  module: "nodenext",
  types: [],
  strict: true,
  skipLibCheck: true,
  noEmit: true,
  allowImportingTsExtensions: true,
};
const compiler = join(root, "node_modules/typescript/lib/tsc.js");

/** Writes the client as sources and as a built package, and the programs. */
function prepare(folder: string): void {
  const main = join(root, "generator/main.ts");
  const client = join(folder, "node_modules/client");
  mkdirSync(client, { recursive: true });
  for (const output of [client, join(folder, "source")]) {
    const generate = [main, "generate", description, "--output", output];
    execFileSync(process.execPath, generate, { cwd: folder, stdio: "ignore" });
  }
  execFileSync(process.execPath, [compiler, "-p", client], { stdio: "inherit" });
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  for (const [name, text] of Object.entries(programs)) {
    writeFileSync(join(folder, `${name}.ts`), text);
    const config = { compilerOptions, files: [`${name}.ts`] };
    writeFileSync(join(folder, `${name}.json`), JSON.stringify(config));
  }
}

/** Seconds of CPU of the compiler for each program, and what it takes more than the empty one. */
function compile(folder: string, rounds: number): string {
  const usages = new Map<string, Usage[]>(Object.keys(programs).map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, runs] of usages) {
      runs.push(measure([compiler, "-p", `${name}.json`], folder));
    }
  }
  const base = median(usages.get("empty") ?? []).cpu;
  const rows = [...usages].map(([name, runs]) => {
    const { cpu, memory } = median(runs);
    return `| ${name} | ${cpu.toFixed(2)} | ${(cpu - base).toFixed(2)} | ${Math.round(memory)} |`;
  });
  const head = ["| program | CPU, s | over the empty one | MiB |", "| --- | ---: | ---: | ---: |"];
  return [...head, ...rows].join("\n");
}

/** Milliseconds of an editor's requests, once it has answered the first: medians of 25. */
function edit(folder: string, name: string): string {
  const file = join(folder, `${name}.ts`);
  const text = programs[name] ?? "";
  const { options } = ts.convertCompilerOptionsFromJson(compilerOptions, folder);
  let version = 0;
  let current = text;
  const service = ts.createLanguageService({
    getCompilationSettings: () => options,
    getScriptFileNames: () => [file],
    getScriptVersion: (one) => (one === file ? String(version) : "0"),
    getScriptSnapshot: (one) => {
      const content = one === file ? current : ts.sys.readFile(one);
      return content === undefined ? undefined : ts.ScriptSnapshot.fromString(content);
    },
    getCurrentDirectory: () => folder,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    fileExists: ts.sys.fileExists.bind(ts.sys),
    readFile: ts.sys.readFile.bind(ts.sys),
    readDirectory: ts.sys.readDirectory.bind(ts.sys),
    directoryExists: ts.sys.directoryExists.bind(ts.sys),
    getDirectories: ts.sys.getDirectories.bind(ts.sys),
  });
  const timed = (request: () => unknown): number => {
    const times: number[] = [];
    for (let made = 0; made < 26; made += 1) {
      // As if something was typed, so that nothing is kept of the request before.
      version += 1;
      current = `${text}// ${made}\n`;
      const start = performance.now();
      if (request() === undefined) throw new Error(`The editor has no answer for ${name}.`);
      times.push(performance.now() - start);
    }
    return times.slice(1).sort((a, b) => a - b)[12] ?? Number.NaN;
  };
  const parameters = text.indexOf("owner");
  const completion = timed(() => service.getCompletionsAtPosition(file, parameters, {}));
  const hover = timed(() => service.getQuickInfoAtPosition(file, text.lastIndexOf("reposGet(")));
  return `| ${name} | ${completion.toFixed(0)} | ${hover.toFixed(0)} |`;
}

const folder = mkdtempSync(join(tmpdir(), "bench-types-"));
try {
  prepare(folder);
  const { version } = JSON.parse(
    readFileSync(join(root, "node_modules/typescript/package.json"), "utf8"),
  ) as { readonly version: string };
  console.log(`TypeScript ${version}, Node ${process.versions.node}\n`);
  console.log(compile(folder, 5));
  const rows = ["entry", "index", "source-module"].map((name) => edit(folder, name));
  const head = ["| program | completion, ms | hover, ms |", "| --- | ---: | ---: |"];
  console.log(`\n${[...head, ...rows].join("\n")}`);
} finally {
  rmSync(folder, { recursive: true });
}
