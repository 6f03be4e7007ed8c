import { isAbsolute, relative, sep } from "node:path";

/** A file as the tools of a repository want it: from the working directory, with `/`. */
export function relativeFile(file: string): string {
  const path = isAbsolute(file) ? relative(process.cwd(), file) : file;
  return path.replaceAll(sep, "/").replace(/^\.\//, "");
}
