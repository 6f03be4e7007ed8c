import { watch as watchFiles } from "chokidar";
import { once } from "node:events";
import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isWebAddress } from "../source/uri.ts";

/** Editors write a file in several steps, and tools several files: those are one change. */
const settling = 50;

/**
 * Builds at once and again after each change of what was read, until it is aborted.
 *
 * @param build tells of each file or folder before it reads it, and says itself what went wrong: files that a
 *   broken description did not come to stay watched.
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

  const watcher = watchFiles([...files], { ignoreInitial: true, depth: 0 });
  let isWaiting = false;
  let building = Promise.resolve();
  const changed = (): void => {
    if (isWaiting) return;
    isWaiting = true;
    building = building.then(async () => {
      await sleep(settling);
      isWaiting = false;
      if (signal.aborted) return;
      await rebuild();
      watcher.add([...files]);
    });
  };
  watcher.on("all", changed);
  await once(watcher, "ready");
  // A change between the first build and the first look of the watcher is nobody's event.
  if ((await newest(files)) >= startedAt) changed();
  if (!signal.aborted) await once(signal, "abort");
  await building;
  await watcher.close();
}

/** When the last of the files changed, in milliseconds since 1970; those that are gone do not count. */
async function newest(files: ReadonlySet<string>): Promise<number> {
  const times = await Promise.all(
    [...files].map(async (file) => (await stat(file).catch(() => undefined))?.mtimeMs ?? 0),
  );
  return Math.max(0, ...times);
}
