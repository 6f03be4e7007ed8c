import { appendFile } from "node:fs/promises";
import { UnusableError } from "../diagnostics/problem.ts";
import { codeSpan } from "../text/markdown.ts";

/** Whether the run is a step of GitHub Actions, which shows a summary. */
export function hasSummary(): boolean {
  return Boolean(process.env["GITHUB_STEP_SUMMARY"]);
}

/** Adds Markdown to the summary of the step, where there is one. */
export async function summarize(text: string): Promise<void> {
  const file = process.env["GITHUB_STEP_SUMMARY"];
  if (!file) return;
  try {
    await appendFile(file, text);
  } catch (error) {
    throw new UnusableError(`The summary cannot be written to ${file}.`, { cause: error });
  }
}

/** Returns the summary of a client that is up to date. */
export function upToDate(output: string): string {
  return `${codeSpan(output)} is up to date.\n`;
}
