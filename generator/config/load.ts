// The stage `config`. In: a configuration file. Out: the settings of each client. Knows nothing of
// commands.
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, extname, resolve } from "node:path";
import { defineConfig, type ClientConfig, type Config } from "./config.ts";
import { UnusableError } from "../diagnostics/problem.ts";
import { faultOfCode } from "../diagnostics/check-code.ts";
import { validateLimit } from "../source/limits.ts";
import { isWebAddress } from "../source/uri.ts";
import { parseJson } from "../text/parse-json.ts";
import { relativePath } from "../text/slashes.ts";
import schema from "./schema.json" with { type: "json" };
import { faultOfExpression, positionOfExpression, ruledKinds } from "./name-rules.ts";
import { faultsOf } from "./validate.ts";

export interface LoadedConfig {
  /** Its path, as the user gave it. */
  readonly file: string;
  /** The settings for a description that belongs to no client. */
  readonly shared: ClientConfig;
  /** Each with the shared settings, and with paths relative to the working directory. */
  readonly clients: readonly ClientConfig[];
}

/** The files that a configuration is looked for in. */
export const configFiles: readonly string[] = ["ts", "mts", "cts", "js", "mjs", "cjs", "json"].map(
  (extension) => `openapi-actions.config.${extension}`,
);

/**
 * Reads the configuration.
 *
 * @param file the requested file; by default the one in the working directory, if any.
 * @throws UnusableError where it cannot be read or is invalid, with every fault.
 */
export async function loadConfig(file?: string): Promise<LoadedConfig | undefined> {
  if (file !== undefined && !existsSync(file)) {
    throw new UnusableError(`There is no configuration ${JSON.stringify(file)}.`);
  }
  const found = file === undefined ? await findConfig() : { file, value: await readConfig(file) };
  if (!found) return undefined;
  const { file: name, value } = found;
  assertConfig(name, value);
  assertCodes(name, value);
  assertLimits(name, value);
  assertEmitters(name, value);
  await assertNameRules(name, value);
  return resolvePaths(name, value);
}

function assertConfig(file: string, value: unknown): asserts value is Config {
  const faults = faultsOf(value, schema);
  if (faults.length > 0) {
    throw new UnusableError(faults.map((fault) => `${file}: ${fault}`));
  }
}

function assertCodes(file: string, config: Config): void {
  const faults = [config, ...(config.clients ?? [])].flatMap(({ severities = {} }) =>
    Object.keys(severities).flatMap((code) => {
      const fault = faultOfCode(code);
      return fault === undefined ? [] : [`${file}: \`severities\`: ${fault}`];
    }),
  );
  if (faults.length > 0) throw new UnusableError(faults);
}

function assertLimits(file: string, config: Config): void {
  const faults = [config, ...(config.clients ?? [])].flatMap(({ limits = {} }) =>
    (["bytes", "depth", "values", "tokens"] as const).flatMap((name) => {
      const value = limits[name];
      const fault = value === undefined ? undefined : validateLimit(name, value);
      return fault === undefined ? [] : [`${file}: \`limits\`: ${fault}`];
    }),
  );
  if (faults.length > 0) throw new UnusableError(faults);
}

async function assertNameRules(file: string, config: Config): Promise<void> {
  const rules = [config, ...(config.clients ?? [])].flatMap(({ nameRules = {} }) =>
    ruledKinds.flatMap((kind) => (nameRules[kind] ?? []).map(({ match }) => ({ kind, match }))),
  );
  const invalid = rules.flatMap(({ kind, match }) => {
    const fault = faultOfExpression(match);
    return fault === undefined ? [] : [{ kind, match, fault }];
  });
  if (invalid.length === 0) return;
  const text = await readFile(file, "utf8");
  throw new UnusableError(
    invalid.map(({ kind, match, fault }) => {
      const position = positionOfExpression(text, match);
      const where = position === undefined ? file : `${file}:${position}`;
      return `${where}: \`nameRules.${kind}\`: ${fault}.`;
    }),
  );
}

