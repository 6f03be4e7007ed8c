import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { areas } from "./rows/areas.ts";

const results = await readFile(new URL("peers/RESULTS.md", import.meta.url), "utf8");
const readme = await readFile(new URL("../../README.md", import.meta.url), "utf8");

/** The lines of the table that begins with the column `Area`, as cells. */
function tableIn(markdown: string): readonly (readonly string[])[] {
  const [, table = ""] =
    /\n(\| Area +\| Rows[^]*?)\n\n/.exec(markdown.replaceAll(/<!--.*-->\n?/g, "")) ?? [];
  return table
    .split("\n")
    .map((line) =>
      line
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim()),
    )
    .filter(([first]) => first !== undefined && !/^-+$/.test(first));
}

test("the table of other generators counts the rows that there are", () => {
  const judged = areas.map(([area, rows]) => {
    return [area, String(rows.filter((one) => one.beyond === undefined && !one.since).length)];
  });
  const counted = new Map(tableIn(results).map(([area, rows]) => [area, rows]));
  expect(judged.map(([area = ""]) => [area, counted.get(area)])).toEqual(judged);
});

test("the README has the same table", () => {
  expect(tableIn(readme).length).toBeGreaterThan(areas.length);
  expect(tableIn(readme)).toEqual(tableIn(results));
});
