import { showHidden, startOf, visibleText } from "./prose.ts";

declare const safe: unique symbol;

/** Markdown in which text of a description is only text: no links, mentions, images or HTML. */
export type Markdown = string & { readonly [safe]: true };

/**
 * Turns prose of a description, Markdown or simple HTML, into one line for a paragraph or a cell.
 *
 * @param maxLength in characters: the cells of a column are as long as the longest.
 */
export function proseMarkdown(text: string, maxLength: number = maxCellLength): Markdown {
  return plainMarkdown(visibleText(startOf(text).start).replace(/\s+/g, " "), maxLength);
}

/**
 * Turns text without markup into one line of Markdown that shows it as it is.
 *
 * Words that a renderer or a forge makes a link or a mention of, despite escapes in them,
 * become code: `https://example.com`, `@team`, `#12`.
 */
export function plainMarkdown(text: string, maxLength: number = maxCellLength): Markdown {
  const words = oneLine(text, maxLength).split(" ").map(plainWord);
  return words.join(" ").replace(/^(\d*)([#+\-=.)])/, "$1\\$2") as Markdown;
}

/** Turns text without markup into a heading, in which `#` at the end would be no text. */
export function headingMarkdown(text: string): Markdown {
  const heading = plainMarkdown(text.replace(/\s+/g, " "));
  return heading.replace(/(?<= )#(?=#*$)/, "\\#") as Markdown;
}

function plainWord(word: string): string {
  if (!linked.test(word)) return escapePunctuation(word);
  const start = Math.max(0, word.search(/[^("'[]/));
  let end = word.length;
  while (end > start && ".,;:!?)]'\"".includes(word.charAt(end - 1))) end -= 1;
  const [before, inner, after] = [word.slice(0, start), word.slice(start, end), word.slice(end)];
  return `${escapePunctuation(before)}${codeSpan(inner)}${escapePunctuation(after)}`;
}

function escapePunctuation(text: string): string {
  return text.replace(/[\\`*_[\]<>|~&]/g, "\\$&");
}

/** Turns a name, address or other text without markup into code on one line. */
export function codeSpan(text: string): Markdown {
  // A pipe ends a cell before a parser looks for code, and `##[…]` is obeyed in a log: the character
  // is written between two pieces of code, as an entity.
  const pieces = oneLine(text, maxCellLength).split(/(\||(?<=#)#)/);
  const shown = pieces.map((piece, index) => (index % 2 === 1 ? asEntity(piece) : fenced(piece)));
  return (shown.join("") || "` `") as Markdown;
}

function fenced(text: string): string {
  if (text === "") return "";
  const runs = new Set((text.match(/`+/g) ?? []).map((run) => run.length));
  let length = 1;
  while (runs.has(length)) length += 1;
  const fence = "`".repeat(length);
  // As Prettier has it, so that it changes nothing.
  const gap = /^`|`$/.test(text) ? " " : "";
  return `${fence}${gap}${text}${gap}${fence}`;
}

function asEntity(character: string): string {
  return `&#${character.charCodeAt(0)};`;
}

/** Joins pieces of one line, of which two that are code may touch. */
export function joinMarkdown(pieces: readonly Markdown[]): Markdown {
  return pieces.reduce<string>((line, piece) => {
    return line.endsWith("`") && piece.startsWith("`") ? `${line}<!-- -->${piece}` : line + piece;
  }, "") as Markdown;
}

/** Turns text into the inside of an HTML comment, which it cannot end. */
export function htmlCommentText(text: string): Markdown {
  return showHidden(text).replace(/-(?=[->])/g, "-\\") as Markdown;
}

const maxCellLength = 300;

// GitHub links mentions, addresses, issues and URLs after the text is rendered, so that only code is
// safe from it; so do the autolinks of GitHub Flavored Markdown (section 6.9) in several parsers.
const linked = /@|:\/\/|www\.|\b(?:mailto|xmpp):|#\d|\bGH-\d/i;

function oneLine(text: string, maxLength: number): string {
  const whole = showHidden(startOf(text.trim(), 2 * maxLength).start);
  if (whole.length <= maxLength) return whole;
  const start = whole.slice(0, maxLength - 1).replace(/\p{Cs}$/u, "");
  return `${start.slice(0, start.lastIndexOf(" ")).trimEnd()}…`;
}
