// Builds the published program into dist/, or the folder that is named: `npm run build`, and before
// `npm pack`.
//
// Everything but what package.json lists as dependencies is bundled, so that an installation is a
// few small packages; modules that are imported dynamically stay in chunks of their own, so that a
// command loads only what it needs.
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
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { promisify } from "node:util";
import { build, transform, type Metafile } from "esbuild";

const root = resolve(import.meta.dirname, "..");
const dist = resolve(process.argv[2] ?? join(root, "dist"));
const types = join(dist, "types");

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

await rm(dist, { recursive: true, force: true });
const [metafile] = await Promise.all([bundle(), declareTypes(), writeMain()]);
await copyFile(join(root, "generator/config/schema.json"), join(dist, "config.schema.json"));
await writeFile(join(dist, "THIRD-PARTY-LICENSES.txt"), await licencesOf(metafile));

async function bundle(): Promise<Metafile> {
  const { dependencies = {}, peerDependencies = {} } = await readManifest(root);
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: [
      "generator/cli/process.ts",
      "generator/cli/client-thread.ts",
      "generator/index.ts",
    ],
    outbase: "generator",
    outdir: dist,
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node20.19",
    external: Object.keys({ ...dependencies, ...peerDependencies }),
    minifySyntax: true,
    minifyWhitespace: true,
    // Its build for Node is CommonJS, of which `import()` in a bundle gives no named exports.
    alias: { yaml: join(root, "node_modules/yaml/browser/index.js") },
    // Bundled CommonJS modules call `require` for the modules of Node.
    banner: {
      js: 'import { createRequire as createRequireOfBundle } from "node:module"; const require = createRequireOfBundle(import.meta.url);',
    },
    legalComments: "none",
    chunkNames: "[name]-[hash]",
    metafile: true,
  });
  return metafile;
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
async function licencesOf({ inputs }: Metafile): Promise<string> {
  const folders = new Set<string>();
  for (const input of Object.keys(inputs)) {
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
