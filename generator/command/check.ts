import { findSpec } from "../find-spec.ts";
import { generate } from "../generate.ts";
import { compareFolder } from "../output.ts";
import { tell, type Terminal } from "../terminal.ts";
import type { PackageFlags } from "./generate.ts";

/** `openapi-actions check`: says what differs from what `generate` would write; writes nothing. */
export async function runCheck(
  spec: string | undefined,
  flags: PackageFlags,
  terminal: Terminal,
): Promise<number> {
  const { output, verbose = false } = flags;
  const { files, problems } = await generate(spec ?? (await findSpec("spec")), flags);
  tell(problems, terminal, verbose);
  const differences = await compareFolder(output, files);
  for (const { file, kind } of differences) terminal.out(`${kind} ${output}/${file}\n`);
  if (differences.length === 0) {
    terminal.out(`${output}: up to date\n`);
    return 0;
  }
  terminal.err(
    `${output} is not what the description gives. Generate it again and commit the result.\n`,
  );
  return 1;
}
