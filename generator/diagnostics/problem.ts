import { escapeToLine } from "../text/invisible.ts";
import type { ProblemCode } from "./problem-codes.ts";

/** Where something stands in a description, so that a person can go there. */
export interface Place {
  /** The file as the user named it, or relative to the description that refers to it. */
  readonly file: string;
  /** JSON Pointer (RFC 6901) of the node in that file; empty for the file itself. */
  readonly pointer: string;
  /** Counted from 1. */
  readonly line: number;
  /** Counted from 1, in UTF-16 code units. */
  readonly column: number;
  /** The line as it stands there, where it is known. */
  readonly text?: string;
}

/** An `error` stops the run with nothing written; a `warning` was mended in the way it says. */
export type Severity = "error" | "warning";

/** Something about a description that its author should know. */
export interface Problem {
  /** Stable: what users filter, and look up by `openapi-actions explain`. */
  readonly code: ProblemCode;
  readonly severity: Severity;
  readonly place: Place;
  /** What is wrong, and for a warning what was done about it. */
  readonly message: string;
  /** What the reader can do. */
  readonly hint: string;
}

/** Ends a run because of the description: the caller prints every problem and exits with 1. */
export class DescriptionError extends Error {
  override readonly name = "DescriptionError";
  readonly problems: readonly Problem[];

  /** @param problems at least one, in the order in which they should be read. */
  constructor(problems: readonly Problem[]) {
    super(problems.map(({ code, message }) => `${code}: ${escapeToLine(message)}`).join("\n"));
    this.problems = problems;
  }
}

/** Ends a run that could not begin or go on for a reason outside the description: exit code 2. */
export class UnusableError extends Error {
  override readonly name = "UnusableError";

  /** @param message one line, or several; what it quotes cannot add lines or be obeyed. */
  constructor(message: string | readonly string[], options?: ErrorOptions) {
    super([message].flat().map(escapeToLine).join("\n"), options);
  }
}

/** A problem with its texts as every format shows them: each one line, with controls escaped. */
export function withPrintableText(problem: Problem): Problem {
  const { message, hint } = problem;
  return { ...problem, message: escapeToLine(message), hint: escapeToLine(hint) };
}
