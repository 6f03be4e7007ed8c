import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { afterAll, expect, test } from "vitest";
import { rows } from "./hostile/rows.ts";

// Servers and callers that mean no good, each in a thread of little memory: what is too much for
// the client ends the thread, and what takes too long ends the test.

let worker: Worker | undefined;
afterAll(() => worker?.terminate());

/** The result of a row. A thread that has ended does not affect the rows after it. */
async function run(index: number): Promise<unknown> {
  worker ??= new Worker(new URL("hostile/worker.ts", import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 16 },
  });
  worker.postMessage(index);
  try {
    const [message]: unknown[] = await once(worker, "message", {
      signal: AbortSignal.timeout(20_000),
    });
    return message;
  } catch (error) {
    void worker.terminate();
    worker = undefined;
    throw error;
  }
}

test("there are enough rows, each with a name of its own", () => {
  expect(new Set(rows.map(({ name }) => name)).size).toBe(rows.length);
  expect(rows.length).toBeGreaterThanOrEqual(60);
});

test.each(rows.map(({ name, want }, index) => [name, index, want] as const))(
  "%s",
  async (_, index, want) => {
    expect(await run(index)).toEqual({ got: want });
  },
);
