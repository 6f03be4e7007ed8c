import type * as prettier from "prettier";
import { flatten, layOut } from "./break-lines.ts";
import { formatFile } from "./render.ts";

/** Aligns the tables of a Markdown file, and breaks the lines of its code, as Prettier would. */
export async function alignTables(text: string): Promise<string> {
  const width = await widthIn(text);
  const aligned: string[] = [];
  let table: string[] = [];
  let code: string[] | undefined;
  for (const line of text
    .replace(/\n{3,}/g, "\n\n")
    .trimEnd()
    .split("\n")) {
    if (code) {
      if (line !== "```") {
        code.push(line);
        continue;
      }
      const written = code.join("\n");
      const laidOut = layOut(written) ?? (await formatFile("sample.ts", flatten(written)));
      aligned.push(laidOut.trimEnd());
      code = undefined;
    } else if (line.startsWith("|")) {
      table.push(line);
      continue;
    } else if (line.startsWith("```")) {
      code = [];
    }
    aligned.push(...align(table, width), line);
    table = [];
  }
  return `${[...aligned, ...align(table, width)].join("\n")}\n`;
}

type Width = (text: string) => number;

/** The width of a cell in columns; where a character may take none or two, Prettier says so. */
async function widthIn(text: string): Promise<Width> {
  if (!mayBeWide.test(text)) return (cell) => cell.length;
  // Its declarations lack what it shares with the whole of Prettier.
  const { util } = (await import("prettier/standalone")) as unknown as typeof prettier;
  return (cell) => (mayBeWide.test(cell) ? util.getStringWidth(cell) : cell.length);
}

/** Neither ASCII nor Latin letters nor ordinary punctuation; © and ® may be emoji. */
const mayBeWide = /[^\n\x20-\x7E\xA1-\xA8\xAA-\xAC\xAF-\u024F\u2010-\u2027]/;

function align(rows: readonly string[], width: Width): readonly string[] {
  const table = rows.map(cellsOf);
  const [head = []] = table;
  const widths = head.map((_, column) =>
    table.reduce((widest, row) => Math.max(widest, width(row[column] ?? "")), 3),
  );
  return table.map((row, index) => {
    const cells = widths.map((widest, column) => {
      const cell = row[column] ?? "";
      return index === 1 ? "-".repeat(widest) : cell + " ".repeat(widest - width(cell));
    });
    return `| ${cells.join(" | ")} |`;
  });
}

/** The cells of a row; a bar behind a backslash is text. */
function cellsOf(row: string): readonly string[] {
  const cells = row.match(/(?:\\.|[^\\|])+/g) ?? [];
  return cells.map((cell) => cell.trim());
}
