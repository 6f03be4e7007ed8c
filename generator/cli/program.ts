import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import type { CheckFlags } from "./commands/check-drift.ts";
import type { DiffFlags } from "./commands/diff.ts";
import type { GenerateFlags } from "./commands/generate.ts";
import type { InspectFlags } from "./commands/inspect.ts";
import type { NormalizeFlags } from "./commands/normalize.ts";
import type { ReadingFlags } from "./select-clients.ts";
import { importExtensions, layouts } from "../config/fit-output.ts";
import { tellFailure } from "./exit-code.ts";
import { readLimit, type Limits } from "../source/limits.ts";
import { escaping, formats, tellTogether, type TellingFlags, type Terminal } from "./terminal.ts";
import { programVersion } from "../text/program.ts";

/**
 * Runs one command line and gives its exit code: 0 for success; 1 for findings (drift, problems in
 * the description); 2 where it could not run (usage, unreadable file, a bug).
 *
 * @param args without the program's own name.
 */
export async function run(args: readonly string[], given: Terminal): Promise<number> {
  const terminal = escaping(given);
  let exitCode = 0;
  const program = commandLine(terminal, (code) => {
    exitCode = Math.max(exitCode, code);
  });
  try {
    await program.parseAsync([...args], { from: "user" });
    return exitCode;
  } catch (error) {
    // Commander has printed what there is to say.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    return tellFailure(error, terminal, tellingFlags(args));
  }
}

function commandLine(terminal: Terminal, end: (exitCode: number) => void): Command {
  const program = new Command("openapi-actions")
    .description(
      "Writes a typed TypeScript client from an API description (Swagger 2.0, OpenAPI 3.x), and " +
        "gets actions in the path right: GET /?Action=PollForTask",
    )
    .version(programVersion(), "-V, --version", "print the version")
    .helpOption("-h, --help", "print this help")
    .helpCommand(false)
    .showHelpAfterError("(--help says what there is)")
    .configureOutput({ writeOut: terminal.out, writeErr: terminal.err })
    .exitOverride();
  // A command is loaded only when it runs.
  addPackageCommand(program, "generate", "write the client package, or each of the configuration")
    .option("--watch", "do it again whenever a file changes that was read, until Ctrl-C")
    .action(async (spec: string | undefined, flags: GenerateFlags) => {
      const { chooseClients } = await import("./select-clients.ts");
      const { runGenerate, runGenerateOnChange } = await import("./commands/generate.ts");
      if (flags.watch) {
        end(await runGenerateOnChange(() => chooseClients(spec, flags), terminal));
        return;
      }
      const clients = await chooseClients(spec, flags);
      await tellTogether(terminal, flags, async (terminal) => {
        for (const client of clients) {
          end(await attempt(() => runGenerate(client.input, client, terminal), terminal, flags));
        }
      });
    });
  addPackageCommand(
    program,
    "check",
    "say whether the package, or each of the configuration, is up to date, and if not why; " +
      "write nothing",
  )
    .option("--base <commit>", "say too what changed in the API since this branch or commit")
    .action(async (spec: string | undefined, flags: ReadingFlags & Pick<CheckFlags, "base">) => {
      const { chooseClients } = await import("./select-clients.ts");
      const { runCheck } = await import("./commands/check.ts");
      const clients = await chooseClients(spec, flags);
      await tellTogether(terminal, flags, async (terminal) => {
        for (const client of clients) {
          end(await attempt(() => runCheck(client.input, client, terminal), terminal, flags));
        }
      });
    });
  addReadingCommand(
    program,
    "inspect",
    "show the operations as they would be generated, and what was mended; write nothing",
  )
    .option("--json", "for programs: the same as JSON")
    .action(async (spec: string | undefined, flags: InspectFlags) => {
      const { chooseClient } = await import("./select-clients.ts");
      const { runInspect } = await import("./commands/inspect.ts");
      const client = await chooseClient(spec, flags);
      end(await runInspect(client.input, client, terminal));
    });
  addReadingCommand(
    program,
    "normalize",
    "print the description as valid OpenAPI 3.1, with the actions as parameters; write nothing",
  )
    .option("--json", "JSON in place of YAML")
    .action(async (spec: string | undefined, flags: NormalizeFlags) => {
      const { chooseClient } = await import("./select-clients.ts");
      const { runNormalize } = await import("./commands/normalize.ts");
      const client = await chooseClient(spec, flags);
      end(await runNormalize(client.input, client, terminal));
    });
  addReadingOptions(
    program
      .command("diff")
      .description("say what changed between two descriptions: breaking, additive, documentation")
      .argument("<old>", "the old description's file, or - for standard input")
      .argument("<new>", "the new one, or -"),
  )
    .option("--json", "for programs: the same as JSON")
    .option("--markdown", "for a comment or a summary: the same as Markdown")
    .addOption(
      new Option("--fail-on <changes>", "end with 1 where there are such changes").choices([
        "breaking",
        "any",
      ]),
    )
    .action(async (before: string, after: string, flags: DiffFlags) => {
      const { runDiff } = await import("./commands/diff.ts");
      end(await runDiff(before, after, flags, terminal));
    });
  program
    .command("explain")
    .description("say what a code means that a problem or a change has; without one, list all")
    .argument("[code]")
    .action(async (code: string | undefined) => {
      const { runExplain } = await import("./commands/explain.ts");
      end(runExplain(code, terminal));
    });
  return program;
}

