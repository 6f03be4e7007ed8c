// Prints what a user of each template meets, as Markdown:
//
//     node test/projects/table.ts > test/projects/README.md
//
// Each is generated, built and called on every Node that the program supports, and what is generated
// there is compiled by every compiler. A folder that `installTools` has filled may be given. Needs
// the network. Rows and failures are shown on standard error as they come, and the page when all are
// there; where a cell is not 0, it ends with 1.
import { mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { getTsconfig, parseTsconfig } from "get-tsconfig";
import { format, resolveConfig } from "prettier";
import { installTools, nodes, run } from "./install.ts";
import { copyTemplate, templates, tryProject, type Project } from "./template.ts";

const compilers = ["5.0", "5.1", "5.2", "5.3", "5.4", "5.5", "5.6", "5.7", "5.8", "5.9", "7"];
/** Options that templates have, and the first compiler that knows them. */
const since: Readonly<Record<string, number>> = {
  erasableSyntaxOnly: 5.8,
  noUncheckedSideEffectImports: 5.6,
  // Part of `strict`, which is read with all its parts.
  strictBuiltinIteratorReturn: 5.6,
};

const introduction = `# Projects of users

Each folder is a project as its template makes it, in which the packed program is installed, generates,
builds and calls one operation. \`npm run test:projects\` does that on the machine's Node. This page is
printed by \`node test/projects/table.ts\`, which does it on every Node that the program supports, and
compiles what is generated with every compiler, by the options of the project.

Seconds are those from \`npm install\` of the tarball to the first response: \`generate\`, the project's
own build, and the call. What the framework itself installs is in no number. Errors are those of any
step; compilers are TypeScript 5.0 to 5.9 and 7 (5.7 on for a package, whose own tsconfig.json
rewrites the extension of imports).
`;

const tried = `
Tried by hand (Jest with ts-jest and with Babel, Vue with its own build), in the layout \`source\`, as
kinds that the templates above do not have: React Native (\`moduleResolution\` node10, without \`exports\`), Electron and Jest (CommonJS),
Workers of Cloudflare (their types in place of DOM), Vue and SvelteKit (the options of their
tsconfig.json). Each compiles without an error. What differed in kind, the types of Workers, is a row
of \`compilers.test.ts\`.
`;

const [given] = process.argv.slice(2);
const tools = given ?? (await mkdtemp(join(tmpdir(), "projects-")));
if (given === undefined) await installTools(tools);
const program = join(tools, "node_modules/openapi-actions/dist/main.js");
const tarball = (await readdir(tools)).find((name) => name.endsWith(".tgz")) ?? "";
const failures: string[] = [];

const columns: { name: string; node: string; install: number }[] = [];
let size = "";
for (const [, node] of nodes(tools)) {
  const name = (await run(node, ["--version"], tools)).trim();
  columns.push({ name, node, install: await secondsOf(() => install(node)) });
}
const rows: (readonly string[])[] = [];
const head = ["Template", ...columns.map(({ name }) => `Node ${name.slice(1)}`), "Compilers"];
addRow(head);
addRow(head.map(() => "---"));
for (const template of templates) {
  const cells: string[] = [];
  let project: Project | undefined;
  for (const { name, node, install: installed } of columns) {
    const folder = join(tools, `${template}-${name}`);
    await rm(folder, { recursive: true, force: true });
    const copy = await copyTemplate(template, folder);
    const before = failures.length;
    const seconds = await secondsOf(() => tryProject(copy, program, node));
    const errors = failures.length - before;
    cells.push(`${errors} errors, ${(installed + seconds).toFixed(0)} s`);
    project = copy;
  }
  if (project) cells.push(await compile(project));
  addRow([template, ...cells]);
}
const page = `${introduction}\n${size}\n\n${rows.map(rowText).join("\n")}\n${tried}`;
const settings = await resolveConfig(import.meta.filename);
process.stdout.write(await format(page, { ...settings, parser: "markdown" }));
if (failures.length > 0) console.error(`${failures.length} failures:\n${failures.join("\n")}`);
if (given === undefined) await rm(tools, { recursive: true });
process.exitCode = failures.length > 0 ? 1 : 0;

/** Adds a row, and shows it at once, so that a run that is ended has not run for nothing. */
function addRow(cells: readonly string[]): void {
  rows.push(cells);
  console.error(rowText(cells));
}

function rowText(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

function fail(text: string): void {
  failures.push(text);
  console.error(text);
}

async function secondsOf(step: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await step().catch((error: unknown) => {
    fail(String(error));
  });
  return (performance.now() - start) / 1000;
}

/** Installs the tarball alone, as README does, and measures what came. */
async function install(node: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "install-"));
  const PATH = `${dirname(node)}:${process.env["PATH"] ?? ""}`;
  await writeFile(join(folder, "package.json"), "{}");
  const flags = ["--no-audit", "--no-fund", "--engine-strict", "--save-dev"];
  await run("npm", ["install", ...flags, join(tools, tarball)], folder, { PATH });
  const modules = join(folder, "node_modules");
  const packages = (await readdir(modules)).filter((name) => !name.startsWith("."));
  const sizes = await Promise.all(
    (await readdir(modules, { recursive: true })).map(async (name) => {
      const { size: bytes } = await stat(join(modules, name));
      return bytes;
    }),
  );
  const packed = (await stat(join(tools, tarball))).size;
  const installed = sizes.reduce((sum, one) => sum + one, 0);
  size =
    `The tarball has ${megabytes(packed)}; an install has ${megabytes(installed)} in ` +
    `${packages.length} packages (${packages.join(", ")}), where it once had 73 MB in 59. jiti reads ` +
    "configurations of TypeScript in projects of ES modules and of CommonJS, also on Node 20; everything " +
    "else is bundled. typescript and openapi-typescript are optional peers, for openapi.ts alone.";
  await rm(folder, { recursive: true });
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

/** Compiles what is generated in a project by each compiler, with the options of the project. */
async function compile({ folder, output }: Project): Promise<string> {
  const options = await optionsOf(join(folder, output));
  if (!options) return "Deno's own";
  const least = "rewriteRelativeImportExtensions" in options ? 5.7 : 5;
  let count = 0;
  for (const version of compilers.filter((one) => Number(one) >= least)) {
    const config = join(folder, `tsconfig.${version}.json`);
    const known = Object.entries(options).filter(([name]) => Number(version) >= (since[name] ?? 5));
    // Compilers before 5.4 do not know it, and 5.4 asks for helpers by it that its target does not need.
    const isPreserve = Number(version) < 5.5 && /^preserve$/i.test(String(options["module"]));
    const older = isPreserve ? { module: "esnext", moduleResolution: "bundler" } : {};
    // Nor do all know every target: what is missing is in the library alone.
    const isTooNew = Number(version) < 5.7 && /^es20(?:2[3-9]|3)/i.test(String(options["target"]));
    const target = isTooNew ? { target: "es2022" } : {};
    const compilerOptions = { ...Object.fromEntries(known), ...older, ...target };
    await writeFile(config, JSON.stringify({ compilerOptions, include: [`./${output}`] }));
    const alias = version === "5.9" ? "typescript" : `typescript${version}`;
    const tsc = join(tools, "node_modules", alias, "bin/tsc");
    const checked = ["--noEmit", "--skipLibCheck", "--listFiles"];
    const printed = await run(process.execPath, [tsc, "-p", config, ...checked], folder).catch(
      (error: unknown) => {
        const lines = String(error).split("\n");
        fail([config, ...lines.filter((line) => line.includes("error TS"))].join("\n"));
        return String(error);
      },
    );
    const found = printed.split("\n").filter((line) => /\berror TS\d+:/.test(line)).length;
    if (!printed.includes(`${output}/index.ts`)) fail(`${config} compiles nothing`);
    count += found;
  }
  return `${count} errors`;
}

/** The options of the tsconfig.json that compiles a folder; `undefined` where Deno does. */
async function optionsOf(folder: string): Promise<Readonly<Record<string, unknown>> | undefined> {
  const nearest = getTsconfig(folder);
  if (!nearest || dirname(nearest.path) === tools) return undefined;
  const [reference] = nearest.config.references ?? [];
  const config = reference
    ? parseTsconfig(join(dirname(nearest.path), reference.path))
    : nearest.config;
  // The folders of what is emitted; nothing is.
  const { rootDir: _, outDir: __, composite: ___, ...options } = config.compilerOptions ?? {};
  return { ...options, incremental: false, tsBuildInfoFile: undefined };
}
