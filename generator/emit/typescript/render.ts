import type { Options } from "prettier";

/**
 * Formats a file as Prettier does, by its ending.
 *
 * @throws SyntaxError where the text is no code: a bug in a template or a writer.
 */
export async function formatFile(file: string, text: string): Promise<string> {
  const { format } = await import("prettier/standalone");
  const ending = file.slice(file.lastIndexOf(".") + 1);
  const parser = file === "package.json" ? "json-stringify" : (parsers[ending] ?? "json");
  const formatted = await format(text, { ...style, parser, plugins: await plugins(ending) });
  return `${formatted.trimEnd()}\n`;
}

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