function addPackageCommand(program: Command, name: string, description: string): Command {
  return addReadingCommand(program, name, description)
    .option("-o, --output <dir>", 'the package\'s folder (default: "generated")')
    .addOption(
      new Option(
        "--layout <layout>",
        "package: a folder that can be built and published; source: TypeScript alone, for the " +
          "project around it (default: the last run's, at first what fits where the folder is)",
      ).choices(layouts),
    )
    .addOption(
      new Option(
        "--import-extension <extension>",
        "what relative imports end in (default: as the project's tsconfig.json resolves them)",
      ).choices(importExtensions),
    )
    .option(
      "--templates <dir>",
      "take templates of this folder in the place of single ones of ours",
    )
    .option("--openapi-types", "write openapi.ts too: the types of openapi-typescript");
}

function addReadingCommand(program: Command, name: string, description: string): Command {
  return addReadingOptions(
    program
      .command(name)
      .description(description)
      .argument("[spec]", "the description's file; by default the one in spec/"),
  )
    .option(
      "--config <file>",
      "the configuration; by default openapi-actions.config.ts (.js, .json), or the key " +
        "openapi-actions of package.json; flags go before it",
    )
    .option("--verbose", "list every problem, however many there are of a kind")
    .addOption(
      new Option("--format <format>", "how problems are told, on standard error")
        .choices(formats)
        .default("text"),
    );
}

function addReadingOptions(command: Command): Command {
  return command
    .option(
      "--overlay <file>",
      "complete the description by an OpenAPI Overlay; may be given more than once; " +
        "by default NAME.overlay.yaml (.yml, .json) beside the description",
      collect,
    )
    .option(
      "--allow-reference <where>",
      "let references read files below this folder, or from this host (https://example.com) too; " +
        "may be given more than once",
      collect,
    )
    .option(
      "--limit <name=value>",
      "read more, or less, than usual: bytes, depth, values, tokens; may be given more than once",
      collectLimit,
    )
    .option(
      "--allow <code>",
      "generate although the description has an error of this code, without what it is about; may " +
        "be given more than once",
      collect,
    )
    .option("--strict", "refuse a description in which anything had to be mended");
}

function collect(value: string, others: readonly string[] = []): readonly string[] {
  return [...others, value];
}

function collectLimit(value: string, others: Partial<Limits> = {}): Partial<Limits> {
  const limit = readLimit(value);
  if (typeof limit === "string") throw new InvalidArgumentError(limit);
  return { ...others, ...limit };
}

/** What was asked of the way to tell problems, where the command line did not come to an end. */
function tellingFlags(args: readonly string[]): TellingFlags {
  const given = args.find((_, index) => args[index - 1] === "--format");
  const format = formats.find((one) => one === given || args.includes(`--format=${one}`));
  return { verbose: args.includes("--verbose"), ...(format && { format }) };
}

/** Carries out a run for one of several clients: a failure ends that one only. */
async function attempt(
  run: () => Promise<number>,
  terminal: Terminal,
  flags: TellingFlags,
): Promise<number> {
  try {
    return await run();
  } catch (error) {
    return tellFailure(error, terminal, flags);
  }
}
