import { maximumLimits, type Limits } from "./limits.ts";
import { nonCanonicalNumber, type PositionedNode } from "./source-text.ts";
import { APOSTROPHE, QUOTE, SPACE, unsupported, type YamlLines } from "./yaml-lines.ts";
import { doubleQuotedValue, endOfQuotes, resolvePlain, singleQuotedValue } from "./yaml-scalar.ts";

/** A map or list that is being read. */
export interface OpenNode<Value> {
  readonly value: Value;
  /** `undefined` where nobody asked for places. */
  readonly children: Map<string, PositionedNode> | undefined;
}

/** Makes the values of a YAML document, and their places where these are asked for. */
export class YamlNodes {
  /** Where quoted scalars begin that go on in lines with too little indentation. */
  readonly underIndented: number[] = [];
  readonly #original: string;
  readonly #text: string;
  readonly #lines: YamlLines;
  readonly #limits: Limits;
  readonly #isLocated: boolean;
  #values = 0;
  #tokens = 0;
  /** Of the node that was read last. */
  #children: ReadonlyMap<string, PositionedNode> | undefined;
  #rawNumber: string | undefined;

  /** @param original the text as it was read; `text` has LF line endings. */
  constructor(
    original: string,
    text: string,
    lines: YamlLines,
    limits: Limits,
    isLocated: boolean,
  ) {
    this.#original = original;
    this.#text = text;
    this.#lines = lines;
    this.#limits = limits;
    this.#isLocated = isLocated;
  }

  /** Begins a map or list. */
  enter<Value>(value: Value, depth: number): OpenNode<Value> {
    if (depth > Math.min(this.#limits.depth, maximumLimits.depth)) throw unsupported;
    this.#count(1, 0);
    return { value, children: this.#isLocated ? new Map() : undefined };
  }

  put(
    { value: map, children }: OpenNode<Record<string, unknown>>,
    key: string,
    offset: number,
    value: unknown,
  ): void {
    if (key === "__proto__" || Object.hasOwn(map, key)) throw unsupported;
    map[key] = value;
    this.#count(0, 4);
    children?.set(key, this.positioned(offset));
  }

  push({ value: list, children }: OpenNode<unknown[]>, offset: number, item: unknown): void {
    children?.set(String(list.length), this.positioned(offset));
    list.push(item);
  }

  leave<Value>({ value, children }: OpenNode<Value>): Value {
    this.#children = children;
    this.#rawNumber = undefined;
    return value;
  }

  /** The place of the node that was read last. */
  positioned(offset: number): PositionedNode {
    return { offset, children: this.#children, rawNumber: this.#rawNumber };
  }

  scalar(value: unknown): unknown {
    this.#count(1, 3);
    this.#children = undefined;
    this.#rawNumber = undefined;
    return value;
  }

  plainScalar(text: string): unknown {
    const value = resolvePlain(text);
    this.scalar(value);
    this.#rawNumber = nonCanonicalNumber(value, text);
    return value;
  }

  /** @param tokens how many a complete parser would make of it at least. */
  #count(values: number, tokens: number): void {
    this.#values += values;
    this.#tokens += tokens;
    const { values: maxValues, tokens: maxTokens } = this.#limits;
    if (this.#values > maxValues || this.#tokens > maxTokens) throw unsupported;
  }

  /** Text without quotes that begins a scalar or key, without the spaces at its end. */
  plainText(start: number, stop: number): string {
    const text = this.plainLine(start, stop);
    const isIndicator = "&*!|>%@`#,[]{}\"'".includes(text.charAt(0));
    // These begin a plain scalar where no space follows (YAML 1.2.2, section 7.3.3).
    if (isIndicator || ("-?:".includes(text.charAt(0)) && this.#lines.isBlank(start + 1))) {
      throw unsupported;
    }
    return text;
  }

  /** Text of a further line of it. */
  plainLine(start: number, stop: number): string {
    let end = stop;
    while (end > start && this.#text.charCodeAt(end - 1) === SPACE) end -= 1;
    const text = this.#text.slice(start, end);
    if (text === "" || text.includes("\t")) throw unsupported;
    return text;
  }

  /** A key on one line, without quotes or with them. */
  key(start: number, stop: number): string {
    if (this.isQuote(start)) return this.quotedValue(start, endOfQuotes(this.#text, start));
    const key = this.plainText(start, stop);
    if (key === "<<") throw unsupported;
    return key;
  }

  isQuote(at: number): boolean {
    const code = this.#lines.code(at);
    return code === QUOTE || code === APOSTROPHE;
  }

  /**
   * The offset behind the quote that closes a scalar.
   *
   * @param parent the column of the map or list that holds it. Lines of the scalar are to be
   *   indented deeper, but many programs read them where they are not, so many files have them.
   */
  quotedEnd(start: number, parent: number): number {
    const end = endOfQuotes(this.#text, start);
    if (end === -1) throw unsupported;
    const found = this.#lines.underIndented(start, end, parent);
    if (found === "structure") throw unsupported;
    if (found === "text") this.underIndented.push(start);
    return end;
  }

  quotedValue(start: number, end: number): string {
    const inside = this.#original.slice(start + 1, end - 1).replaceAll("\r\n", "\n");
    const isDouble = this.#lines.code(start) === QUOTE;
    const value = isDouble ? doubleQuotedValue(inside) : singleQuotedValue(inside);
    if (value === undefined) throw unsupported;
    return value;
  }
}
