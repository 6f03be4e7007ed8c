import { tellFailure } from "../failure.ts";
import { findSpec } from "../find-spec.ts";
import { generate, type GenerateOptions } from "../generate.ts";
import { readText, writeFolder } from "../output.ts";
import { originOf, recordFile, withRecord } from "../record.ts";
import { tell, type Terminal } from "../terminal.ts";

/** What `generate` and `check` take from the command line. */
export interface PackageFlags extends GenerateOptions {
  readonly output: string;
  readonly verbose?: boolean;
}

export interface GenerateFlags extends PackageFlags {
  readonly watch?: boolean;
}

/** `openapi-actions generate`: writes the package and says how much of it changed. */
export async function runGenerate(
  spec: string | undefined,
  flags: GenerateFlags,
  terminal: Terminal,
): Promise<number> {
  const path = spec ?? (await findSpec("spec"));
  if (flags.watch) await runWatch(path, flags, terminal);
  else await write(path, flags, terminal);
  return 0;
}

async function runWatch(spec: string, flags: PackageFlags, terminal: Terminal): Promise<void> {
  const { watch } = await import("../watch.ts");
  const stop = new AbortController();
  const end = (): void => {
    stop.abort();
  };
  process.once("SIGINT", end).once("SIGTERM", end);
  const timed: Terminal = {
    ...terminal,
    out: (text) => {
      terminal.out(`${new Date().toTimeString().slice(0, 8)} ${text}`);
    },
  };
  const build = async (onRead: (path: string) => void): Promise<void> => {
    try {
      await write(spec, { ...flags, onRead }, timed);
    } catch (error) {
      tellFailure(error, terminal, flags.verbose ?? false);
      timed.out(`${flags.output}: left as it is\n`);
    }
  };
  await watch(build, flags.templates === undefined ? [] : [flags.templates], stop.signal);
  process.off("SIGINT", end).off("SIGTERM", end);
}

async function write(spec: string, flags: PackageFlags, terminal: Terminal): Promise<void> {
  const { output, verbose = false } = flags;
  const { files: generated, description } = await generate(spec, flags);
  tell(description.problems, terminal, verbose);
  const origin = originOf(description.service);
  const files = withRecord(generated, origin, readText(output, recordFile));
  const { written, removed, unchanged } = await writeFolder(output, files);
  terminal.out(
    `${output}: ${written.length} written, ${removed.length} removed, ${unchanged} unchanged\n`,
  );
}
