import { readdir, readFile } from "node:fs/promises";
import type { Description } from "../../description.ts";
import { code } from "../../text/code.ts";
import { flatten, layOut } from "./layout.ts";
import { alignTables } from "./markdown-tables.ts";
import { formatFile, render } from "./render.ts";
import { readTemplates, templateError, type TemplateName } from "./templates.ts";
import { viewManifest, clientName } from "./manifest.ts";
import { viewReadme } from "./readme.ts";
import { viewPackage, type PackageView } from "./package-view.ts";
import { withImportExtension } from "./import-extension.ts";
import type { ImportExtension, Layout } from "../../model/layout.ts";
import { isOfProtocol } from "./runtime-modules.ts";
import { programFolder } from "../../text/program.ts";

export interface PackageOptions {
  /** By default `package`. */
  readonly layout?: Layout | undefined;
  /** By default `ts`. */
  readonly importExtension?: ImportExtension | undefined;
  /** A folder with templates that take the place of ours, one by one: `operation.ts.hbs`. */
  readonly templates?: string | undefined;
  /** Whether the package has `openapi.ts` too: the types that openapi-typescript writes. */
  readonly openapiTypes?: boolean | undefined;
  /** Called with each file's path before it is read. */
  readonly onRead?: ((path: string) => void) | undefined;
}

/**
 * Returns the files of a client in its layout: POSIX paths relative to its folder, and their text.
 *
 * The runtime is copied as it is: bundlers leave out what a program does not use.
 *
 * @throws UnusableError for a template of the user's that cannot be rendered.
 */
export async function emitPackage(
  description: Description,
  {
    layout = "package",
    importExtension = "ts",
    templates: templateFolder,
    openapiTypes = false,
    onRead,
  }: PackageOptions = {},
): Promise<ReadonlyMap<string, string>> {
  const templates = await readTemplates(templateFolder, onRead);
  const view = viewPackage(description);
  const rendered: Rendering[] = [
    ["index.ts", "index.ts", view.index],
    ...(layout === "package" ? packageFiles(description, view, importExtension, openapiTypes) : []),
    ...(view.security ? [["security.ts", "security.ts", view.security] satisfies Rendering] : []),
    ...view.operations.map((one): Rendering => [one.file, "operation.ts", one]),
    ...view.shapes.map((one): Rendering => [one.file, "schema.ts", one]),
    ...view.schemas.map((one): Rendering => [one.file, "schema.ts", one]),
  ];
  const files = new Map<string, string>();
  for (const [file, text] of await readRuntime(new Set(view.runtime))) {
    files.set(file, withImportExtension(text, importExtension));
  }
  for (const [file, name, values] of rendered) {
    // Naming sees to it. Without this, what it missed would be lost without a word.
    if (files.has(file)) throw new Error(`Two modules of the package are called ${file}.`);
    const template = templates[name];
    try {
      const text = withImportExtension(render(template, values), importExtension);
      const laidOut = template.isOwn ? await layOutFile(file, text) : undefined;
      files.set(file, laidOut ?? (await formatFile(file, flatten(text))));
    } catch (error) {
      throw templateError(template, file, error);
    }
  }
  return new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/**
 * Lays out what one of our templates made.
 *
 * @returns `undefined` where that takes Prettier itself.
 */
async function layOutFile(file: string, text: string): Promise<string | undefined> {
  if (file.endsWith(".ts")) return layOut(text);
  return file.endsWith(".md") ? alignTables(text) : text;
}

type Rendering = [file: string, template: TemplateName, view: object];

/** What makes a folder of sources a package. */
function packageFiles(
  { service }: Description,
  { operations, security }: PackageView,
  importExtension: ImportExtension,
  openapiTypes: boolean,
): Rendering[] {
  return [
    ["package.json", "package.json", viewManifest(service, openapiTypes)],
    ["tsconfig.json", "tsconfig.json", viewTsconfig(importExtension, openapiTypes)],
    ["README.md", "README.md", viewReadme(service, clientName(service), operations, security)],
  ];
}

function viewTsconfig(importExtension: ImportExtension, openapiTypes: boolean): object {
  const option = code`"rewriteRelativeImportExtensions"`;
  return {
    importOptions: importExtension === "ts" ? [{ option }] : [],
    openapi: openapiTypes ? [{}] : [],
  };
}

/** Reads the runtime, but of the modules of protocols only those used, and what these import. */
async function readRuntime(used: ReadonlySet<string>): Promise<Map<string, string>> {
  const folder = new URL("templates/runtime/", programFolder);
  const names = await readdir(folder, { recursive: true });
  const modules = names
    .map((name) => name.replaceAll("\\", "/"))
    .filter((name) => name.endsWith(".ts"));
  const texts = await Promise.all(modules.map((name) => readFile(new URL(name, folder), "utf8")));
  const all = new Map(modules.map((name, index) => [name, texts[index] ?? ""]));
  const kept = new Set(modules.filter((name) => !isOfProtocol(name) || used.has(name)));
  for (const name of kept) {
    for (const [, imported = ""] of (all.get(name) ?? "").matchAll(/ from "\.\/([a-z-]+\.ts)"/g)) {
      kept.add(imported);
    }
  }
  return new Map([...kept].map((name) => [`runtime/${name}`, all.get(name) ?? ""]));
}
