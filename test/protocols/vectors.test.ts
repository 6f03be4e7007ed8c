import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { knownFailures } from "./known-failures.ts";
import type { Verdict } from "./run.ts";
import { isThere, readCases } from "./vectors.ts";

if (!isThere)
  process.stdout.write("protocol vectors are skipped: ../shared/protocols is not there\n");

describe.skipIf(!isThere)("protocol vectors", () => {
  let directory = "";
  let verdicts: readonly Verdict[] = [];

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), "openapi-actions-protocols-"));
    verdicts = await judge(directory);
    process.stdout.write(`${table(verdicts)}\n`);
  }, 300_000);
  afterAll(() => rm(directory, { recursive: true, force: true }));

  test("all are judged", () => {
    expect(verdicts.length).toBe(readCases().length);
    expect(verdicts.length).toBeGreaterThan(0);
  });

  test("all are right but those that are listed with a reason", () => {
    const wrong = verdicts.filter(({ differences }) => differences.length > 0);
    const unexpected = wrong.filter(({ vector }) => !Object.hasOwn(knownFailures, nameOf(vector)));
    expect(
      unexpected.map(({ vector, differences }) => `${nameOf(vector)}: ${differences.join("; ")}`),
    ).toEqual([]);
  });

  test("those that are listed do fail", () => {
    const right = verdicts.filter(({ differences }) => differences.length === 0);
    const names = new Set(right.map(({ vector }) => nameOf(vector)));
    expect(Object.keys(knownFailures).filter((name) => names.has(name))).toEqual([]);
  });
});

/** Generates and calls in a process of its own, which imports the clients as Node does. */
async function judge(directory: string): Promise<Verdict[]> {
  const worker = fork(new URL("worker.ts", import.meta.url), [directory], { execArgv: [] });
  let verdicts: Verdict[] = [];
  worker.once("message", (message: Verdict[]) => {
    verdicts = message;
  });
  await once(worker, "exit");
  return verdicts;
}

function nameOf({ dialect, protocol, direction, id }: Verdict["vector"]): string {
  return `${dialect}/${protocol}.${direction} ${id}`;
}

/** Right of all, by protocol. */
function table(verdicts: readonly Verdict[]): string {
  const groups = Map.groupBy(
    verdicts,
    ({ vector }) => `${vector.protocol.padEnd(9)} ${vector.direction.padEnd(6)} ${vector.dialect}`,
  );
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, all]) => {
      const right = all.filter(({ differences }) => differences.length === 0);
      return `${name.padEnd(28)}${String(right.length).padStart(4)} of ${all.length}`;
    })
    .join("\n");
}
