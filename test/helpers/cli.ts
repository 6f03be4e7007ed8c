import { run } from "../../generator/cli/program.ts";

/** What a command line printed, and its exit code. */
export interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command line in this process: `openapiActions("check", spec)`. */
export async function openapiActions(...args: readonly string[]): Promise<Outcome> {
  return captured((terminal) => run(args, terminal));
}

/** Runs what prints to a terminal. */
export async function captured(
  command: (terminal: {
    readonly out: (text: string) => void;
    readonly err: (text: string) => void;
  }) => number | Promise<number>,
): Promise<Outcome> {
  let out = "";
  let err = "";
  const code = await command({
    out: (text) => void (out += text),
    err: (text) => void (err += text),
  });
  return { code, out, err };
}
