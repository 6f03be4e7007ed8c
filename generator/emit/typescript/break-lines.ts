import { printDoc } from "./print-doc.ts";
import { isOpener, marks, printLines } from "./print-lines.ts";
import { assigned, end, hardline, ifBroken, line, or, softline } from "./line-layout.ts";

const mark = /[\uFDD0-\uFDDA]/;

const width = 100;

/** Drops the marks. What remains is the same code, not laid out. */
export function flatten<Text extends string>(text: Text): Text {
  return breakLines(text, Infinity) as Text;
}

/**
 * Breaks the lines of a module as Prettier would.
 *
 * @returns `undefined` where a line is too long that Prettier might break.
 */
export function layOut(text: string): string | undefined {
  const whole = `${breakLines(text, width)
    .replace(/\n{3,}/g, "\n\n")
    .trim()}\n`;
  return whole.split("\n").every(isFinal) ? whole : undefined;
}

function breakLines(text: string, printWidth: number): string {
  if (!mark.test(text)) return text;
  const broken = text.split("\n").map((one) => (mark.test(one) ? breakLine(one, printWidth) : one));
  return broken.join("\n");
}

/** Breaks a line, first where it always breaks, so that each of the rest may fit. */
function breakLine(text: string, printWidth: number): string {
  const code = text.trimStart();
  const indentation = text.length - code.length;
  const lines = splitAtHardlines(code).map((one) => fitOrBreak(one, indentation, printWidth));
  return lines.map((one) => (one === "" ? "" : " ".repeat(indentation) + one)).join("\n");
}

/** Splits code where it has a hardline outside everything that may break. */
function splitAtHardlines(text: string): readonly string[] {
  if (!text.includes(hardline)) return [text];
  const lines: string[] = [];
  let depth = 0;
  let start = 0;
  for (const { 0: found, index } of text.matchAll(marks)) {
    if (found === hardline && depth === 0) {
      lines.push(text.slice(start, index));
      start = index + 1;
    } else if (found === end) depth -= 1;
    else if (isOpener(found)) depth += 1;
  }
  return [...lines, text.slice(start)];
}

/** Most lines fit, which is quickly seen. */
function fitOrBreak(text: string, indentation: number, printWidth: number): string {
  if (!mark.test(text)) return text;
  if (!text.includes(hardline)) {
    const flat = flatLine(text);
    if (indentation + maxWidth(flat) <= printWidth) return flat;
  }
  const print = hasOtherWidths.test(text) ? printDoc : printLines;
  return print(text, indentation, printWidth);
}

/** A character that may take no column, or two. */
const hasOtherWidths = /[^\x20-\x7E\u2010-\u2027\uFDD0-\uFDDA]/;

/** Writes a line that does not break. */
function flatLine(text: string): string {
  let written = "";
  let depth = 0;
  /** The depth from which text is left out. */
  let omitted = Infinity;
  for (const piece of text.split(marks)) {
    if (piece === end) {
      depth -= 1;
      if (depth < omitted) omitted = Infinity;
    } else if (isOpener(piece)) {
      depth += 1;
      if (piece === ifBroken) omitted = Math.min(omitted, depth);
      else if (piece === assigned && depth < omitted) written += " ";
    } else if (piece === or) {
      omitted = Math.min(omitted, depth);
    } else if (depth < omitted && piece !== softline) {
      written += piece === line ? " " : piece;
    }
  }
  return written;
}

/** Whether Prettier leaves a line as it is: it is short enough, or nothing in it can break. */
function isFinal(text: string): boolean {
  if (text.length <= width / 2 || maxWidth(text) <= width) return true;
  return /^\s*(?:\/\*\*|\*|\/\/)/.test(text) || unbreakable.test(text);
}

/** A character that is neither ASCII nor ordinary punctuation, as `…`, takes up to two columns. */
function maxWidth(text: string): number {
  return text.length + (text.match(/[^\x20-\x7E\u2010-\u2027]/g)?.length ?? 0);
}

const name = String.raw`[\w$.]+(?:\[\])*`;
const string = String.raw`"(?:[^"\\]|\\.)*"`;

/** Lines that have no place to break, or one that gains nothing. */
const unbreakable = new RegExp(
  [
    // A string or path on a line of its own or behind a short key.
    String.raw`^\s*(?:(?:path|body|id): |[?:] |\| )?(?:path)?(?:${string}|\`[^\`]*\`)[,;]?$`,
    // One imported name, or the end of several.
    String.raw`^(?:(?:import|export)(?: type)? \{ [\w$ ]+ |)\} from ${string};$`,
    // A name on a line of its own, in a list of names, parameters or members of a union.
    String.raw`^ *(?:\| |type |input: |readonly )?${name}(?: = \{\}| \{)?[,;]?$`,
    // A property of a named type, or of one value.
    String.raw`^ *(?:readonly )?(?:[\w$]+|${string})\??: (?:(?:readonly )?${name}|${string});$`,
    // The heads of declarations.
    String.raw`^export (?:interface ${name}(?:(?: extends ${name})? \{)?|type ${name} =|function ${name}\()$`,
    String.raw`^(?:export function ${name}\(\)|\)): (?:ApiRequest<)?${name}>? \{$`,
  ].join("|"),
);
