import { mkdtemp, mkdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { format } from "prettier";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { generate } from "../../generator/generate.ts";
import { rows, schemas, type Row } from "./parameter-rows.ts";
import { startServer, type Seen, type TestServer } from "../runtime/server.ts";

let folder: string;
let server: TestServer;
let api: Readonly<Record<string, (params: object) => unknown>> & {
  readonly createClient: (options: object) => { send: (request: unknown) => Promise<unknown> };
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "conformance-"));
  const paths = Object.fromEntries(
    rows.map(([name, { parameter, more = [] }], index) => {
      const isPath = parameter["in"] === "path";
      const template = name.includes("literal text") ? "/.{color}" : isPath ? "/{color}" : "";
      const declared = { ...parameter, ...(isPath && { required: true }) };
      const parameters = [declared, ...more.map(([other]) => other)];
      const operation = {
        operationId: `row${index}`,
        parameters,
        responses: { 204: { description: "" } },
      };
      return [`/row${index}/x${template}`, { get: operation }];
    }),
  );
  const description = { openapi: "3.2.0", info: { title: "T", version: "1" }, paths };
  const spec = join(folder, "openapi.json");
  await writeFile(spec, JSON.stringify(description));
  const { files } = await generate(spec);
  for (const [file, content] of files) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), content);
  }
  api = (await import(pathToFileURL(join(folder, "index.ts")).href)) as typeof api;
  server = await startServer((response) => response.writeHead(204).end());
});

afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

/** A value as code in a table of Markdown, with the schemas of most rows by their names. */
function codeCell(value: unknown): string {
  const short = (_: string, part: unknown): unknown =>
    Object.entries(schemas).find(([, schema]) => schema === part)?.[0] ?? part;
  const text = typeof value === "string" ? value : JSON.stringify(value, short);
  return text === "" ? "" : `\`${text.replaceAll("|", "\\|")}\``;
}

/** Sends one row and returns what the server saw. */
async function send(index: number, row: Row): Promise<Seen> {
  const client = api.createClient({ baseUrl: server.url });
  const given = [[row.parameter, row.value], ...(row.more ?? [])] as const;
  const params = Object.fromEntries(given.map(([parameter, value]) => [parameter["name"], value]));
  await client.send(api[`row${index}`]?.(params));
  const seen = server.seen.at(-1);
  if (!seen) throw new Error("nothing was sent");
  return seen;
}

describe("a parameter is sent as OpenAPI 3.1, section 4.8.12 says", () => {
  test.each(rows.map(([name, row], index) => ({ name, row, index })))(
    "$name",
    async ({ row, index }) => {
      const { line, headers } = await send(index, row);
      if (row.target !== undefined) {
        expect(line.replace(`GET /row${index}`, "")).toBe(row.target);
      } else {
        expect(headers[row.parameter["in"] === "cookie" ? "cookie" : "color"]).toBe(row.header);
      }
    },
  );

  test("is told in a table for people", async () => {
    const lines = ["| Parameter | Declaration | Value | Request |", "| --- | --- | --- | --- |"];
    for (const [index, [name, row]] of rows.entries()) {
      const { headers } = await send(index, row);
      const { in: location, name: _, ...declaration } = row.parameter;
      const header = headers[location === "cookie" ? "cookie" : "color"];
      const field = location === "cookie" ? "Cookie" : "color";
      const sent = row.target ?? `${field}: ${String(header)}`;
      const declarations = [declaration, ...(row.more ?? []).map(([other]) => other)];
      const values = [row.value, ...(row.more ?? []).map(([, value]) => value)];
      const cells = [
        name,
        declarations.map(codeCell).join("<br>"),
        values.map(codeCell).join("<br>"),
        codeCell(sent),
      ];
      lines.push(`| ${cells.join(" | ")} |`);
    }
    const head =
      "# How parameters are sent\n\nWritten by [`parameters.test.ts`](parameters.test.ts), which sends each row.";
    const text = await format(`${head}\n\n${lines.join("\n")}\n`, { parser: "markdown" });
    await expect(text).toMatchFileSnapshot(join(import.meta.dirname, "parameters.md"));
  });

  test.each(["label", "simple"])("an empty value of the path is refused: %s", async (style) => {
    const index = rows.findIndex(([, { parameter }]) => parameter["style"] === style);
    const row = rows[index]?.[1];
    expect(row?.parameter["in"]).toBe("path");
    expect(() => api[`row${index}`]?.({ color: "" })).toThrow(/color|\{1\}/);
  });
});
