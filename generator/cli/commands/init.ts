import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, extname, join } from "node:path";
import { configFiles } from "../../config/load.ts";
import { UnusableError } from "../../diagnostics/problem.ts";
import type { Terminal } from "../terminal.ts";
import { managerOf, planJob, type CiService, type Plan } from "../init-job.ts";
import { parseJson } from "../../text/parse-json.ts";

export interface InitFlags {
  /** Also writes a job of CI that checks the client; `true` is GitHub Actions. */
  readonly ci?: CiService | true;
  /** Prints what would be written, and writes nothing. */
  readonly dryRun?: boolean;
}

/**
 * `openapi-actions init`: finds the descriptions of a project and writes a configuration for them, the
 * scripts `generate` and `check`, and a workflow on request. No file is overwritten, and no script.
 */
export function runInit(flags: InitFlags, terminal: Terminal, folder = "."): number {
  const descriptions = findDescriptions(folder);
  if (descriptions.length === 0) {
    throw new UnusableError(
      "There is no API description here (a .yaml, .yml or .json file that begins with openapi or " +
        "swagger). Put one into spec/, or name its URL: openapi-actions generate URL",
    );
  }
  const plans = [
    planConfig(folder, descriptions),
    planScripts(folder),
    ...(flags.ci ? [planCi(folder, flags.ci === true ? "github" : flags.ci)] : []),
  ];
  for (const { file, text, note } of plans) {
    terminal.out(`${file}: ${note}\n`);
    if (text === "" || flags.dryRun) continue;
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  terminal.out(`Next: ${managerOf(folder).run} ${scriptName(folder, "generate")}\n`);
  return 0;
}

const ignored = /^(?:\.|node_modules$|dist$|build$|coverage$)/;

/** The descriptions in a folder and three levels below it: POSIX paths, sorted. */
function findDescriptions(folder: string, path = "", levels = 3): readonly string[] {
  const entries = readdirSync(join(folder, path), { withFileTypes: true });
  return entries
    .filter(({ name }) => !ignored.test(name))
    .flatMap((entry) => {
      const file = path === "" ? entry.name : `${path}/${entry.name}`;
      if (entry.isDirectory()) return levels > 0 ? findDescriptions(folder, file, levels - 1) : [];
      return entry.isFile() && isDescription(join(folder, file)) ? [file] : [];
    })
    .sort();
}

/** Whether a file says near its beginning which version of OpenAPI or Swagger it is written in. */
function isDescription(file: string): boolean {
  if (!/\.(?:ya?ml|json)$/i.test(file) || /\.overlay\.\w+$/i.test(file)) return false;
  if (statSync(file).size > 64 * 2 ** 20) return false;
  const start = readFileSync(file, "utf8").slice(0, 10_000);
  return /^[{ \t]*["']?(?:openapi|swagger)["']? *: *["']?[23]\./m.test(start);
}

const configFile = "openapi-actions.config.json";

function planConfig(folder: string, descriptions: readonly string[]): Plan {
  const present = configFiles.find((file) => existsSync(join(folder, file)));
  if (present !== undefined) return { file: present, text: "", note: "is there already" };
  const output = outputIn(folder);
  const [first = "", ...others] = descriptions;
  const clients = descriptions.map((input) => ({
    input,
    output: `${output}/${basename(input, extname(input))}`,
  }));
  const outputs = new Set(clients.map((client) => client.output));
  if (outputs.size < clients.length) {
    throw new UnusableError(
      `Several descriptions have the same name (${descriptions.join(", ")}). ` +
        `Write ${configFile} by hand.`,
    );
  }
  const config = others.length === 0 ? { input: first, output } : { clients };
  const note = `${descriptions.join(", ")} to ${output}`;
  return { file: configFile, text: jsonText(config, "  "), note };
}

/** Where a project keeps code that it imports. */
function outputIn(folder: string): string {
  const manifest = readManifest(folder);
  if (existsSync(join(folder, "angular.json"))) return "src/app/api";
  if (existsSync(join(folder, "src"))) return "src/api";
  return "next" in fieldOf(manifest, "dependencies") ? "lib/api" : "generated";
}

function planScripts(folder: string): Plan {
  const file = "package.json";
  const path = join(folder, file);
  if (!existsSync(path)) return { file, text: "", note: "is not here, so there are no scripts" };
  const text = readFileSync(path, "utf8");
  const lineEnd = text.includes("\r\n") ? "\r\n" : "\n";
  const manifest = readManifest(folder);
  const scripts = fieldOf(manifest, "scripts");
  const added = (["generate", "check"] as const)
    .map((command) => [scriptName(folder, command), `openapi-actions ${command}`] as const)
    .filter(([name]) => !(name in scripts));
  if (added.length === 0) return { file, text: "", note: "has its scripts already" };
  const indent = /^[ \t]+/m.exec(text)?.[0] ?? "  ";
  const changed = { ...manifest, scripts: { ...scripts, ...Object.fromEntries(added) } };
  const note = `scripts ${added.map(([name]) => name).join(" and ")}`;
  return { file, text: jsonText(changed, indent).replaceAll("\n", lineEnd), note };
}

/** The name of a script; another one where the project uses it for something else. */
function scriptName(folder: string, command: "generate" | "check"): string {
  const present = fieldOf(readManifest(folder), "scripts")[command];
  const isOther = present !== undefined && present !== `openapi-actions ${command}`;
  return isOther ? `${command}:api` : command;
}

/** A file of CI that is there already has other jobs: the one to add is shown. */
function planCi(folder: string, ci: CiService): Plan {
  const plan = planJob(ci, managerOf(folder), scriptName(folder, "check"));
  if (!existsSync(join(folder, plan.file))) return plan;
  const isOurs = readFileSync(join(folder, plan.file), "utf8").includes("openapi-actions");
  const note = isOurs ? "is there already" : `is there already; add to it:\n\n${plan.text}`;
  return { ...plan, text: "", note };
}

function readManifest(folder: string): Readonly<Record<string, unknown>> {
  const file = join(folder, "package.json");
  if (!existsSync(file)) return {};
  try {
    return parseJson(readFileSync(file, "utf8")) as Readonly<Record<string, unknown>>;
  } catch (error) {
    throw new UnusableError(`${file} is not valid JSON.`, { cause: error });
  }
}

function fieldOf(
  manifest: Readonly<Record<string, unknown>>,
  key: string,
): Readonly<Record<string, unknown>> {
  const value = manifest[key];
  return typeof value === "object" && value !== null ? { ...value } : {};
}

function jsonText(value: object, indent: string): string {
  return `${JSON.stringify(value, undefined, indent)}\n`;
}
