import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plan } from "./init-job.ts";

/**
 * Plans that the formatters and linters of a project leave its clients as they are: what they change
 * is drift for `check`. Prettier's list is a plain file, to which lines are added; of the others, what
 * to add is shown.
 *
 * @param packages the names of packages that the project depends on.
 * @param outputs folders of clients: POSIX paths from `folder`.
 */
export function planIgnores(
  folder: string,
  packages: ReadonlySet<string>,
  outputs: readonly string[],
): readonly Plan[] {
  const names = readdirSync(folder);
  const usesPrettier =
    packages.has("prettier") ||
    names.some((name) => /^(?:\.prettier|prettier\.config\.)/.test(name));
  const biome = names.find((name) => /^\.?biome\.jsonc?$/.test(name));
  const eslint = names.find((name) => /^eslint\.config\.[cm]?[jt]s$/.test(name));
  const folders = outputs.map((output) => JSON.stringify(output)).join(", ");
  const exceptions = outputs.map((output) => JSON.stringify(`!${output}`)).join(", ");
  return [
    ...(usesPrettier ? [planPrettier(folder, outputs)] : []),
    ...planShown(
      folder,
      biome,
      outputs,
      `so that Biome leaves the client as it is, add "files": { "includes": ["**", ${exceptions}] }`,
    ),
    ...planShown(
      folder,
      eslint,
      outputs,
      `where its fixes change the client, add { ignores: [${folders}] }`,
    ),
  ];
}

function planPrettier(folder: string, outputs: readonly string[]): Plan {
  const file = ".prettierignore";
  const path = join(folder, file);
  const present = existsSync(path) ? readFileSync(path, "utf8") : "";
  const listed = present.split(/\r?\n/).map((line) => line.trim().replace(/^\/|\/(?:\*\*)?$/g, ""));
  const added = outputs.filter((output) => !listed.includes(output)).map((output) => `${output}/`);
  if (added.length === 0) return { file, text: "", note: "leaves out the client already" };
  const lineEnd = present.includes("\r\n") ? "\r\n" : "\n";
  const start = present === "" || present.endsWith("\n") ? present : present + lineEnd;
  const text = start + added.map((line) => line + lineEnd).join("");
  return { file, text, note: `${added.join(", ")}, so that Prettier leaves the client as it is` };
}

/** What is code, or has comments, is changed by hand. */
function planShown(
  folder: string,
  file: string | undefined,
  outputs: readonly string[],
  note: string,
): readonly Plan[] {
  if (file === undefined) return [];
  const present = readFileSync(join(folder, file), "utf8");
  return outputs.every((output) => present.includes(output)) ? [] : [{ file, text: "", note }];
}
