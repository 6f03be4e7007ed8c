import { findBase, readBase, type Base } from "../../history/base.ts";
import { diff } from "../../compare/compare.ts";
import type { Change } from "../../compare/change.ts";
import { changesMarkdown } from "../../compare/format-markdown.ts";
import { formatChanges } from "../../compare/format-text.ts";
import type { Drift } from "../../output/drift.ts";
import { driftMarkdown } from "../../output/drift-markdown.ts";
import { driftAnnotations } from "../../output/drift-github.ts";
import { formatDrift } from "../../output/drift-text.ts";
import { findDrift, generatePackage } from "../../api/package.ts";
import { codeSpan } from "../../text/markdown.ts";
import { showProgress } from "../status-line.ts";
import { printProblems, type Terminal } from "../terminal.ts";
import { hasSummary, summarize, upToDate } from "../job-summary.ts";
import type { PackageFlags } from "./generate.ts";
import type { Description } from "../../description.ts";

export interface CheckFlags extends PackageFlags {
  /** A branch, tag or commit with whose description this one is compared. */
  readonly base?: string;
}

/** The lines of a patch and rows of a table that are printed without --verbose. */
const maxLines = 100;

/** Generates in memory and compares, where the cache cannot tell. */
export async function checkDrift(
  path: string,
  flags: CheckFlags,
  terminal: Terminal,
): Promise<number> {
  const { output, verbose = false } = flags;
  const options = { ...flags, copy: flags.save, ...showProgress(output, terminal) };
  const made = await generatePackage(path, output, options);
  const { description, manifest } = made;
  printProblems(made.problems, terminal, flags);
  const drift = await findDrift(made);

  const hasNewDescription = drift?.causes.some(({ kind }) => kind === "description-changed");
  // git has the copy of a URL, if anything of it.
  const checkedIn = flags.save ?? path;
  const base =
    flags.base !== undefined
      ? await readBase(flags.base, checkedIn, flags)
      : hasNewDescription && manifest?.settings.description !== undefined
        ? await findBase(manifest.settings.description, checkedIn, flags)
        : undefined;
  const isBaseWanted = flags.base !== undefined || hasNewDescription === true;
  const api = isBaseWanted ? compareApi(base, description) : undefined;

  if (drift) terminal.out(formatDrift(output, drift));
  else terminal.out(`${output}: up to date\n`);
  if (api) terminal.out(apiText(api, flags.base));
  if (drift) {
    const patch = await patchOf(output, drift, verbose ? Number.POSITIVE_INFINITY : maxLines);
    if (patch !== "") terminal.out(`\n${patch}`);
    if (flags.format === "github") {
      (terminal.errEscaped ?? terminal.err)(driftAnnotations(output, drift));
    } else if ((flags.format ?? "text") === "text") {
      terminal.err(`${output} is out of date. Generate it again and commit the result.\n`);
    }
  }
  if (hasSummary()) {
    const state = drift
      ? driftMarkdown(output, drift, await patchOf(output, drift, maxLines))
      : upToDate(output);
    const parts = [state, ...(api ? [apiMarkdown(api, flags.base)] : [])];
    await summarize(`${parts.join("\n")}\n`);
  }
  return drift ? 1 : 0;
}

/** The changes of the API since an earlier description, if that was found. */
type Api =
  { readonly base: Base; readonly changes: readonly Change[] } | { readonly base: undefined };

function compareApi(base: Base | undefined, description: Description): Api {
  return base ? { base, changes: diff(base.description, description) } : { base };
}

/** Loads the diff library only where something differs. */
async function patchOf(output: string, { files }: Drift, limit: number): Promise<string> {
  if (files.length === 0) return "";
  const { patchOf } = await import("../../output/drift-patch.ts");
  return patchOf(output, files, limit);
}

function apiText(api: Api, wanted: string | undefined): string {
  return api.base
    ? `\nThe API, since ${api.base.name}: ${formatChanges(api.changes)}`
    : `\n${noBase(wanted)}\n`;
}

function apiMarkdown(api: Api, wanted: string | undefined): string {
  return api.base
    ? `## The API, since ${codeSpan(api.base.name)}\n\n${changesMarkdown(api.changes, maxLines)}`
    : `${noBase(wanted)}\n`;
}

function noBase(wanted: string | undefined): string {
  return wanted === undefined
    ? "The changes of the API are unknown: git does not have the description of the last run. " +
        "Use --base BRANCH to compare with a branch."
    : `The changes of the API are unknown: ${wanted} has no usable description here.`;
}
