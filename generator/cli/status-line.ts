import type { GenerateOptions } from "../generate.ts";
import { escapeToLine } from "../text/invisible.ts";
import type { Terminal } from "./terminal.ts";

/** A line at the end of a terminal that says what a long run is doing. */
export interface StatusLine {
  readonly show: (text: string) => void;
  /** Removes the line, before anything else is printed and at the end. */
  readonly clear: () => void;
}

/** As much of a stream as is looked at. */
interface Stream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly write: (text: string) => unknown;
}

/** Short runs show nothing, and long ones ten times a second. */
const delay = 700;
const interval = 100;

/**
 * Returns the status line of a stream; `undefined` where it is no terminal, and in CI, whose logs
 * keep every line.
 *
 * @param now the time in milliseconds.
 */
export function createStatusLine(
  stream: Stream,
  { CI, TERM }: Readonly<Record<string, string | undefined>>,
  now: () => number = Date.now,
): StatusLine | undefined {
  const isCI = CI !== undefined && CI !== "" && CI !== "false";
  if (!stream.isTTY || isCI || TERM === "dumb") return undefined;
  let next = now() + delay;
  let isShown = false;
  return {
    show(text) {
      const time = now();
      if (time < next) return;
      next = time + interval;
      isShown = true;
      // 0 is the width of a terminal that does not know its own.
      const width = (stream.columns || 80) - 1;
      stream.write(`\r\u001b[K${cutTo(width, escapeToLine(text))}`);
    },
    clear() {
      if (isShown) stream.write("\r\u001b[K");
      isShown = false;
    },
  };
}

/** Cuts a text to a width in columns, of which letters beyond ASCII may take two. */
function cutTo(width: number, text: string): string {
  let left = width;
  let cut = "";
  for (const character of text) {
    left -= character < "\u007f" ? 1 : 2;
    if (left < 0) break;
    cut += character;
  }
  return cut;
}

/** Returns the options of a run that show on a terminal how far it is. */
export function showProgress(
  output: string,
  { status }: Terminal,
): { readonly [Key in "onRead" | "onProgress"]: NonNullable<GenerateOptions[Key]> } {
  let files = 0;
  return {
    onRead() {
      files += 1;
      status?.(`${output}: reading ${files} ${files === 1 ? "file" : "files"}`);
    },
    onProgress(done, total) {
      status?.(`${output}: generating ${done} of ${total} files`);
    },
  };
}
