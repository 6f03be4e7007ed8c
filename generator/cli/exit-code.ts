import { DescriptionError, UnusableError } from "../diagnostics/problem.ts";
import { tell, type TellingFlags, type Terminal } from "./terminal.ts";

/**
 * Says why a command ended, and gives its exit code: 1 for problems of the description, 2 where it
 * could not run, be it for a bug.
 *
 * @param flags `verbose` also shows where a bug happened.
 */
export function tellFailure(error: unknown, terminal: Terminal, flags: TellingFlags): number {
  if (error instanceof DescriptionError) {
    tell(error.problems, terminal, flags);
    if ((flags.format ?? "text") === "text") terminal.err("Nothing was written.\n");
    return 1;
  }
  if (error instanceof UnusableError) {
    terminal.err(`${error.message}\n`);
    return 2;
  }
  const { message, stack } = error instanceof Error ? error : { message: String(error), stack: "" };
  terminal.err(`This is a bug in openapi-actions: ${message}\n`);
  terminal.err(
    flags.verbose ? `${stack ?? ""}\n` : "Run it with --verbose to see where it happened.\n",
  );
  return 2;
}
