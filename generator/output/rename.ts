import { renameSync } from "node:fs";
import { codeOf } from "./file-errors.ts";

/** What {@link renameFile} needs of the system. */
interface System {
  readonly platform: string;
  readonly rename: (from: string, to: string) => void;
  readonly wait: (milliseconds: number) => void;
}

const system: System = {
  platform: process.platform,
  // Looked up at the time of the call: tests of interrupted runs put another in its place.
  rename: (from, to) => {
    renameSync(from, to);
  },
  wait,
};

/** Milliseconds between attempts: a second in all. */
const pauses = [10, 20, 40, 80, 150, 300, 400];

/**
 * Renames a file or folder, and replaces a file that is in its place. On Windows a scanner, an indexer
 * or an editor may have either open for a moment, which refuses the rename (EPERM, EACCES, EBUSY): it
 * is tried again for a second, as npm does. Elsewhere these codes are final.
 *
 * @throws the last error.
 */
export function renameFile(from: string, to: string, on: System = system): void {
  for (const pause of on.platform === "win32" ? pauses : []) {
    try {
      on.rename(from, to);
      return;
    } catch (error) {
      if (!["EPERM", "EACCES", "EBUSY"].includes(codeOf(error))) throw error;
    }
    on.wait(pause);
  }
  on.rename(from, to);
}

/** Between two renames nothing else of this process runs, so the wait holds the thread. */
function wait(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}
