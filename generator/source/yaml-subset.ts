import type { Limits } from "./limits.ts";
import type { PositionedNode } from "./source-text.ts";
import { YamlFlow } from "./yaml-flow.ts";
import {
  APOSTROPHE,
  FOLDED,
  HASH,
  LITERAL,
  NEWLINE,
  OPEN_LIST,
  OPEN_MAP,
  QUOTE,
  TAB,
  unsupported,
  YamlLines,
} from "./yaml-lines.ts";
import { YamlNodes } from "./yaml-nodes.ts";
import { foldBlock, foldLines } from "./yaml-scalar.ts";

export interface SubsetDocument {
  readonly root: unknown;
  /** With its children where places were asked for. */
  readonly node: PositionedNode;
  /** Where quoted scalars begin that go on in lines with too little indentation. */
  readonly underIndented: readonly number[];
  /** Where an empty document begins behind this one. */
  readonly emptyDocument: number | undefined;
}

/** The longest key in one line that YAML allows (YAML 1.2.2, section 7.4.3). */
const maxKeyLength = 1024;

/**
 * Reads the subset of YAML that most descriptions are written in: block maps and lists, plain,
 * quoted and block scalars, flow maps and lists. In one pass, without tokens, which takes a tenth of
 * what a complete parser takes.
 *
 * It judges nothing. Whatever it does not know for certain, such as anchors, tags, tabs, repeated
 * keys and every fault, is left to the complete parser.
 *
 * @param isLocated whether the place gets its children, which takes as long again.
 * @returns `undefined` where the text is beyond the subset or the limits.
 */
export function readYamlSubset(
  text: string,
  limits: Limits,
  isLocated: boolean,
): SubsetDocument | undefined {
  // CR of CRLF becomes a space, so that offsets stay.
  const spaced = text.replaceAll("\r\n", " \n");
  if (spaced.includes("\r")) return undefined;
  try {
    return new SubsetReader(text, spaced, limits, isLocated).document();
  } catch (error) {
    if (error === unsupported) return undefined;
    throw error;
  }
}

class SubsetReader {
  /** As it was read. */
  readonly #original: string;
  /** With LF line endings. */
  readonly #text: string;
  readonly #lines: YamlLines;
  readonly #nodes: YamlNodes;

  constructor(original: string, text: string, limits: Limits, isLocated: boolean) {
    this.#original = original;
    this.#text = text;
    this.#lines = new YamlLines(text);
    this.#nodes = new YamlNodes(original, text, this.#lines, limits, isLocated);
  }

  document(): SubsetDocument {
    const lines = this.#lines;
    lines.open(0);
    if (lines.column === -1) lines.skipMarker();
    const offset = lines.at;
    const root = this.#block(-1, 1);
    // No scalar goes over the marker of a document (YAML 1.2.2, section 9.1.3).
    if (/^(?:---|\.\.\.)(?!\S)/m.test(this.#text.slice(offset, lines.at))) throw unsupported;
    const node = this.#nodes.positioned(offset);
    const { underIndented } = this.#nodes;
    if (lines.at === this.#text.length) {
      return { root, node, underIndented, emptyDocument: undefined };
    }
    const emptyDocument = lines.at;
    lines.skipMarker();
    if (lines.at < this.#text.length) throw unsupported;
    return { root, node, underIndented, emptyDocument };
  }

  /**
   * Reads the node that begins at the line at hand.
   *
   * @param parent the column of the map or list that holds it.
   */
  #block(parent: number, depth: number): unknown {
    const lines = this.#lines;
    if (lines.column === -1) throw unsupported;
    if (lines.isDash(lines.at)) return this.#list(lines.column, depth);
    const code = lines.code(lines.at);
    const isFlow = code === OPEN_MAP || code === OPEN_LIST;
    const colon = isFlow ? -1 : lines.findColon(lines.at);
    if (colon !== -1) return this.#map(lines.column, colon, depth);
    return this.#inline(lines.at, parent, depth);
  }

  #map(column: number, firstColon: number, depth: number): unknown {
    const lines = this.#lines;
    const map = this.#nodes.enter<Record<string, unknown>>({}, depth);
    for (let colon = firstColon; ; colon = lines.findColon(lines.at)) {
      const offset = lines.at;
      if (colon === -1 || lines.isDash(offset) || colon - offset > maxKeyLength) throw unsupported;
      const key = this.#nodes.key(offset, colon);
      this.#nodes.put(map, key, offset, this.#mapValue(colon + 1, column, depth + 1));
      if (lines.column < column) return this.#nodes.leave(map);
      if (lines.column > column) throw unsupported;
    }
  }

  #mapValue(from: number, column: number, depth: number): unknown {
    const lines = this.#lines;
    const at = lines.skipSpaces(from);
    const code = lines.code(at);
    const isEmpty = code === NEWLINE || code === HASH || Number.isNaN(code);
    if (!isEmpty) return this.#inline(at, column, depth);
    lines.close(from);
    if (lines.column > column) return this.#block(column, depth);
    // A list may begin in the column of its key (YAML 1.2.2, section 8.2.3).
    if (lines.column === column && lines.isDash(lines.at)) return this.#list(column, depth);
    return this.#nodes.scalar(null);
  }

