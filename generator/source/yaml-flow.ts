import {
  CLOSE_LIST,
  CLOSE_MAP,
  COLON,
  COMMA,
  HASH,
  NEWLINE,
  OPEN_LIST,
  OPEN_MAP,
  unsupported,
  type YamlLines,
} from "./yaml-lines.ts";
import type { YamlNodes } from "./yaml-nodes.ts";
import { endOfQuotes } from "./yaml-scalar.ts";

/** Reads flow maps and lists: `{a: b}`, `[a, b]`. */
export class YamlFlow {
  /** Behind what was read last. */
  at: number;
  readonly #text: string;
  readonly #lines: YamlLines;
  readonly #nodes: YamlNodes;
  readonly #parent: number;

  /** @param parent the column of the block map or list that holds it. */
  constructor(text: string, lines: YamlLines, nodes: YamlNodes, at: number, parent: number) {
    this.#text = text;
    this.#lines = lines;
    this.#nodes = nodes;
    this.at = at;
    this.#parent = parent;
  }

  value(depth: number): unknown {
    const start = this.at;
    const code = this.#lines.code(start);
    if (code === OPEN_MAP) return this.#map(depth);
    if (code === OPEN_LIST) return this.#list(depth);
    if (!this.#nodes.isQuote(start)) return this.#nodes.plainScalar(this.#plain());
    this.at = this.#nodes.quotedEnd(start, this.#parent);
    return this.#nodes.scalar(this.#nodes.quotedValue(start, this.at));
  }

  #map(depth: number): unknown {
    const map = this.#nodes.enter<Record<string, unknown>>({}, depth);
    for (let isFirst = true; this.#next(CLOSE_MAP, isFirst); isFirst = false) {
      const offset = this.at;
      const key = this.#key();
      this.#skipSpace();
      const code = this.#lines.code(this.at);
      const isEmpty = code === COMMA || code === CLOSE_MAP;
      const value = isEmpty ? this.#nodes.scalar(null) : this.value(depth + 1);
      this.#nodes.put(map, key, offset, value);
    }
    return this.#nodes.leave(map);
  }

  #list(depth: number): unknown {
    const list = this.#nodes.enter<unknown[]>([], depth);
    for (let isFirst = true; this.#next(CLOSE_LIST, isFirst); isFirst = false) {
      const offset = this.at;
      this.#nodes.push(list, offset, this.value(depth + 1));
    }
    return this.#nodes.leave(list);
  }

  /** Steps to the next entry, over the opening bracket, a comma or the closing bracket. */
  #next(closing: number, isFirst: boolean): boolean {
    if (!isFirst) this.#skipSpace();
    const code = this.#lines.code(this.at);
    if (isFirst || code === COMMA) this.at += 1;
    else if (code !== closing) throw unsupported;
    this.#skipSpace();
    if (this.#lines.code(this.at) !== closing) return true;
    this.at += 1;
    return false;
  }

  #key(): string {
    const start = this.at;
    const isQuoted = this.#nodes.isQuote(start);
    if (isQuoted) this.at = endOfQuotes(this.#text, start);
    const plain = isQuoted ? undefined : this.#plain();
    if (this.at === -1 || this.at > this.#lines.endOf(start)) throw unsupported;
    const key = plain ?? this.#nodes.quotedValue(start, this.at);
    if (plain === "<<") throw unsupported;
    this.at = this.#lines.skipSpaces(this.at);
    if (this.#lines.code(this.at) !== COLON || this.at - start > 1000) throw unsupported;
    this.at += 1;
    // Only after quotes may a value follow without a space (YAML 1.2.2, section 7.4.2).
    if (!isQuoted && !this.#lines.isBlank(this.at)) throw unsupported;
    return key;
  }

  #plain(): string {
    const start = this.at;
    for (; ; this.at += 1) {
      const code = this.#lines.code(this.at);
      if (code === COMMA || code === OPEN_LIST || code === CLOSE_LIST) break;
      if (code === OPEN_MAP || code === CLOSE_MAP || code === NEWLINE) break;
      if (code === HASH || Number.isNaN(code)) throw unsupported;
      if (code !== COLON) continue;
      if (this.#lines.isBlank(this.at + 1)) break;
      if (",[]{}".includes(this.#text.charAt(this.at + 1))) throw unsupported;
    }
    const text = this.#nodes.plainText(start, this.at);
    if ("-?:".includes(text)) throw unsupported;
    return text;
  }

  /** Goes over white space; lines are to be indented deeper than the parent. */
  #skipSpace(): void {
    for (;;) {
      this.at = this.#lines.skipSpaces(this.at);
      if (this.#lines.code(this.at) !== NEWLINE) return;
      const line = this.at + 1;
      this.at = this.#lines.skipSpaces(line);
      const isEmpty = this.#lines.code(this.at) === NEWLINE;
      if (!isEmpty && this.at - line <= this.#parent) throw unsupported;
    }
  }
}
