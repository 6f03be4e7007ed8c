import { escapeToLine } from "../text/invisible.ts";
import { catalogue, type ParamsArgument, type ProblemCode } from "./catalogue.ts";
import type { Rule, Severity } from "./rule.ts";

/** A position in a description, so that a person can go there. */
export interface SourceLocation {
  /** The file as the user named it, or relative to the description that refers to it. */
  readonly file: string;
  /** JSON Pointer (RFC 6901) of the node in that file; empty for the file itself. */
  readonly pointer: string;
  /** Counted from 1. */
  readonly line: number;
  /** Counted from 1, in UTF-16 code units. */
  readonly column: number;
  /** The text of the line, where it is known, or of a long line what surrounds the column. */
  readonly text?: string;
  /** How much of the line is left out before `text`, in UTF-16 code units. */
  readonly textStart?: number;
}

/** Something about a description that its author should know. */
export interface Problem {
  /** Stable: what users filter by, and look up with `openapi-actions explain`. */
  readonly code: ProblemCode;
  readonly severity: Severity;
  /** Whether the error is one of those that `--allow` makes a warning. */
  readonly canAllow?: boolean;
  readonly location: SourceLocation;
  /** The fault, and for a warning how it was handled. */
  readonly message: string;
  /** Advice to the reader. */
  readonly hint: string;
}

/** Reports a problem. The texts come from the catalogue; `params` are the values in them. */
export type Report = <Code extends ProblemCode>(
  code: Code,
  location: SourceLocation,
  ...params: ParamsArgument<Code>
) => void;

/** Makes a problem of its code, location and parameters, by the rule of the catalogue. */
export function createProblem<Code extends ProblemCode>(
  code: Code,
  location: SourceLocation,
  ...[params]: ParamsArgument<Code>
): Problem {
  const rule: Rule<never> = catalogue[code];
  const textOf = (text: string | ((params: never) => string)): string =>
    typeof text === "string" ? text : text(params as never);
  const severity =
    typeof rule.severity === "string" ? rule.severity : rule.severity(params as never);
  const texts = { message: textOf(rule.message), hint: textOf(rule.hint) };
  if (severity !== "loss") return { code, severity, location, ...texts };
  const hint = `${texts.hint} To generate without it: --allow ${code}`;
  return { code, severity: "error", canAllow: true, location, ...texts, hint };
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

/** Ends a run that could not begin or continue for a reason outside the description: exit code 2. */
export class UnusableError extends Error {
  override readonly name = "UnusableError";

  /** @param message one line, or several; what it quotes cannot add lines or be obeyed. */
  constructor(message: string | readonly string[], options?: ErrorOptions) {
    super([message].flat().map(escapeToLine).join("\n"), options);
  }
}

/** How much of a line is kept on either side of a location: more than any format shows. */
const maxContext = 200;

/**
 * A problem that is data alone, with the position of its location, to be stored or sent. Of a line
 * only the surroundings of the location are kept: minified JSON is one line of megabytes.
 */
export function withPlainLocation(problem: Problem): Problem {
  const { file, pointer, line, column, text, textStart: before = 0 } = problem.location;
  const plain = { file, pointer, line, column };
  if (text === undefined) return { ...problem, location: plain };
  const start = Math.max(0, column - 1 - before - maxContext);
  const kept = text.slice(start, column - 1 - before + maxContext);
  const textStart = before + start;
  return {
    ...problem,
    location: { ...plain, text: kept, ...(textStart > 0 && { textStart }) },
  };
}

/** A problem with its texts as every format shows them: each one line, with controls escaped. */
export function withPrintableText(problem: Problem): Problem {
  const { message, hint } = problem;
  return { ...problem, message: escapeToLine(message), hint: escapeToLine(hint) };
}
