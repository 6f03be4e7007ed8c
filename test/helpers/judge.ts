import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import openapiTS, { astToString } from "openapi-typescript";
import { normalize } from "../../generator/emit/openapi/document.ts";
import type { Generated } from "../../generator/generate.ts";
import { compileErrors } from "./compile.ts";

/** A package beside the types of openapi-typescript for the same description. */
export interface Judged {
  /** The folder of the package, which is no part of another one's. */
  readonly folder: string;
  readonly generated: Generated;
}

/**
 * Assigns each named type of packages to the one that openapi-typescript has for the same schema, and
 * back. The packages are written to their folders.
 *
 * @returns the differences, sorted: `names Pet is wider` if ours has values that the other has not,
 * `is narrower` the other way round; `names does not compile` where the other does not.
 */
export async function differencesOf(packages: ReadonlyMap<string, Judged>): Promise<string[]> {
  const namesIn = new Map<string, { readonly name: string; readonly schemas: readonly string[] }>();
  for (const [name, { folder, generated }] of packages) {
    const { files, description } = generated;
    const document = normalize(description);
    const components = (document["components"] ?? {}) as Readonly<Record<string, object>>;
    const schemas = Object.keys(components["schemas"] ?? {});
    const theirs = await openapiTS(document as never, options);
    const judge = join(folder, "judge.ts");
    namesIn.set(judge, { name, schemas });
    namesIn.set(join(folder, "theirs.ts"), { name, schemas: [] });
    await writeAll(folder, [
      ...files,
      ["theirs.ts", astToString(theirs)],
      ["judge.ts", judgeText(description, schemas)],
    ]);
  }
  const judges = [...namesIn.keys()].filter((file) => file.endsWith("judge.ts"));
  const told = (await compileErrors(judges)).map((error) => {
    const [, file = "", line = "0"] = /^(.+?):(\d+) /.exec(error) ?? [];
    const { name = error, schemas = [] } = namesIn.get(file) ?? {};
    if (file.endsWith("theirs.ts")) return `${name} does not compile`;
    const schema = schemas[Math.floor((Number(line) - 2) / 3)] ?? error;
    return `${name} ${schema} is ${Number(line) % 3 === 0 ? "wider" : "narrower"}`;
  });
  return [...new Set(told)].sort();
}

/**
 * As we have it: an object without properties may have any, and a property with a default may be
 * left out.
 */
const options = {
  silent: true,
  immutable: true,
  emptyObjectsUnknown: true,
  defaultNonNullable: false,
};

/** Three lines for each schema. */
function judgeText(
  { service, naming }: Generated["description"],
  names: readonly string[],
): string {
  const triples = service.schemas.map((schema, index) => {
    const ours = naming.schemas.get(schema) ?? "";
    const theirs = `components["schemas"][${JSON.stringify(names[index])}]`;
    return `import type { ${ours} as Ours${index} } from "./index.ts";
export const wider${index} = (value: Ours${index}): ${theirs} => value;
export const narrower${index} = (value: ${theirs}): Ours${index} => value;`;
  });
  return `import type { components } from "./theirs.ts";\n${triples.join("\n")}\n`;
}

async function writeAll(folder: string, files: Iterable<readonly [string, string]>): Promise<void> {
  for (const [file, text] of files) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), text);
  }
}
