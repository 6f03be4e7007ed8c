import { findRunCache, recallRun, type RunCache } from "../../output/last-run.ts";
import { summarize, upToDate } from "../job-summary.ts";
import { printProblems, type Terminal } from "../terminal.ts";
import type { CheckFlags } from "./check-drift.ts";
import { chooseInput } from "./generate.ts";

/**
 * `openapi-actions check`: prints how the output differs from what `generate` would write, and why;
 * and the changes of the API since it was generated, or since a commit. Writes nothing but the job
 * summary of GitHub Actions.
 *
 * @param cache the cache of `generate`'s runs.
 */
export async function runCheck(
  spec: string | undefined,
  flags: CheckFlags,
  terminal: Terminal,
  cache: RunCache | undefined = findRunCache(),
): Promise<number> {
  const input = await chooseInput(spec, flags);
  const last = cache && flags.base === undefined ? recallRun(cache, input) : undefined;
  if (!last) {
    const { checkDrift } = await import("./check-drift.ts");
    return checkDrift(input.spec, { ...flags, ...input }, terminal);
  }
  printProblems(last.problems, terminal, flags);
  terminal.out(`${flags.output}: up to date\n`);
  await summarize(`${upToDate(flags.output)}\n`);
  return 0;
}
