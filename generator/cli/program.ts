import { Command, CommanderError, Option } from "commander";
import { programVersion } from "../text/program.ts";
import type { CheckFlags } from "./commands/check-drift.ts";
import type { DiffFlags } from "./commands/diff.ts";
import type { GenerateFlags } from "./commands/generate.ts";
import type { InitFlags } from "./commands/init.ts";
import type { InspectFlags } from "./commands/inspect.ts";
import type { NormalizeFlags } from "./commands/normalize.ts";
import type { OverlayFlags } from "./commands/overlay.ts";
import type { CommandMemory } from "./remember-command.ts";
import { reportFailure } from "./report-failure.ts";
import { addDescriptionOptions, addPackageOptions, addReadingOptions } from "./options.ts";
import type { ReadingFlags } from "./select-clients.ts";
import { escaping, formats, type ReportFlags, type Terminal } from "./terminal.ts";

/**
 * Runs a command line and returns its exit code: 0 for success; 1 for findings (drift, problems in
 * the description); 2 where it could not run (usage, unreadable file, a bug).
 *
 * @param args without the program's own name.
 */
export async function run(args: readonly string[], streams: Terminal): Promise<number> {
  const terminal = escaping(streams);
  let exitCode = 0;
  const program = createProgram(args, terminal, (code) => {
    exitCode = Math.max(exitCode, code);
  });
  try {
    await program.parseAsync([...args], { from: "user" });
    return exitCode;
  } catch (error) {
    // Commander has printed the message.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    return reportFailure(error, terminal, reportFlags(args));
  }
}

/** Called with the exit code of each command that ran; the highest one counts. */
type End = (exitCode: number) => void;

// The modules of a command are loaded only when it runs.

function createProgram(args: readonly string[], terminal: Terminal, end: End): Command {
  const program = new Command("openapi-actions")
    .description(
      "Generates a typed TypeScript client from an API description (Swagger 2.0, OpenAPI 3.x), " +
        "also where the path keys contain actions: GET /?Action=PollForTask",
    )
    .version(programVersion(), "-V, --version", "print the version")
    .helpOption("-h, --help", "print this help")
    .helpCommand(false)
    .showHelpAfterError("(add --help for usage)")
    .configureOutput({ writeOut: terminal.out, writeErr: terminal.err })
    .exitOverride();
  addInit(program, terminal, end);
  addGenerate(program, args, terminal, end);
  addCheck(program, terminal, end);
  addInspect(program, terminal, end);
  addNormalize(program, terminal, end);
  addOverlay(program, terminal, end);
  addDiff(program, terminal, end);
  addExplain(program, terminal, end);
  return program;
}

function addInit(program: Command, terminal: Terminal, end: End): void {
  program
    .command("init")
    .description("Find the descriptions of this project, and write a configuration and scripts")
    .addOption(
      new Option(
        "--ci [service]",
        "also write a job that checks the client: github (default) or gitlab",
      ).choices(["github", "gitlab"]),
    )
    .option("--dry-run", "print what would be written, and write nothing")
    .action(async (flags: InitFlags) => {
      const { runInit } = await import("./commands/init.ts");
      end(await runInit(flags, terminal));
    });
}

function addGenerate(
  program: Command,
  args: readonly string[],
  terminal: Terminal,
  end: End,
): void {
  addPackageOptions(
    program
      .command("generate")
      .description("Generate the client, or every client of the configuration"),
  )
    .option("--save <file>", "keep a copy of the description that was read from a URL")
    .option("--watch", "generate again whenever an input file changes, until Ctrl-C")
    .action(async (spec: string | undefined, flags: GenerateFlags) => {
      if (flags.watch) {
        const { chooseClients } = await import("./select-clients.ts");
        const { runGenerateOnChange } = await import("./commands/generate.ts");
        await untilInterrupted((signal) =>
          runGenerateOnChange(() => chooseClients(spec, flags), terminal, signal),
        );
        return;
      }
      const { CommandMemory } = await import("./remember-command.ts");
      const memory = new CommandMemory(args, flags.config);
      await runClients("generate", spec, flags, terminal, end, memory);
    });
}

