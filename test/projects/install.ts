import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { cp, mkdir, readdir, rm } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";

const root = join(import.meta.dirname, "../..");

/**
 * Packs the program as it is published, and installs it with what the projects need: once for all of
 * them, in the folder around them, where `node_modules` is found from each.
 *
 * @param folder a new one.
 */
export async function installTools(folder: string): Promise<void> {
  const program = join(folder, "program");
  await mkdir(program);
  await run(process.execPath, [join(root, ".ci/build.ts"), join(program, "dist")], root);
  for (const name of ["package.json", "README.md", "LICENSE", "templates"]) {
    await cp(join(root, name), join(program, name), { recursive: true });
  }
  await run("npm", ["pack", "./program", "--ignore-scripts"], folder);
  const tarball = (await readdir(folder)).find((name) => name.endsWith(".tgz")) ?? "";
  for (const name of ["package.json", "package-lock.json"]) {
    await cp(join(import.meta.dirname, name), join(folder, name));
  }
  const quiet = ["--no-audit", "--no-fund"];
  await run("npm", ["ci", ...quiet], folder);
  await run("npm", ["install", "--no-save", ...quiet, join(folder, tarball)], folder);
  // Scripts of the projects run on the Node that is asked for.
  await rm(join(folder, "node_modules/.bin/node"), { force: true });
}

/** The Node of the machine, not the one that the checkout has installed for itself. */
export async function machineNode(): Promise<string> {
  const path = (process.env["PATH"] ?? "").split(delimiter);
  const PATH = path.filter((one) => !one.includes("node_modules")).join(delimiter);
  const script = "console.log(process.execPath)";
  return (await run("node", ["-e", script], root, { PATH })).trim();
}

/**
 * Returns each Node that the program supports, and its executable. Where npm has no binary of the older
 * ones for the machine, only that which runs the tests is there.
 */
export function nodes(folder: string): readonly (readonly [version: string, path: string])[] {
  const older = ["20", "22"].map(
    (version) => [version, join(folder, `node_modules/node${version}/bin/node`)] as const,
  );
  const [current = ""] = process.versions.node.split(".");
  return [...older.filter(([, path]) => existsSync(path)), [current, process.execPath]];
}

/**
 * Runs a command in a project, without what npm passed on to the tests themselves.
 *
 * @returns what it printed.
 * @throws an error that holds all that it printed.
 */
export async function run(
  command: string,
  args: readonly string[],
  cwd: string,
  more: Readonly<Record<string, string>> = {},
): Promise<string> {
  return (await runWithErrors(command, args, cwd, more)).stdout;
}

/** Does the same, and returns what it printed on standard error too. */
export async function runWithErrors(
  command: string,
  args: readonly string[],
  cwd: string,
  more: Readonly<Record<string, string>> = {},
): Promise<{ readonly stdout: string; readonly stderr: string }> {
  const kept = Object.entries(process.env).filter(
    ([name]) =>
      !/^(?:npm_(?!config_)|NODE_(?!EXTRA)|VITEST|VITE_|INIT_CWD|TEST$|DEV$|PROD$|MODE$)/.test(
        name,
      ),
  );
  const env = { ...Object.fromEntries(kept), NEXT_TELEMETRY_DISABLED: "1", ...more };
  try {
    const shell = process.platform === "win32" && command === "npm";
    const limits = { maxBuffer: 64 * 1024 * 1024, timeout: 600_000 };
    return await promisify(execFile)(command, args, { cwd, env, shell, ...limits });
  } catch (error) {
    const { stdout = "", stderr = "" } = error as { stdout?: string; stderr?: string };
    throw new Error(`${command} ${args.join(" ")}\n${stdout}${stderr}`, { cause: error });
  }
}
