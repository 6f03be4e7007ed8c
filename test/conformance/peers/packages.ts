import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Those of the benchmarks, which are no part of the lock file. */
const folder = join(import.meta.dirname, "../../bench/peers");

/** Installs the other generators where they are not. */
export function installPeers(): void {
  if (existsSync(join(folder, "node_modules"))) return;
  const npm = join(dirname(process.execPath), "npm");
  const flags = ["--no-audit", "--no-fund", "--no-package-lock"];
  execFileSync(existsSync(npm) ? npm : "npm", ["install", ...flags], {
    cwd: folder,
    stdio: "inherit",
  });
}

export function packagePath(path: string): string {
  return join(folder, "node_modules", path);
}

export function versionOf(name: string): string {
  const text = readFileSync(packagePath(join(name, "package.json")), "utf8");
  return (JSON.parse(text) as { version: string }).version;
}