/** JSON Schema has no functions. */
function assertEmitters(file: string, config: Config): void {
  const faults = [config, ...(config.clients ?? [])].flatMap(({ emitters = [] }) =>
    emitters.flatMap(
      ({ name, emit }: { readonly name?: unknown; readonly emit?: unknown }, index) =>
        typeof name === "string" && typeof emit === "function"
          ? []
          : [
              `${file}: \`emitters[${index}]\` needs a \`name\` and a function \`emit\`. ` +
                "Configure emitters in openapi-actions.config.ts or .js.",
            ],
    ),
  );
  if (faults.length > 0) throw new UnusableError(faults);
}

async function findConfig(): Promise<{ file: string; value: unknown } | undefined> {
  const present = configFiles.filter((name) => existsSync(name));
  const inManifest = existsSync("package.json") ? await readManifest("package.json") : undefined;
  const [first] = present;
  if (present.length + (inManifest === undefined ? 0 : 1) > 1) {
    const all = [...present, ...(inManifest === undefined ? [] : ["package.json"])].join(", ");
    throw new UnusableError(`There are several configurations (${all}). Keep one of them.`);
  }
  if (first !== undefined) return { file: first, value: await readConfig(first) };
  return inManifest === undefined ? undefined : { file: "package.json", value: inManifest };
}

async function readConfig(file: string): Promise<unknown> {
  if (/(?:^|[/\\])package\.json$/.test(file)) return (await readManifest(file)) ?? {};
  if (extname(file) === ".json") return parse(file, await readFile(file, "utf8"));
  try {
    return fieldOf(await importModule(resolve(file)), "default");
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new UnusableError(`${file} cannot be loaded: ${message}`.split("\n"), { cause: error });
  }
}

/**
 * Imports a module of TypeScript or JavaScript whatever the project's package.json says of its
 * modules, also on a Node that strips no types, and anew each time. Its imports of this program
 * need no installation beside it.
 */
async function importModule(path: string): Promise<unknown> {
  const { createJiti } = await import("jiti");
  const jiti = createJiti(path, {
    fsCache: false,
    moduleCache: false,
    interopDefault: false,
    virtualModules: { "openapi-actions": { defineConfig } },
  });
  return jiti.import(path);
}

async function readManifest(file: string): Promise<unknown> {
  return fieldOf(parse(file, await readFile(file, "utf8")), "openapi-actions");
}

function parse(file: string, text: string): unknown {
  try {
    return parseJson(text);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new UnusableError(`${file} is not valid JSON: ${message}`, { cause: error });
  }
}

function fieldOf(value: unknown, key: string): unknown {
  const isObject = typeof value === "object" && value !== null;
  return isObject && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;
}

function resolvePaths(file: string, { clients, ...shared }: Config): LoadedConfig {
  const toHere = (path: string): string =>
    relativePath(process.cwd(), resolve(dirname(file), path)) || ".";
  const resolved = [shared, ...(clients ?? [shared])].map((client): ClientConfig => {
    const { input, output, save, overlays, allowReference, templates, ...rest } = {
      ...shared,
      ...client,
    };
    return {
      ...rest,
      ...(input !== undefined && { input: isWebAddress(input) ? input : toHere(input) }),
      ...(output !== undefined && { output: toHere(output) }),
      ...(save !== undefined && { save: toHere(save) }),
      ...(overlays && { overlays: overlays.map(toHere) }),
      ...(templates !== undefined && { templates: toHere(templates) }),
      ...(allowReference && {
        allowReference: allowReference.map((one) => (isWebAddress(one) ? one : toHere(one))),
      }),
    };
  });
  const [first = {}, ...all] = resolved;
  if (all.length === 0) throw new UnusableError(`${file}: \`clients\` is empty.`);
  const outputs = all.map(({ output = "generated" }) => resolve(output));
  const twice = outputs.find((output, index) => outputs.indexOf(output) !== index);
  if (twice !== undefined) {
    const shown = relativePath(process.cwd(), twice) || ".";
    throw new UnusableError(`${file}: Two clients have the output ${shown}. Give each its own.`);
  }
  return { file, shared: first, clients: all };
}
