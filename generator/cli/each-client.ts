import { availableParallelism } from "node:os";
import { withPlainLocation, type Problem } from "../diagnostics/problem.ts";
import { findRunCache, type RunCache } from "../output/run-record.ts";
import { programFolder } from "../text/program.ts";
import { hasSummary } from "./job-summary.ts";
import { reportFailure } from "./report-failure.ts";
import type { Client, ReadingFlags } from "./select-clients.ts";
import { printCombined, printProblems, type Terminal } from "./terminal.ts";

/** A command that runs for each client of the configuration. */
type ClientCommand = "generate" | "check";

/** What a thread needs to run a command for the same clients. */
export interface Work {
  readonly command: ClientCommand;
  readonly spec: string | undefined;
  readonly flags: ReadingFlags;
  /** Shared: how many clients have been taken, and behind that the one of each thread, from 1. */
  readonly taken: Int32Array;
  readonly thread: number;
}

/** What the run of one client printed. */
interface Outcome {
  readonly index: number;
  readonly exitCode: number;
  readonly printed: readonly Printed[];
}

type Printed =
  | { readonly kind: "out" | "err" | "errEscaped"; readonly text: string }
  | { readonly kind: "problems"; readonly problems: readonly Problem[] };

/** With fewer clients the threads would have started when the work is done. */
const minParallel = 3;

/**
 * Runs a command for each client; a failure ends only that client's run. Several clients share the
 * cores: each thread takes the next one when it is done, so that memory grows with the threads and
 * not with the clients. They are reported in their order.
 *
 * @returns the highest exit code.
 */
export async function runEachClient(
  command: ClientCommand,
  clients: readonly Client<ReadingFlags>[],
  spec: string | undefined,
  flags: ReadingFlags,
  terminal: Terminal,
): Promise<number> {
  // Of the summary of a job, the parts are added by whoever is done.
  const isParallel = clients.length >= minParallel && !(command === "check" && hasSummary());
  const threads = isParallel ? Math.min(availableParallelism(), clients.length) : 1;
  const taken = new Int32Array(new SharedArrayBuffer(4 * (threads + 1)));
  let exitCode = 0;
  await printCombined(terminal, flags, async (combined) => {
    const waiting = new Map<number, Outcome>();
    let next = 0;
    const report = (outcome: Outcome): void => {
      waiting.set(outcome.index, outcome);
      for (let one = waiting.get(next); one; one = waiting.get(next)) {
        waiting.delete(next);
        next += 1;
        exitCode = Math.max(exitCode, one.exitCode);
        for (const part of one.printed) print(part, combined, flags);
      }
    };
    const others = Array.from({ length: threads - 1 }, (_, index) =>
      startThread({ command, spec, flags, taken, thread: index + 1 }, report),
    );
    await runClients({ command, spec, flags, taken, thread: 0 }, clients, report, terminal.status);
    await Promise.all(others);
  });
  return exitCode;
}

/** Runs the command for one client after the other, as long as there are any that no thread took. */
export async function runClients(
  { command, flags, taken, thread }: Work,
  clients: readonly Client<ReadingFlags>[],
  report: (outcome: Outcome) => void,
  status?: Terminal["status"],
): Promise<void> {
  const run = await loadCommand(command);
  const cache = findRunCache();
  for (;;) {
    const index = Atomics.add(taken, 0, 1);
    const client = clients[index];
    if (!client) return;
    Atomics.store(taken, 1 + thread, index + 1);
    report(
      await captured(index, status, flags, (terminal) =>
        run(client.input, client, terminal, cache),
      ),
    );
  }
}

async function loadCommand(
  command: ClientCommand,
): Promise<
  (
    spec: string | undefined,
    client: Client<ReadingFlags>,
    terminal: Terminal,
    cache: RunCache | undefined,
  ) => Promise<number>
> {
  if (command === "check") return (await import("./commands/check.ts")).runCheck;
  return (await import("./commands/generate.ts")).runGenerate;
}

/** Runs something for a client, and keeps what it prints until its turn has come. */
async function captured(
  index: number,
  status: Terminal["status"],
  flags: ReadingFlags,
  run: (terminal: Terminal) => number | Promise<number>,
): Promise<Outcome> {
  const printed: Printed[] = [];
  const terminal: Terminal = {
    out: (text) => printed.push({ kind: "out", text }),
    err: (text) => printed.push({ kind: "err", text }),
    errEscaped: (text) => printed.push({ kind: "errEscaped", text }),
    collect: (problems) =>
      printed.push({ kind: "problems", problems: problems.map(withPlainLocation) }),
    status,
  };
  let exitCode: number;
  try {
    exitCode = await run(terminal);
  } catch (error) {
    exitCode = reportFailure(error, terminal, flags);
  }
  return { index, exitCode, printed };
}

function print(part: Printed, terminal: Terminal, flags: ReadingFlags): void {
  if (part.kind === "problems") printProblems(part.problems, terminal, flags);
  else (terminal[part.kind] ?? terminal.err)(part.text);
}

/** Resolves when the thread has ended, by itself or by an error such as the end of its memory. */
async function startThread(work: Work, report: (outcome: Outcome) => void): Promise<void> {
  const isSource = import.meta.url.endsWith(".ts");
  const file = isSource ? "generator/cli/client-thread.ts" : "dist/cli/client-thread.js";
  // Takes a moment that one client does not need.
  const { Worker } = await import("node:worker_threads");
  const worker = new Worker(new URL(file, programFolder), { workerData: work });
  let reported = -1;
  let failure: Error | undefined;
  worker.on("message", (outcome: Outcome) => {
    reported = outcome.index;
    report(outcome);
  });
  worker.on("error", (error: Error) => {
    failure = error;
  });
  await new Promise((resolve) => worker.on("exit", resolve));
  const index = Atomics.load(work.taken, 1 + work.thread) - 1;
  // A client that it had not begun is another thread's.
  if (index <= reported) return;
  report(
    await captured(index, undefined, work.flags, (terminal) =>
      reportFailure(failure ?? new Error("a thread ended"), terminal, work.flags),
    ),
  );
}
