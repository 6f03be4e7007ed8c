import nodePath, { type PlatformPath } from "node:path";

/** A path with `/` between its segments on every system, as messages and specifiers have it. */
export function withSlashes(path: string, { sep }: Pick<PlatformPath, "sep"> = nodePath): string {
  return path.replaceAll(sep, "/");
}

/** The path of a file or folder from another, with `/`; empty where they are the same. */
export function relativePath(from: string, to: string, path: PlatformPath = nodePath): string {
  return withSlashes(path.relative(from, to), path);
}
