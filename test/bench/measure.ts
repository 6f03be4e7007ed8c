import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The resources that one run of a program used. */
export interface Usage {
  /** Seconds of processor time, user and system, of all its Node processes and threads. */
  readonly cpu: number;
  /** Seconds from start to end. */
  readonly wall: number;
  /** Peak resident memory in MiB, of the largest of its processes. */
  readonly memory: number;
}

const probe = fileURLToPath(new URL("usage.cjs", import.meta.url));

/**
 * Runs a Node program to its end and measures it as a whole, with its start. Without a folder for it
 * no compile cache is used, so that every run is the first one.
 *
 * @param args the script and its arguments.
 * @param cwd also holds the file in which the processes report what they used.
 * @param options `compileCache` is the folder of Node's compile cache, for a program that has one.
 * @throws Error with the end of its output, where it fails.
 */
export function measure(
  args: readonly string[],
  cwd: string,
  options: { readonly compileCache?: string } = {},
): Usage {
  const report = join(cwd, "usage.jsonl");
  rmSync(report, { force: true });
  const start = performance.now();
  const { status, signal, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd,
    encoding: "utf8",
    maxBuffer: 2 ** 28,
    env: {
      ...process.env,
      NODE_OPTIONS: `--require=${JSON.stringify(probe)}`,
      ...(options.compileCache === undefined
        ? { NODE_DISABLE_COMPILE_CACHE: "1" }
        : { NODE_COMPILE_CACHE: options.compileCache }),
      BENCH_USAGE: report,
    },
  });
  const wall = (performance.now() - start) / 1000;
  if (status !== 0 || !existsSync(report)) {
    throw new Error(`${args.join(" ")}: ${signal ?? status}\n${(stdout + stderr).slice(-600)}`);
  }
  const processes = readFileSync(report, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as { readonly cpu: number; readonly kibibytes: number });
  return {
    cpu: processes.reduce((sum, one) => sum + one.cpu, 0),
    wall,
    memory: Math.max(...processes.map(({ kibibytes }) => kibibytes)) / 1024,
  };
}

/** The median of what several runs used, each quantity for itself. */
export function median(runs: readonly Usage[]): Usage {
  const of = (quantity: keyof Usage): number => {
    const sorted = runs.map((run) => run[quantity]).sort((a, b) => a - b);
    return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  };
  return { cpu: of("cpu"), wall: of("wall"), memory: of("memory") };
}
