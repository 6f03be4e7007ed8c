import type { Row } from "./rows/row.ts";

/**
 * A module that uses the types of a row. Each value that a type has to refuse is an error that is
 * expected: where it is none, the compiler says so.
 *
 * @param specifier of the module that exports the types.
 */
export function typeChecks({ types = [] }: Row, specifier: string): string {
  const lines = types.flatMap(({ type, takes, refuses }, index) => {
    const name = `Type${index}`;
    return [
      `import type { ${type} as ${name} } from "${specifier}";`,
      ...takes.map((value, at) => `export const takes${index}_${at}: ${name} = ${value};`),
      ...refuses.flatMap((value, at) => [
        `// @ts-expect-error ${value}`,
        `export const refuses${index}_${at}: ${name} = ${value};`,
      ]),
    ];
  });
  return `${lines.join("\n")}\n`;
}
