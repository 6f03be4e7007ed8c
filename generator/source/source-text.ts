import { raise, type Limits } from "./limits.ts";
import type { ProblemCode } from "../diagnostics/problem-codes.ts";
import type { Position } from "./positions.ts";
import { DescriptionError, type Problem, type Severity } from "../diagnostics/problem.ts";

/** The text of one file, able to say in which line and column an offset stands. */
export class SourceText {
  /** The file as the user named it. */
  readonly file: string;
  readonly text: string;
  #lineStarts: readonly number[] | undefined;

  constructor(file: string, text: string) {
    this.file = file;
    this.text = text;
  }

  /** The offset of every line's first sign. */
  get lineStarts(): readonly number[] {
    this.#lineStarts ??= findLines(this.text);
    return this.#lineStarts;
  }

  /** Line and column of an offset, both counted from 1; the column in UTF-16 code units. */
  position(offset: number): Position {
    let low = 0;
    let high = this.lineStarts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((this.lineStarts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    const start = this.lineStarts[low] ?? 0;
    const text = this.text.slice(start, this.lineStarts[high]).trimEnd();
    return { line: low + 1, column: offset - start + 1, text };
  }

  /** A problem at an offset of the text. */
  problem(
    code: ProblemCode,
    severity: Severity,
    offset: number,
    pointer: string,
    message: string,
    hint: string,
  ): Problem {
    const place = { file: this.file, pointer, ...this.position(offset) };
    return { code, severity, place, message, hint };
  }
}

function findLines(text: string): number[] {
  const starts = [0];
  for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", end + 1)) {
    starts.push(end + 1);
  }
  return starts;
}

/** Where a node of a document stands, and what it holds. */
export interface Spot {
  /** Of its key where it has one, else of the node itself. */
  readonly offset: number;
  /** By key, or by index from "0"; `undefined` for a scalar. */
  readonly children: ReadonlyMap<string, Spot> | undefined;
  /** A number as it is written, where JavaScript would write it otherwise: `1.10`, `0x1F`. */
  readonly spelling: string | undefined;
}

/** What the reading of a text gives. */
export interface Reading {
  /** Plain JavaScript data. */
  readonly root: unknown;
  readonly spot: Spot;
  /** What was mended. */
  readonly problems: readonly Problem[];
}

/** How a number is written, unless it is written as JavaScript does. */
export function oddSpelling(value: unknown, written: string): string | undefined {
  return typeof value === "number" && String(value) !== written ? written : undefined;
}

/** The refusal of a map or list that stands too deep. */
export function tooDeep(source: SourceText, offset: number, limits: Limits): DescriptionError {
  const message = `More than ${grouped(limits.depth)} maps and lists stand within each other here.`;
  return new DescriptionError([
    source.problem("too-deep", "error", offset, "", message, raise("depth", limits)),
  ]);
}

/** The refusal of a document that holds too much. */
export function tooManyValues(
  source: SourceText,
  offset: number,
  limits: Limits,
): DescriptionError {
  const message = `The document holds more than ${grouped(limits.values)} values.`;
  return new DescriptionError([
    source.problem("too-many-values", "error", offset, "", message, raise("values", limits)),
  ]);
}

/** The report of a key that repeats an earlier one of its map. */
export function duplicateKey(
  source: SourceText,
  key: string,
  first: number,
  offset: number,
  pointer: string,
): Problem {
  const { line } = source.position(first);
  const message = `The key ${JSON.stringify(key)} stands in line ${line} already: the later one is taken.`;
  const hint = "Remove one of the two, or give it another name.";
  return source.problem("duplicate-key", "warning", offset, pointer, message, hint);
}

/** A number as the messages write it: `3,000,000`. */
export function grouped(count: number): string {
  return count.toLocaleString("en-GB");
}
