// Starts the built server, asks its route once, and stops it.
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const next = fileURLToPath(new URL("dist/bin/next", import.meta.resolve("next/package.json")));
const server = spawn(process.execPath, [next, "start", "--port", "0"], { stdio: "pipe" });
server.stderr.pipe(process.stderr);
let text = "";
for await (const chunk of server.stdout) {
  text += chunk;
  const [, port] = /localhost:(\d+)[^]*Ready/.exec(text) ?? [];
  if (port === undefined) continue;
  const { taskId } = await (await fetch(`http://127.0.0.1:${port}/tasks`)).json();
  console.log(taskId);
  break;
}
server.kill();
