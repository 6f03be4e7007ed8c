import { exceededLimit, type Limits } from "./limits.ts";
import type { ParamsArgument, ProblemCode } from "../diagnostics/catalogue.ts";
import type { Position } from "./positions.ts";
import { createProblem, DescriptionError, type Problem } from "../diagnostics/problem.ts";

/** The text of one file. Maps offsets to lines and columns. */
export class SourceText {
  /** The file as the user named it. */
  readonly file: string;
  readonly text: string;
  #lineStarts: readonly number[] | undefined;

  constructor(file: string, text: string) {
    this.file = file;
    this.text = text;
  }

  /** The offset of the first character of every line. */
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
  problem<Code extends ProblemCode>(
    code: Code,
    [offset, pointer = ""]: readonly [offset: number, pointer?: string],
    ...params: ParamsArgument<Code>
  ): Problem {
    const location = { file: this.file, pointer, ...this.position(offset) };
    return createProblem(code, location, ...params);
  }

  /** The error that ends the run because of one problem. */
  error<Code extends ProblemCode>(
    code: Code,
    offset: number,
    ...params: ParamsArgument<Code>
  ): DescriptionError {
    return new DescriptionError([this.problem(code, [offset], ...params)]);
  }
}

function findLines(text: string): number[] {
  const starts = [0];
  for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", end + 1)) {
    starts.push(end + 1);
  }
  return starts;
}

/** A node of a parsed text, with its position. */
export interface PositionedNode {
  /** Of its key where it has one, else of the node itself. */
  readonly offset: number;
  /** By key, or by index from "0"; `undefined` for a scalar. */
  readonly children: ReadonlyMap<string, PositionedNode> | undefined;
  /** A number as it is written, where JavaScript would write it otherwise: `1.10`, `0x1F`. */
  readonly rawNumber: string | undefined;
}

/** The result of parsing. */
export interface ParsedText {
  /** Plain JavaScript data. */
  readonly root: unknown;
  readonly node: PositionedNode;
  /** Warnings. */
  readonly problems: readonly Problem[];
}

/** Returns how a number is written, unless it is written as JavaScript does. */
export function nonCanonicalNumber(value: unknown, written: string): string | undefined {
  return typeof value === "number" && String(value) !== written ? written : undefined;
}

/** The error for an object or array that is nested too deeply. */
export function tooDeep(source: SourceText, offset: number, limits: Limits): DescriptionError {
  const limit = exceededLimit("depth", limits);
  return source.error("too-deep", offset, { what: "file", limit });
}

/** The error for a document with too many values. */
export function tooManyValues(
  source: SourceText,
  offset: number,
  limits: Limits,
): DescriptionError {
  const limit = exceededLimit("values", limits);
  return source.error("too-many-values", offset, { what: "file", limit });
}

/** The warning for a key that repeats an earlier one of its object. */
export function duplicateKey(
  source: SourceText,
  key: string,
  first: number,
  [offset, pointer]: readonly [offset: number, pointer: string],
): Problem {
  const { line } = source.position(first);
  return source.problem("duplicate-key", [offset, pointer], { key, line });
}
