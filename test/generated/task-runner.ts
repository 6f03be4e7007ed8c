import {
  createClient,
  pollForTask,
  setTaskStatus,
  type SetTaskStatusParams,
  type Task,
} from "../../generated/index.ts";
import { retry, timeout, type Client } from "../../generated/runtime/index.ts";

export interface TaskRunner {
  readonly client: Client;
  readonly workerGroup: string;
  /** Performs a task. What it throws is reported as the task's failure. */
  readonly work: (task: Task, signal: AbortSignal) => Promise<void>;
  /** Ends the runner: a poll at once, a task as soon as `work` lets go of it. */
  readonly signal: AbortSignal;
}

/**
 * Polls for a task, performs it, reports it, and polls again, one after the other, until the signal
 * is aborted. The service holds a poll until there is work, so there is no pause between them.
 *
 * A task that was begun is reported even after the abort. One that the service gives away in the very
 * moment of the abort is lost, until the service finds that nobody reports it.
 */
export async function runTasks({ client, workerGroup, work, signal }: TaskRunner): Promise<void> {
  while (!signal.aborted) {
    const { taskObject: task } = await poll(client, workerGroup, signal);
    if (task?.taskId === undefined) continue;
    const status = await perform(task, task.taskId, work, signal);
    await client.send(setTaskStatus(status));
  }
}

/** An abort is as good as no task. */
async function poll(
  client: Client,
  workerGroup: string,
  signal: AbortSignal,
): Promise<{ readonly taskObject?: Task }> {
  try {
    return await client.send(pollForTask({ workerGroup }), { signal });
  } catch (error) {
    if (signal.aborted) return {};
    throw error;
  }
}

async function perform(
  task: Task,
  taskId: string,
  work: TaskRunner["work"],
  signal: AbortSignal,
): Promise<SetTaskStatusParams> {
  try {
    await work(task, signal);
    return { taskId, taskStatus: "FINISHED" };
  } catch (error) {
    const errorMessage = error instanceof Error ? error.message : String(error);
    return { taskId, taskStatus: "FAILED", errorId: "TaskFailed", errorMessage };
  }
}

// `node test/task-runner.ts https://api.example.com etl` prints the tasks of a worker group.
if (import.meta.main) {
  const [, , baseUrl = "", workerGroup = ""] = process.argv;
  const stop = new AbortController();
  process.once("SIGTERM", () => {
    stop.abort();
  });
  // The service holds a poll for 90 seconds. Both operations can be repeated: a poll asks anew, and
  // a status that is set twice is the same.
  const patient = retry(timeout(fetch, 95_000), { isRepeatable: () => true });
  await runTasks({
    client: createClient({ baseUrl, fetch: patient }),
    workerGroup,
    work: async (task) => {
      console.log(task.taskId);
    },
    signal: stop.signal,
  });
}
