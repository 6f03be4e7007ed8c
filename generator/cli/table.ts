import { escapeToLine } from "../text/invisible.ts";

/** Cells wrap at this width. */
const maxWidth = 60;

/**
 * Formats rows under a header, in columns as wide as their contents. Long cells wrap.
 */
export function formatTable(
  headline: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const lines = [headline, ...rows].flatMap(linesOf);
  const widths = headline.map((_, column) =>
    Math.max(...lines.map((line) => (line[column] ?? "").length)),
  );
  return lines
    .map((line) => line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  "))
    .map((line) => `${line.trimEnd()}\n`)
    .join("");
}

function linesOf(row: readonly string[]): string[][] {
  const cells = row.map((cell) => wrap(escapeToLine(cell.replace(/\s+/g, " "))));
  const height = Math.max(...cells.map(({ length }) => length));
  return Array.from({ length: height }, (_, line) => cells.map((cell) => cell[line] ?? ""));
}

function wrap(text: string): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + word.length >= maxWidth) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
