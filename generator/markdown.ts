import { visibleText } from "./prose.ts";

declare const safe: unique symbol;

/** Markdown in which text of a description is only text. */
export type Markdown = string & { readonly [safe]: true };

/** Prose on one line, for a paragraph or the cell of a table: no markup, links or HTML of its own. */
export function plainMarkdown(text: string): Markdown {
  return visibleText(text)
    .replace(/\s+/g, " ")
    .trim()
    .replace(/[\\`*_[\]<>|~&]/g, "\\$&")
    .replace(/^(\d*)([#+\-=.)])/, "$1\\$2") as Markdown;
}

/** Text as code, in a paragraph or the cell of a table. */
export function codeSpan(text: string): Markdown {
  const shown = visibleText(text).replace(/\s+/g, " ").trim().replaceAll("|", "\\|");
  const longest = Math.max(0, ...(shown.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  return (longest > 0 ? `${fence} ${shown} ${fence}` : `${fence}${shown}${fence}`) as Markdown;
}
