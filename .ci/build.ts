// Builds the published program into dist/, or the folder that is named: `npm run build`, and before
// `npm pack`.
//
// Everything but what package.json lists as dependencies is bundled, so that an installation is a
// few small packages. The program is one module, since Node takes about a millisecond to find and
// link each; the packages that it imports dynamically are modules beside it, loaded when needed.
import { execFile } from "node:child_process";
import {
  chmod,
  copyFile,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  writeFile,
} from "node:fs/promises";
import { builtinModules } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { promisify } from "node:util";
import Handlebars from "handlebars";
import { templateOptions } from "../generator/emit/typescript/compile-template.ts";
import { build, transform, type Metafile, type Plugin } from "esbuild";

const root = resolve(import.meta.dirname, "..");
const dist = resolve(process.argv[2] ?? join(root, "dist"));
const types = join(dist, "types");

/** What the modules that start the program take from it. */
const programExports = `
export * from "./index.ts";
export { run } from "./cli/program.ts";
export { runClients } from "./cli/each-client.ts";
export { chooseClients } from "./cli/select-clients.ts";
`;

const common = {
  absWorkingDir: root,
  bundle: true,
  format: "esm",
  platform: "node",
  target: "node20.19",
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: "none",
  metafile: true,
} as const;

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

await rm(dist, { recursive: true, force: true });
const [metafiles] = await Promise.all([bundle(), declareTypes(), writeMain()]);
await copyFile(join(root, "generator/config/schema.json"), join(dist, "config.schema.json"));
await writeFile(join(dist, "THIRD-PARTY-LICENSES.txt"), await licencesOf(metafiles));

/** Bundles the program, what starts it, and the packages that it loads when needed. */
async function bundle(): Promise<readonly Metafile[]> {
  const { dependencies = {}, peerDependencies = {} } = await readManifest(root);
  const external = Object.keys({ ...dependencies, ...peerDependencies });
  const packages = new Map<string, string>();
  const templates = await compileTemplates();
  const program = await build({
    ...common,
    stdin: { contents: programExports, resolveDir: join(root, "generator"), loader: "ts" },
    outfile: join(dist, "program.js"),
    external,
    plugins: [builtinsAsTheyAre(), compiled(templates), packagesApart(external, packages)],
  });
  const entries = await build({
    ...common,
    entryPoints: ["cli/process.ts", "cli/client-thread.ts", "index.ts"].map((file) =>
      join(root, "generator", file),
    ),
    outbase: join(root, "generator"),
    outdir: dist,
    plugins: [builtinsAsTheyAre(), programApart()],
  });
  const apart = await build({
    ...common,
    entryPoints: Object.fromEntries(Array.from(packages, ([name, file]) => [file, name])),
    outdir: join(dist, "packages"),
    splitting: true,
    chunkNames: "[name]-[hash]",
    external,
    // Its build for Node is CommonJS, of which `import()` in a bundle gives no named exports.
    alias: { yaml: join(root, "node_modules/yaml/browser/index.js") },
    // Bundled CommonJS modules call `require` for the modules of Node.
    banner: {
      js: 'import { createRequire as createRequireOfBundle } from "node:module"; const require = createRequireOfBundle(import.meta.url);',
    },
  });
  return [program.metafile, entries.metafile, apart.metafile];
}

/** Compiles the templates, so that the compiler of templates is loaded for those of users alone. */
async function compileTemplates(): Promise<string> {
  const folder = join(root, "templates");
  const files = (await readdir(folder)).filter((file) => file.endsWith(".hbs")).sort();
  const entries = await Promise.all(
    files.map(async (file) => {
      const text = await readFile(join(folder, file), "utf8");
      const compiled = Handlebars.precompile(text, templateOptions) as string;
      return `[${JSON.stringify(text)}, Handlebars.template(${compiled})]`;
    }),
  );
  return `
    import Handlebars from "handlebars/runtime";
    export const compiledTemplates = new Map([${entries.join(",")}]);
  `;
}

function compiled(contents: string): Plugin {
  return {
    name: "compiled",
    setup(plugin) {
      plugin.onLoad({ filter: /[/\\]compiled-templates\.ts$/ }, () => ({
        contents,
        resolveDir: root,
      }));
    },
  };
}

/** Imports of a package at the moment when it is needed become a module in `packages/`. */
function packagesApart(external: readonly string[], packages: Map<string, string>): Plugin {
  return {
    name: "packages-apart",
    setup(plugin) {
      plugin.onResolve({ filter: /^[^.]/ }, ({ kind, path }) => {
        if (kind !== "dynamic-import" || external.includes(path)) return undefined;
        const file = path.replace(/\.js$/, "").replaceAll(/[^\w-]+/g, "-");
        packages.set(path, file);
        return { path: `./packages/${file}.js`, external: true };
      });
    },
  };
}

