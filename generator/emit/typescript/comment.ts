import type { Code } from "../../text/code.ts";
import { visibleText } from "../../text/prose.ts";

/** Marks that stand at the end of a comment. */
export interface Marks {
  readonly deprecated?: boolean;
}

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

/** Like {@link comment}, for paragraphs that are harmless already: `{@link pollForTask}`. */
export function commentOf(paragraphs: readonly Code[], { deprecated = false }: Marks = {}): Code {
  const blocks = paragraphs.filter((paragraph) => paragraph !== "");
  const marks = deprecated ? ["@deprecated"] : [];
  const lines = [...blocks, ...marks].flatMap((paragraph, index) =>
    index === 0 ? wrap(paragraph) : ["", ...wrap(paragraph)],
  );
  if (lines.length === 0) return "" as Code;
  if (lines.length === 1) return `/** ${lines[0]} */` as Code;
  return `/**\n${lines.map((line) => ` * ${line}`.trimEnd()).join("\n")}\n */` as Code;
}

/** Prose made harmless inside a comment, not yet a comment: a part for {@link commentOf}. */
export function prose(text: string): Code {
  return visibleText(text).replaceAll("*/", "*\\/").replace(tag, "$1\\@") as Code;
}

const width = 90;

// What JSDoc would take for a tag: an @ that does not stand inside a word, as in an address.
const tag = /(^|[^\p{L}\p{N}\\])@/gmu;

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
