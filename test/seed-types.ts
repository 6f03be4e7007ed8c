// What TypeScript has to say of the generated package. Judged by the compiler, never run.
import {
  createClient,
  pollForTask,
  setTaskStatus,
  type ApiRequest,
  type PollForTaskResponse,
  type SetTaskStatusResponse,
} from "../generated/index.ts";

type Same<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

const client = createClient({ baseUrl: "https://example.com" });

/** What the seed does not describe is unknown, and stays so through `send`. */
export const pollIsUnknown: Same<PollForTaskResponse, unknown> = true;
export const statusIsUnknown: Same<SetTaskStatusResponse, unknown> = true;
export const answer: Promise<unknown> = client.send(pollForTask());

export const request: ApiRequest<unknown> = setTaskStatus({ taskId: "t" });

// @ts-expect-error the action is fixed by the address
pollForTask({ Action: "x" });

// @ts-expect-error a parameter of the other operation
pollForTask({ taskId: "t" });

// @ts-expect-error the description says string
pollForTask({ hostname: 1 });

// @ts-expect-error exactOptionalPropertyTypes: leave a parameter out
pollForTask({ hostname: undefined });

// @ts-expect-error a base URL has to be given
createClient({});

// @ts-expect-error what comes back is unknown until it is looked at
export const task: { taskId: string } = await client.send(pollForTask());

// @ts-expect-error a caller does not pick the type of the answer
await client.send<string>(pollForTask());