/** Whatever starts the program takes it from the one module, so that it is there once. */
function programApart(): Plugin {
  return {
    name: "program-apart",
    setup(plugin) {
      plugin.onResolve({ filter: /^\./ }, ({ kind, importer }) => {
        const file = relative(join(root, "generator"), importer).replaceAll("\\", "/");
        if (file === "index.ts") return { path: "./program.js", external: true };
        const isApart = file === "cli/client-thread.ts" || kind === "dynamic-import";
        return isApart ? { path: "../program.js", external: true } : undefined;
      });
    },
  };
}

/**
 * Takes the modules of Node as they are. An `import` would read each of their exports, and so load
 * what stands behind them: of `node:crypto` that takes 20 ms.
 */
function builtinsAsTheyAre(): Plugin {
  return {
    name: "builtins-as-they-are",
    setup(plugin) {
      const filter = new RegExp(`^(?:node:)?(?:${builtinModules.join("|")})$`);
      plugin.onResolve({ filter }, ({ kind, path }) =>
        kind === "dynamic-import"
          ? { path, external: true }
          : { path: path.replace(/^(?:node:)?/, "node:"), namespace: "builtin" },
      );
      plugin.onLoad({ filter: /.*/, namespace: "builtin" }, ({ path }) => ({
        contents: isLoadedLater(path) ? whenUsed(path) : `module.exports = ${taken(path)};`,
      }));
    },
  };
}

/** Modules of Node that it does not load for itself, or not whole, and that few runs use. */
function isLoadedLater(path: string): boolean {
  return /^node:(?:child_process|dns|https?|net|stream\/|timers\/|util|worker_threads)/.test(path);
}

/** A module whose exports are taken from Node's when they are used. */
function whenUsed(path: string): string {
  const names = JSON.stringify(Object.keys(process.getBuiltinModule(path) ?? {}));
  return `for (const name of ${names}) {
    Object.defineProperty(exports, name, { enumerable: true, get: () => ${taken(path)}[name] });
  }`;
}

function taken(path: string): string {
  return `process.getBuiltinModule(${JSON.stringify(path)})`;
}

/** Writes the executable, which has no static import for an older Node to stumble over. */
async function writeMain(): Promise<void> {
  const source = await readFile(join(root, "generator/main.ts"), "utf8");
  const { code } = await transform(source, { loader: "ts", target: "es2019" });
  const main = join(dist, "main.js");
  await mkdir(dist, { recursive: true });
  await writeFile(main, code.replace('"./cli/process.ts"', '"./cli/process.js"'));
  await chmod(main, 0o755);
}

/** Writes the declarations that the public interface refers to, and no others. */
async function declareTypes(): Promise<void> {
  const all = await mkdtemp(join(tmpdir(), "declarations-"));
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  await promisify(execFile)(process.execPath, [
    tsc,
    "-p",
    join(root, "generator"),
    "--outDir",
    all,
  ]);
  const reached = new Set<string>();
  const pending = ["index.d.ts"];
  for (let file = pending.pop(); file !== undefined; file = pending.pop()) {
    if (reached.has(file)) continue;
    reached.add(file);
    const text = await readFile(join(all, file), "utf8");
    await mkdir(dirname(join(types, file)), { recursive: true });
    await writeFile(join(types, file), text);
    for (const [, module = ""] of text.matchAll(/(?: from |import\()"(\.[^"]+)\.[jt]s"/g)) {
      pending.push(join(dirname(file), `${module}.d.ts`));
    }
  }
  await rm(all, { recursive: true });
}

/** The licences of the bundled packages, which ask to be passed on with the code. */
async function licencesOf(metafiles: readonly Metafile[]): Promise<string> {
  const folders = new Set<string>();
  for (const input of metafiles.flatMap(({ inputs }) => Object.keys(inputs))) {
    const [folder] = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input) ?? [];
    if (folder !== undefined) folders.add(folder);
  }
  const notices = await Promise.all([...folders].sort().map((folder) => noticeOf(folder)));
  return notices.join(`\n${"-".repeat(80)}\n\n`);
}

async function noticeOf(folder: string): Promise<string> {
  const { name, version, license = "" } = await readManifest(join(root, folder));
  const files = await readdir(join(root, folder));
  const file = files.find((one) => /^licen[cs]e/i.test(one));
  if (file === undefined && license === "") throw new Error(`${name} has no licence.`);
  const text = file === undefined ? "" : await readFile(join(root, folder, file), "utf8");
  return `${name} ${version} (${license})\n\n${text.trim()}\n`;
}

async function readManifest(folder: string): Promise<Manifest> {
  return JSON.parse(await readFile(join(folder, "package.json"), "utf8")) as Manifest;
}
