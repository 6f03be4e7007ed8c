import { stringify } from "yaml";
import { findSpec } from "../find-spec.ts";
import { readDescription, type ReadOptions } from "../generate.ts";
import { normalize } from "../normalize.ts";
import { tell, type TellingFlags, type Terminal } from "../terminal.ts";

export interface NormalizeFlags extends ReadOptions, TellingFlags {
  readonly json?: boolean;
}

/** `openapi-actions normalize`: the description as valid OpenAPI 3.1, in YAML or JSON. */
export async function runNormalize(
  spec: string | undefined,
  flags: NormalizeFlags,
  terminal: Terminal,
): Promise<number> {
  const description = await readDescription(spec ?? (await findSpec("spec")), flags);
  const document = normalize(description);
  terminal.out(
    flags.json
      ? `${JSON.stringify(document, null, 2)}\n`
      : stringify(document, { aliasDuplicateObjects: false, lineWidth: 100 }),
  );
  tell(description.problems, terminal, flags);
  return 0;
}
