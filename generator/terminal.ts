import type { Problem } from "./problem.ts";
import { formatProblems } from "./report.ts";

/** Where a run prints: what was asked for, and what is told beside it. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

/**
 * Prints problems beside the answer.
 *
 * @param verbose lists all, however many there are of a kind.
 */
export function tell(problems: readonly Problem[], terminal: Terminal, verbose: boolean): void {
  if (problems.length > 0) terminal.err(`${formatProblems(problems, verbose)}\n`);
}
