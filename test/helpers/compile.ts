import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** The compiler that is written in Go, and the last one that is not. */
const compilers: Readonly<Record<Compiler, string>> = {
  typescript7: import.meta.resolve("typescript7/package.json"),
  typescript: import.meta.resolve("typescript/package.json"),
};
export type Compiler = "typescript7" | "typescript";

const typeRoots = [join(import.meta.dirname, "../../node_modules/@types")];

/** The strictest flags: what generated code has to pass. */
const compilerOptions = {
  target: "es2022",
  lib: ["es2023", "dom", "dom.iterable"],
  module: "nodenext",
  moduleResolution: "nodenext",
  types: [],
  noEmit: true,
  declaration: true,
  strict: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  noPropertyAccessFromIndexSignature: true,
  noImplicitOverride: true,
  noUnusedLocals: true,
  verbatimModuleSyntax: true,
  isolatedDeclarations: true,
  erasableSyntaxOnly: true,
  allowImportingTsExtensions: true,
  // Those of the platform are not ours.
  skipLibCheck: true,
};

/**
 * Compiles files, all in one program, with the compiler that is written in Go: it takes a tenth of
 * the time. `test/projects` holds the same code to the other versions.
 *
 * @param more further options: `{ types: ["node"] }`.
 * @param compiler another one.
 * @returns an error each: the file, its line and the message, `/a/b.ts:1 Cannot find name 'c'.`
 */
export async function compileErrors(
  files: readonly string[],
  more: { readonly types?: readonly string[]; readonly skipLibCheck?: boolean } = {},
  compiler: Compiler = "typescript7",
): Promise<readonly string[]> {
  const folder = await mkdtemp(join(tmpdir(), "compile-"));
  try {
    const options = { ...compilerOptions, typeRoots, ...more };
    await writeFile(
      join(folder, "tsconfig.json"),
      JSON.stringify({ compilerOptions: options, files }),
    );
    return errorsIn(await compile(folder, compiler), folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/**
 * Compiles all files in a folder, with the same compiler.
 *
 * @returns the errors as it prints them; nothing where there are none.
 */
export async function compileFolder(folder: string): Promise<string> {
  await writeFile(
    join(folder, "tsconfig.json"),
    JSON.stringify({ compilerOptions, include: ["**/*.ts", "**/*.mts"] }),
  );
  return compile(folder, "typescript7");
}

async function compile(folder: string, compiler: Compiler): Promise<string> {
  const tsc = fileURLToPath(new URL("bin/tsc", compilers[compiler]));
  return new Promise((end) => {
    const run = { cwd: folder, maxBuffer: 64_000_000 };
    const args = [tsc, "-p", ".", "--pretty", "false"];
    execFile(process.execPath, args, run, (error, stdout, stderr) => {
      end(error ? stdout + stderr || error.message : "");
    });
  });
}

/** The errors in what the compiler prints; the lines below one that are indented explain it. */
function errorsIn(printed: string, folder: string): readonly string[] {
  if (printed.trim() === "") return [];
  const errors = printed
    .trimEnd()
    .split(/\n(?! )/)
    .map((error) => {
      const found = /^(.+)\((\d+),\d+\): error TS\d+: ([^]*)$/.exec(error);
      if (!found) return error;
      const [, file = "", line = "", message = ""] = found;
      return `${resolve(folder, file)}:${line} ${message}`;
    });
  // Some are found both in the code and in its declarations.
  return [...new Set(errors)];
}
