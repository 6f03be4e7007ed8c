import type { Drift } from "./drift.ts";
import { codeSpan, plainMarkdown, type Markdown } from "../text/markdown.ts";
import { escapeControls } from "../text/invisible.ts";
import { causeText, editOf } from "./drift-text.ts";

/** How many files the summary names. */
const maxFiles = 50;

/**
 * A package that is out of date, for the summary of a run in CI.
 *
 * @param patch a unified diff.
 */
export function driftMarkdown(folder: string, { files, causes }: Drift, patch: string): Markdown {
  const rest = files.length - maxFiles;
  const rows = files.slice(0, maxFiles).map((one) => {
    const state = [one.kind, editOf(one)].filter((word) => word !== "").join(", ");
    return `| ${codeSpan(one.file)} | ${state} |`;
  });
  const blocks = [
    `## ${codeSpan(folder)} is out of date`,
    causes.map((cause) => plainMarkdown(causeText(cause))).join(" "),
    ...(rows.length > 0 ? [["| File | |", "| --- | --- |", ...rows].join("\n")] : []),
    ...(rest > 0 ? [`… and ${rest.toLocaleString("en")} more.`] : []),
    "Generate it again and commit the result.",
    ...(patch.trim() === "" ? [] : [foldedPatch(patch)]),
  ];
  return `${blocks.join("\n\n")}\n` as Markdown;
}

function foldedPatch(patch: string): string {
  const text = escapeControls(patch.trimEnd());
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  return `<details><summary>Diff</summary>\n\n${fence}diff\n${text}\n${fence}\n\n</details>`;
}
