import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { UnusableError } from "../diagnostics/problem.ts";

/**
 * Writes a copy of a description that is not a file, whole or not at all.
 *
 * @throws UnusableError where it cannot be written.
 */
export async function saveCopy(file: string, content: Uint8Array): Promise<void> {
  const staged = `${file}.${process.pid}`;
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(staged, content);
    await rename(staged, file);
  } catch (error) {
    await rm(staged, { force: true }).catch(() => undefined);
    const reason = error instanceof Error ? error.message : String(error);
    throw new UnusableError(`The copy cannot be saved to ${file}: ${reason}`, { cause: error });
  }
}
