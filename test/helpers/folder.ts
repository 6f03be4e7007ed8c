import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach } from "vitest";

/** Gives each test of a file an empty working directory with these files in it. */
export function useFolder(files: Readonly<Record<string, unknown>> = {}): void {
  let folder: string;
  let before: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "project-"));
    before = process.cwd();
    process.chdir(folder);
    await write(files);
  });
  afterEach(async () => {
    process.chdir(before);
    await rm(folder, { recursive: true });
  });
}

/** Writes files by their paths; what is no text as JSON. */
export async function write(files: Readonly<Record<string, unknown>>): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(name), { recursive: true });
    await writeFile(name, typeof content === "string" ? content : JSON.stringify(content));
  }
}
