import * as nodeModule from "node:module";
import { fileURLToPath } from "node:url";
import { styleText } from "node:util";
import type { Paint } from "../diagnostics/format-text.ts";
import { cacheFolder } from "../text/program.ts";
import { limitCompiler } from "./compiler.ts";
import { sizeHeap } from "./heap.ts";
import { recallCommand } from "./recall-command.ts";
import { createStatusLine } from "./status-line.ts";

const colours = { error: "red", warning: "yellow", place: "bold" } as const;

/** Runs the command line of this process, with its arguments, streams and exit code. */
export async function runProcess(process: NodeJS.Process): Promise<void> {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      // The reader has closed the pipe, as `head` does.
      if (error.code !== "EPIPE") throw error;
    });
  }
  const args = process.argv.slice(2);
  // Honours NO_COLOR and FORCE_COLOR, and paints nothing that is not a terminal.
  const paint: Paint = (part, text) => styleText(colours[part], text, { stream: process.stderr });
  const known = recallCommand(args, paint);
  if (known) {
    process.stderr.write(known.err);
    process.stdout.write(known.out);
    return;
  }
  sizeHeap();
  limitCompiler(process);
  const folder = cacheFolder();
  // Node 20 has no cache of compiled code.
  if (folder && "enableCompileCache" in nodeModule) {
    nodeModule.enableCompileCache(fileURLToPath(new URL("compiled", folder)));
  }
  const { run } = await import("./program.ts");
  const statusLine = createStatusLine(process.stderr, process.env);
  process.exitCode = await run(args, {
    out: (text) => {
      statusLine?.clear();
      process.stdout.write(text);
    },
    err: (text) => {
      statusLine?.clear();
      process.stderr.write(text);
    },
    status: statusLine?.show,
    paint,
  });
  statusLine?.clear();
}
