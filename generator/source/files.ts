import type { Limits } from "./limits.ts";

/** Where the files of a description are read from: the disk, or a commit. */
export interface SourceFiles {
  /**
   * Reads a file.
   *
   * @throws UnusableError where it does not exist, cannot be read or is larger than the limit.
   */
  read(path: string, limits: Limits): Promise<Uint8Array>;
  /** The names in a folder; none where there is no such folder. */
  namesIn(folder: string): Promise<readonly string[]>;
  /** The path of a file or folder with its links resolved; `undefined` where there is none. */
  realPath(path: string): Promise<string | undefined>;
}
