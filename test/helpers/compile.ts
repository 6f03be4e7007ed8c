import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import ts from "typescript";

/** The strictest flags: what generated code has to pass. */
const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  lib: ["lib.es2023.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts"],
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
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
  skipLibCheck: false,
};

/**
 * Returns TypeScript's errors in these files, a line each.
 *
 * @param types packages of types that the files may use beside the platform's.
 */
export function compileErrors(files: readonly string[], types: readonly string[] = []): string[] {
  const program = ts.createProgram([...files], { ...options, types: [...types] });
  return ts.getPreEmitDiagnostics(program).map(({ file, start, messageText }) => {
    const line =
      file && start !== undefined ? file.getLineAndCharacterOfPosition(start).line + 1 : 0;
    return `${file?.fileName ?? ""}:${line} ${ts.flattenDiagnosticMessageText(messageText, "\n")}`;
  });
}

/**
 * The same of all files in a folder, by the compiler that is written in Go: for hundreds of packages.
 *
 * @returns what it says; nothing where all is well.
 */
export async function compileFolder(folder: string): Promise<string> {
  const compilerOptions = {
    ...options,
    target: "es2022",
    lib: ["es2023", "dom", "dom.iterable"],
    module: "nodenext",
    moduleResolution: "nodenext",
  };
  await writeFile(
    join(folder, "tsconfig.json"),
    JSON.stringify({ compilerOptions, include: ["**/*.ts", "**/*.mts"] }),
  );
  const tsc = new URL("../../node_modules/typescript7/bin/tsc", import.meta.url).pathname;
  return new Promise((resolve) => {
    const run = { cwd: folder, maxBuffer: 64_000_000 };
    execFile(process.execPath, [tsc, "-p", "."], run, (error, stdout, stderr) => {
      resolve(error ? stdout + stderr || error.message : "");
    });
  });
}
