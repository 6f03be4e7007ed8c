// Seconds of a processor and MiB that descriptions take which are large in one way, at a quarter of
// their size and at the whole: what grows by more than four is not linear. Run by `npm run
// bench:scale`, with names of inputs to choose some of them; 1 where one takes over 20 s or 1 GiB.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inputs, type Node } from "./scale-inputs.ts";

const program = new URL("../../generator/cli/program.ts", import.meta.url).href;
const script = `
  const { run } = await import(${JSON.stringify(program)});
  let told = "";
  const tell = (text) => { told = (told + text).slice(-300); };
  const code = await run(process.argv.slice(1), { out: tell, err: tell });
  const { user, system } = process.cpuUsage();
  const seconds = (user + system) / 1e6;
  console.log(JSON.stringify({ seconds, mebibytes: process.resourceUsage().maxRSS / 1024, code, told }));`;

interface Measured {
  readonly seconds: number;
  readonly mebibytes: number;
  readonly code: number;
  readonly told: string;
}

const folder = mkdtempSync(join(tmpdir(), "scale-"));

function write(name: string, content: readonly Node[]): string {
  const spec = join(folder, `${name}.json`);
  const [description, other = {}] = content;
  writeFileSync(spec, JSON.stringify(description));
  writeFileSync(join(folder, "other.json"), JSON.stringify(other));
  return spec;
}

/** With little memory, as otherwise it would be taken because it is there. */
function measure(args: readonly string[]): Measured {
  const { stdout, stderr, signal } = spawnSync(
    process.execPath,
    ["--max-old-space-size=700", "--input-type=module", "-e", script, "--", ...args],
    { encoding: "utf8", timeout: 300_000 },
  );
  return stdout === ""
    ? { seconds: Infinity, mebibytes: 0, code: -1, told: `${signal ?? ""} ${stderr.slice(0, 200)}` }
    : (JSON.parse(stdout) as Measured);
}

const wanted = process.argv.slice(2);
const columns = ["KiB", "command", "1/4 s", "s", "times", "MiB", "code"];
process.stdout.write(`${"".padEnd(48)}${columns.map((one) => one.padStart(10)).join("")}\n`);
let tooSlow = 0;
for (const [name, size, build] of inputs) {
  if (wanted.length > 0 && !wanted.some((one) => name.includes(one))) continue;
  const specOf = (n: number): string => write(`n${n}`, [build(n)].flat());
  const [small, large] = [specOf(Math.floor(size / 4)), specOf(size)];
  const size_ = statSync(large).size / 1024;
  for (const command of ["generate", "normalize", "diff"]) {
    const of = (spec: string): string[] =>
      command === "generate"
        ? [command, spec, "-o", join(folder, "out")]
        : command === "diff"
          ? [command, small, spec]
          : [command, spec];
    const [quarter, full] = [measure(of(small)), measure(of(large))];
    const times = full.seconds / quarter.seconds;
    const cells = [
      size_.toFixed(0),
      command,
      quarter.seconds.toFixed(2),
      full.seconds.toFixed(2),
      times.toFixed(1),
      full.mebibytes.toFixed(0),
      full.code,
    ];
    process.stdout.write(
      `${name.padEnd(48)}${cells.map((cell) => String(cell).padStart(10)).join("")}\n`,
    );
    if (full.code > 0 || full.code < 0)
      process.stdout.write(`    ${full.told.trim().slice(-200)}\n`);
    if (full.seconds > 20 || full.mebibytes > 1024) tooSlow += 1;
  }
}
rmSync(folder, { recursive: true });
process.exitCode = tooSlow === 0 ? 0 : 1;
