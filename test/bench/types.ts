// What a client costs the compiler and the editor: `npm run bench:types`. Programs of one operation of
// GitHub's API, of which the client is imported in different ways, beside a program without a client.
import { execFileSync } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openEditor } from "./editor.ts";
import { measure, type Usage } from "./measure.ts";

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
  "index-by-tag": `import { createClient, reposGet } from "client-by-tag";
${call}`,
  "source-module": `import { createClient } from "./source/runtime/client.ts";
import { reposGet } from "./source/operations/repos-get.ts";
${call}`,
  "source-module-twice": `import { createClient } from "./source/runtime/client.ts";
import { reposGet } from "./source/operations/repos-get.ts";
import { createClient as createSecond } from "./second/runtime/client.ts";
import { reposGet as second } from "./second/operations/repos-get.ts";
${call}
export const id: number = (await createSecond(client).send(second({ owner: "o", repo: "r" }))).id;
`,
  "source-index": `import { createClient, reposGet } from "./source/index.ts";
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

function generate(folder: string, output: string, ...options: readonly string[]): void {
  const main = join(root, "generator/main.ts");
  const args = [main, "generate", description, "--output", output, ...options];
  execFileSync(process.execPath, args, { cwd: folder, stdio: "ignore" });
}

/** Writes the client as sources, twice, and as built packages, and the programs. */
function prepare(folder: string): void {
  writeFileSync(join(folder, "by-tag.json"), JSON.stringify({ groupBy: "tag" }));
  generate(folder, "source");
  generate(folder, "second");
  const packages = [["client"], ["client-by-tag", "--config", "by-tag.json"]] as const;
  for (const [name, ...options] of packages) {
    const client = join("node_modules", name);
    generate(folder, client, "--layout", "package", ...options);
    execFileSync(process.execPath, [compiler, "-p", client], { cwd: folder, stdio: "inherit" });
  }
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  for (const [name, text] of Object.entries(programs)) {
    writeFileSync(join(folder, `${name}.ts`), text);
    const config = { compilerOptions, files: [`${name}.ts`] };
    writeFileSync(join(folder, `${name}.json`), JSON.stringify(config));
  }
}

/**
 * Seconds of CPU of the compiler for each program, and what it takes more than the empty one. It keeps
 * its own code compiled between its runs, as it does everywhere; the first is not counted. The least of
 * all runs is that which other programs disturbed least.
 */
function compile(folder: string, rounds: number): string {
  const usages = new Map<string, Usage[]>(Object.keys(programs).map((name) => [name, []]));
  for (let round = 0; round <= rounds; round += 1) {
    for (const [name, runs] of usages) {
      const usage = measure([compiler, "-p", `${name}.json`], folder, { compileCache: folder });
      if (round > 0) runs.push(usage);
    }
  }
  const base = least(usages.get("empty") ?? []).cpu;
  const rows = [...usages].map(([name, runs]) => {
    const { cpu, memory } = least(runs);
    return `| ${name} | ${cpu.toFixed(2)} | ${(cpu - base).toFixed(2)} | ${Math.round(memory)} |`;
  });
  const head = ["| program | CPU, s | over the empty one | MiB |", "| --- | ---: | ---: | ---: |"];
  return [...head, ...rows].join("\n");
}

function least(runs: readonly Usage[]): Pick<Usage, "cpu" | "memory"> {
  return {
    cpu: Math.min(...runs.map(({ cpu }) => cpu)),
    memory: Math.min(...runs.map(({ memory }) => memory)),
  };
}

/**
 * Milliseconds of an editor's requests after something was typed, once it has answered the first:
 * medians of 25.
 */
async function edit(folder: string, name: string): Promise<string> {
  const text = programs[name] ?? "";
  const file = join(folder, `${name}.ts`);
  copyFileSync(join(folder, `${name}.json`), join(folder, "tsconfig.json"));
  const editor = openEditor(folder, file, text);
  const timed = async (command: string, offset: number, wanted: RegExp): Promise<string> => {
    const times: number[] = [];
    for (let made = 0; made < 26; made += 1) {
      editor.type();
      const start = performance.now();
      const body = await editor.ask(command, offset);
      times.push(performance.now() - start);
      if (!wanted.test(JSON.stringify(body)))
        throw new Error(`${name}: ${command} has no ${wanted}`);
    }
    return (times.slice(1).sort((a, b) => a - b)[12] ?? Number.NaN).toFixed(0);
  };
  try {
    const completion = await timed("completionInfo", text.indexOf("owner"), /"name":"owner"/);
    const builder = await timed("quickinfo", text.lastIndexOf("reposGet("), /reposGet\(input/);
    const method = await timed("quickinfo", text.indexOf("send("), /Client\.send/);
    return `| ${name} | ${completion} | ${builder} | ${method} |`;
  } finally {
    editor.close();
  }
}

const folder = mkdtempSync(join(tmpdir(), "bench-types-"));
try {
  prepare(folder);
  const { version } = JSON.parse(
    readFileSync(join(root, "node_modules/typescript/package.json"), "utf8"),
  ) as { readonly version: string };
  console.log(`TypeScript ${version}, Node ${process.versions.node}\n`);
  console.log(compile(folder, 5));
  const rows: string[] = [];
  for (const name of ["entry", "index", "source-module", "source-index"]) {
    rows.push(await edit(folder, name));
  }
  const head = [
    "| program | completion, ms | hover of the builder, ms | hover of `send`, ms |",
    "| --- | ---: | ---: | ---: |",
  ];
  console.log(`\n${[...head, ...rows].join("\n")}`);
} finally {
  rmSync(folder, { recursive: true });
}
