import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import {
  createFilesMatcher,
  getTsconfig,
  parseTsconfig,
  type TsConfigJsonResolved,
} from "get-tsconfig";
import { aliasOf, type Alias } from "./import-alias.ts";
import { UnusableError } from "../diagnostics/problem.ts";
import { parseJson } from "../text/parse-json.ts";
import { relativePath } from "../text/slashes.ts";
import type { ImportExtension, Layout } from "../model/layout.ts";

/** How generated files fit into the project that they are written into. */
export interface Fit {
  readonly layout: Layout;
  readonly importExtension: ImportExtension;
  /** The reason for the import extension, for people: `tsconfig.json: module nodenext`. */
  readonly reason: string;
  /** How the project's own code can import the folder, besides by its path. */
  readonly alias?: Alias | undefined;
}

/**
 * Looks at the project around an output folder. Where the project compiles what lies there, it gets
 * sources that its compiler and its bundler resolve; everywhere else, and as a member of a
 * workspace, the folder is a package of its own.
 *
 * @param output the folder, which need not exist.
 * @throws UnusableError where a tsconfig.json cannot be read.
 */
export function fitProject(output: string): Fit {
  const folder = resolve(output);
  const deno = findUpwards(dirname(folder), ["deno.json", "deno.jsonc", "tsconfig.json"]);
  if (deno !== undefined && basename(deno) !== "tsconfig.json") {
    return { layout: "source", importExtension: "ts", reason: basename(deno) };
  }
  const config = isWorkspaceMember(folder) ? undefined : configOf(folder);
  if (!config) return { layout: "package", importExtension: "ts", reason: "a package of its own" };
  const [importExtension, option] = extensionFor(config.tsconfig.compilerOptions ?? {}, folder);
  const file = relativePath(process.cwd(), config.path);
  const alias = aliasOf(folder, { path: config.path, config: config.tsconfig });
  return { layout: "source", importExtension, reason: `${file}: ${option}`, alias };
}

type CompilerOptions = NonNullable<TsConfigJsonResolved["compilerOptions"]>;

/** The nearest tsconfig.json, or of those that it refers to the one, that compiles a folder. */
function configOf(
  folder: string,
): { readonly path: string; readonly tsconfig: TsConfigJsonResolved } | undefined {
  const file = join(folder, "index.ts");
  try {
    const nearest = getTsconfig(dirname(folder));
    const seen = new Set<string>();
    const pending = nearest ? [nearest.path] : [];
    for (let path = pending.shift(); path !== undefined; path = pending.shift()) {
      if (seen.has(path)) continue;
      seen.add(path);
      const config = parseTsconfig(path);
      if (createFilesMatcher({ path, config })(file)) {
        return { path, tsconfig: config };
      }
      for (const reference of config.references ?? []) {
        const target = resolve(dirname(path), reference.path);
        pending.push(target.endsWith(".json") ? target : join(target, "tsconfig.json"));
      }
    }
    return undefined;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new UnusableError(
      `The tsconfig.json of ${folder} cannot be read: ${message} ` +
        "Correct it, or say with --layout and --import-extension what to write.",
      { cause: error },
    );
  }
}

/** The import extension of a project, and the option that determines it. */
function extensionFor(
  options: CompilerOptions,
  folder: string,
): readonly [extension: ImportExtension, option: string] {
  if (options.allowImportingTsExtensions) return ["ts", "allowImportingTsExtensions"];
  if (options.rewriteRelativeImportExtensions) return ["ts", "rewriteRelativeImportExtensions"];
  const module = options.module?.toLowerCase();
  const resolution = options.moduleResolution?.toLowerCase();
  const option =
    resolution !== undefined
      ? `moduleResolution ${resolution}`
      : `module ${module ?? "by default"}`;
  if (!/^node(?:16|18|20|next)$/.test(resolution ?? module ?? "")) return ["none", option];
  // In CommonJS Node's resolution adds the extension, as Jest and older bundlers do.
  return isModule(folder) ? ["js", option] : ["none", `${option}, CommonJS`];
}

/** Whether Node takes the files of a folder for ES modules. */
function isModule(folder: string): boolean {
  const manifest = findUpwards(folder, ["package.json"]);
  return manifest !== undefined && readJson(manifest)["type"] === "module";
}

/** Whether a workspace of npm, Yarn or Bun lists the folder as one of its packages, or one of pnpm. */
function isWorkspaceMember(folder: string): boolean {
  for (let root = dirname(folder); ; root = dirname(root)) {
    const path = relativePath(root, folder);
    if (workspacesOf(root).some((pattern) => matches(pattern, path))) return true;
    if (root === dirname(root)) return false;
  }
}

function workspacesOf(root: string): readonly string[] {
  const { workspaces } = readJson(join(root, "package.json"));
  const listed = Array.isArray(workspaces) ? workspaces : fieldOf(workspaces, "packages");
  const pnpm = join(root, "pnpm-workspace.yaml");
  const lines = existsSync(pnpm) ? readFileSync(pnpm, "utf8").split("\n") : [];
  return [
    ...(Array.isArray(listed) ? listed.filter((one) => typeof one === "string") : []),
    // A list of plain or quoted words, as pnpm itself writes it.
    ...lines.flatMap((line) => /^- +["']?([^"'#\s]+)/.exec(line.trim())?.[1] ?? []),
  ];
}

/** Whether a pattern of a workspace (`packages/*`, `apps/**`, `tools/client`) fits a path. */
function matches(pattern: string, path: string): boolean {
  const wanted = pattern.replace(/^\.\//, "").replace(/\/$/, "").split("/");
  const given = path.split("/");
  if (wanted.at(-1) === "**") return wanted.slice(0, -1).every((one, at) => one === given[at]);
  return (
    wanted.length === given.length && wanted.every((one, at) => one === "*" || one === given[at])
  );
}

function findUpwards(folder: string, names: readonly string[]): string | undefined {
  const found = names.map((name) => join(folder, name)).find((file) => existsSync(file));
  if (found !== undefined || folder === dirname(folder)) return found;
  return findUpwards(dirname(folder), names);
}

/** An object of a JSON file; empty where there is no such file, or no object in it. */
function readJson(file: string): Readonly<Record<string, unknown>> {
  try {
    const value = parseJson(readFileSync(file, "utf8"));
    return typeof value === "object" && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

function fieldOf(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
}
