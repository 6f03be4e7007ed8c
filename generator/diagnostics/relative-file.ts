import { isAbsolute, relative } from "node:path";
import { withSlashes } from "../text/slashes.ts";

/** A file as the tools of a repository want it: from the working directory, with `/`. */
export function relativeFile(file: string): string {
  const path = isAbsolute(file) ? relative(process.cwd(), file) : file;
  return withSlashes(path).replace(/^\.\//, "");
}
