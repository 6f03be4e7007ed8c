import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { DescriptionError } from "../../generator/diagnostics/problem.ts";
import { generate } from "../../generator/generate.ts";
import type * as runtime from "../../templates/runtime/index.ts";
import type { ApiRequest } from "../../templates/runtime/request.ts";
import { bodyOf, fill, methodOf, operationOf, type ServerUrls } from "./description.ts";
import { server, type Call, type Credential, type Row } from "./rows/row.ts";

/** The clients of the rows, as this program generates them. */
export interface OwnClients extends AsyncDisposable {
  /** Where they are. */
  readonly folder: string;
  /** The folder of the client of a row. */
  folderOf(index: number): string;
  /** The codes of what was reported of a row's operation. */
  problemsOf(index: number): readonly string[];
  /** Calls the operation of a row and returns the body of the response. */
  call(index: number): Promise<unknown>;
}

/** Rows that share a document: those of one version that have nothing beside their operation. */
interface Shared {
  readonly rows: Map<number, Row>;
  readonly folder: string;
}

/** Generates a client for every document that the rows need. */
export async function generateOwn(rows: readonly Row[], urls: ServerUrls): Promise<OwnClients> {
  const folder = await mkdtemp(join(tmpdir(), "conformance-"));
  const documents = new Map<string, Shared>();
  const homes: Shared[] = [];
  for (const [index, row] of rows.entries()) {
    const key = row.root || row.refused !== undefined ? String(index) : (row.since ?? "3.1.1");
    const document = documents.get(key) ?? { rows: new Map(), folder: join(folder, key) };
    documents.set(key, document);
    document.rows.set(index, row);
    homes.push(document);
  }
  const problems = new Map<Shared, readonly string[]>();
  for (const document of documents.values()) problems.set(document, await write(document, urls));

  return {
    folder,
    folderOf: (index) => homes[index]?.folder ?? "",
    problemsOf(index) {
      const home = homes[index];
      return (home && problems.get(home)) ?? [];
    },
    async call(index) {
      const row = rows[index];
      if (!row) throw new RangeError(`no row ${index}`);
      const api = (await import(
        pathToFileURL(join(homes[index]?.folder ?? "", "index.ts")).href
      )) as Exports;
      return call(api, row, index, urls);
    },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  };
}

/** Writes the client of a document and returns the codes of its problems. */
async function write({ rows, folder }: Shared, urls: ServerUrls): Promise<readonly string[]> {
  const [first] = rows.values();
  const paths = [...rows].map(([index, row]) => {
    const path = row.path ?? "/x";
    return [`/row${index}${path}`, { [methodOf(row)]: operationOf(row, `row${index}`) }] as const;
  });
  const description = {
    openapi: first?.since ?? "3.1.1",
    info: { title: "Row", version: "1" },
    servers: [{ url: server }],
    ...first?.root,
    paths: Object.fromEntries(paths),
  };
  await mkdir(folder, { recursive: true });
  const spec = join(folder, "openapi.json");
  await writeFile(spec, JSON.stringify(fill(description, urls)));
  try {
    const { files, problems } = await generate(spec);
    for (const [file, content] of files) {
      await mkdir(dirname(join(folder, file)), { recursive: true });
      await writeFile(join(folder, file), content);
    }
    return problems.map(({ code }) => code);
  } catch (error) {
    if (!(error instanceof DescriptionError)) throw error;
    return error.problems.map(({ code }) => code);
  }
}

async function call(api: Exports, row: Row, index: number, urls: ServerUrls): Promise<unknown> {
  const given = row.call ?? {};
  const { credentials, variables } = given;
  const { withCredentials, baseUrl, createClient } = api;
  const client = createClient({
    baseUrl: typeof baseUrl === "string" ? baseUrl : (baseUrl?.(variables) ?? urls.own),
    ...fill(given.client ?? {}, urls),
    ...(credentials && {
      fetch: withCredentials?.((url, init) => fetch(url, init), credentials),
    }),
  });
  const build = (api as unknown as Readonly<Record<string, Builder>>)[`row${index}`];
  if (!build) throw new TypeError("it has no builder");
  const { body } = await client.exchange(build(inputOf(given, row)));
  if (typeof body !== "object" || body === null || !(Symbol.asyncIterator in body)) return body;
  return Array.fromAsync(body as AsyncIterable<unknown>);
}

/** The fields of a form are parameters of the builder, as all others are. */
function inputOf(given: Call, row: Row): object {
  const { path, query, header, cookie, querystring, contentType } = given;
  const body = bodyOf(row);
  const { operation } = row;
  const content = Object.keys(
    (operation?.["requestBody"] as { content?: object } | undefined)?.content ?? {},
  );
  const type = contentType ?? content.find((one) => one === "application/json") ?? content[0] ?? "";
  const isForm = /^multipart|urlencoded/.test(type) && typeof body === "object";
  return {
    ...path,
    ...query,
    ...header,
    ...cookie,
    ...querystring,
    ...(contentType !== undefined && { contentType }),
    ...(isForm ? body : body !== undefined && { body }),
  };
}

type Builder = (input: object) => ApiRequest<unknown, Readonly<Record<string, unknown>>>;

interface Exports {
  readonly createClient: typeof runtime.createClient;
  readonly baseUrl?: string | ((variables?: Readonly<Record<string, string>>) => string);
  readonly withCredentials?: (
    fetch: runtime.Fetch,
    credentials: Readonly<Record<string, Credential>>,
  ) => runtime.Fetch;
}
