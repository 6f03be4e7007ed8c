import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { generate } from "../../generator/generate.ts";

/** A client whose operations are known by name only: it was generated a moment ago. */
export interface GeneratedClient {
  /** Builds a request and sends it. */
  call(operation: string, params?: object): Promise<unknown>;
  /** The items on all pages, by the generator of this name. */
  items(generator: string, params: object): Promise<readonly unknown[]>;
}

interface Package {
  readonly createClient: (options: object) => { send(request: unknown): Promise<unknown> };
}

/**
 * Generates a client into a folder and makes it send to a server.
 *
 * @param options what `createClient` takes.
 */
export async function generateClient(
  spec: string,
  folder: string,
  options: { readonly baseUrl: string; readonly fetch?: typeof fetch },
): Promise<GeneratedClient> {
  const { files } = await generate(spec);
  for (const [file, text] of files) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), text);
  }
  const generated: unknown = await import(pathToFileURL(join(folder, "index.ts")).href);
  if (!isPackage(generated)) throw new Error("no package");
  const client = generated.createClient(options);
  return {
    call: async (operation, params) => {
      const build: unknown = Reflect.get(generated, operation);
      if (typeof build !== "function") throw new Error(`no operation ${operation}`);
      return client.send(Reflect.apply(build, undefined, params === undefined ? [] : [params]));
    },
    items: async (generator, params) => {
      const iterate: unknown = Reflect.get(generated, generator);
      if (typeof iterate !== "function") throw new Error(`no generator ${generator}`);
      return Array.fromAsync(
        Reflect.apply(iterate, undefined, [client, params]) as AsyncIterable<unknown>,
      );
    },
  };
}

function isPackage(value: unknown): value is Package {
  return typeof value === "object" && value !== null && "createClient" in value;
}
