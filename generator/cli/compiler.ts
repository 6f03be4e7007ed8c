import { setFlagsFromString } from "node:v8";

/**
 * Has V8 compile what is hot by Maglev alone: a run is over before Turbofan's code has paid for the
 * time of its threads, a fifth of the CPU. What is set here holds from now on.
 */
export function limitCompiler(platform: Pick<NodeJS.Process, "arch" | "versions">): void {
  if (hasMaglev(platform)) setFlagsFromString("--no-turbofan");
}

/** Whether Node has Maglev and uses it by default. Without it, hot code would stay slow. */
export function hasMaglev({ arch, versions }: Pick<NodeJS.Process, "arch" | "versions">): boolean {
  const [major = 0] = versions.node.split(".").map(Number);
  return major >= 24 && (arch === "x64" || arch === "arm64");
}
