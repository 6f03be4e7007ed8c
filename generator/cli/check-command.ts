import { managerOf } from "./init-job.ts";
import { fieldOf, readManifest } from "./project-files.ts";

/** Flags that `check` has not, or that change no file. */
const ownFlags = new Set(["base", "format", "save", "verbose", "watch"]);

/**
 * Returns the arguments with which `check` looks at what a command line has generated.
 *
 * @param flags those of the command line alone, without the configuration.
 */
export function checkArguments(spec: string | undefined, flags: object): readonly string[] {
  const words = Object.entries(flags)
    .filter(([name]) => !ownFlags.has(name))
    .flatMap(([name, value]: [string, unknown]) => {
      const flag = `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
      if (value === true) return [flag];
      return valuesOf(name, value).flatMap((one) => [flag, one]);
    });
  return [...(spec === undefined ? [] : [spec]), ...words].map(quoted);
}

function valuesOf(name: string, value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  if (Array.isArray(value)) return value.map(String);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).map(([key, one]: [string, unknown]) => {
    if (name !== "header") return `${key}=${String(one)}`;
    // A secret that was typed is not printed; the name of a variable is.
    return `${key}: ${String(one).includes("${") ? String(one) : "…"}`;
  });
}

/** A word of a command line: in double quotes where the shells of Windows agree with the others. */
function quoted(word: string): string {
  if (/^[\w@%+=:,./-]+$/.test(word)) return word;
  return /["$`!\\]/.test(word) ? `'${word.replaceAll("'", "'\\''")}'` : `"${word}"`;
}

/**
 * Returns the command that checks a client: the project's own script where it has one, or the program
 * by its package manager.
 *
 * @param args of {@link checkArguments}.
 */
export function checkCommand(args: readonly string[], folder = "."): string {
  const manager = managerOf(folder);
  const scripts = Object.entries(fieldOf(readManifest(folder), "scripts"));
  const [script] = scripts.find(([, command]) => command === "openapi-actions check") ?? [];
  return args.length === 0 && script !== undefined
    ? `${manager.run} ${script}`
    : [manager.exec, "openapi-actions check", ...args].join(" ");
}
