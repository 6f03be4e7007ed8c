import { existsSync } from "node:fs";
import { join } from "node:path";
import { UnusableError } from "../../diagnostics/problem.ts";
import { manifestFile } from "../../output/manifest.ts";
import { findRunCache, recallRun, type RunCache } from "../../output/run-record.ts";
import { checkArguments, checkCommand } from "../check-command.ts";
import { managerOf } from "../init-job.ts";
import { summarize, upToDate } from "../job-summary.ts";
import { findClients, type FoundClient } from "../project-files.ts";
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
  const isUnnamed = spec === undefined && flags.config === undefined;
  if (isUnnamed && !existsSync(join(flags.output, manifestFile))) refuseUnnamed(findClients("."));
  const input = await chooseInput(spec, flags).catch((error: unknown) => {
    if (isUnnamed) refuseUnnamed(findClients("."));
    throw error;
  });
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

/**
 * Without a configuration, nothing says which description clients in other folders were generated
 * from, nor by which flags.
 *
 * @throws UnusableError with the command for each.
 */
function refuseUnnamed(clients: readonly FoundClient[]): void {
  if (clients.length === 0) return;
  throw new UnusableError([
    "There is no configuration that says what to check. Check each client by the command that " +
      "generates it, with all its flags:",
    ...clients.map(({ input = "path/to/description", output }) => {
      return `    ${checkCommand(checkArguments(input, { output }))}`;
    }),
    `or write a configuration: ${managerOf(".").exec} openapi-actions init`,
  ]);
}
