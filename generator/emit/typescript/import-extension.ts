import type { ImportExtension } from "../../model/layout.ts";

/** How a statement of an import or export ends, of our templates and the runtime. */
const specifier = / from "(\.{1,2}\/[^"]+)\.ts";$/;

/** Makes the relative imports of a module end as the project resolves them. */
export function withImportExtension(text: string, extension: ImportExtension): string {
  if (extension === "ts") return text;
  const ending = extension === "js" ? ".js" : "";
  const lines = text.split("\n").map((line) => {
    return /^(?:import|export|\}) /.test(line)
      ? line.replace(specifier, (_, path: string) => ` from "${path}${ending}";`)
      : line;
  });
  return lines.join("\n");
}
