// Type tests of the generated package. Judged by the compiler, never run.
import {
  createClient,
  pollForTask,
  setTaskStatus,
  type PipelineFault,
  type PollForTaskResponse,
  type ServiceFault,
  type SetTaskStatusResponse,
  type Task,
} from "../../generated/index.ts";
import { isErrorOf, type ApiRequest } from "../../generated/runtime/index.ts";

type Same<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

const client = createClient({ baseUrl: "https://example.com" });

/** Declarations of the overlay have their types, and keep them through `send`. */
export const poll: Same<PollForTaskResponse, { readonly taskObject?: Task }> = true;
export const task: Task | undefined = (await client.send(pollForTask({ workerGroup: "w" })))
  .taskObject;

export const request: ApiRequest<SetTaskStatusResponse> = setTaskStatus({
  taskId: "t",
  taskStatus: "FINISHED",
});

/** An error has the body of its status. */
export async function fault(error: unknown): Promise<PipelineFault | ServiceFault | undefined> {
  const sent = setTaskStatus({ taskId: "t", taskStatus: "FAILED" });
  if (!isErrorOf(sent, error)) return undefined;
  if (error.status === 500) return error.body satisfies ServiceFault;
  return error.body satisfies PipelineFault;
}

// @ts-expect-error the action is fixed by the address
pollForTask({ Action: "x", workerGroup: "w" });

// @ts-expect-error a parameter of the other operation
pollForTask({ taskId: "t", workerGroup: "w" });

// @ts-expect-error the description says string
pollForTask({ hostname: 1, workerGroup: "w" });

// @ts-expect-error exactOptionalPropertyTypes: leave a parameter out
pollForTask({ hostname: undefined, workerGroup: "w" });

// @ts-expect-error a base URL has to be given
createClient({});

// @ts-expect-error the worker group has to be given
pollForTask({ hostname: "h" });

// @ts-expect-error no value that the service knows
setTaskStatus({ taskId: "t", taskStatus: "DONE" });

// @ts-expect-error an answer may come without a task
export const id: string = (await client.send(pollForTask({ workerGroup: "w" }))).taskObject.taskId;

// @ts-expect-error a caller does not pick the type of the answer
await client.send<string>(pollForTask({ workerGroup: "w" }));
