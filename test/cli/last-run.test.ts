import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import * as fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { runCheck } from "../../generator/cli/commands/check.ts";
import {
  chooseInput,
  runGenerate,
  type PackageFlags,
} from "../../generator/cli/commands/generate.ts";
import { recallRun, type RunCache } from "../../generator/output/run-record.ts";
import { captured, type Outcome } from "../helpers/cli.ts";
import { runs } from "../helpers/sample.ts";

let folder: string;
let cache: RunCache;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "last-run-"));
  cache = { folder: join(folder, "cache"), program: "1" };
  write("api.json", JSON.stringify(description));
  write("other.json", JSON.stringify({ Name: { type: "string" } }));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const description = {
  openapi: "3.1.0",
  info: { title: "T", version: "1" },
  paths: {
    // A status that cannot be: reported in every run.
    "/a": {
      get: {
        parameters: [{ name: "n", in: "query", schema: { $ref: "other.json#/Name" } }],
        responses: { 200: { description: "" }, 999: { description: "" } },
      },
    },
    "/b": { get: { responses: { 200: { description: "" } } } },
  },
};

function write(file: string, text: string): void {
  const path = join(folder, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

async function run(
  command: typeof runGenerate,
  flags: Partial<PackageFlags> = {},
  known?: RunCache,
): Promise<Outcome> {
  const all = { output: join(folder, "out"), ...flags };
  const { code, out, err } = await captured((terminal) =>
    command(join(folder, "api.json"), all, terminal, known),
  );
  return { code, out: out.replaceAll(folder, ""), err: err.replaceAll(folder, "") };
}

async function isSkipped(flags: Partial<PackageFlags> = {}, known: RunCache = cache) {
  const all = { output: join(folder, "out"), ...flags };
  return recallRun(known, await chooseInput(join(folder, "api.json"), all)) !== undefined;
}

function contents(output: string): Record<string, string> {
  const entries = readdirSync(output, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return Object.fromEntries(
    files.map(({ parentPath, name }) => {
      const file = join(parentPath, name);
      return [file.slice(output.length), readFileSync(file, "utf8")];
    }),
  );
}

/** The files, without the digest of the description: the manifest changes together with a file. */
function withoutDigest(output: string): Record<string, string> {
  const entries = Object.entries(contents(output));
  return Object.fromEntries(
    entries.map(([file, text]) => [file, text.replace(/^ {2}"description": "\w+",\n/m, "")]),
  );
}

describe("a run into the same folder", () => {
  beforeEach(() => run(runGenerate, {}, cache));

  test("is skipped where nothing changed, and says the same", async () => {
    expect(await isSkipped()).toBe(true);
    const skipped = await run(runGenerate, {}, cache);
    expect(skipped).toEqual(await run(runGenerate));
    expect(skipped.err).toContain("warning");
  });

  test("lets check say the same without generating", async () => {
    expect(await run(runCheck, {}, cache)).toEqual(await run(runCheck));
  });

  test.each<[string, () => void]>([
    ["the description", () => write("api.json", `${JSON.stringify(description)}\n`)],
    ["a file that it refers to", () => write("other.json", '{"Name": {"type": "integer"}}')],
    [
      "an overlay that was not there",
      () => write("api.overlay.yaml", "overlay: 1.0.0\nactions: []\n"),
    ],
    ["a generated file", () => write("out/index.ts", "")],
    ["a generated file that is gone", () => rmSync(join(folder, "out/index.ts"))],
    ["the manifest", () => write("out/.openapi-actions.json", "{}")],
    ["what a killed run left", () => mkdirSync(join(folder, "out/.openapi-actions.tmp"))],
    [
      "a link in place of a generated folder",
      () => {
        cpSync(join(folder, "out/operations"), join(folder, "elsewhere"), { recursive: true });
        rmSync(join(folder, "out/operations"), { recursive: true });
        symlinkSync(join(folder, "elsewhere"), join(folder, "out/operations"));
      },
    ],
  ])("is a whole one after a change of %s", async (_, change) => {
    change();
    expect(await isSkipped()).toBe(false);
  });

  test("is a whole one with other options, or by another version of the program", async () => {
    expect(await isSkipped({ strict: true })).toBe(false);
    expect(await isSkipped({ limit: { depth: 100 } })).toBe(false);
    expect(await isSkipped({ layout: "source" })).toBe(false);
    expect(await isSkipped({ openapiTypes: true })).toBe(false);
    expect(await isSkipped({}, { ...cache, program: "2" })).toBe(false);
  });

  test("is a whole one with an emitter, which may do something else each time", async () => {
    const emitter = { name: "notes", emit: () => new Map([["notes.txt", ""]]) };
    await run(runGenerate, { emitters: [emitter] }, cache);
    expect(await isSkipped({ emitters: [emitter] })).toBe(false);
  });

  test("is a whole one where an emitter of the user writes a part, which nothing can compare", async () => {
    const emitters = [{ name: "own", emit: () => new Map([["own.txt", "own"]]) }];
    await run(runGenerate, { emitters }, cache);
    expect(await isSkipped({ emitters })).toBe(false);
  });

  test.each<[string, (record: string) => string]>([
    ["a digit", (record) => record.replace(/\d(?=\D*$)/, (digit) => String(9 - Number(digit)))],
    ["its end", (record) => record.slice(0, -9)],
    ["everything", () => ""],
  ])("is a whole one where the record lost %s", async (_, damage) => {
    const [record = ""] = readdirSync(cache.folder);
    write(`cache/${record}`, damage(readFileSync(join(cache.folder, record), "utf8")));
    expect(await isSkipped()).toBe(false);
    await run(runGenerate, {}, cache);
    expect(await isSkipped()).toBe(true);
  });

  test("is skipped though it prints otherwise", async () => {
    expect(await isSkipped({ format: "json", verbose: true })).toBe(true);
  });

  test("keeps to the layout of the last run, whatever the project around becomes", async () => {
    write("tsconfig.json", '{"include": ["out"], "compilerOptions": {"module": "nodenext"}}');
    expect(await isSkipped()).toBe(true);
    const whole = await run(runGenerate);
    expect(whole.out).toContain(" 0 written, 0 removed");
  });

  test("is a whole one where the manifest does not say how the files were made", async () => {
    const manifest = readFileSync(join(folder, "out/.openapi-actions.json"), "utf8");
    write("out/.openapi-actions.json", manifest.replace(/ *"importExtension": .*\n/, ""));
    await run(runGenerate, {}, cache);
    expect(await isSkipped()).toBe(false);
  });

  test("sees a template that changed", async () => {
    const own = new URL("../../templates/tsconfig.json.hbs", import.meta.url);
    write("templates/tsconfig.json.hbs", readFileSync(own, "utf8"));
    const flags = { templates: join(folder, "templates") };
    await run(runGenerate, flags, cache);
    expect(await isSkipped(flags)).toBe(true);
    write("templates/tsconfig.json.hbs", "{}");
    expect(await isSkipped(flags)).toBe(false);
  });
});

test("a description that is refused is refused again", async () => {
  write("api.json", JSON.stringify({ ...description, paths: { "/a": { get: 1, put: 2 } } }));
  const refused = run(runGenerate, { strict: true }, cache);
  await expect(refused).rejects.toThrow();
  expect(await isSkipped({ strict: true })).toBe(false);
});

/** Descriptions in which operations and schemas come, go, change and have other names. */
const descriptions = fc
  .record({
    operations: fc.subarray(["/a", "/b", "/c"], { minLength: 1 }),
    operationId: fc.constantFrom(undefined, "first", "second"),
    parameter: fc.constantFrom("n", "m"),
    schema: fc.constantFrom("Thing", "Item"),
    property: fc.constantFrom({ type: "string" }, { type: "integer", description: "Counted." }),
    title: fc.constantFrom("T", "U"),
  })
  .map(({ operations, operationId, parameter, schema, property, title }) => {
    const content = { "application/json": { schema: { $ref: `#/components/schemas/${schema}` } } };
    const responses = { 200: { description: "", content }, 999: { description: "" } };
    const name = { name: parameter, in: "query", schema: { $ref: "other.json#/Name" } };
    const get = { operationId, tags: [title], parameters: [name], responses };
    return JSON.stringify({
      ...description,
      info: { title, version: "1" },
      paths: Object.fromEntries(
        operations.map((path, index) => [path, { get: index === 0 ? get : { responses } }]),
      ),
      components: { schemas: { [schema]: { type: "object", properties: { p: property } } } },
    });
  });

const overlay = (action: object): string =>
  JSON.stringify({ overlay: "1.0.0", info: { title: "", version: "" }, actions: [action] });

// Without the mark, what was edited would not be overwritten.
const mark = "// Generated by openapi-actions. Do not edit.";
const edits = fc.oneof(
  { weight: 3, arbitrary: fc.tuple(fc.constant("api.json"), descriptions) },
  ...Object.entries({
    "other.json": ['{"Name": {"type": "string"}}', '{"Name": {"type": "integer"}}', "{}"],
    "api.overlay.json": [
      overlay({ target: "$.info", update: { title: "V" } }),
      overlay({ target: "$.paths['/b']", remove: true }),
      undefined,
    ],
    "out/index.ts": [`${mark}\n`, `${mark}\nexport {};\n`, undefined],
    "out/operations/get-b.ts": [mark, undefined],
  }).map(([file, texts]) => fc.tuple(fc.constant(file), fc.constantFrom(...texts))),
);
const flags = fc.constantFrom<Partial<PackageFlags>>(
  {},
  { readonly: false },
  { groupBy: "tag" },
  { severities: { "invalid-status": "off" } },
  { nameRules: { schemas: [{ match: "^Thing$", replace: "Named" }] } },
);

test("whatever somebody edits, a run that may skip writes what a whole one writes", async () => {
  let skipped = 0;
  const step = fc.record({ edits: fc.array(edits, { maxLength: 2 }), flags, times: fc.nat(1) });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 5 }), async (steps) => {
      for (const { edits, flags, times } of steps) {
        for (const [file, text] of edits) {
          // Where no run wrote one, it would be the user's own, and stay.
          if (file.startsWith("out/") && !existsSync(join(folder, file))) continue;
          if (text === undefined) rmSync(join(folder, file), { force: true });
          else write(file, text);
        }
        for (let time = 0; time <= times; time += 1) {
          if (await isSkipped(flags)) skipped += 1;
          rmSync(join(folder, "whole"), { recursive: true, force: true });
          const [ran, whole] = await Promise.allSettled([
            run(runGenerate, flags, cache),
            run(runGenerate, { ...flags, output: join(folder, "whole") }),
          ]);
          expect(ran.status).toBe(whole.status);
          if (ran.status === "rejected" || whole.status === "rejected") continue;
          expect(ran.value.err).toBe(whole.value.err);
          expect(withoutDigest(join(folder, "out"))).toEqual(withoutDigest(join(folder, "whole")));
        }
      }
    }),
    runs({ some: 6, more: 30, all: 200 }),
  );
  expect(skipped).toBeGreaterThan(0);
});
