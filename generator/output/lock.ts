import { randomUUID } from "node:crypto";
import { lstatSync, mkdirSync, renameSync, rmdirSync, rmSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { UnusableError } from "../diagnostics/problem.ts";
import { attempt, codeOf } from "./file-errors.ts";
import { isLeftover, LOCK } from "./leftovers.ts";
import { namesIn } from "./paths.ts";

// One run at a time. The lock is a folder with one folder in it, the stage, named for its holder.
// Both come into being by one rename, so no lock is ever without a holder; and since every holder's
// stage has another path, a run that lost its lock cannot write into the work of the next.

/** Milliseconds that a run waits for another. */
const LOCK_TIMEOUT_MS = 2_000;
/** Milliseconds after which a lock is void, since a process of another machine cannot be seen. */
const LOCK_TTL_MS = 60_000;
const HOST = hostname();
/** The holders of this process: its number alone may be that of a run that was killed. */
const ownLocks = new Set<string>();

/** @returns the holder: the name of this run's stage in the lock. */
export async function lock(folder: string, root: string): Promise<string> {
  const deadline = Date.now() + LOCK_TIMEOUT_MS;
  for (;;) {
    const me = tryLock(folder, root);
    if (me !== undefined) return me;
    const [holder] = namesIn(join(root, LOCK));
    if (holder === undefined) attempt(() => rmdirSync(join(root, LOCK)));
    else if (isStale(holder)) unlock(root, holder);
    if (Date.now() > deadline) {
      throw new UnusableError(
        `Another run of openapi-actions is writing to ${folder}. Run again when it has ended.`,
      );
    }
    await sleep(20);
  }
}

/** @returns `undefined` if another run holds the lock. */
function tryLock(folder: string, root: string): string | undefined {
  const place = join(root, LOCK);
  const me = [process.pid, Date.now(), randomUUID().slice(0, 8), HOST].join(".");
  const prepared = join(root, `${LOCK}-${me}`);
  try {
    mkdirSync(prepared);
    mkdirSync(join(prepared, me));
    renameSync(prepared, place);
    ownLocks.add(me);
    return me;
  } catch (error) {
    attempt(() => rmSync(prepared, { recursive: true, force: true }));
    const taken = lstatSync(place, { throwIfNoEntry: false });
    if (taken && !taken.isDirectory()) {
      throw new UnusableError(`${join(folder, LOCK)} is in the way. Delete it, then run again.`);
    }
    const code = codeOf(error);
    // Windows says EPERM of a rename onto a folder, and ENOENT means that another run swept.
    const busy = ["EEXIST", "ENOTEMPTY", "ENOENT"].includes(code) || (code === "EPERM" && taken);
    if (!busy) throw error;
    return undefined;
  }
}

/** Whether the holder of a lock has ended, or has held it for too long. */
function isStale(holder: string): boolean {
  const [pid, since, , ...host] = holder.split(".");
  if (!(Math.abs(Date.now() - Number(since)) < LOCK_TTL_MS)) return true;
  return host.join(".") === HOST && !ownLocks.has(holder) && !isAnotherProcess(Number(pid));
}

function isAnotherProcess(pid: number): boolean {
  try {
    return pid !== process.pid && process.kill(pid, 0);
  } catch (error) {
    return codeOf(error) === "EPERM";
  }
}

/** Ends a lock by moving the stage out of it, and clears the stage. */
export function unlock(root: string, holder: string): void {
  ownLocks.delete(holder);
  const leftovers = join(root, `${LOCK}-${holder}`);
  attempt(() => renameSync(join(root, LOCK, holder), leftovers));
  attempt(() => rmdirSync(join(root, LOCK)));
  attempt(() => rmSync(leftovers, { recursive: true, force: true }));
}

export function removeLeftovers(root: string): void {
  for (const name of namesIn(root)) {
    if (isLeftover(name) && name !== LOCK) {
      attempt(() => rmSync(join(root, name), { recursive: true, force: true }));
    }
  }
}
