import type { Service } from "../../model/service.ts";
import { camelCase, fileName } from "../../naming/identifiers.ts";
import type { Naming } from "../../naming/service-names.ts";
import { code, type Code } from "../../text/code.ts";
import { assignedValue } from "./line-layout.ts";
import { printShape } from "./print-shape.ts";

/** A module with the shape of a named schema. */
export interface ShapeView {
  readonly file: string;
  readonly header: Code;
  readonly imports: readonly { readonly statement: Code }[];
  readonly code: Code;
}

/** The constants of named shapes. */
export interface ShapeNames {
  /** Whether a name is that of a constant. */
  readonly has: (name: Code) => boolean;
  /** The constant of the shape of a schema. */
  readonly nameOf: (schema: string) => Code;
  /** Imports of these shapes, each from its own module. */
  readonly imports: (schemas: readonly string[], folder: Code) => { readonly statement: Code }[];
}

export function nameShapes({ schemas, shapes = new Map() }: Service, naming: Naming): ShapeNames {
  const types = new Map(
    schemas.map((one) => [one.name, naming.schemas.get(one) ?? code`Unnamed`] as const),
  );
  const typeOf = (schema: string): Code => types.get(schema) ?? code`Unnamed`;
  const nameOf = (schema: string): Code => code`${camelCase(typeOf(schema))}Shape`;
  const constants = new Set([...shapes.keys()].map(nameOf));
  return {
    has: (name) => constants.has(name),
    nameOf,
    imports: (names, folder) =>
      [...new Set(names)]
        .map((name) => [nameOf(name), fileName(typeOf(name))] as const)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, file]) => ({
          statement: code`import { ${name} } from "${folder}${file}.shape.ts";`,
        })),
  };
}

/** The modules of the shapes that a service's operations use, one for each schema. */
export function viewShapes(
  { schemas, shapes = new Map() }: Service,
  naming: Naming,
  names: ShapeNames,
  header: Code,
): ShapeView[] {
  return schemas.flatMap((schema): ShapeView[] => {
    const shape = shapes.get(schema.name);
    if (!shape) return [];
    const type = naming.schemas.get(schema) ?? code`Unnamed`;
    const { code: text, references } = printShape(shape, names.nameOf);
    const others = references.filter((name) => name !== schema.name);
    return [
      {
        file: `schemas/${fileName(type)}.shape.ts`,
        header,
        imports: [
          { statement: code`import type { Shape } from "../runtime/shape.ts";` },
          ...names.imports(others, code`./`),
        ],
        code: code`/** How a \`${type}\` is written. */\nexport const ${names.nameOf(schema.name)}: Shape =${assignedValue(text)};`,
      },
    ];
  });
}
