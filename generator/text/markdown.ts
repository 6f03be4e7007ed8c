import { visibleText } from "./prose.ts";

declare const safe: unique symbol;

/** Markdown in which text of a description is only text. */
export type Markdown = string & { readonly [safe]: true };

/**
 * Prose on one line, for a paragraph or the cell of a table: no markup, links or HTML of its own. The
 * cells of a column are as long as the longest, so a long text is cut.
 *
 * @param most characters
 */
export function plainMarkdown(text: string, most: number = longestCell): Markdown {
  return line(text, most)
    .replace(/[\\`*_[\]<>|~&]/g, "\\$&")
    .replace(/^(\d*)([#+\-=.)])/, "$1\\$2") as Markdown;
}

/** Text as code, likewise. */
export function codeSpan(text: string): Markdown {
  const shown = line(text, longestCell).replaceAll("|", "\\|");
  const longest = Math.max(0, ...(shown.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  return (longest > 0 ? `${fence} ${shown} ${fence}` : `${fence}${shown}${fence}`) as Markdown;
}

const longestCell = 300;

function line(text: string, most: number): string {
  const whole = visibleText(text).replace(/\s+/g, " ").trim();
  if (whole.length <= most) return whole;
  const start = whole.slice(0, most - 1).replace(/\p{Cs}$/u, "");
  return `${start.slice(0, start.lastIndexOf(" ")).trimEnd()}…`;
}
