// A company has a workspace package for each of its clients. What a client is made of and what it
// consists of is declared in turbo.json, so that Turborepo skips what did not change, here from its
// local cache and in a company from a remote one.
import { cp, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, inject, test } from "vitest";
import { run } from "./install.ts";

const folder = inject("tools");
const workspace = join(folder, "turborepo");
const clients = ["orders", "tasks"];

/** Runs a task for all clients; returns which of them it was run for, and not taken from the cache. */
async function runTask(task: "generate" | "check"): Promise<readonly string[]> {
  const turbo = join(folder, "node_modules/turbo/bin/turbo");
  const args = [turbo, "run", task, "--ui=stream", "--no-color"];
  const printed = await run(process.execPath, args, workspace, {
    DO_NOT_TRACK: "1",
    TURBO_TELEMETRY_DISABLED: "1",
  });
  return clients.filter((name) => printed.includes(`${name}:${task}: cache miss`));
}

test("Turborepo takes clients from its cache, and generates only those whose description changed", async () => {
  await cp(join(import.meta.dirname, "turborepo"), workspace, { recursive: true });
  for (const name of clients) {
    await cp(join(import.meta.dirname, "api.yaml"), join(workspace, "clients", name, "api.yaml"));
  }
  expect(await runTask("generate")).toEqual(clients);

  await rm(join(workspace, "clients/orders/src"), { recursive: true });
  expect(await runTask("generate")).toEqual([]);
  expect(await runTask("check")).toEqual(clients);

  const description = join(workspace, "clients/tasks/api.yaml");
  const text = await readFile(description, "utf8");
  await writeFile(description, text.replaceAll("pollForTask", "fetchTask"));
  expect(await runTask("generate")).toEqual(["tasks"]);
  expect(await readFile(join(workspace, "clients/tasks/src/index.ts"), "utf8")).toContain(
    "fetchTask",
  );
  expect(await runTask("check")).toEqual(["tasks"]);
});
