import { createClient, pollForTask } from "./api/index.ts";

const client = createClient({ baseUrl: Deno.env.get("BASE_URL") ?? "" });
const task = await client.send(pollForTask({ workerGroup: "etl" }));
console.log(task.taskId);
