import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import ts from "typescript";
import { bodyOf } from "../description.ts";
import type { Row } from "../rows/row.ts";
import { packagePath } from "./packages.ts";
import { LeftToCaller, type Peer } from "./peer.ts";

export const orval: Peer = {
  name: "orval",
  configuration:
    "`client: fetch`, `headers`, `urlEncodeParameters`, `baseUrl.getBaseUrlFromSpecification` with variables, `override.formData`, `override.formUrlEncoded`, `override.splitByContentType`, `override.fetch.arrayFormat: repeat`",
  types: "./api.ts",
  entry: "api.ts",

  async generate(description, folder, { call }) {
    const { generate } = (await import(
      pathToFileURL(packagePath("orval/dist/index.mjs")).href
    )) as { generate: (config: object) => Promise<unknown> };
    const variables = call?.variables;
    await generate({
      input: { target: description },
      output: {
        target: join(folder, "api.ts"),
        client: "fetch",
        mode: "single",
        headers: true,
        urlEncodeParameters: true,
        baseUrl: { getBaseUrlFromSpecification: true, ...(variables && { variables }) },
        override: {
          formData: true,
          formUrlEncoded: true,
          splitByContentType: true,
          fetch: { arrayFormat: "repeat" },
        },
      },
    });
    // It prints what is wrong with a description, and resolves.
    if (!existsSync(join(folder, "api.ts"))) throw new Error("no client is written");
  },

  lacks({ call = {}, operation, root }) {
    if (call.cookie) return "cookie parameters";
    const declared = (operation?.["security"] ?? root?.["security"] ?? []) as readonly object[];
    const isNeeded = declared.length > 0 && Object.keys(call.credentials ?? {}).length > 0;
    return isNeeded ? "credentials" : undefined;
  },

  async call(client, row, folder) {
    const { contentType } = row.call ?? {};
    const body = bodyOf(row);
    const functions = await functionsIn(join(folder, "api.ts"));
    const name = functionFor(row, [...functions.keys()]);
    const operation = client[name];
    if (!operation) throw new TypeError("it has no function for the operation");
    const parameters = functions.get(name) ?? [];
    const args = parameters.map((parameter) => argument(parameter, row, body));
    const headers = contentType === undefined ? {} : { "Content-Type": contentType };
    const result = (await operation(...args, {
      headers,
      ...(body instanceof ReadableStream && { duplex: "half" }),
    })) as {
      readonly data?: unknown;
      readonly stream?: unknown;
    };
    if (result.stream) throw new LeftToCaller("reading the stream");
    return result.data;
  },
};

/** One function for each media type, in the order of the description. */
function functionFor({ operation, call }: Row, names: readonly string[]): string {
  if (names.includes("row")) return "row";
  const body = operation?.["requestBody"] as { content?: object } | undefined;
  const types = Object.keys(body?.content ?? {});
  const split = names.filter((name) => name.startsWith("rowWith"));
  const wanted = call?.contentType ?? types.find((type) => type === "application/json");
  return split[Math.max(0, types.indexOf(wanted ?? ""))] ?? "row";
}

/** The functions of a module, with the names of their parameters but for the options at the end. */
async function functionsIn(file: string): Promise<ReadonlyMap<string, readonly string[]>> {
  const source = ts.createSourceFile(file, await readFile(file, "utf8"), ts.ScriptTarget.ES2022);
  const found = new Map<string, readonly string[]>();
  for (const statement of source.statements) {
    if (!ts.isVariableStatement(statement)) continue;
    for (const { name, initializer } of statement.declarationList.declarations) {
      if (!initializer || !ts.isArrowFunction(initializer)) continue;
      const parameters = initializer.parameters.map((one) => one.name.getText(source));
      found.set(name.getText(source), parameters.slice(0, -1));
    }
  }
  return found;
}

function argument(parameter: string, { call = {} }: Row, body: unknown): unknown {
  if (parameter === "params") return call.query ?? call.querystring;
  if (parameter === "headers") return call.header;
  const inPath = Object.entries(call.path ?? {}).find(([name]) => name === parameter);
  return inPath ? inPath[1] : body;
}
