import Handlebars from "handlebars";
import type { Options } from "prettier";
import { format } from "prettier/standalone";
import type { Template } from "./templates.ts";

/**
 * Fills a template. Strict: a name that the view lacks is an error. Nothing is escaped, because a
 * view holds nothing but text that is safe where the template puts it.
 *
 * @throws what Handlebars throws, for what is no template or asks for what the view lacks.
 */
export function render({ text }: Template, view: object): string {
  const known = cache.get(text);
  const compiled =
    known ??
    Handlebars.compile<object>(text, {
      strict: true,
      noEscape: true,
      knownHelpersOnly: true,
      preventIndent: true,
    });
  cache.set(text, compiled);
  return compiled(view);
}

const cache = new Map<string, HandlebarsTemplateDelegate<object>>();

/**
 * Formats a file as Prettier does, by its ending.
 *
 * @throws SyntaxError where the text is no code: a bug in a template or a writer.
 */
export async function formatFile(file: string, text: string): Promise<string> {
  const ending = file.slice(file.lastIndexOf(".") + 1);
  const parser = file === "package.json" ? "json-stringify" : (parsers[ending] ?? "json");
  const formatted = await format(text, { ...style, parser, plugins: await plugins(ending) });
  return `${formatted.trimEnd()}\n`;
}

/** So many modules are formatted at once: more gain nothing. */
const batch = 50;

/**
 * Formats modules of TypeScript as {@link formatFile} does each of them. Prettier takes as long to
 * begin as it takes for a small module, so several are formatted as one, with marks between them.
 *
 * @param modules of our own templates: what is no code by itself might hide a mark.
 */
export async function formatModules(
  modules: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, string>> {
  const formatted = new Map<string, string>();
  const all = [...modules];
  for (let start = 0; start < all.length; start += batch) {
    const some = all.slice(start, start + batch);
    const whole = await formatFile("all.ts", some.map(([, text]) => text.trim()).join(mark));
    const parts = whole.split(mark);
    for (const [index, [file, text]] of some.entries()) {
      const part = parts.length === some.length ? parts[index] : undefined;
      formatted.set(file, part === undefined ? await formatFile(file, text) : `${part.trim()}\n`);
    }
  }
  return formatted;
}

const mark = "\n\n// The next module.\n\n";

const parsers: Readonly<Record<string, string>> = { ts: "babel-ts", md: "markdown" };

const style: Options = { printWidth: 100, endOfLine: "lf" };

async function plugins(ending: string): Promise<NonNullable<Options["plugins"]>> {
  const [babel, estree] = await Promise.all([
    import("prettier/plugins/babel"),
    import("prettier/plugins/estree"),
  ]);
  if (ending !== "md") return [babel, estree];
  // The code in it is formatted too, by the parser that there is.
  const typescript = { parsers: { typescript: babel.parsers["babel-ts"] } };
  return [await import("prettier/plugins/markdown"), babel, estree, typescript];
}
