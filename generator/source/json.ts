import type { Limits } from "./limits.ts";
import { escapePointer } from "../data/json-pointer.ts";
import type { Problem } from "../diagnostics/problem.ts";
import type { JsonFault } from "../diagnostics/rules/file.ts";
import {
  duplicateKey,
  nonCanonicalNumber,
  tooDeep,
  tooManyValues,
  type ParsedText,
  type PositionedNode,
  type SourceText,
} from "./source-text.ts";

/** The first offset at which the input is not JSON, and why. */
export interface JsonSyntaxError {
  readonly offset: number;
  readonly fault: JsonFault;
}

/**
 * Parses JSON (RFC 8259): a `JSON.parse` with limits and positions. Of equal keys in one object the
 * last wins, and is reported.
 *
 * @returns the parsed text, or its first syntax error.
 * @throws DescriptionError `too-deep` or `too-many-values`.
 */
export function readJson(source: SourceText, limits: Limits): ParsedText | JsonSyntaxError {
  const keys = measure(source, limits);
  let root: unknown;
  try {
    root = JSON.parse(source.text);
  } catch {
    return new StrictReader(source).syntaxError();
  }
  const problems = countKeys(root) === keys ? [] : new StrictReader(source).duplicates();
  const start = skipSpace(source.text, 0);
  return { root, node: new JsonNode(source.text, start, start), problems };
}

/**
 * Counts the keys of probable JSON in one pass over its characters. `JSON.parse`
 * silently drops repeated keys, and builds everything before a limit can stop it.
 */
function measure(source: SourceText, limits: Limits): number {
  const { text } = source;
  let depth = 0;
  let keys = 0;
  let values = 1;
  let previous = "";
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    switch (character) {
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
    previous = character;
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

/** A node of a JSON text. Finds its children only when asked for them. */
class JsonNode implements PositionedNode {
  readonly offset: number;
  readonly #text: string;
  readonly #value: number;
  #children: ReadonlyMap<string, PositionedNode> | undefined;

  constructor(text: string, offset: number, value: number) {
    this.offset = offset;
    this.#text = text;
    this.#value = value;
  }

  get children(): ReadonlyMap<string, PositionedNode> | undefined {
    if (!this.#children && /[{[]/.test(this.#text.charAt(this.#value))) {
      this.#children = new Map(childNodes(this.#text, this.#value));
    }
    return this.#children;
  }

  get rawNumber(): string | undefined {
    const written = literalAt(this.#text, this.#value);
    return /^[-0-9]/.test(written) ? nonCanonicalNumber(Number(written), written) : undefined;
  }
}

function* childNodes(text: string, start: number): Generator<[string, PositionedNode]> {
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
    yield [key, new JsonNode(text, at, value)];
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

/** The offset after a string's closing quote, or the length of the text where it has none. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end > 0; end = text.indexOf('"', end + 1)) {
    let escape = end;
    while (text.charAt(escape - 1) === "\\") escape -= 1;
    if ((end - escape) % 2 === 0) return end + 1;
  }
  return text.length;
}

/** The literal or stray characters at an offset: neither string, object nor array. */
function literalAt(text: string, start: number): string {
  const literal = /[^\s"{}[\],:]*/y;
  literal.lastIndex = start;
  return literal.exec(text)?.[0] ?? "";
}

class JsonError extends Error {
  readonly at: JsonSyntaxError;

  constructor(offset: number, fault: JsonFault) {
    super(fault.kind);
    this.at = { offset, fault };
  }
}

/** Parses character by character: slower than `JSON.parse`, but knows its position. */
class StrictReader {
  readonly #source: SourceText;
  readonly #text: string;
  readonly #problems: Problem[] = [];
  /** The offsets of the objects and arrays that are not closed yet, and the path to here. */
  readonly #open: number[] = [];
  readonly #path: string[] = [];
  #at = 0;

  constructor(source: SourceText) {
    this.#source = source;
    this.#text = source.text;
  }

  /** The syntax error of input that `JSON.parse` rejects. */
  syntaxError(): JsonSyntaxError {
    try {
      this.#document();
    } catch (error) {
      if (error instanceof JsonError) return error.at;
      throw error;
    }
    throw new Error("no syntax error in input that JSON.parse rejects");
  }

  /** One problem for every key that repeats an earlier one of its object. */
  duplicates(): Problem[] {
    this.#document();
    return this.#problems;
  }

  #document(): void {
    this.#value();
    if (this.#character() !== "") throw this.#unexpected("end");
  }

  #value(): void {
    const character = this.#character();
    if (character === "{") this.#map();
    else if (character === "[") this.#list();
    else if (character === '"') this.#string();
    else this.#literal();
  }

  #map(): void {
    const earlier = new Map<string, number>();
    for (let first = true; this.#hasNext("}", first); first = false) {
      if (this.#character() !== '"') throw this.#unexpected("key");
      const offset = this.#at;
      const key = this.#string();
      this.#path.push(`/${escapePointer(key)}`);
      const before = earlier.get(key);
      if (before !== undefined) {
        const pointer = this.#path.join("");
        this.#problems.push(duplicateKey(this.#source, key, before, [offset, pointer]));
      }
      earlier.set(key, offset);
      if (this.#character() !== ":") throw this.#unexpected("colon");
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

  /** Moves to the next item of an object or array, past its opening or closing bracket or a comma. */
  #hasNext(closing: "}" | "]", first: boolean): boolean {
    if (first) {
      this.#open.push(this.#at);
      this.#at += 1;
    }
    const character = this.#character();
    if (character === closing) {
      this.#open.pop();
      this.#at += 1;
      return false;
    }
    if (first) return true;
    if (character !== ",") throw this.#unexpected(`comma or ${closing}`);
    const comma = this.#at;
    this.#at += 1;
    if (this.#character() === closing) {
      throw new JsonError(comma, { kind: "trailing-comma", closing });
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
      throw this.#stringError(start, written);
    }
  }

  #stringError(start: number, written: string): JsonError {
    let control = 0;
    while (control < written.length && written.charAt(control) >= " ") control += 1;
    const isClean = control === written.length;
    if (isClean && this.#at === this.#text.length) return this.#truncated();
    if (isClean) return new JsonError(start, { kind: "invalid-escape" });
    if (/[\n\r]/.test(written)) return new JsonError(start, { kind: "unclosed-string" });
    return new JsonError(start + control, { kind: "control-character" });
  }

  #literal(): void {
    const literal = literalAt(this.#text, this.#at);
    if (!/^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?)$/.test(literal)) {
      throw this.#unexpected("value");
    }
    this.#at += literal.length;
  }

  /** The next character that is not white space, "" at the end. */
  #character(): string {
    this.#at = skipSpace(this.#text, this.#at);
    return this.#text.charAt(this.#at);
  }

  #unexpected(expected: Expected): JsonError {
    const literal = literalAt(this.#text, this.#at);
    if (this.#at + literal.length === this.#text.length && this.#open.length > 0) {
      return this.#truncated();
    }
    const found = literal.slice(0, 20) || this.#character();
    return new JsonError(this.#at, { kind: "unexpected", expected, found });
  }

  #truncated(): JsonError {
    const { line } = this.#source.position(this.#open.at(-1) ?? 0);
    return new JsonError(this.#text.length, { kind: "truncated", line });
  }
}

type Expected = Extract<JsonFault, { kind: "unexpected" }>["expected"];
