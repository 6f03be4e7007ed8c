import { InvalidArgumentError, Option, type Command } from "commander";
import { importExtensions, layouts } from "../config/fit-output.ts";
import { readLimit, type Limits } from "../source/limits.ts";
import { formats } from "./terminal.ts";

/** Adds the options of commands that generate a client. */
export function addPackageOptions(command: Command): Command {
  return addDescriptionOptions(command)
    .option("-o, --output <dir>", 'output folder (default: as configured, or "generated")')
    .addOption(
      new Option(
        "--layout <layout>",
        "package: a folder to build and publish; source: only TypeScript, for the project around " +
          "it (default: that of the last run; for a new folder, what fits the project)",
      ).choices(layouts),
    )
    .addOption(
      new Option(
        "--import-extension <extension>",
        "extension of relative imports (default: what the project's tsconfig.json resolves)",
      ).choices(importExtensions),
    )
    .option("--templates <dir>", "override built-in templates with those in DIR")
    .option("--openapi-types", "also write openapi.ts, with the types of openapi-typescript");
}

/** Adds the options of commands for one description, which the configuration may name. */
export function addDescriptionOptions(command: Command): Command {
  command.argument(
    "[spec]",
    "file or URL of the description, or - for standard input (default: the only one in spec/)",
  );
  return addReadingOptions(command)
    .option(
      "--config <file>",
      "configuration file (default: openapi-actions.config.ts, .js or .json, or the key " +
        "openapi-actions of package.json); flags take precedence",
    )
    .option("--verbose", "list every problem, however many have the same code")
    .addOption(
      new Option("--format <format>", "output format for problems, on standard error")
        .choices(formats)
        .default("text"),
    );
}

/** Adds the options that decide what is read, and how. */
export function addReadingOptions(command: Command): Command {
  return command
    .option(
      "--overlay <file>",
      "apply an OpenAPI Overlay; repeatable (default: NAME.overlay.yaml, .yml or .json beside " +
        "the description)",
      collect,
    )
    .option(
      "--allow-reference <where>",
      "allow references to files in this folder or to this host (https://example.com); repeatable",
      collect,
    )
    .option(
      "--header <field>",
      "header to send to the URL of the description ('Authorization: Bearer ${TOKEN}', with an " +
        "environment variable); repeatable",
      collectHeader,
    )
    .option(
      "--limit <name=value>",
      "change a limit of what is read: bytes, depth, values, tokens; repeatable",
      collectLimit,
    )
    .option(
      "--allow <code>",
      "generate despite errors with this code, without what they are about; repeatable",
      collect,
    )
    .option("--strict", "treat every warning as an error, and validate against the specification");
}

function collect(value: string, others: readonly string[] = []): readonly string[] {
  return [...others, value];
}

function collectHeader(
  value: string,
  others: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> {
  const [, name, field] = /^([!#$%&'*+.^_`|~\w-]+):([\t -~]*)$/.exec(value) ?? [];
  if (name === undefined || field === undefined) {
    throw new InvalidArgumentError("Write NAME: VALUE.");
  }
  return { ...others, [name]: field.trim() };
}

function collectLimit(value: string, others: Partial<Limits> = {}): Partial<Limits> {
  const limit = readLimit(value);
  if (typeof limit === "string") throw new InvalidArgumentError(limit);
  return { ...others, ...limit };
}
