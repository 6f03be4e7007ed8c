import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { compileErrors } from "../helpers/compile.ts";
import { startServers, type Outcome, type Servers } from "./exchange.ts";
import { matrix } from "./matrix.ts";
import { generateOwn, type OwnClients } from "./own-client.ts";
import { areas, rows } from "./rows/areas.ts";
import type { ExpectedRequest, Row } from "./rows/row.ts";
import { typeChecks } from "./type-checks.ts";

let servers: Servers;
let clients: OwnClients;

beforeAll(async () => {
  servers = await startServers();
  clients = await generateOwn(rows, servers.urls);
}, 120_000);

afterAll(async () => {
  await clients[Symbol.asyncDispose]();
  await servers[Symbol.asyncDispose]();
});

function call(row: Row): Promise<Outcome> {
  return servers.during(row, () => clients.call(rows.indexOf(row)));
}

describe.each(areas)("%s", (_, members) => {
  test.each(members.map((row) => [row.name, row] as const))("%s", async (_, row) => {
    const problems = clients.problemsOf(rows.indexOf(row));
    if (row.refused !== undefined && problems.includes(row.refused)) return;
    const { requests, result, error } = await call(row);
    if (row.refused !== undefined) {
      expect(String(error)).toContain(row.refused);
      expect(requests).toEqual([]);
      return;
    }
    expect(error).toBeUndefined();
    expect(requests).toHaveLength(1);
    const [arrived = { server: "own", line: "", headers: {}, body: "" }] = requests;
    const line = arrived.line.replace(`/row${rows.indexOf(row)}`, "");
    expect(pick({ ...arrived, line }, row.request)).toEqual({ server: "own", ...row.request });
    if ("result" in row) expect(await comparable(result)).toEqual(await comparable(row.result));
    if (row.events) expect(result).toEqual(row.events);
  });
});

/** As much of a request as a row speaks of. */
function pick(
  { server, line, headers, body }: Outcome["requests"][number],
  expected: ExpectedRequest = {},
): ExpectedRequest {
  const names = Object.keys(expected.headers ?? {});
  const values = names.map((name) => [name, headers[name] ?? null]);
  return {
    server,
    ...(expected.line !== undefined && { line }),
    ...(expected.headers && { headers: Object.fromEntries(values) }),
    ...(expected.body !== undefined && { body }),
  } as ExpectedRequest;
}

/** A `Blob` as what it holds, which can be compared. */
async function comparable(body: unknown): Promise<unknown> {
  return body instanceof Blob ? { type: body.type, text: await body.text() } : body;
}

test("types take and refuse what the schemas do", async () => {
  const typed = rows.filter(({ types }) => types);
  expect(typed.length).toBeGreaterThan(0);
  const files = typed.map((row) => join(clients.folderOf(rows.indexOf(row)), "use.ts"));
  for (const [index, row] of typed.entries()) {
    await writeFile(files[index] ?? "", typeChecks(row, "./index.ts"));
  }
  expect(await compileErrors(files)).toEqual([]);
});

test("the table that is checked in has these rows", async () => {
  await expect(matrix(areas)).toMatchFileSnapshot(join(import.meta.dirname, "matrix.md"));
});
