import type { Limits } from "./limits.ts";
import { escapePointer } from "../json/json-pointer.ts";
import type { Problem } from "../diagnostics/problem.ts";
import {
  duplicateKey,
  oddSpelling,
  tooDeep,
  tooManyValues,
  type Reading,
  type SourceText,
  type Spot,
} from "./source-text.ts";

/** The first place at which a text is no JSON. */
export interface JsonFault {
  readonly offset: number;
  readonly message: string;
  readonly hint: string;
}

/**
 * Reads JSON (RFC 8259), a `JSON.parse` with limits and positions. Of two equal keys in one map
 * the later wins, and is reported.
 *
 * @returns what was read, or where it stops being JSON.
 * @throws DescriptionError `too-deep` or `too-many-values`.
 */
export function readJson(source: SourceText, limits: Limits): Reading | JsonFault {
  const keys = measure(source, limits);
  let root: unknown;
  try {
    root = JSON.parse(source.text);
  } catch {
    return new StrictReader(source).fault();
  }
  const problems = countKeys(root) === keys ? [] : new StrictReader(source).duplicates();
  const start = skipSpace(source.text, 0);
  return { root, spot: new JsonSpot(source.text, start, start), problems };
}

/**
 * Counts the keys of a text that is probably JSON, in one pass over its signs. `JSON.parse` drops
 * repeated keys without a word, and builds what no limit has stopped: this sees both.
 */
function measure(source: SourceText, limits: Limits): number {
  const { text } = source;
  let depth = 0;
  let keys = 0;
  let values = 1;
  let previous = "";
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charAt(at);
    switch (sign) {
      case " ":
      case "\n":
      case "\r":
      case "\t":
        continue;
      case '"':
        at = endOfString(text, at) - 1;
        break;
      case "{":
      case "[":
        depth += 1;
        if (depth > limits.depth) throw tooDeep(source, at, limits);
        break;
      case "}":
      case "]":
        depth -= 1;
        if (previous !== "{" && previous !== "[") values += 1;
        break;
      case ",":
        values += 1;
        break;
      case ":":
        keys += 1;
    }
    if (values > limits.values) throw tooManyValues(source, at, limits);
    previous = sign;
  }
  return keys;
}

function countKeys(root: unknown): number {
  let count = 0;
  const pending = [root];
  while (pending.length > 0) {
    const node = pending.pop();
    if (typeof node !== "object" || node === null) continue;
    const children: unknown[] = Object.values(node);
    if (!Array.isArray(node)) count += children.length;
    for (const child of children) {
      if (typeof child === "object" && child !== null) pending.push(child);
    }
  }
  return count;
}

/** A place in a text that is JSON. Looks at what it holds only when asked. */
class JsonSpot implements Spot {
  readonly offset: number;
  readonly #text: string;
  readonly #value: number;
  #children: ReadonlyMap<string, Spot> | undefined;

  constructor(text: string, offset: number, value: number) {
    this.offset = offset;
    this.#text = text;
    this.#value = value;
  }

  get children(): ReadonlyMap<string, Spot> | undefined {
    if (!this.#children && /[{[]/.test(this.#text.charAt(this.#value))) {
      this.#children = new Map(childSpots(this.#text, this.#value));
    }
    return this.#children;
  }

