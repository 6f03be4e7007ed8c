import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, extname, join, resolve } from "node:path";
import { configFiles, loadConfig } from "../../config/load.ts";
import { UnusableError } from "../../diagnostics/problem.ts";
import type { Terminal } from "../terminal.ts";
import { planIgnores } from "../init-ignores.ts";
import { managerOf, planJob, type CiService, type Plan } from "../init-job.ts";
import { fieldOf, findClients, findDescriptions, readManifest } from "../project-files.ts";
import { relativePath } from "../../text/slashes.ts";

export interface InitFlags {
  /** Also writes a job of CI that checks the client; `true` is GitHub Actions. */
  readonly ci?: CiService | true;
  /** Prints what would be written, and writes nothing. */
  readonly dryRun?: boolean;
}

/**
 * `openapi-actions init`: finds the descriptions of a project and writes a configuration for them, the
 * scripts `generate` and `check`, what keeps formatters from the client, and a workflow on request.
 * Files are added to; nothing in them is overwritten, and no script.
 */
export async function runInit(flags: InitFlags, terminal: Terminal, folder = "."): Promise<number> {
  const manager = managerOf(folder);
  const { plan: config, outputs } = await planConfig(folder);
  const plans = [
    config,
    planScripts(folder),
    ...planIgnores(folder, dependenciesOf(folder), outputs),
    ...(flags.ci ? [planCi(folder, flags.ci === true ? "github" : flags.ci)] : []),
  ];
  for (const { file, text, note } of plans) {
    terminal.out(`${file}: ${note}\n`);
    if (text === "" || flags.dryRun) continue;
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  const next = existsSync(join(folder, "package.json"))
    ? `${manager.run} ${scriptName(folder, "generate")}`
    : `${manager.exec} openapi-actions generate`;
  terminal.out(`Next: ${next}\n`);
  return 0;
}

const configFile = "openapi-actions.config.json";

/** The plan of the configuration, and the folders of its clients. */
interface ConfigPlan {
  readonly plan: Plan;
  readonly outputs: readonly string[];
}

async function planConfig(folder: string): Promise<ConfigPlan> {
  const present = presentConfig(folder);
  if (present !== undefined) {
    const loaded = await loadConfig(join(folder, present));
    const outputs = (loaded?.clients ?? []).map(({ output = "generated" }) =>
      relativePath(resolve(folder), resolve(output)),
    );
    return { plan: { file: present, text: "", note: "is there already" }, outputs };
  }
  const descriptions = findDescriptions(folder);
  const output = outputIn(folder);
  if (descriptions.length === 0) throw noDescription(folder, output);
  const made = findClients(folder);
  const isOnly = descriptions.length === 1;
  const clients = descriptions.map((input) => ({
    input,
    output:
      made.find((one) => one.input === input)?.output ??
      (isOnly ? output : `${output}/${basename(input, extname(input))}`),
  }));
  const outputs = clients.map((client) => client.output);
  if (new Set(outputs).size < clients.length) {
    throw new UnusableError(
      `Several descriptions have the same name (${descriptions.join(", ")}). ` +
        `Write ${configFile} by hand.`,
    );
  }
  const note = clients.map((one) => `${one.input} to ${one.output}`).join(", ");
  const text = jsonText(isOnly ? { ...clients[0] } : { clients }, "  ");
  return { plan: { file: configFile, text, note }, outputs };
}

function presentConfig(folder: string): string | undefined {
  const file = configFiles.find((name) => existsSync(join(folder, name)));
  return file ?? ("openapi-actions" in readManifest(folder) ? "package.json" : undefined);
}

function noDescription(folder: string, output: string): UnusableError {
  const command = `${managerOf(folder).exec} openapi-actions generate`;
  return new UnusableError([
    "There is no API description here (a .yaml, .yml or .json file that begins with openapi or " +
      "swagger). Put one into spec/ and run init again, or generate from where it is:",
    `    ${command} URL --save spec/api.json --output ${output}`,
    `    ${command} path/to/openapi.yaml --output ${output}`,
  ]);
}

/** Where a project keeps code that it imports. */
function outputIn(folder: string): string {
  const packages = dependenciesOf(folder);
  const has = (name: string): boolean => existsSync(join(folder, name));
  if (has("angular.json")) return "src/app/api";
  if (has("src")) return packages.has("@sveltejs/kit") ? "src/lib/api" : "src/api";
  // Its folder `app/api` has the routes that answer as an API.
  if (packages.has("next")) return "lib/api";
  const isInApp = ["nuxt", "@react-router/dev", "@remix-run/dev"].some((one) => packages.has(one));
  return has("app") && isInApp ? "app/api" : "generated";
}

function dependenciesOf(folder: string): ReadonlySet<string> {
  const manifest = readManifest(folder);
  const fields = ["dependencies", "devDependencies"].map((key) => fieldOf(manifest, key));
  return new Set(fields.flatMap((field) => Object.keys(field)));
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

function jsonText(value: object, indent: string): string {
  return `${JSON.stringify(value, undefined, indent)}\n`;
}