/** Runs what ends by its signal, which SIGINT and SIGTERM abort. */
async function untilInterrupted(run: (signal: AbortSignal) => Promise<void>): Promise<void> {
  const interruption = new AbortController();
  const interrupt = (): void => {
    interruption.abort();
  };
  process.once("SIGINT", interrupt).once("SIGTERM", interrupt);
  await run(interruption.signal);
  process.off("SIGINT", interrupt).off("SIGTERM", interrupt);
}

function addCheck(program: Command, terminal: Terminal, end: End): void {
  addPackageOptions(
    program
      .command("check")
      .description("Check that the generated client is up to date (for CI); exits with 1 on drift"),
  )
    .option("--base <commit>", "also list the changes of the API since this branch or commit")
    .action(async (spec: string | undefined, flags: ReadingFlags & Pick<CheckFlags, "base">) => {
      await runClients("check", spec, flags, terminal, end);
    });
}

function addInspect(program: Command, terminal: Terminal, end: End): void {
  addDescriptionOptions(
    program
      .command("inspect")
      .description("List the operations as they would be generated, and what was corrected"),
  )
    .option("--json", "print JSON")
    .action(async (spec: string | undefined, flags: InspectFlags) => {
      const { chooseClient } = await import("./select-clients.ts");
      const { runInspect } = await import("./commands/inspect.ts");
      const client = await chooseClient(spec, flags);
      end(await runInspect(client.input, client, terminal));
    });
}

function addNormalize(program: Command, terminal: Terminal, end: End): void {
  addDescriptionOptions(
    program
      .command("normalize")
      .description("Print the description as valid OpenAPI 3.1, with the actions as parameters"),
  )
    .option("--json", "print JSON instead of YAML")
    .action(async (spec: string | undefined, flags: NormalizeFlags) => {
      const { chooseClient } = await import("./select-clients.ts");
      const { runNormalize } = await import("./commands/normalize.ts");
      const client = await chooseClient(spec, flags);
      end(await runNormalize(client.input, client, terminal));
    });
}

function addOverlay(program: Command, terminal: Terminal, end: End): void {
  addReadingOptions(
    program
      .command("overlay")
      .description("Print an overlay that completes a description's actions from a richer one")
      .argument("<spec>", "file of the description to complete"),
  )
    .requiredOption("--from <spec>", "file of a description that says more of the same actions")
    .option("--json", "print JSON instead of YAML")
    .action(async (spec: string, flags: OverlayFlags) => {
      const { runOverlay } = await import("./commands/overlay.ts");
      end(await runOverlay(spec, flags, terminal));
    });
}

function addDiff(program: Command, terminal: Terminal, end: End): void {
  const failOn = new Option("--fail-on <changes>", "exit with 1 if there are such changes");
  addReadingOptions(
    program
      .command("diff")
      .description("List the changes between two descriptions: breaking, additive, documentation")
      .argument("<old>", "file of the old description, or - for standard input")
      .argument("<new>", "file of the new description, or -"),
  )
    .option("--json", "print JSON")
    .option("--markdown", "print Markdown")
    .addOption(failOn.choices(["breaking", "any"]))
    .action(async (before: string, after: string, flags: DiffFlags) => {
      const { runDiff } = await import("./commands/diff.ts");
      end(await runDiff(before, after, flags, terminal));
    });
}

function addExplain(program: Command, terminal: Terminal, end: End): void {
  program
    .command("explain")
    .description("Explain the code of a problem or a change, or all codes")
    .argument("[code]")
    .action(async (code: string | undefined) => {
      const { runExplain } = await import("./commands/explain.ts");
      end(runExplain(code, terminal));
    });
}

async function runClients(
  command: "generate" | "check",
  spec: string | undefined,
  flags: ReadingFlags,
  terminal: Terminal,
  end: End,
  memory?: CommandMemory,
): Promise<void> {
  const { chooseClients } = await import("./select-clients.ts");
  const { runEachClient } = await import("./each-client.ts");
  const clients = await chooseClients(spec, flags);
  memory?.addClients(clients);
  const exitCode = await runEachClient(command, clients, spec, flags, terminal);
  end(exitCode);
  if (exitCode === 0) await memory?.remember(clients, terminal);
}

/** Reads the report flags of a command line that could not be parsed or run. */
function reportFlags(args: readonly string[]): ReportFlags {
  const value = args.find((_, index) => args[index - 1] === "--format");
  const format = formats.find((one) => one === value || args.includes(`--format=${one}`));
  return { verbose: args.includes("--verbose"), ...(format && { format }) };
}
