// The stage `emit/typescript`. In: a description. Out: the files of the client, by templates. Knows
// nothing of OpenAPI, nor of the folder that the files are written to.
import { readdir, readFile } from "node:fs/promises";
import { posix } from "node:path";
import type { Description } from "../../description.ts";
import { code } from "../../text/code.ts";
import { flatten, layOut } from "./break-lines.ts";
import { alignTables } from "./markdown-tables.ts";
import { formatFile } from "./render.ts";
import {
  readTemplates,
  templateError,
  type Template,
  type TemplateName,
  type Templates,
} from "./templates.ts";
import { viewManifest, clientName } from "./package-json.ts";
import type { OperationGrouping } from "./operation-modules.ts";
import type { ModuleView } from "./operation.ts";
import { viewReadme } from "./readme.ts";
import { viewPackage, type PackageView } from "./package-view.ts";
import { withImportExtension } from "./import-extension.ts";
import type { ImportExtension, Layout } from "../../model/layout.ts";
import { isOptional } from "./runtime-modules.ts";
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
  /** Whether the types of schemas are readonly throughout, as by default. */
  readonly readonly?: boolean | undefined;
  /** Whether named enums are objects too (`as const`). By default they are types alone. */
  readonly enumObjects?: boolean | undefined;
  /** Whether each operation has a module of its own, as by default, or each tag. */
  readonly groupBy?: OperationGrouping | undefined;
  /** Called with the number of files before each is made, and with how many there will be. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
  /** Called with each file's path before it is read. */
  readonly onRead?: ((path: string) => void) | undefined;
}

/**
 * Returns the files of a client in its layout: POSIX paths relative to its folder, and their text.
 *
 * The runtime is copied whole: bundlers leave out what a program does not use.
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
    readonly: isReadonly = true,
    enumObjects = false,
    groupBy = "operation",
    onRead,
    onProgress,
  }: PackageOptions = {},
): Promise<ReadonlyMap<string, string>> {
  const templates = await readTemplates(templateFolder, onRead);
  const view = viewPackage(description, { grouping: groupBy, isReadonly, enumObjects });
  const fill = ([file, name, values]: PlannedFile): Rendering => {
    const template = templates[name];
    return { file, template, render: () => renderChecked(template, file, values) };
  };
  const planned: PlannedFile[] = [
    ["index.ts", "index.ts", view.index],
    ...(layout === "package" ? packageFiles(description, view, importExtension, openapiTypes) : []),
    ...(view.security ? [["security.ts", "security.ts", view.security] satisfies PlannedFile] : []),
    ...view.serviceRequests.map((one): PlannedFile => [one.file, "schema.ts", one]),
    ...view.codecs.map((one): PlannedFile => [one.file, "schema.ts", one]),
    ...view.shapes.map((one): PlannedFile => [one.file, "schema.ts", one]),
    ...view.schemas.map((one): PlannedFile => [one.file, "schema.ts", one]),
  ];
  const rendered = [
    ...planned.map(fill),
    ...view.modules.map((one) =>
      groupBy === "tag" ? renderingByTag(one, templates) : fill(moduleOfOne(one)),
    ),
  ];
  const files = new Map<string, string>();
  for (const [file, text] of await readRuntime(new Set(view.runtime))) {
    files.set(file, `${runtimeHeader}\n${withImportExtension(text, importExtension)}`);
  }
  const total = files.size + rendered.length;
  for (const { file, template, render } of rendered) {
    onProgress?.(files.size, total);
    // Naming sees to it. Without this, what it missed would be lost without a word.
    if (files.has(file)) throw new Error(`Two modules of the package are called ${file}.`);
    const made = render();
    try {
      const text = file.endsWith(".ts") ? withImportExtension(made, importExtension) : made;
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

/** The mark by which a later run knows a file as generated, also where it was edited. */
const runtimeHeader = "// Generated by openapi-actions. Do not edit.";

type PlannedFile = [file: string, template: TemplateName, view: object];

/** A file, and the template that is to blame where it is no code. */
interface Rendering {
  readonly file: string;
  readonly template: Template;
  readonly render: () => string;
}

/** @throws UnusableError for a template that cannot be rendered. */
function renderChecked(template: Template, file: string, values: object): string {
  try {
    return template.fill(values);
  } catch (error) {
    throw templateError(template, file, error);
  }
}

function moduleOfOne({ file, header, imports, operations: [only] }: ModuleView): PlannedFile {
  return [file, "operation.ts", { ...only, header, imports }];
}

/** Renders each operation of a module by the template for one, below the imports of all. */
function renderingByTag(
  { file, header, imports, operations }: ModuleView,
  templates: Templates,
): Rendering {
  const { "operation.ts": template, "tag.ts": whole } = templates;
  return {
    file,
    template: template.isOwn ? whole : template,
    render() {
      const texts = operations.map((one) => ({
        text: renderChecked(template, file, { ...one, header: code``, imports: [] }),
      }));
      return renderChecked(whole, file, { header, imports, operations: texts });
    },
  };
}

/** The files that make a folder of sources a package. */
function packageFiles(
  { service }: Description,
  { operations, schemas, security }: PackageView,
  importExtension: ImportExtension,
  openapiTypes: boolean,
): PlannedFile[] {
  const folders = [
    ...(operations.length > 0 ? ["operations"] : []),
    ...(schemas.length > 0 ? ["schemas"] : []),
  ];
  return [
    ["package.json", "package.json", viewManifest(service, folders, openapiTypes)],
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
  const kept = new Set(modules.filter((name) => !isOptional(name) || used.has(name)));
  for (const name of kept) {
    for (const [, imported = ""] of (all.get(name) ?? "").matchAll(/ from "\.\/([a-z-]+\.ts)"/g)) {
      kept.add(posix.join(posix.dirname(name), imported));
    }
  }
  return new Map([...kept].map((name) => [`runtime/${name}`, all.get(name) ?? ""]));
}
