import { resolve } from "node:path";
import type { ClientConfig } from "../config/config.ts";
import type { GenerateOptions } from "../generate.ts";
import { UnusableError } from "../diagnostics/problem.ts";
import { checkArguments } from "./check-command.ts";
import type { ReportFlags } from "./terminal.ts";
import { loadConfig, type LoadedConfig } from "../config/load.ts";

/** The flags of commands that read a description; `config` is a file. */
export interface ReadingFlags extends GenerateOptions, ReportFlags {
  readonly output?: string;
}

/** The settings of a run: its flags and, for all others, the configuration. */
export type Client<Flags> = Flags & {
  readonly input: string | undefined;
  readonly output: string;
  /** The arguments with which `check` looks at the same client. */
  readonly checkArguments: readonly string[];
};

/**
 * Returns the clients to run a command for: that of the named description, or all of the
 * configuration.
 *
 * @param spec the description's file, if the command line names it.
 * @throws UnusableError where the configuration is invalid, or the flags contradict it.
 */
export async function chooseClients<Flags extends ReadingFlags>(
  spec: string | undefined,
  flags: Flags,
): Promise<readonly Client<Flags>[]> {
  const config = await loadConfig(flags.config);
  const clients = config ? clientsFor(spec, config) : [{}];
  if (clients.length > 1 && flags.output !== undefined) {
    throw new UnusableError("--output needs a single client: name its description.");
  }
  return clients.map((client) => mergeFlags(spec, flags, client, config));
}

/**
 * Returns the client to run a command for one description.
 *
 * @throws UnusableError as {@link chooseClients}, and where there are several.
 */
export async function chooseClient<Flags extends ReadingFlags>(
  spec: string | undefined,
  flags: Flags,
): Promise<Client<Flags>> {
  const [client, ...others] = await chooseClients(spec, flags);
  if (!client || others.length > 0) {
    const inputs = [client, ...others].map((one) => one?.input ?? "spec/").join(", ");
    throw new UnusableError(`The configuration has several descriptions (${inputs}). Name one.`);
  }
  return client;
}

function clientsFor(
  spec: string | undefined,
  { clients, shared }: LoadedConfig,
): readonly ClientConfig[] {
  if (spec === undefined) return clients;
  const matching = clients.filter(({ input }) => {
    return input !== undefined && resolve(input) === resolve(spec);
  });
  return matching.length > 0 ? matching : [shared];
}

function mergeFlags<Flags extends ReadingFlags>(
  spec: string | undefined,
  flags: Flags,
  client: ClientConfig,
  config: LoadedConfig | undefined,
): Client<Flags> {
  const { input, output = "generated", overlays, headers, limits, ...settings } = client;
  return {
    ...settings,
    overlay: overlays,
    ...flags,
    header: { ...headers, ...flags.header },
    limit: { ...limits, ...flags.limit },
    input: spec ?? input,
    output: flags.output ?? output,
    config: config?.file,
    checkArguments: checkArguments(spec, flags),
  };
}
