import type { Code } from "../../text/code.ts";
import type { SchemaNote } from "../../model/schema-notes.ts";
import { remember } from "../../text/remember.ts";
import { withoutPragmas } from "../../text/pragmas.ts";
import { showHidden, startOf, visibleText } from "../../text/prose.ts";

/** Marks at the end of a comment. */
export interface Marks {
  readonly deprecated?: boolean;
  readonly notes?: readonly SchemaNote[];
}

declare const escaped: unique symbol;

/**
 * Text for the inside of a block comment. It is not {@link Code}, since it has lines: only the comment
 * writer makes code of it, as the last step.
 */
export type CommentText = string & { readonly [escaped]: true };

/**
 * Turns prose of a description into a JSDoc block, or into nothing where there is no prose.
 *
 * The text cannot end the comment, start a tag or a link, or hide characters: what would is shown
 * in a harmless spelling. Paragraphs are wrapped; lists, tables and fenced code keep their lines.
 *
 * @param text Markdown or simple HTML, as descriptions have it.
 */
export function comment(text: string, marks: Marks = {}): Code {
  return commentOf([prose(text)], marks);
}

/** Like {@link comment}, for paragraphs that are escaped already: `{@link pollForTask}`. */
export function commentOf(
  paragraphs: readonly CommentText[],
  { deprecated = false, notes = [] }: Marks = {},
): Code {
  const blocks = paragraphs.filter((paragraph) => paragraph !== "").map(linesOf);
  const tags = [
    ...notes.map(({ tag, value }) => commentLine(`@${tag} ${verbatim(value)}`)),
    ...(deprecated ? ["@deprecated"] : []),
  ];
  if (tags.length > 0) blocks.push(tags);
  const lines = blocks.flatMap((block, index) => (index === 0 ? block : ["", ...block]));
  if (lines.length === 0) return "" as Code;
  if (lines.length === 1) return `/** ${lines[0]} */` as Code;
  return `/**\n${lines.map((line) => ` * ${line}`.trimEnd()).join("\n")}\n */` as Code;
}

/** Turns text into a comment of one line, up to its end, whatever the text has in it. */
export function lineComment(text: string): Code {
  return `// ${withoutPragmas(showHidden(text))}` as Code;
}

/** Prose of a description inside a comment: Markdown or simple HTML. */
export const prose: (text: string) => CommentText = remember((text) => {
  const { start, rest } = startOf(text);
  const shown = visibleText(start);
  if (rest === 0) return withoutTags(shown);
  return withoutTags(`${shown} …\n\n(${rest.toLocaleString("en")} more characters are left out.)`);
});

/** A name, address or other text without markup inside a comment: as it is, on one line. */
export function verbatim(text: string): CommentText {
  return withoutTags(showHidden(text));
}

/** Puts text for a comment together from our own words, identifiers and escaped text. */
export function commentText(
  parts: readonly string[],
  ...values: readonly (Code | CommentText)[]
): CommentText {
  return String.raw({ raw: parts }, ...values) as CommentText;
}

function withoutTags(text: string): CommentText {
  return text.replace(tag, "$1\\@") as CommentText;
}

/**
 * The last step for each line, so that nothing before it can end the line or the comment, or make a
 * tool obey it.
 */
function commentLine(line: string): string {
  return withoutPragmas(showHidden(line)).replaceAll("*/", "*\\/");
}

const width = 90;

// A JSDoc tag: an @ that is not inside a word, unlike that of an e-mail address.
const tag = /(^|[^\p{L}\p{N}\\])@/gmu;

/** Texts repeat: half of what Kubernetes says of its parameters are ten of them. */
const linesOf = remember((paragraph: CommentText) => wrap(paragraph).map(commentLine));

/** Lines of at most {@link width} columns where words allow it. */
function wrap(text: string): string[] {
  const lines: string[] = [];
  let fenced = false;
  let paragraph: { readonly words: string[]; readonly indent: string } | undefined;
  const flush = (): void => {
    if (paragraph) lines.push(...fill(paragraph.words, paragraph.indent));
    paragraph = undefined;
  };
  for (const line of text.split("\n")) {
    const fence = /^\s*(?:```|~~~)/.test(line);
    if (fence || fenced || /^\s*\|/.test(line) || line.trim() === "") {
      flush();
      lines.push(line.trimEnd());
      fenced = fence ? !fenced : fenced;
      continue;
    }
    const item = /^(?<indent>\s*)(?<bullet>[-*+]|\d{1,3}[.)]|#{1,6}|>)\s/.exec(line);
    if (item || !paragraph) {
      flush();
      const indent = item ? " ".repeat((item.groups?.["indent"] ?? "").length) : "";
      const hanging = item ? " ".repeat((item.groups?.["bullet"] ?? "").length + 1) : "";
      paragraph = { words: words(line), indent: indent + hanging };
      if (item) paragraph.words[0] = indent + (paragraph.words[0] ?? "");
    } else {
      paragraph.words.push(...words(line));
    }
  }
  flush();
  return lines;
}

function words(line: string): string[] {
  return line.split(/\s+/).filter((word) => word !== "");
}

/** @param indent what every line but the first begins with. */
function fill(words: readonly string[], indent: string): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of words) {
    if (line === "") line = word;
    else if (line.length + 1 + word.length <= width) line += ` ${word}`;
    else {
      lines.push(line);
      line = indent + word;
    }
  }
  return line === "" ? lines : [...lines, line];
}
