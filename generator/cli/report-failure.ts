import { DescriptionError, UnusableError } from "../diagnostics/problem.ts";
import { printProblems, type ReportFlags, type Terminal } from "./terminal.ts";

/**
 * Prints why a command failed and returns its exit code: 1 for problems of the description, 2 where
 * it could not run.
 *
 * @param flags `verbose` also prints the stack of a bug.
 */
export function reportFailure(error: unknown, terminal: Terminal, flags: ReportFlags): number {
  if (error instanceof DescriptionError) {
    printProblems(error.problems, terminal, flags);
    if ((flags.format ?? "text") === "text") terminal.err("Nothing was written.\n");
    return 1;
  }
  if (error instanceof UnusableError) {
    terminal.err(`${error.message}\n`);
    return 2;
  }
  const { message, stack } = error instanceof Error ? error : { message: String(error), stack: "" };
  terminal.err(`This is a bug in openapi-actions: ${message}\n`);
  terminal.err(flags.verbose ? `${stack ?? ""}\n` : "Run it with --verbose for the stack trace.\n");
  return 2;
}
