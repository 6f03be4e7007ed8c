import { resolve } from "node:path";
import type { ClientConfig } from "../config/config.ts";
import type { GenerateOptions } from "../generate.ts";
import { UnusableError } from "../diagnostics/problem.ts";
import type { TellingFlags } from "./terminal.ts";
import { loadConfig, type LoadedConfig } from "../config/load.ts";

/** What the commands that read a description take from the command line; `config` is a file. */
export interface ReadingFlags extends GenerateOptions, TellingFlags {
  readonly output?: string;
}

/** What a run is to do: the flags, and for the rest the configuration. */
type Client<Flags> = Flags & { readonly input: string | undefined; readonly output: string };

/**
 * The clients that a command line is about: the one of the description that it names, or all of the
 * configuration.
 *
 * @param spec the description's file, if it is named.
 * @throws UnusableError where the configuration cannot be used, or the flags do not go with it.
 */
export async function chooseClients<Flags extends ReadingFlags>(
  spec: string | undefined,
  flags: Flags,
): Promise<readonly Client<Flags>[]> {
  const config = await loadConfig(flags.config);
  const clients = config ? clientsFor(spec, config) : [{}];
  if (clients.length > 1 && flags.output !== undefined) {
    throw new UnusableError("--output goes with one client: name its description.");
  }
  return clients.map((client) => join(spec, flags, client, config));
}

/**
 * The client that a command for one description is about.
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

function join<Flags extends ReadingFlags>(
  spec: string | undefined,
  flags: Flags,
  client: ClientConfig,
  config: LoadedConfig | undefined,
): Client<Flags> {
  const { input, output = "generated", overlays, allowReference, limits, ...wishes } = client;
  return {
    ...wishes,
    overlay: overlays,
    allowReference,
    ...flags,
    limit: { ...limits, ...flags.limit },
    input: spec ?? input,
    output: flags.output ?? output,
    config: config?.file,
  };
}
