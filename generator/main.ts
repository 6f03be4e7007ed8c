#!/usr/bin/env node
import { readFileSync } from "node:fs";
import { enableCompileCache } from "node:module";
import { Command, CommanderError } from "commander";
import { findSpec } from "./find-spec.ts";
import type * as generating from "./generate.ts";
import type * as writing from "./output.ts";
import { DescriptionError, UnusableError, type Problem } from "./problem.ts";
import { formatProblems } from "./report.ts";

/** Where a run prints: what was asked for, and what is told beside it. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

interface Flags {
  readonly output: string;
  readonly strict?: boolean;
  readonly verbose?: boolean;
}

/**
 * Runs one command line and gives its exit code: 0 for success; 1 for findings (drift, problems in
 * the description); 2 where it could not run (usage, unreadable file, a bug).
 *
 * @param args without the program's own name.
 */
export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  let exitCode = 0;
  const program = commandLine(terminal, (code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync([...args], { from: "user" });
    return exitCode;
  } catch (error) {
    return explain(error, terminal, args.includes("--verbose"));
  }
}

function commandLine(terminal: Terminal, end: (exitCode: number) => void): Command {
  const program = new Command("openapi-actions")
    .description(
      "Writes a typed TypeScript client from an API description (Swagger 2.0, OpenAPI 3.x), and " +
        "gets actions in the path right: GET /?Action=PollForTask",
    )
    .version(ownVersion(), "-V, --version", "print the version")
    .helpOption("-h, --help", "print this help")
    .helpCommand(false)
    .showHelpAfterError("(--help says what there is)")
    .configureOutput({ writeOut: terminal.out, writeErr: terminal.err })
    .exitOverride();
  addCommand(program, "generate", "write the client package").action(
    async (spec: string | undefined, flags: Flags) => {
      end(await runGenerate(spec, flags, terminal));
    },
  );
  addCommand(program, "check", "say whether the package is up to date; write nothing").action(
    async (spec: string | undefined, flags: Flags) => {
      end(await runCheck(spec, flags, terminal));
    },
  );
  return program;
}

function addCommand(program: Command, name: string, description: string): Command {
  return program
    .command(name)
    .description(description)
    .argument("[spec]", "the description's file; by default the one in spec/")
    .option("-o, --output <dir>", "the package's folder", "generated")
    .option("--strict", "refuse a description in which anything had to be mended")
    .option("--verbose", "list every problem, however many there are of a kind");
}

async function runGenerate(
  spec: string | undefined,
  { output, strict = false, verbose = false }: Flags,
  terminal: Terminal,
): Promise<number> {
  const { generate, writeFolder } = await loadGenerator();
  const { files, problems } = await generate(spec ?? (await findSpec("spec")), strict);
  tell(problems, terminal, verbose);
  const { written, removed, unchanged } = await writeFolder(output, files);
  terminal.out(
    `${output}: ${written.length} written, ${removed.length} removed, ${unchanged} unchanged\n`,
  );
  return 0;
}

async function runCheck(
  spec: string | undefined,
  { output, strict = false, verbose = false }: Flags,
  terminal: Terminal,
): Promise<number> {
  const { generate, compareFolder } = await loadGenerator();
  const { files, problems } = await generate(spec ?? (await findSpec("spec")), strict);
  tell(problems, terminal, verbose);
  const differences = await compareFolder(output, files);
  for (const { file, kind } of differences) terminal.out(`${kind} ${output}/${file}\n`);
  if (differences.length === 0) {
    terminal.out(`${output}: up to date\n`);
    return 0;
  }
  terminal.err(
    `${output} is not what the description gives. Generate it again and commit the result.\n`,
  );
  return 1;
}

/** Loaded only by who needs it, and from Node's cache of compiled code: that halves the start. */
async function loadGenerator(): Promise<typeof generating & typeof writing> {
  enableCompileCache();
  return { ...(await import("./generate.ts")), ...(await import("./output.ts")) };
}

function tell(problems: readonly Problem[], terminal: Terminal, verbose: boolean): void {
  if (problems.length > 0) terminal.err(`${formatProblems(problems, verbose)}\n`);
}

function explain(error: unknown, terminal: Terminal, verbose: boolean): number {
  if (error instanceof DescriptionError) {
    tell(error.problems, terminal, verbose);
    terminal.err("Nothing was written.\n");
    return 1;
  }
  if (error instanceof UnusableError) {
    terminal.err(`${error.message}\n`);
    return 2;
  }
  // Commander has printed what there is to say.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  const { message, stack } = error instanceof Error ? error : { message: String(error), stack: "" };
  terminal.err(`This is a bug in openapi-actions: ${message}\n`);
  terminal.err(verbose ? `${stack ?? ""}\n` : "Run it with --verbose to see where it happened.\n");
  return 2;
}

function ownVersion(): string {
  const text = readFileSync(new URL("../package.json", import.meta.url), "utf8");
  const manifest: unknown = JSON.parse(text);
  const isManifest = typeof manifest === "object" && manifest !== null && "version" in manifest;
  return isManifest ? String(manifest.version) : "unknown";
}

if (import.meta.main) {
  process.exitCode = await run(process.argv.slice(2), {
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
  });
}