  get spelling(): string | undefined {
    const written = literalAt(this.#text, this.#value);
    return /^[-0-9]/.test(written) ? oddSpelling(Number(written), written) : undefined;
  }
}

function* childSpots(text: string, start: number): Generator<[string, Spot]> {
  const isMap = text.charAt(start) === "{";
  let at = skipSpace(text, start + 1);
  for (let index = 0; !isEnd(text, at); index += 1) {
    let key = String(index);
    let value = at;
    if (isMap) {
      const end = endOfString(text, at);
      key = String(JSON.parse(text.slice(at, end)));
      value = skipSpace(text, skipSpace(text, end) + 1);
    }
    yield [key, new JsonSpot(text, at, value)];
    at = skipSpace(text, skipValue(text, value));
    if (text.charAt(at) === ",") at = skipSpace(text, at + 1);
  }
}

function isEnd(text: string, at: number): boolean {
  return at >= text.length || text.charAt(at) === "}" || text.charAt(at) === "]";
}

function skipValue(text: string, start: number): number {
  let depth = 0;
  let at = start;
  do {
    switch (text.charAt(at)) {
      case '"':
        at = endOfString(text, at);
        continue;
      case "{":
      case "[":
        depth += 1;
        break;
      case "}":
      case "]":
        depth -= 1;
        break;
      default:
        if (depth === 0) return at + literalAt(text, at).length;
    }
    at += 1;
  } while (depth > 0);
  return at;
}

function skipSpace(text: string, start: number): number {
  let at = start;
  while (at < text.length && " \n\r\t".includes(text.charAt(at))) at += 1;
  return at;
}

/** The offset behind a string's closing quote, or the length of the text where it has none. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end > 0; end = text.indexOf('"', end + 1)) {
    let escape = end;
    while (text.charAt(escape - 1) === "\\") escape -= 1;
    if ((end - escape) % 2 === 0) return end + 1;
  }
  return text.length;
}

/** What stands at an offset that is no string, map or list. */
function literalAt(text: string, start: number): string {
  const literal = /[^\s"{}[\],:]*/y;
  literal.lastIndex = start;
  return literal.exec(text)?.[0] ?? "";
}

class Fault extends Error {
  readonly fault: JsonFault;

  constructor(offset: number, message: string, hint: string) {
    super(message);
    this.fault = { offset, message, hint };
  }
}

/** Reads sign by sign: slower than `JSON.parse`, but knows all the while where it is. */
class StrictReader {
  readonly #source: SourceText;
  readonly #text: string;
  readonly #problems: Problem[] = [];
  /** Where the maps and lists begin that are not closed yet, and the path to here. */
  readonly #open: number[] = [];
  readonly #path: string[] = [];
  #at = 0;

  constructor(source: SourceText) {
    this.#source = source;
    this.#text = source.text;
  }

  /** Where a text that `JSON.parse` refuses goes wrong. */
  fault(): JsonFault {
    try {
      this.#document();
    } catch (error) {
      if (error instanceof Fault) return error.fault;
      throw error;
    }
    throw new Error("no fault in a text that JSON.parse refuses");
  }

  /** One problem for every key that repeats an earlier one of its map. */
  duplicates(): Problem[] {
    this.#document();
    return this.#problems;
  }

  #document(): void {
    this.#value();
    if (this.#sign() !== "") throw this.#unexpected("the end of the file");
  }

  #value(): void {
    const sign = this.#sign();
    if (sign === "{") this.#map();
    else if (sign === "[") this.#list();
    else if (sign === '"') this.#string();
    else this.#literal();
  }

  #map(): void {
    const earlier = new Map<string, number>();
    for (let first = true; this.#hasNext("}", first); first = false) {
      if (this.#sign() !== '"') throw this.#unexpected("a key in double quotes");
      const offset = this.#at;
      const key = this.#string();
      this.#path.push(`/${escapePointer(key)}`);
      const before = earlier.get(key);
      if (before !== undefined) {
        const pointer = this.#path.join("");
        this.#problems.push(duplicateKey(this.#source, key, before, offset, pointer));
      }
      earlier.set(key, offset);
      if (this.#sign() !== ":") throw this.#unexpected("a colon");
      this.#at += 1;
      this.#value();
      this.#path.pop();
    }
  }

  #list(): void {
    for (let index = 0; this.#hasNext("]", index === 0); index += 1) {
      this.#path.push(`/${index}`);
      this.#value();
      this.#path.pop();
    }
  }

  /** Steps to the next item of a map or list, over its opening sign, a comma or its closing sign. */
  #hasNext(closing: "}" | "]", first: boolean): boolean {
    if (first) {
      this.#open.push(this.#at);
      this.#at += 1;
    }
    const sign = this.#sign();
    if (sign === closing) {
      this.#open.pop();
      this.#at += 1;
      return false;
    }
    if (first) return true;
    if (sign !== ",") throw this.#unexpected(`a comma or ${closing}`);
    const comma = this.#at;
    this.#at += 1;
    if (this.#sign() === closing) {
      throw new Fault(comma, `A comma stands before the closing ${closing}.`, "Remove the comma.");
    }
    return true;
  }

  #string(): string {
    const start = this.#at;
    this.#at = endOfString(this.#text, start);
    const written = this.#text.slice(start, this.#at);
    try {
      return String(JSON.parse(written));
    } catch {
      throw this.#stringFault(start, written);
    }
  }

  #stringFault(start: number, written: string): Fault {
    let control = 0;
    while (control < written.length && written.charAt(control) >= " ") control += 1;
    const isClean = control === written.length;
    if (isClean && this.#at === this.#text.length) return this.#cutShort();
    if (isClean) {
      const hint = 'JSON knows \\" \\\\ \\/ \\b \\f \\n \\r \\t and \\u with four digits.';
      return new Fault(start, "This string holds an escape that JSON does not have.", hint);
    }
    if (/[\n\r]/.test(written)) {
      const hint = "Add the closing quote; write a line end inside a string as \\n.";
      return new Fault(start, "This string is not closed on its line.", hint);
    }
    const hint = "Write it as an escape, a tab as \\t.";
    return new Fault(start + control, "A control character stands inside a string.", hint);
  }

  #literal(): void {
    const literal = literalAt(this.#text, this.#at);
    if (!/^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?)$/.test(literal)) {
      throw this.#unexpected("a value");
    }
    this.#at += literal.length;
  }

  /** The next sign that is no white space, "" at the end. */
  #sign(): string {
    this.#at = skipSpace(this.#text, this.#at);
    return this.#text.charAt(this.#at);
  }

  #unexpected(expected: string): Fault {
    const literal = literalAt(this.#text, this.#at);
    if (this.#at + literal.length === this.#text.length && this.#open.length > 0) {
      return this.#cutShort();
    }
    const found = literal.slice(0, 20) || this.#sign();
    const message = `Expected ${expected}, found ${JSON.stringify(found)}.`;
    return new Fault(this.#at, message, hintFor(expected, found));
  }

  #cutShort(): Fault {
    const { line } = this.#source.position(this.#open.at(-1) ?? 0);
    const message = `The file ends inside the map or list that begins in line ${line}.`;
    return new Fault(this.#text.length, message, "The file is cut short: fetch it again.");
  }
}

function hintFor(expected: string, found: string): string {
  if (/^(?:\/\/|\/\*|#)/.test(found)) return "JSON has no comments: remove this one.";
  if (found.startsWith("'")) return "JSON has its strings in double quotes.";
  if (expected === "the end of the file") return "Remove it: a file holds one document.";
  return "Correct the JSON here, or just before.";
}
