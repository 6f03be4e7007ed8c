import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { descriptionOf } from "../description.ts";
import { startServers, type Servers } from "../exchange.ts";
import { areas, rows } from "../rows/areas.ts";
import type { Row } from "../rows/row.ts";
import { typeChecks } from "../type-checks.ts";
import { compileUsers } from "./compile-users.ts";
import { heyApi } from "./hey-api.ts";
import { judge, type Verdict } from "./judge.ts";
import { orval } from "./orval.ts";
import { installPeers } from "./packages.ts";
import { LeftToCaller, type Client, type Peer } from "./peer.ts";
import { peersTable } from "./table.ts";

// Holds the clients of other generators to the rows of the matrix: `node test/conformance/peers/run.ts`
// generates a client for each row, compiles it, calls it, and writes RESULTS.md.

/** Rows that a specification demands. */
const judged = rows.filter(({ beyond }) => beyond === undefined);

async function verdictsOf(peer: Peer, servers: Servers, folder: string): Promise<Verdict[]> {
  const folders = judged.map((_, index) => join(folder, String(index)));
  const refusals = new Map<number, string>();
  for (const [index, row] of judged.entries()) {
    const home = folders[index] ?? "";
    await mkdir(home, { recursive: true });
    const spec = join(home, "openapi.json");
    await writeFile(spec, JSON.stringify(descriptionOf(row, "row", servers.urls)));
    try {
      await peer.generate(spec, home, row);
      if (row.types) await writeFile(join(home, "use.ts"), typeChecks(row, peer.types));
    } catch (error) {
      refusals.set(index, String(error).split("\n")[0] ?? "");
    }
  }
  const errors = await compileUsers(folder);
  const verdicts: Verdict[] = [];
  for (const [index, row] of judged.entries()) {
    const refusal = refusals.get(index);
    const own = errors.filter(({ folder }) => folder === String(index));
    verdicts.push(
      refusal === undefined
        ? await verdictOf(peer, row, folders[index] ?? "", own, servers)
        : { kind: "refused", why: refusal },
    );
  }
  return verdicts;
}

async function verdictOf(
  peer: Peer,
  row: Row,
  folder: string,
  errors: Awaited<ReturnType<typeof compileUsers>>,
  servers: Servers,
): Promise<Verdict> {
  const broken = errors.find(({ file }) => file !== "use.ts");
  if (broken) return { kind: "does not compile", why: broken.message };
  if (row.types) {
    const [first] = errors;
    return first ? { kind: "wrong", why: first.message } : { kind: "right", why: "" };
  }
  const lacking = peer.lacks(row);
  if (lacking !== undefined) return { kind: "left to the caller", why: lacking };
  try {
    const client = await importClient(join(folder, peer.entry), join(folder, "client.mjs"));
    const outcome = await servers.during(row, () => peer.call(client, row, folder, servers.urls));
    if (outcome.error instanceof LeftToCaller) {
      return { kind: "left to the caller", why: outcome.error.message };
    }
    return await judge(row, outcome);
  } catch (error) {
    return { kind: "wrong", why: String(error) };
  }
}

async function importClient(entry: string, outfile: string): Promise<Client> {
  await build({ entryPoints: [entry], outfile, bundle: true, format: "esm", logLevel: "silent" });
  return (await import(pathToFileURL(outfile).href)) as Client;
}

installPeers();
await using servers = await startServers();
const folder = await mkdtemp(join(tmpdir(), "peers-"));
const results = [];
for (const peer of [heyApi, orval]) {
  results.push({ peer, verdicts: await verdictsOf(peer, servers, join(folder, peer.name)) });
}
await writeFile(join(import.meta.dirname, "RESULTS.md"), peersTable(areas, judged, results));
await rm(folder, { recursive: true });
