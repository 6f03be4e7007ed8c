import { groupBy } from "../../data/group-by.ts";
import { fileName, pascalCase } from "../../naming/identifiers.ts";
import { code, type Code } from "../../text/code.ts";
import { bindings } from "./line-layout.ts";
import { moduleOf } from "./runtime-modules.ts";

/** Imports of the runtime's functions, each module once. */
export function importHelpers(helpers: readonly Code[]): { readonly statement: Code }[] {
  const modules = groupBy(helpers, moduleOf);
  return [...modules]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([module, names]) => ({
      statement: code`import ${bindings(names)} from "../runtime/${module}.ts";`,
    }));
}

/** Imports of declared types, each from its own module. */
export function importTypes(
  names: readonly string[],
  folder: Code,
): { readonly statement: Code }[] {
  return names.map((name) => {
    const identifier = pascalCase(name);
    return {
      statement: code`import type { ${identifier} } from "${folder}${fileName(identifier)}.ts";`,
    };
  });
}
