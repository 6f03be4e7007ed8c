import { escapeToLine } from "../text/invisible.ts";

/** The widest that a column of words becomes before it goes on below. */
const widest = 60;

/**
 * Rows under a headline, in columns as wide as they need to be. A cell's words go on in the next
 * line where they would make the column too wide.
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
    if (line !== "" && line.length + word.length >= widest) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
