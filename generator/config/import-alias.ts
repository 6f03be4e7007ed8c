import { dirname, join, resolve } from "node:path";
import { createPathsMatcher, type TsConfigResult } from "get-tsconfig";
import { relativePath } from "../text/slashes.ts";

/** A specifier that the `paths` of a project define. */
export interface Alias {
  readonly specifier: string;
  /** Whether it names the folder's index itself: `@acme/api`, not `@/lib/api`. */
  readonly isIndex: boolean;
}

/** Returns the alias by which a tsconfig.json names a folder; `undefined` where none leads there. */
export function aliasOf(folder: string, tsconfig: TsConfigResult): Alias | undefined {
  const matcher = createPathsMatcher(tsconfig);
  if (!matcher) return undefined;
  const below = relativePath(dirname(tsconfig.path), folder).split("/");
  const candidates = Object.keys(tsconfig.config.compilerOptions?.paths ?? {}).flatMap((pattern) =>
    // What `*` stands for is the end of the folder's path.
    pattern.includes("*") && pattern !== "*"
      ? below.map((_, index) => pattern.replace("*", below.slice(index).join("/")))
      : [pattern],
  );
  const index = join(folder, "index.ts");
  for (const specifier of candidates) {
    const targets = matcher(specifier).map((path) => resolve(path));
    if (targets.includes(index)) return { specifier, isIndex: true };
    if (targets.includes(folder)) return { specifier, isIndex: false };
  }
  return undefined;
}
