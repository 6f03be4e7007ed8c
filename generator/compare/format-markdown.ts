import { codeSpan, joinMarkdown, plainMarkdown, type Markdown } from "../text/markdown.ts";
import { changeClasses, type Change, type ChangeClass } from "./change.ts";
import { placesOf, summarise } from "./format-text.ts";

/**
 * Changes as Markdown: a table for each class, of which the last is folded.
 *
 * @param most how many rows a table may have; the rest is counted.
 */
export function changesMarkdown(
  changes: readonly Change[],
  most: number = Number.POSITIVE_INFINITY,
): Markdown {
  if (changes.length === 0) return "No change of the API.\n" as Markdown;
  const tables = changeClasses.flatMap((wanted) => {
    const some = changes.filter((change) => change.class === wanted);
    return some.length === 0 ? [] : [tableOf(wanted, some, most)];
  });
  return [`**${summarise(changes)}**\n`, ...tables].join("\n") as Markdown;
}

const titles: Readonly<Record<ChangeClass, string>> = {
  breaking: "Breaking",
  additive: "Additive",
  documentation: "Documentation",
};

function tableOf(wanted: ChangeClass, changes: readonly Change[], most: number): Markdown {
  const rest = changes.length - most;
  const lines = [
    "| Where | Change | Code | Place |",
    "| --- | --- | --- | --- |",
    ...changes.slice(0, most).map(rowOf),
    ...(rest > 0 ? ["", `… and ${rest.toLocaleString("en")} more.`] : []),
  ];
  const table = lines.join("\n");
  const text =
    wanted === "documentation"
      ? `<details><summary>${titles[wanted]}</summary>\n\n${table}\n\n</details>\n`
      : `### ${titles[wanted]}\n\n${table}\n`;
  return text as Markdown;
}

function rowOf(change: Change): Markdown {
  const { subject, message, code } = change;
  const where = subject.kind === "service" ? plainMarkdown(subject.name) : codeSpan(subject.name);
  const request = subject.request === "" ? "" : `<br>${codeSpan(subject.request)}`;
  const places = placesOf(change);
  const cells = [
    `${where}${request}`,
    messageMarkdown(message),
    codeSpan(code),
    places === "" ? "" : codeSpan(places),
  ];
  return `| ${cells.join(" | ")} |` as Markdown;
}

/** Formats a message: its parts in backticks are code. */
function messageMarkdown(message: string): Markdown {
  const parts = message
    .split("`")
    .map((part, index) => (index % 2 === 1 ? codeSpan(part) : escapeKeepingSpaces(part)));
  return joinMarkdown(parts);
}

/** Escapes text and keeps its outer spaces. */
function escapeKeepingSpaces(text: string): Markdown {
  const middle = text.trim();
  if (middle === "") return text as Markdown;
  const start = text.indexOf(middle);
  return `${text.slice(0, start)}${plainMarkdown(middle)}${text.slice(start + middle.length)}` as Markdown;
}
