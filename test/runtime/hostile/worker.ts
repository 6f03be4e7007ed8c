import { parentPort } from "node:worker_threads";
import { rows } from "./rows.ts";

// Runs the row that it is asked for, and says what happened.
parentPort?.on("message", (index: number) => {
  const running = rows[index]?.run() ?? Promise.reject(new Error("no such row"));
  running.then(
    (got) => parentPort?.postMessage({ got }),
    (error: unknown) => parentPort?.postMessage({ got: String(error) }),
  );
});
