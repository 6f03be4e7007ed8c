import type { Description } from "../description.ts";
import { UnusableError } from "../diagnostics/problem.ts";
import type { ImportExtension, Layout } from "../model/layout.ts";

/** How the files around an emitter's own are written, so that its own fit in. */
export interface EmitOptions {
  readonly layout: Layout;
  /** The extension of relative imports. */
  readonly importExtension: ImportExtension;
}

/** Writes files from a description. The client itself is one emitter's; others add theirs. */
export interface Emitter {
  /** The emitter's name in messages. */
  readonly name: string;
  /**
   * Returns files: POSIX paths relative to the output folder, and their text. It has to be pure:
   * `check` compares what two runs return.
   */
  readonly emit: (
    description: Description,
    options: EmitOptions,
  ) => ReadonlyMap<string, string> | Promise<ReadonlyMap<string, string>>;
}

/**
 * Runs emitters one after the other and returns all files, sorted by path.
 *
 * @throws UnusableError where two emitters write the same file.
 */
export async function emitAll(
  emitters: readonly Emitter[],
  description: Description,
  options: EmitOptions,
): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>();
  for (const { name, emit } of emitters) {
    for (const [file, text] of await emit(description, options)) {
      if (files.has(file)) {
        throw new UnusableError(
          `The emitter ${JSON.stringify(name)} returns ${JSON.stringify(file)}, which another emitter returned before. Give one of the files another name.`,
        );
      }
      files.set(file, text);
    }
  }
  return new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1)));
}
