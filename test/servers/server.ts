import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { createServer } from "node:net";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";

/** A port of the loopback interface that nobody listens to. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  return typeof address === "object" && address !== null ? address.port : 0;
}

/**
 * Whether a command works. Where it does not, the tests that need it say so and are skipped.
 *
 * @throws in CI, where what is not optional has been installed.
 */
export function isInstalled(
  name: string,
  command: string,
  args: readonly string[],
  need: "optional" | "needed" = "needed",
): boolean {
  try {
    execFileSync(command, args, { stdio: "ignore" });
    return true;
  } catch {
    if (process.env["CI"] && need === "needed")
      throw new Error(`${name} is not installed (bash test/servers/install)`);
    process.stdout.write(`test:servers: ${name} is not installed; its tests are skipped\n`);
    return false;
  }
}

export interface Server {
  readonly baseUrl: string;
  stop(): Promise<void>;
}

/**
 * Starts a server and waits until it answers.
 *
 * @throws with what it printed, where it ends before or does not answer within half a minute.
 */
export async function startServer(
  baseUrl: string,
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<Server> {
  const child = spawn(command, args, {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  let printed = "";
  child.stdout.on("data", (text: Buffer) => (printed += text.toString()));
  child.stderr.on("data", (text: Buffer) => (printed += text.toString()));
  const deadline = Date.now() + 30_000;
  while (!(await answers(baseUrl))) {
    if (child.exitCode !== null || Date.now() > deadline) {
      await stop(child);
      throw new Error(`${command} does not answer:\n${printed}`);
    }
    await sleep(100);
  }
  return { baseUrl, stop: () => stop(child) };
}

async function answers(baseUrl: string): Promise<boolean> {
  try {
    await (await fetch(baseUrl)).arrayBuffer();
    return true;
  } catch {
    return false;
  }
}

/** With its workers: the whole process group. */
async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.pid === undefined) return;
  const ended = once(child, "exit");
  process.kill(-child.pid, "SIGKILL");
  await ended;
}
