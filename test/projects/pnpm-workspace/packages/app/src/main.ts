import { createClient, pollForTask } from "task-queue-client";

const client = createClient({ baseUrl: process.env["BASE_URL"] ?? "" });
const request = pollForTask({ workerGroup: "etl" });
client.send(request).then((task) => console.log(task.taskId));