  #list(column: number, depth: number): unknown {
    const lines = this.#lines;
    const list = this.#nodes.enter<unknown[]>([], depth);
    do {
      const start = lines.skipSpaces(lines.at + 1);
      const code = lines.code(start);
      if (code === NEWLINE || code === HASH) {
        lines.close(start);
        if (lines.column <= column) throw unsupported;
      } else lines.advance(start);
      const offset = lines.at;
      this.#nodes.push(list, offset, this.#block(column, depth + 1));
    } while (lines.column === column && lines.isDash(lines.at));
    if (lines.column > column) throw unsupported;
    return this.#nodes.leave(list);
  }

  /** Reads a value that begins within a line, with the lines in which it goes on. */
  #inline(at: number, parent: number, depth: number): unknown {
    switch (this.#lines.code(at)) {
      case QUOTE:
      case APOSTROPHE: {
        const end = this.#nodes.quotedEnd(at, parent);
        const value = this.#nodes.quotedValue(at, end);
        this.#lines.close(end);
        return this.#nodes.scalar(value);
      }
      case LITERAL:
      case FOLDED:
        return this.#nodes.scalar(this.#blockScalar(at, parent));
      case OPEN_LIST:
      case OPEN_MAP: {
        const flow = new YamlFlow(this.#text, this.#lines, this.#nodes, at, parent);
        const value = flow.value(depth);
        this.#lines.close(flow.at);
        return value;
      }
      default:
        return this.#plain(at, parent);
    }
  }

  #plain(start: number, parent: number): unknown {
    const lines = this.#lines;
    const texts: string[] = [];
    let end = lines.endOf(start);
    let stop = this.#plainEnd(start, end);
    texts.push(this.#nodes.plainText(start, stop));
    let hasComment = stop < end;
    // Lines that are indented deeper belong to it, up to one with a comment.
    for (let next = end + 1; !hasComment && next < this.#text.length;) {
      const at = lines.skipSpaces(next);
      const code = lines.code(at);
      if (code === TAB) throw unsupported;
      if (code === NEWLINE) {
        texts.push("");
        next = at + 1;
        continue;
      }
      if (at - next <= parent || code === HASH || Number.isNaN(code)) break;
      end = lines.endOf(at);
      stop = this.#plainEnd(at, end);
      hasComment = stop < end;
      texts.push(this.#nodes.plainLine(at, stop));
      next = end + 1;
    }
    lines.open(end + 1);
    while (texts.at(-1) === "") texts.pop();
    return texts.length === 1
      ? this.#nodes.plainScalar(texts[0] ?? "")
      : this.#nodes.scalar(foldLines(texts));
  }

  /** Where the text of a line ends, and a comment begins. */
  #plainEnd(start: number, end: number): number {
    const line = this.#text.slice(start, end);
    const comment = line.indexOf(" #");
    const text = comment === -1 ? line : line.slice(0, comment);
    // A second key in the line of the first is a fault.
    if (/:(?: |$)/.test(text)) throw unsupported;
    return start + text.length;
  }

  #blockScalar(start: number, parent: number): string {
    const lines = this.#lines;
    const headerEnd = lines.endOf(start);
    const header = this.#text.slice(start, headerEnd).trimEnd();
    const [, style, digit = ""] = /^([|>])([1-9]?)-?$/.exec(header) ?? [];
    if (style === undefined) throw unsupported;
    const texts: string[] = [];
    let indent = digit === "" ? -1 : Math.max(parent, 0) + Number(digit);
    let hasText = false;
    let line = headerEnd + 1;
    for (; line < this.#text.length; line = lines.endOf(line) + 1) {
      const at = lines.skipSpaces(line);
      const code = lines.code(at);
      if (code === TAB) throw unsupported;
      if (code === NEWLINE || Number.isNaN(code)) {
        const blanks = this.#lineText(line + Math.max(0, indent), at);
        if (!hasText && blanks !== "") throw unsupported;
        texts.push(blanks);
        continue;
      }
      const column = at - line;
      if (indent === -1 && column > parent) indent = column;
      if (indent === -1 || column < indent) {
        if (column > parent) throw unsupported;
        break;
      }
      hasText = true;
      texts.push(this.#lineText(line + indent, lines.endOf(at)));
    }
    if (indent === 0) throw unsupported;
    // Whether spaces after the last line are content depends on what follows.
    while (texts.at(-1)?.trimStart() === "") if (texts.pop() !== "") throw unsupported;
    lines.open(line);
    if (texts.length === 0) return "";
    const text = style === "|" ? texts.join("\n") : foldBlock(texts);
    return header.endsWith("-") ? text : `${text}\n`;
  }
  #lineText(start: number, end: number): string {
    const text = this.#original.slice(start, end);
    return text.endsWith("\r") ? text.slice(0, -1) : text;
  }
}
