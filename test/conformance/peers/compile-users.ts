import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";

export interface CompileError {
  /** The folder of the client, and the file in it. */
  readonly folder: string;
  readonly file: string;
  readonly message: string;
}

/** `strict` alone, as `tsc --init` has it: the clients of others do not promise more. */
const compilerOptions = {
  target: "es2022",
  lib: ["es2023", "dom", "dom.iterable"],
  module: "esnext",
  moduleResolution: "bundler",
  allowImportingTsExtensions: true,
  strict: true,
  skipLibCheck: true,
  noEmit: true,
  types: [],
};

/** Compiles all clients in the folders of a folder. */
export async function compileUsers(folder: string): Promise<readonly CompileError[]> {
  await writeFile(
    join(folder, "tsconfig.json"),
    JSON.stringify({ compilerOptions, include: ["*/**/*.ts"] }),
  );
  const tsc = fileURLToPath(new URL("bin/tsc", import.meta.resolve("typescript7/package.json")));
  const printed = await new Promise<string>((end) => {
    const args = [tsc, "-p", ".", "--pretty", "false"];
    execFile(process.execPath, args, { cwd: folder, maxBuffer: 64_000_000 }, (_, stdout) => {
      end(stdout);
    });
  });
  return printed.split("\n").flatMap((line) => {
    const found = /^(.+)\(\d+,\d+\): error (TS\d+: .*)$/.exec(line);
    if (!found) return [];
    const [, path = "", message = ""] = found;
    const [home = "", ...file] = relative(folder, resolve(folder, path)).split(/[\\/]/);
    return [{ folder: home, file: file.join("/"), message }];
  });
}
