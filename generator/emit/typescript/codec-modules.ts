import { schemaReference } from "../../model/component-name.ts";
import type { NamedSchema, Service } from "../../model/service.ts";
import { camelCase, fileName } from "../../naming/identifiers.ts";
import type { Naming } from "../../naming/service-names.ts";
import { code, type Code } from "../../text/code.ts";
import type { Codecs } from "../../types/codec.ts";
import { importHelpers } from "./imports.ts";
import { assignedValue } from "./line-layout.ts";
import { printCodec } from "./print-codec.ts";

/** A module with the codec of a named schema. */
export interface CodecView {
  readonly file: string;
  readonly header: Code;
  readonly imports: readonly { readonly statement: Code }[];
  readonly code: Code;
  /** The runtime's codecs of scalars that it imports. */
  readonly helpers: readonly Code[];
}

/** The constants of the codecs of named schemas. */
export interface CodecNames {
  /** Returns the constant of the codec of a schema, by the schema's key. */
  readonly nameOf: (key: string) => Code;
  /** Whether a name is that of a constant. */
  readonly has: (name: Code) => boolean;
  /** Imports of these codecs, each from its own module. */
  readonly imports: (keys: readonly string[], folder: Code) => { readonly statement: Code }[];
}

export function nameCodecs(
  { schemas }: Pick<Service, "schemas">,
  naming: Pick<Naming, "schemas">,
): CodecNames {
  const types = new Map(
    schemas.map((one) => [schemaReference(one.name), typeName(one, naming)] as const),
  );
  const typeOf = (key: string): Code => types.get(key) ?? code`Unnamed`;
  const nameOf = (key: string): Code => code`${camelCase(typeOf(key))}Codec`;
  const constants = new Set([...types.keys()].map(nameOf));
  return {
    nameOf,
    has: (name) => constants.has(name),
    imports: (keys, folder) =>
      [...new Set(keys)]
        .map((key) => [nameOf(key), fileName(typeOf(key))] as const)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, file]) => ({
          statement: code`import { ${name} } from "${folder}${file}.codec.ts";`,
        })),
  };
}

function typeName(schema: NamedSchema, naming: Pick<Naming, "schemas">): Code {
  return naming.schemas.get(schema) ?? code`Unnamed`;
}

/**
 * The modules of the codecs that operations use, and that these lead to, one for each schema.
 *
 * @param used the keys of the schemas whose codecs operations import.
 */
export function viewCodecs(
  { schemas }: Service,
  codecs: Pick<Codecs, "named">,
  used: readonly string[],
  naming: Naming,
  names: CodecNames,
  header: Code,
): CodecView[] {
  const needed = new Set(used);
  const views = new Map<string, CodecView>();
  const byKey = new Map(schemas.map((one) => [schemaReference(one.name), one]));
  for (const key of needed) {
    const codec = codecs.named(key);
    const schema = byKey.get(key);
    if (!codec || !schema) continue;
    const { code: text, references, helpers } = printCodec(codec, names.nameOf, true);
    for (const one of references) needed.add(one);
    const type = typeName(schema, naming);
    const others = references.filter((one) => one !== key);
    views.set(key, {
      file: `schemas/${fileName(type)}.codec.ts`,
      header,
      helpers,
      imports: [
        { statement: code`import type { Codec } from "../runtime/codec.ts";` },
        ...importHelpers(helpers),
        ...names.imports(others, code`./`),
      ],
      code: code`/** Converts \`${type}\` from JSON and to it. */\nexport const ${names.nameOf(key)}: Codec =${assignedValue(text)};`,
    });
  }
  return [...views.values()];
}
