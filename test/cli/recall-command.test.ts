import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { runCheck } from "../../generator/cli/commands/check.ts";
import { runGenerate, type GenerateFlags } from "../../generator/cli/commands/generate.ts";
import { recallCommand, type Printed } from "../../generator/cli/recall-command.ts";
import { CommandMemory } from "../../generator/cli/remember-command.ts";
import { chooseClients } from "../../generator/cli/select-clients.ts";
import type { Paint } from "../../generator/diagnostics/format-text.ts";
import type { RunCache } from "../../generator/output/run-record.ts";
import { captured, type Outcome } from "../helpers/cli.ts";

let folder: string;
let cache: RunCache;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "recall-command-")));
  cache = { folder: join(folder, "cache"), program: "1" };
  write("a.json", described("a"));
  write("b.json", described("b"));
  write("types.json", '{"Name": {"type": "string"}}');
  write("config.json", JSON.stringify({ clients: [client("a"), client("b")] }));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const client = (name: string) => ({ input: `${name}.json`, output: `out-${name}` });

/** A description with a reference, and with a status that cannot be: reported in every run. */
function described(title: string): string {
  const parameter = { name: "n", in: "query", schema: { $ref: "types.json#/Name" } };
  const responses = { 200: { description: "" }, 999: { description: "" } };
  const paths = { "/a": { get: { parameters: [parameter], responses } } };
  return JSON.stringify({ openapi: "3.1.0", info: { title, version: "1" }, paths });
}

function write(file: string, text: string): void {
  const path = join(folder, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

const plain: Paint = (_, text) => text;

function args(command: string): readonly string[] {
  return [command, "--config", join(folder, "config.json")];
}

/** Generates the clients as the command line does, and remembers it. */
async function generate(flags: GenerateFlags = {}, paint: Paint = plain): Promise<void> {
  const config = join(folder, "config.json");
  const memory = new CommandMemory(args("generate"), config);
  const clients = await chooseClients(undefined, { ...flags, config });
  memory.addClients(clients);
  await captured(async (terminal) => {
    for (const one of clients) await runGenerate(one.input, one, terminal, cache);
    await memory.remember(clients, { ...terminal, paint }, cache);
    return 0;
  });
}

/** Runs a command for all clients, whatever is remembered. */
async function whole(command: typeof runGenerate): Promise<Outcome> {
  const clients = await chooseClients(undefined, { config: join(folder, "config.json") });
  return captured(async (terminal) => {
    for (const one of clients) await command(one.input, one, terminal, undefined);
    return 0;
  });
}

function recall(command = "generate", paint: Paint = plain, known = cache): Printed | undefined {
  return recallCommand(args(command), paint, known);
}

describe("a command line that was run", () => {
  beforeEach(() => generate());

  test.each([
    ["generate", runGenerate],
    ["check", runCheck],
  ])("is known without parsing it: %s prints the same", async (command, run) => {
    const { out, err } = await whole(run);
    expect(recall(command)).toEqual({ out, err });
    expect(err).toContain("warning");
  });

  test.each<[string, () => void]>([
    ["a description", () => write("b.json", described("c"))],
    ["a file that it refers to", () => write("types.json", '{"Name": {"type": "integer"}}')],
    [
      "an overlay that was not there",
      () => write("a.overlay.yml", "overlay: 1.0.0\nactions: []\n"),
    ],
    ["the configuration", () => write("config.json", JSON.stringify({ clients: [client("a")] }))],
    ["a generated file", () => write("out-b/index.ts", "")],
    ["a file in a folder", () => write("out-b/operations/get-a.ts", "")],
    ["a file that is gone", () => rmSync(join(folder, "out-a/index.ts"))],
    ["a folder that is gone", () => rmSync(join(folder, "out-a"), { recursive: true })],
    [
      "a link in place of a file",
      () => {
        rmSync(join(folder, "out-a/index.ts"));
        symlinkSync(join(folder, "out-b/index.ts"), join(folder, "out-a/index.ts"));
      },
    ],
  ])("is run after a change of %s", (_, change) => {
    change();
    expect(recall()).toBeUndefined();
  });

  test("is run by another version of the program, with other arguments and in other colours", () => {
    expect(recall("generate", plain, { ...cache, program: "2" })).toBeUndefined();
    expect(recallCommand([...args("generate"), "--strict"], plain, cache)).toBeUndefined();
    expect(recallCommand(["inspect", ...args("").slice(1)], plain, cache)).toBeUndefined();
    expect(recall("generate", (_, text) => `<${text}>`)).toBeUndefined();
  });
});

test("prints the problems in the colours of the run", async () => {
  const paint: Paint = (part, text) => `<${part}>${text}`;
  await generate({}, paint);
  expect(recall("generate", paint)?.err).toContain("<warning>");
});

test.each<[string, GenerateFlags]>([
  ["problems are printed for programs", { format: "json" }],
  ["another library writes a part", { openapiTypes: true }],
])("a command line is not remembered where %s", async (_, flags) => {
  await generate(flags);
  expect(recall()).toBeUndefined();
});

test("what changed while it was generated is not taken for what was read", async () => {
  const config = join(folder, "config.json");
  const memory = new CommandMemory(args("generate"), config);
  const clients = await chooseClients(undefined, { config });
  memory.addClients(clients);
  await captured(async (terminal) => {
    for (const one of clients) await runGenerate(one.input, one, terminal, cache);
    write("config.json", JSON.stringify({ clients: [client("a")] }));
    await memory.remember(clients, terminal, cache);
    return 0;
  });
  expect(recall()).toBeUndefined();
});
