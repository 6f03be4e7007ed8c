import { spawn } from "node:child_process";
import { once } from "node:events";
import type { ServerResponse } from "node:http";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createClient } from "../../generated/index.ts";
import { startServer, type TestServer } from "../runtime/server.ts";
import { runTasks, type TaskRunner } from "./task-runner.ts";

interface Service extends TestServer {
  /** Resolves when a poll waits for a task. */
  readonly held: Promise<unknown>;
  /** The most polls that were open at a time, and those that still are. */
  readonly polls: { most: number; open: number };
}

/** A service that gives these tasks, holds the poll after them, and takes any status. */
async function startService(...tasks: readonly string[]): Promise<Service> {
  const left = [...tasks];
  const polls = { most: 0, open: 0 };
  const { promise: held, resolve } = Promise.withResolvers();
  const answer = (response: ServerResponse, value: unknown): void => {
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify(value));
  };
  const server = await startServer((response, { line }) => {
    if (!line.includes("Action=PollForTask")) {
      answer(response, {});
      return;
    }
    polls.open += 1;
    polls.most = Math.max(polls.most, polls.open);
    response.on("close", () => (polls.open -= 1));
    const taskId = left.shift();
    if (taskId === undefined) resolve(undefined);
    else answer(response, taskId === "" ? {} : { taskObject: { taskId } });
  });
  return Object.assign(server, { held, polls });
}

/** The lines of the requests, by action and what is said of the task. */
function saidTo({ seen }: Service): string[] {
  return seen.map(({ line }) => {
    const query = new URLSearchParams(line.split("?")[1]);
    const keys = ["Action", "taskId", "taskStatus", "errorMessage"];
    return keys.flatMap((key) => query.get(key) ?? []).join(" ");
  });
}

/** Runs until the service holds a poll, and stops it there. */
async function runUntilHeld(service: Service, work: TaskRunner["work"]): Promise<void> {
  const stop = new AbortController();
  const client = createClient({ baseUrl: service.url });
  const running = runTasks({ client, workerGroup: "etl", work, signal: stop.signal });
  await service.held;
  stop.abort();
  await running;
}

test("polls, works and reports, one after the other", async () => {
  await using service = await startService("t1", "t2");
  const done: unknown[] = [];
  await runUntilHeld(service, async ({ taskId }) => void done.push(taskId));
  expect(done).toEqual(["t1", "t2"]);
  expect(saidTo(service)).toEqual([
    "PollForTask",
    "SetTaskStatus t1 FINISHED",
    "PollForTask",
    "SetTaskStatus t2 FINISHED",
    "PollForTask",
  ]);
  expect(service.polls.most).toBe(1);
});

test("polls again where there was no work", async () => {
  await using service = await startService("", "");
  await runUntilHeld(service, () => expect.unreachable());
  expect(saidTo(service)).toEqual(["PollForTask", "PollForTask", "PollForTask"]);
});

test.each([
  ["an error", new Error("disk full"), "disk full"],
  ["a string", "no", "no"],
])("reports %s that the work throws, and goes on", async (_, thrown, message) => {
  await using service = await startService("t1");
  await runUntilHeld(service, async () => {
    throw thrown;
  });
  expect(saidTo(service)).toEqual([
    "PollForTask",
    `SetTaskStatus t1 FAILED ${message}`,
    "PollForTask",
  ]);
});

test("an abort while it works reaches the work, whose end is reported, and polls no more", async () => {
  await using service = await startService("t1", "t2");
  const stop = new AbortController();
  await runTasks({
    client: createClient({ baseUrl: service.url }),
    workerGroup: "etl",
    work: async (_, signal) => {
      stop.abort(new Error("stopped"));
      signal.throwIfAborted();
    },
    signal: stop.signal,
  });
  expect(saidTo(service)).toEqual(["PollForTask", "SetTaskStatus t1 FAILED stopped"]);
});

test("a poll that is refused ends it with the service's error", async () => {
  await using server = await startServer((response) => {
    response.writeHead(400, { "content-type": "application/json" }).end("{}");
  });
  const running = runTasks({
    client: createClient({ baseUrl: server.url }),
    workerGroup: "etl",
    work: () => expect.unreachable(),
    signal: new AbortController().signal,
  });
  await expect(running).rejects.toMatchObject({ name: "HttpError", status: 400 });
});

test("as a program, ends on SIGTERM while its poll is held", async () => {
  await using service = await startService("t1");
  const program = join(import.meta.dirname, "task-runner.ts");
  const child = spawn(process.execPath, [program, service.url, "etl"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const printed = child.stdout.setEncoding("utf8").toArray();
  const ended = once(child, "exit");
  await Promise.race([service.held, ended]);
  child.kill("SIGTERM");

  expect(await ended).toEqual([0, null]);
  expect((await printed).join("")).toBe("t1\n");
  expect(saidTo(service)).toEqual(["PollForTask", "SetTaskStatus t1 FINISHED", "PollForTask"]);
  expect(service.polls.most).toBe(1);
});
