import { constants } from "node:fs";
import { open, readdir, realpath, type FileHandle } from "node:fs/promises";
import { mebibytes, raiseHint } from "../diagnostics/phrases.ts";
import { UnusableError } from "../diagnostics/problem.ts";
import type { SourceFiles } from "./files.ts";
import { exceededLimit, type Limits } from "./limits.ts";
import { isWebAddress } from "./uri.ts";

/** The files on the disk as they are now. */
export const disk: SourceFiles = {
  read: readBytes,
  namesIn: async (folder) => readdir(folder).catch(() => []),
  realPath: async (path) => realpath(path).catch(() => undefined),
};

async function readBytes(path: string, limits: Limits): Promise<Uint8Array> {
  let file: FileHandle | undefined;
  try {
    // Without O_NONBLOCK, opening a pipe waits for a writer. On Windows it is undefined.
    file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const stat = await file.stat();
    if (stat.isDirectory()) throw new UnusableError(`"${path}" is a folder: pass a file in it.`);
    if (!stat.isFile()) {
      throw new UnusableError(`"${path}" is not a regular file but a device, pipe or socket.`);
    }
    if (stat.size > limits.bytes) {
      const limit = exceededLimit("bytes", limits);
      const sizes = `${mebibytes(stat.size)}, more than the limit of ${mebibytes(limit.value)}`;
      throw new UnusableError(`"${path}" has ${sizes}. ${raiseHint(limit)}`);
    }
    return await file.readFile();
  } catch (error) {
    throw error instanceof UnusableError ? error : unreadable(path, error);
  } finally {
    await file?.close();
  }
}

function unreadable(path: string, error: unknown): UnusableError {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  switch (code) {
    case "ENOENT":
    case "ENOTDIR":
      return new UnusableError(
        isWebAddress(path)
          ? `"${path}" is a URL, and this is read from a file: download it first.`
          : `The file "${path}" does not exist.${urlHint(path)}`,
      );
    case "EISDIR":
      return new UnusableError(`"${path}" is a folder: pass a file in it.`);
    case "ENXIO":
      return new UnusableError(`"${path}" is not a regular file but a device, pipe or socket.`);
    case "EACCES":
    case "EPERM":
      return new UnusableError(`"${path}" cannot be read: permission denied.`);
    default:
      return new UnusableError(`"${path}" cannot be read (${String(code ?? error)}).`);
  }
}

/** Says how a URL is written, where a path looks like one. */
function urlHint(path: string): string {
  return /^(?:[a-z][a-z\d+.-]+:\/\/|[\w.-]+:\d+\/)/i.test(path)
    ? " A URL begins with https:// or http://."
    : "";
}
