import { basename, dirname } from "node:path";
import type { Fit } from "../config/project.ts";
import type { ImportExtension } from "../model/layout.ts";
import { manifestFile } from "../output/manifest.ts";
import { withSlashes } from "../text/slashes.ts";
import type { Written } from "../output/write-folder.ts";

/**
 * Summarizes a run: the files and their layout, and after the first run into a folder the next
 * steps. The manifest is not counted.
 *
 * @param check the command that checks the client; `undefined` after later runs.
 */
export function summarize(
  output: string,
  changes: Written,
  { layout, importExtension, reason, alias }: Fit,
  check: string | undefined,
): string {
  const lines = [countChanges(output, changes)];
  if (changes.written.length > 0) {
    lines.push(`Layout ${layout}, imports ${endings[importExtension]} (${reason})\n`);
  }
  if (check !== undefined) {
    const use =
      layout === "package"
        ? `read ${output}/README.md`
        : `import createClient and the operations from ${specifierOf(output, importExtension, alias)}`;
    lines.push(`Next: ${use}, and run \`${check}\` in CI\n`);
  }
  return lines.join("");
}

/** Returns the line that counts the files that a run changed. */
export function countChanges(output: string, { written, removed, unchanged }: Written): string {
  const count = written.filter((file) => file !== manifestFile).length;
  return `${output}: ${count} written, ${removed.length} removed, ${unchanged} unchanged\n`;
}

const endings: Readonly<Record<ImportExtension, string>> = {
  ts: 'with ".ts"',
  js: 'with ".js"',
  none: "without extension",
};

/** What code of the project imports: by an alias, or from a file beside the output folder. */
function specifierOf(output: string, extension: ImportExtension, alias: Fit["alias"]): string {
  const index = extension === "none" ? "" : `/index.${extension}`;
  if (alias) return `"${alias.specifier}${alias.isIndex ? "" : index}"`;
  const folder = withSlashes(dirname(output));
  const where = folder === "." ? "" : ` in a file of ${folder}`;
  return `"./${basename(output)}${index}"${where}`;
}
