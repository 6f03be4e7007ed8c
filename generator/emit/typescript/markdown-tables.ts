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

/** The width of a cell in columns; that of other than ASCII is left to Prettier. */
async function widthIn(text: string): Promise<Width> {
  if (!/[^\x20-\x7E\n]/.test(text)) return (cell) => cell.length;
  const { util } = await import("prettier");
  return (cell) => (/[^\x20-\x7E]/.test(cell) ? util.getStringWidth(cell) : cell.length);
}

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
