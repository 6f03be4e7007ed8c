import { mkdtemp, mkdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { generate, type GenerateOptions } from "../../generator/generate.ts";
import type * as runtime from "../../templates/runtime/index.ts";
import type { ApiRequest } from "../../templates/runtime/request.ts";

/** The package of a description, imported. */
export interface GeneratedApi extends AsyncDisposable {
  readonly createClient: typeof runtime.createClient;
  /** Calls the builder of an operation. */
  build(operation: string, input?: object): ApiRequest<unknown, Record<string, unknown>>;
  /** Calls the generator of an operation's pages or items. */
  iterate(generator: string, client: runtime.Client): AsyncIterable<unknown>;
  /** The codes of what was reported. */
  readonly problems: readonly string[];
}

/** Generates the package of an OpenAPI 3.2 description with these paths. */
export async function generateApi(
  paths: object,
  rest: Readonly<Record<string, unknown>> = {},
  options: GenerateOptions = {},
): Promise<GeneratedApi> {
  const folder = await mkdtemp(join(tmpdir(), "conformance-"));
  const spec = join(folder, "openapi.json");
  const info = { title: "T", version: "1" };
  await writeFile(spec, JSON.stringify({ openapi: "3.2.0", info, paths, ...rest }));
  const { files, problems } = await generate(spec, options);
  for (const [file, content] of files) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), content);
  }
  const exports = (await import(pathToFileURL(join(folder, "index.ts")).href)) as Exports;
  return {
    createClient: exports.createClient,
    problems: problems.map(({ code }) => code),
    build(operation, input) {
      const builder = exports[operation];
      if (!builder) throw new TypeError(`no builder ${operation}`);
      return builder(input) as ReturnType<GeneratedApi["build"]>;
    },
    iterate(name, client) {
      const generator = exports[name];
      if (!generator) throw new TypeError(`no generator ${name}`);
      return generator(client) as AsyncIterable<unknown>;
    },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  };
}

type Exports = Readonly<Record<string, (input?: object) => unknown>> &
  Pick<typeof runtime, "createClient">;
