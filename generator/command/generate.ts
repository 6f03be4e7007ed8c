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

/** `openapi-actions generate`: writes the package and says how much of it changed. */
export async function runGenerate(
  spec: string | undefined,
  flags: PackageFlags,
  terminal: Terminal,
): Promise<number> {
  const { output, verbose = false } = flags;
  const { files: generated, description } = await generate(spec ?? (await findSpec("spec")), flags);
  tell(description.problems, terminal, verbose);
  const origin = originOf(description.service);
  const files = withRecord(generated, origin, readText(output, recordFile));
  const { written, removed, unchanged } = await writeFolder(output, files);
  terminal.out(
    `${output}: ${written.length} written, ${removed.length} removed, ${unchanged} unchanged\n`,
  );
  return 0;
}
