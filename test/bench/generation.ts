// Whole-process generation beside other generators: `npm run bench`. Rounds in one run, in which
// each tool has its turn on each input, so that what the machine does beside them weighs on all.
// With no choice of inputs or tools the tables are written to RESULTS.md.
import { execFileSync } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import type { Input } from "./inputs.ts";
import { measure, median, type Usage } from "./measure.ts";
import { report } from "./report.ts";
import { own, program, tools, type Tool } from "./tools.ts";

const { values: options } = parseArgs({
  options: {
    /** How often each run is made. */
    rounds: { type: "string", default: "3" },
    /** Names of inputs, separated by commas; all by default. */
    inputs: { type: "string" },
    /** Names of tools, likewise. */
    tools: { type: "string" },
    /** Writes the table of a part too. */
    write: { type: "boolean", default: false },
  },
});
const here = fileURLToPath(new URL(".", import.meta.url));
const npm = process.platform === "win32" ? "npm.cmd" : "npm";

function install(): void {
  if (existsSync(join(here, "peers/node_modules"))) return;
  const flags = ["--no-package-lock", "--ignore-scripts", "--no-audit", "--no-fund"];
  execFileSync(npm, ["install", ...flags], { cwd: join(here, "peers"), stdio: "inherit" });
}

function prepareInputs(folder: string): readonly Input[] {
  const chosen = options.inputs?.split(",") ?? [];
  const script = join(here, "inputs.ts");
  execFileSync(process.execPath, [script, folder, ...chosen], { stdio: "inherit" });
  return JSON.parse(readFileSync(join(folder, "inputs.json"), "utf8")) as readonly Input[];
}

/** Runs of one tool or scenario on one input. After a failure it has no further turn. */
class Runs {
  readonly usages: Usage[] = [];
  hasFailed = false;

  add(args: readonly string[], folder: string): void {
    if (this.hasFailed) return;
    try {
      this.usages.push(measure(args, folder));
    } catch (error) {
      this.hasFailed = true;
      process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    }
  }
}

/** The scenarios run one after the other with this program and one input, in one folder. */
const scenarios = ["cold", "check", "unchanged", "changed"] as const;

function runOwn(input: Input, folder: string, runsOf: (scenario: string) => Runs): void {
  const description = `api${extname(input.file)}`;
  copyFileSync(input.file, join(folder, description));
  for (const scenario of scenarios) {
    if (scenario === "changed") copyFileSync(input.changed, join(folder, description));
    const command = scenario === "check" ? "check" : "generate";
    runsOf(scenario).add([program, command, description, "--output", "out"], folder);
  }
}

/** Peers have their turn on what is public, and on one size of the family. */
function isCompared({ kind, name }: Input): boolean {
  return kind === "public" || name === "things-1000";
}

function runRound(
  round: number,
  inputs: readonly Input[],
  chosen: readonly Tool[],
  folder: string,
  runsOf: (input: Input, name: string) => Runs,
): void {
  for (const input of inputs.filter(({ isHuge }) => round === 0 || !isHuge)) {
    for (const tool of chosen.filter(({ name }) => name === own || isCompared(input))) {
      process.stderr.write(`round ${round + 1}: ${input.name}, ${tool.name}\n`);
      // Nothing is deleted before the end: ext4 takes up to ten times as long to make a file after
      // thousands were deleted, since it looks for one that was not deleted in the last minute.
      const work = mkdtempSync(join(folder, "work-"));
      if (tool.name === own) runOwn(input, work, (scenario) => runsOf(input, scenario));
      else {
        const description = tool.needs3 ? input.as3 : input.file;
        runsOf(input, tool.name).add(tool.command(description), work);
      }
    }
  }
}

const folder = mkdtempSync(join(tmpdir(), "bench-"));
try {
  const rounds = Number(options.rounds);
  const chosen = tools.filter(({ name }) => options.tools?.split(",").includes(name) ?? true);
  install();
  execFileSync(npm, ["run", "--silent", "build"], { cwd: join(here, "../.."), stdio: "inherit" });
  const inputs = prepareInputs(folder);
  const runs = new Map(inputs.map((input) => [input, new Map<string, Runs>()]));
  const runsOf = (input: Input, name: string): Runs => {
    const known = runs.get(input)?.get(name) ?? new Runs();
    runs.get(input)?.set(name, known);
    return known;
  };
  for (let round = 0; round < rounds; round += 1) {
    runRound(round, inputs, chosen, folder, runsOf);
  }
  const rows = Array.from(runs, ([input, ofInput]) => ({
    input,
    usages: new Map(
      Array.from(ofInput, ([name, { hasFailed, usages }]) => {
        return [name, hasFailed ? undefined : median(usages)] as const;
      }),
    ),
  }));
  const tables = report(rows, rounds);
  process.stdout.write(tables);
  const isWhole = options.inputs === undefined && options.tools === undefined;
  if (isWhole || options.write) writeFileSync(join(here, "RESULTS.md"), tables);
} finally {
  rmSync(folder, { recursive: true });
}
