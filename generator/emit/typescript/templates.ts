import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { compileTemplate, type Fill } from "./compile-template.ts";
import { UnusableError } from "../../diagnostics/problem.ts";
import { programFolder } from "../../text/program.ts";

/** A template, and its location for those who have to correct it. */
export interface Template {
  readonly file: string;
  readonly fill: Fill;
  /** Whether it is one of this program's own. */
  readonly isOwn: boolean;
}

/** The name of a template: a file of `templates/`, without `.hbs`. */
export const templateNames = [
  "README.md",
  "index.ts",
  "operation.ts",
  "package.json",
  "schema.ts",
  "security.ts",
  "tag.ts",
  "tsconfig.json",
] as const;

export type TemplateName = (typeof templateNames)[number];

export type Templates = Readonly<Record<TemplateName, Template>>;

/**
 * Reads the templates: our own, and in the place of some of them those of a folder.
 *
 * @param folder holds files like `operation.ts.hbs`; everything else that ends in `.hbs` there is an
 *   error, since it would be passed over in silence.
 * @param onRead called with the folder and each file in it, before it is read.
 * @throws UnusableError where the folder cannot be read, or a template of it is none of ours.
 */
export async function readTemplates(
  folder: string | undefined,
  onRead?: (path: string) => void,
): Promise<Templates> {
  if (folder !== undefined) onRead?.(folder);
  const replaced = folder === undefined ? [] : await templatesIn(folder);
  const read = async (name: TemplateName): Promise<Template> => {
    const file = `${name}.hbs`;
    if (folder !== undefined && replaced.includes(file)) {
      const path = join(folder, file);
      onRead?.(path);
      return { file: path, fill: await compileFile(path), isOwn: false };
    }
    const own = new URL(`templates/${file}`, programFolder);
    return { file: `templates/${file}`, fill: await compileFile(own), isOwn: true };
  };
  const templates = await Promise.all(
    templateNames.map(async (name) => [name, await read(name)] as const),
  );
  return Object.fromEntries(templates) as Templates;
}

async function compileFile(file: string | URL): Promise<Fill> {
  return compileTemplate(await readFile(file, "utf8"));
}

async function templatesIn(folder: string): Promise<string[]> {
  const files = await readdir(folder).catch((error: unknown) => {
    const reason = error instanceof Error && "code" in error ? String(error.code) : "unreadable";
    throw new UnusableError(`The templates in ${folder} cannot be read (${reason}).`);
  });
  const templates = files.filter((file) => file.endsWith(".hbs"));
  const known = templateNames.map((name) => `${name}.hbs`);
  const unknown = templates.filter((file) => !known.some((name) => name === file));
  if (unknown.length > 0) {
    throw new UnusableError(
      `${join(folder, unknown.sort()[0] ?? "")} replaces none of the templates, which are ${known.join(", ")}.`,
    );
  }
  return templates;
}

/**
 * Where in a template an error lies that came up while it was filled or its result was formatted.
 *
 * @param made the file that was being made of it.
 */
export function templateError({ file }: Template, made: string, error: unknown): UnusableError {
  const message = error instanceof Error ? error.message : String(error);
  const parse = /^Parse error on line (\d+):/.exec(message);
  const missing = /^"(.+)" not defined in /.exec(message);
  const isSyntax = error instanceof SyntaxError;
  const place = isSyntax ? undefined : (lineOf(error) ?? parse?.[1]);
  const reason = missing
    ? `\`${missing[1] ?? ""}\` is nothing that a template is given here`
    : isSyntax
      ? `what it makes of ${made} is no ${made.slice(made.lastIndexOf(".") + 1)}: ${message}`
      : message;
  const where = place === undefined ? file : `${file}:${place}`;
  return new UnusableError(`${where} template: ${reason}`.split("\n"));
}

function lineOf(error: unknown): string | undefined {
  if (typeof error !== "object" || error === null) return undefined;
  const { lineNumber, column } = error as { lineNumber?: unknown; column?: unknown };
  if (typeof lineNumber !== "number") return undefined;
  return typeof column === "number" ? `${lineNumber}:${column + 1}` : String(lineNumber);
}
