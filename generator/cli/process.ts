import * as nodeModule from "node:module";
import { fileURLToPath } from "node:url";
import { styleText } from "node:util";
import { setFlagsFromString } from "node:v8";
import { cacheFolder } from "../text/program.ts";
import { createStatusLine } from "./status-line.ts";

const colours = { error: "red", warning: "yellow", place: "bold" } as const;

/** Runs the command line of this process, with its arguments, streams and exit code. */
export async function runProcess(process: NodeJS.Process): Promise<void> {
  // By default the heap of a large run doubles before garbage is collected, and the room for new
  // objects grows 16-fold: two fifths of the memory, to save at most a tenth of the time.
  setFlagsFromString("--heap-growing-percent=30");
  setFlagsFromString("--semi-space-growth-factor=1");
  const folder = cacheFolder();
  // Node 20 has no cache of compiled code.
  if (folder && "enableCompileCache" in nodeModule) {
    nodeModule.enableCompileCache(fileURLToPath(new URL("compiled", folder)));
  }
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      // The reader has closed the pipe, as `head` does.
      if (error.code !== "EPIPE") throw error;
    });
  }
  const { run } = await import("./program.ts");
  const statusLine = createStatusLine(process.stderr, process.env);
  process.exitCode = await run(process.argv.slice(2), {
    out: (text) => {
      statusLine?.clear();
      process.stdout.write(text);
    },
    err: (text) => {
      statusLine?.clear();
      process.stderr.write(text);
    },
    status: statusLine?.show,
    // Honours NO_COLOR and FORCE_COLOR, and paints nothing that is not a terminal.
    paint: (part, text) => styleText(colours[part], text, { stream: process.stderr }),
  });
  statusLine?.clear();
}
