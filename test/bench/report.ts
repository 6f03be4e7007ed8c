import { availableParallelism, totalmem } from "node:os";
import type { Input } from "./inputs.ts";
import type { Usage } from "./measure.ts";
import { own, reference, tools } from "./tools.ts";

/** The resources used on one input, by tool or scenario; `undefined` where a run failed. */
export interface Row {
  readonly input: Input;
  readonly usages: ReadonlyMap<string, Usage | undefined>;
}

/** The measurements as Markdown, the ratios first. */
export function report(rows: readonly Row[], rounds: number): string {
  const gibibytes = Math.round(totalmem() / 2 ** 30);
  const machine = `${availableParallelism()} cores, ${gibibytes} GiB, ${process.platform} ${process.arch}`;
  return `# Results

Written by \`npm run bench\` on ${machine}, Node ${process.versions.node}. Rounds in one run: ${rounds}, of
which the medians are shown (of inputs above 20 MB there is one). Whole processes, with no compile cache. CPU is user and system
time of all threads; memory is the peak of what is resident.

## Cold generation: CPU, as a multiple of ${reference}

${compared(rows, ({ cpu }, base) => multiple(cpu, base?.cpu))}
## Cold generation: peak memory, as a multiple of ${reference}

${compared(rows, ({ memory }, base) => multiple(memory, base?.memory))}
## Cold generation: seconds of CPU (seconds from start to end), MiB

${compared(rows, shown)}
## ${own}: CPU of later runs, as a multiple of a cold one (seconds)

${later(rows)}
## ${own}: growth

${growth(rows)}`;
}

/** A table with a column for each tool. A multiple of what fails is none. */
function compared(
  rows: readonly Row[],
  cell: (usage: Usage, reference: Usage | undefined) => string,
): string {
  const measured = rows.filter(({ usages }) => usages.has(reference));
  const names = tools.map(({ name }) => name).map((name) => (name === own ? "cold" : name));
  return table(
    ["input", "operations", "KiB", ...tools.map(({ name }) => name)],
    measured.map(({ input, usages }) => {
      const base = usages.get(reference);
      const cells = names.map((name) => {
        if (!usages.has(name)) return "";
        const usage = usages.get(name);
        return usage ? cell(usage, base) : "fails";
      });
      return [...sizeOf(input), ...cells];
    }),
  );
}

function multiple(value: number, base: number | undefined): string {
  return base === undefined ? "–" : (value / base).toFixed(2);
}

function later(rows: readonly Row[]): string {
  const scenarios = ["unchanged", "check", "changed"];
  return table(
    [
      "input",
      "operations",
      "KiB",
      "cold",
      "unchanged",
      "check, unchanged",
      "one operation changed",
    ],
    rows.flatMap(({ input, usages }) => {
      const cold = usages.get("cold");
      if (!cold) return [];
      const cells = scenarios.map((name) => {
        const usage = usages.get(name);
        return usage ? `${(usage.cpu / cold.cpu).toFixed(2)} (${usage.cpu.toFixed(2)})` : "fails";
      });
      return [[...sizeOf(input), cold.cpu.toFixed(2), ...cells]];
    }),
  );
}

/** How the cost grows with the number of operations, in descriptions that differ in nothing else. */
function growth(rows: readonly Row[]): string {
  const family = rows.filter(({ input }) => input.kind === "synthetic");
  return table(
    ["input", "operations", "KiB", "CPU per operation, ms", "seconds of CPU (wall), MiB"],
    family.flatMap(({ input, usages }) => {
      const cold = usages.get("cold");
      if (!cold) return [];
      const each = ((cold.cpu * 1000) / input.operations).toFixed(2);
      return [[...sizeOf(input), each, shown(cold)]];
    }),
  );
}

function sizeOf({ name, operations, bytes }: Input): [string, string, string] {
  return [name, String(operations), (bytes / 1024).toFixed(0)];
}

function shown({ cpu, wall, memory }: Usage): string {
  return `${cpu.toFixed(2)} (${wall.toFixed(2)}), ${memory.toFixed(0)}`;
}

/** A table as Prettier writes it. */
function table(head: readonly string[], body: readonly (readonly string[])[]): string {
  const rows = [head, ...body];
  const widths = head.map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? "").length)),
  );
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  const rule = `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`;
  return `${[line(head), rule, ...body.map(line)].join("\n")}\n`;
}
