import { once } from "node:events";
import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isWebAddress } from "../source/uri.ts";

/** Milliseconds to wait: editors save a file in several steps, and tools several files. */
const debounceMs = 50;

/**
 * Builds now and after each change of a file that was read, until it is aborted.
 *
 * @param build calls back with each file or folder before it reads it, and prints its own failures.
 *   Files that a broken description kept it from reading stay watched.
 */
export async function watch(
  build: (onRead: (path: string) => void) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const files = new Set<string>();
  let startedAt = 0;
  const rebuild = async (): Promise<void> => {
    startedAt = Date.now();
    await build((path) => {
      if (!isWebAddress(path)) files.add(resolve(path));
    });
  };
  await rebuild();

  const { watch: watchFiles } = await import("chokidar");
  const watcher = watchFiles([...files], { ignoreInitial: true, depth: 0 });
  let isWaiting = false;
  let building = Promise.resolve();
  const changed = (): void => {
    if (isWaiting) return;
    isWaiting = true;
    building = building.then(async () => {
      await sleep(debounceMs);
      isWaiting = false;
      if (signal.aborted) return;
      await rebuild();
      watcher.add([...files]);
    });
  };
  watcher.on("all", changed);
  await once(watcher, "ready");
  // The watcher sends no event for a change between the first build and its own start.
  if ((await newest(files)) >= startedAt) changed();
  if (!signal.aborted) await once(signal, "abort");
  await building;
  await watcher.close();
}

/** Returns the time of the last change, in milliseconds since 1970. Deleted files do not count. */
async function newest(files: ReadonlySet<string>): Promise<number> {
  const times = await Promise.all(
    [...files].map(async (file) => (await stat(file).catch(() => undefined))?.mtimeMs ?? 0),
  );
  return Math.max(0, ...times);
}
