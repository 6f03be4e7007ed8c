import { fork, type ChildProcess } from "node:child_process";
import { existsSync, globSync, statSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { compileFolder } from "../helpers/compile.ts";
import type { Outcome } from "./worker.ts";

const shared = new URL("../../../shared/", import.meta.url).pathname;
const isThere = existsSync(join(shared, "corpus"));
if (!isThere) process.stdout.write("test:corpus is skipped: ../shared/corpus is not there\n");

/** How many of ../shared/corpus may be refused. */
const refusalsAllowed = 2;
const limit = 120_000;

describe.skipIf(!isThere)("real descriptions", () => {
  let folder = "";
  let outcomes: readonly Outcome[] = [];
  let compiler = "";

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "openapi-actions-corpus-"));
    outcomes = await runAll(findSpecs(), folder);
    compiler = await compileFolder(folder);
    report(outcomes);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test("none crashes or hangs", () => {
    const crashed = outcomes.filter(({ crash }) => crash !== "");
    expect(crashed.map(({ spec, crash }) => `${spec}: ${crash}`)).toEqual([]);
  });

  test(`all of the corpus but ${refusalsAllowed} are generated`, () => {
    const corpus = outcomes.filter(({ spec }) => spec.startsWith(join(shared, "corpus/")));
    const refused = corpus.filter((one) => one.refused.length > 0 || one.crash !== "");
    expect(corpus.length).toBeGreaterThan(0);
    expect(refused.map(({ spec }) => spec).slice(refusalsAllowed)).toEqual([]);
  });

  test("every package compiles under the strictest flags", () => {
    expect(compiler).toBe("");
  });

  test("every description is valid when normalised, and gives the same client", () => {
    const wrong = outcomes.flatMap(({ spec, normalized }) =>
      normalized.map((fault) => `${spec.slice(shared.length)}: ${fault}`),
    );
    expect(wrong).toEqual([]);
  });

  test("every operation sends what is described, and reads what it asks for", () => {
    const wrong = outcomes.flatMap(({ spec, operations }) =>
      operations.flatMap(({ verdict, method, key, reasons }) =>
        verdict === "wrong"
          ? [`${spec.slice(shared.length)}: ${method} ${key}: ${reasons.join("; ")}`]
          : [],
      ),
    );
    expect(wrong).toEqual([]);
  });
});

/** The largest first, so that no worker is left alone with one at the end. */
function findSpecs(): string[] {
  return globSync(join(shared, "{corpus,corpus-ordinary}/**/*.{json,yaml,yml}"))
    .map((spec) => ({ spec, size: statSync(spec).size }))
    .sort((a, b) => b.size - a.size)
    .map(({ spec }) => spec);
}

/** Generates, calls and compares, in as many processes as there are cores. */
async function runAll(specs: readonly string[], folder: string): Promise<Outcome[]> {
  const queue = [...specs.entries()];
  const outcomes: Outcome[] = [];
  const work = async (): Promise<void> => {
    let worker: ChildProcess | undefined;
    for (let next = queue.shift(); next; next = queue.shift()) {
      const [index, spec] = next;
      worker ??= fork(new URL("./worker.ts", import.meta.url), { execArgv: [] });
      const outcome = await ask(worker, spec, join(folder, String(index)));
      outcomes.push(outcome);
      if (outcome.crash !== "") {
        worker.kill("SIGKILL");
        worker = undefined;
      }
      if (process.stdout.isTTY) process.stdout.write(`\r${outcomes.length} of ${specs.length} `);
    }
    worker?.disconnect();
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  if (process.stdout.isTTY) process.stdout.write("\n");
  return outcomes;
}

function ask(worker: ChildProcess, spec: string, folder: string): Promise<Outcome> {
  return new Promise((resolve) => {
    const finish = (outcome: Outcome): void => {
      clearTimeout(timer);
      worker.removeAllListeners();
      resolve(outcome);
    };
    const fail = (crash: string): void => {
      finish({ spec, refused: [], crash, operations: [], normalized: [] });
    };
    const timer = setTimeout(() => {
      fail(`takes over ${limit / 1000} s`);
    }, limit);
    worker.once("message", (outcome: Outcome) => {
      finish(outcome);
    });
    worker.once("exit", (code) => {
      fail(`the process ended with ${String(code)}`);
    });
    worker.send({ spec, folder });
  });
}

/** Prints the numbers per form. */
function report(outcomes: readonly Outcome[]): void {
  const refused = outcomes.filter((one) => one.refused.length > 0);
  const counts = new Map<string, { right: number; wrong: number; refused: number }>();
  for (const { forms, verdict } of outcomes.flatMap(({ operations }) => operations)) {
    for (const form of ["all operations", ...forms]) {
      const count = counts.get(form) ?? { right: 0, wrong: 0, refused: 0 };
      count[verdict] += 1;
      counts.set(form, count);
    }
  }
  const unchecked = outcomes
    .flatMap(({ operations }) => operations)
    .reduce((sum, operation) => sum + operation.unchecked, 0);
  const read = outcomes
    .flatMap(({ operations }) => operations)
    .reduce((sum, operation) => sum + operation.read, 0);
  const row = (name: string, ...cells: (string | number)[]): string =>
    name.padEnd(28) + cells.map((cell) => String(cell).padStart(9)).join("");
  const lines = [
    row("form", "checked", "wrong", "refused"),
    ...[...counts]
      .sort(([, a], [, b]) => b.right + b.wrong + b.refused - (a.right + a.wrong + a.refused))
      .map(([form, { right, wrong, refused }]) =>
        row(form, right + wrong + refused, wrong, refused),
      ),
    "",
    `${unchecked} parameters with structured values were not checked`,
    `${read} responses were read`,
    `${outcomes.length - refused.length} of ${outcomes.length} descriptions generated; refused:`,
    ...refused.map(({ spec, refused }) => `  ${spec.slice(shared.length)}: ${refused.join(", ")}`),
  ];
  process.stdout.write(`${lines.join("\n")}\n`);
}
