import { renderToStaticMarkup } from "react-dom/server";
import { createClient, pollForTask, type Task } from "./api/index.ts";

// The bundle is for a browser: it has no types of Node, and its React holds a channel open.
declare const process: { readonly env: Record<string, string | undefined>; exit(): void };

function TaskView({ task }: { readonly task: Task }) {
  return <>{task.taskId}</>;
}

const task = await createClient({ baseUrl: process.env["BASE_URL"] ?? "" }).send(
  pollForTask({ workerGroup: "etl" }),
);
console.log(renderToStaticMarkup(<TaskView task={task} />));
process.exit();
