import { endOfQuotes } from "./yaml-scalar.ts";

export const SPACE = 0x20;
const DASH = 0x2d;
export const TAB = 0x09;
export const NEWLINE = 0x0a;
export const QUOTE = 0x22;
export const HASH = 0x23;
export const APOSTROPHE = 0x27;
export const COMMA = 0x2c;
export const COLON = 0x3a;
export const FOLDED = 0x3e;
export const OPEN_LIST = 0x5b;
export const CLOSE_LIST = 0x5d;
export const OPEN_MAP = 0x7b;
export const LITERAL = 0x7c;
export const CLOSE_MAP = 0x7d;

/** Thrown at whatever is beyond the subset. One object, since no one asks for its stack. */
export const unsupported: Error = new Error("beyond the subset of YAML");

/** Goes through the lines of a YAML text that hold more than a comment. */
export class YamlLines {
  /** The first character of the current line that is not a space. */
  at = 0;
  /** The column of `at`; -1 at the end of the document. */
  column = -1;
  readonly #text: string;
  #start = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** The code of the character at an offset, NaN after the end. */
  code(at: number): number {
    return this.#text.charCodeAt(at);
  }

  /** Whether white space or the end of the text is here. */
  isBlank(at: number): boolean {
    const code = this.#text.charCodeAt(at);
    return code === SPACE || code === NEWLINE || Number.isNaN(code);
  }

  /** Whether an item of a block list begins here. */
  isDash(at: number): boolean {
    return this.code(at) === DASH && this.isBlank(at + 1);
  }

  /** Whether a document begins or ends at the start of a line. */
  isMarker(at: number): boolean {
    const isMarker = this.#text.startsWith("---", at) || this.#text.startsWith("...", at);
    return isMarker && this.isBlank(at + 3);
  }

  skipSpaces(from: number): number {
    let at = from;
    while (this.#text.charCodeAt(at) === SPACE) at += 1;
    return at;
  }

  /** The offset of the line's end. */
  endOf(from: number): number {
    const end = this.#text.indexOf("\n", from);
    return end === -1 ? this.#text.length : end;
  }

  /** Goes to the first line from an offset on that holds more than a comment. */
  open(from: number): void {
    for (let start = from; start < this.#text.length; start = this.endOf(start) + 1) {
      const at = this.skipSpaces(start);
      const code = this.code(at);
      if (code === TAB) throw unsupported;
      if (code === NEWLINE || code === HASH || Number.isNaN(code)) continue;
      this.at = at;
      this.#start = start;
      this.column = at === start && this.isMarker(at) ? -1 : at - start;
      return;
    }
    this.at = this.#text.length;
    this.column = -1;
  }

  /** Goes on within the line at hand, as for a map that begins behind the dash of a list. */
  advance(to: number): void {
    this.at = to;
    this.column = to - this.#start;
  }

  /** Goes on behind a line of which nothing but a comment is left. */
  close(from: number): void {
    const at = this.skipSpaces(from);
    const code = this.code(at);
    const isComment = code === HASH && at > from;
    if (!isComment && code !== NEWLINE && !Number.isNaN(code)) throw unsupported;
    this.open(this.endOf(at) + 1);
  }

  /** Goes over the `---` at hand. */
  skipMarker(): void {
    if (!this.#text.startsWith("---", this.at)) throw unsupported;
    this.close(this.at + 3);
  }

  /** The offset of the colon behind a key that begins here and ends in its line, or -1. */
  findColon(start: number): number {
    const first = this.code(start);
    if (first === QUOTE || first === APOSTROPHE) {
      const end = endOfQuotes(this.#text, start);
      if (end === -1) throw unsupported;
      const at = this.skipSpaces(end);
      const isKey = this.code(at) === COLON && this.isBlank(at + 1);
      return isKey && end <= this.endOf(start) ? at : -1;
    }
    for (let at = start; ; at += 1) {
      const code = this.code(at);
      if (code === COLON && this.isBlank(at + 1)) return at;
      if (code === NEWLINE || Number.isNaN(code)) return -1;
      if (code === HASH && this.code(at - 1) === SPACE) return -1;
    }
  }

  /**
   * The content of lines of a quoted scalar that are not indented deeper than its parent, if there
   * are such. What looks like a key or an item is hardly text: more likely a quote is missing.
   *
   * @param parent the column of the map or list that holds the scalar.
   */
  underIndented(start: number, end: number, parent: number): "text" | "structure" | undefined {
    let found: "text" | undefined;
    for (let line = this.#text.indexOf("\n", start) + 1; line > 0 && line < end;) {
      const at = this.skipSpaces(line);
      if (this.code(at) !== NEWLINE && at - line <= parent) {
        const hasKey = /:(?: |$)/.test(this.#text.slice(at, this.endOf(at)));
        if (hasKey || this.isDash(at) || this.isMarker(at)) return "structure";
        found = "text";
      }
      line = this.#text.indexOf("\n", at) + 1;
    }
    return found;
  }
}
