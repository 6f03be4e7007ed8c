import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import ts from "typescript";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import schema from "../../generator/config/schema.json" with { type: "json" };
import { run } from "../../generator/cli/program.ts";

const root = join(import.meta.dirname, "../..");
const api = `openapi: 3.1.0
info: { title: Zoo, version: 1.0.0 }
servers: [{ url: https://zoo.example.com }]
paths:
  /?Action=FeedAnimal:
    post:
      operationId: feedAnimal
      tags: [Animals]
      parameters: [{ name: food, in: query }]
      responses:
        200: { description: OK, content: { application/json: { schema: { $ref: "#/components/schemas/Animal" } } } }
  /keepers/{id}:
    get:
      operationId: getKeeper
      tags: [Keepers]
      deprecated: true
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses:
        200: { description: OK, content: { application/json: { schema: { $ref: "#/components/schemas/Keeper" } } } }
  /keepers/{id}/shifts:
    get:
      operationId: listShifts
      tags: [Keepers, Internal]
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses: { 204: { description: None } }
components:
  schemas:
    Animal: { type: object, properties: { food: { $ref: "#/components/schemas/Food" } } }
    Food: { type: string, enum: [hay] }
    Keeper: { type: object, properties: { name: { type: string } } }
`;

let folder: string;
let before: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "config-"));
  before = process.cwd();
  process.chdir(folder);
  await write({ "spec/zoo.yaml": api });
});
afterEach(async () => {
  process.chdir(before);
  await rm(folder, { recursive: true });
});

async function write(files: Readonly<Record<string, unknown>>): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(name), { recursive: true });
    await writeFile(name, typeof content === "string" ? content : JSON.stringify(content));
  }
}

async function openapiActions(
  ...args: string[]
): Promise<{ code: number; out: string; err: string }> {
  let out = "";
  let err = "";
  const code = await run(args, { out: (text) => (out += text), err: (text) => (err += text) });
  return { code, out, err };
}

async function names(...args: string[]): Promise<string[]> {
  const { out } = await openapiActions("inspect", "--json", ...args);
  const { operations } = JSON.parse(out) as { operations: { name: string }[] };
  return operations.map(({ name }) => name);
}

/** An overlay that takes one path away. */
function removing(path: string): string {
  return `overlay: 1.1.0\nactions: [{ target: "$.paths['${path}']", remove: true }]`;
}

describe("where it is found", () => {
  const module = "export default { output: 'zoo-client' };";
  test.each<[string, Readonly<Record<string, unknown>>, string[]]>([
    [
      "openapi-actions.config.json",
      { "openapi-actions.config.json": { output: "zoo-client" } },
      [],
    ],
    ["openapi-actions.config.js", { "openapi-actions.config.js": module }, []],
    ["openapi-actions.config.ts", { "openapi-actions.config.ts": module }, []],
    ["openapi-actions.config.mts", { "openapi-actions.config.mts": module }, []],
    ["openapi-actions.config.mjs", { "openapi-actions.config.mjs": module }, []],
    [
      "a module in a CommonJS project",
      {
        "package.json": { type: "commonjs" },
        "openapi-actions.config.ts":
          "import output = require('./output'); export default { output };",
        "output.js": "module.exports = 'zoo-client';",
      },
      [],
    ],
    [
      "CommonJS",
      {
        "package.json": {},
        "openapi-actions.config.js": "module.exports = { output: 'zoo-client' };",
      },
      [],
    ],
    [
      "the key in package.json",
      { "package.json": { "openapi-actions": { output: "zoo-client" } } },
      [],
    ],
    ["--config", { "tools/zoo.json": { output: "../zoo-client" } }, ["--config", "tools/zoo.json"]],
  ])("%s", async (_, files, args) => {
    await write(files);
    const { code, out } = await openapiActions("generate", ...args);
    expect({ code, out }).toEqual({
      code: 0,
      out: expect.stringMatching(/^zoo-client: \d+ written/),
    });
  });

  test("with `defineConfig`, which types it, where the program is not installed", async () => {
    await write({
      "openapi-actions.config.ts": `import { defineConfig, type Config } from "openapi-actions";
const config: Config = defineConfig({ output: "zoo-client", filters: { deprecated: false } });
export default config;`,
    });
    expect(await openapiActions("generate")).toMatchObject({ code: 0 });
    expect(await readdir("zoo-client/operations")).toEqual(["feed-animal.ts", "list-shifts.ts"]);
  });

  test("a package.json without the key says nothing", async () => {
    await write({ "package.json": { name: "zoo" } });
    expect(await openapiActions("generate")).toMatchObject({ code: 0 });
    expect(await readdir(".")).toContain("generated");
  });
});

describe("what it says", () => {
  test.each<[string, { config: unknown; want: string[] }]>([
    ["operations by operationId", { config: { operations: ["feed*"] }, want: ["feedAnimal"] }],
    [
      "operations by request line",
      { config: { operations: ["POST /?Action=*"] }, want: ["feedAnimal"] },
    ],
    [
      "what is not wanted",
      { config: { operations: ["!feed*"] }, want: ["getKeeper", "listShifts"] },
    ],
    ["tags", { config: { tags: ["Keepers", "!Internal"] }, want: ["getKeeper"] }],
    ["paths, a star within a segment", { config: { paths: ["/keepers/*"] }, want: ["getKeeper"] }],
    [
      "paths, two stars across them",
      { config: { paths: ["/keepers/**"] }, want: ["getKeeper", "listShifts"] },
    ],
    ["deprecated", { config: { deprecated: false }, want: ["feedAnimal", "listShifts"] }],
    [
      "all of them together",
      { config: { tags: ["Keepers"], deprecated: false }, want: ["listShifts"] },
    ],
  ])("filters: %s", async (_, { config, want }) => {
    await write({ "openapi-actions.config.json": { filters: config } });
    expect(await names()).toEqual(want);
  });

  test("a schema that no wanted operation refers to is left out", async () => {
    await write({ "openapi-actions.config.json": { filters: { tags: ["Animals"] } } });
    await openapiActions("generate");
    expect(await readdir("generated/schemas")).toEqual(["animal.ts", "food.ts"]);
  });

  test.each([
    ["operationId", "feedAnimal"],
    ["request line", "POST /?Action=FeedAnimal"],
  ])("names an operation by its %s", async (_, key) => {
    await write({ "openapi-actions.config.json": { names: { [key]: "feed" } } });
    expect(await names()).toEqual(["feed", "getKeeper", "listShifts"]);
  });

  test.each([
    ["a filter", { filters: { tags: ["Keepers", "Gone"] } }, "unused-filter"],
    ["a name", { names: { goneAway: "gone" } }, "unused-name"],
  ])("reports %s that fits nothing", async (_, config, want) => {
    await write({ "openapi-actions.config.json": config });
    const { code, err } = await openapiActions("generate");
    expect({ code, err }).toEqual({
      code: 0,
      err: expect.stringContaining(`openapi-actions.config.json:1:1 warning ${want}: `),
    });
  });

  test("names the server", async () => {
    await write({ "openapi-actions.config.json": { server: "https://test.example.com" } });
    await openapiActions("generate");
    expect(await readFile("generated/index.ts", "utf8")).toContain(
      'baseUrl = "https://test.example.com"',
    );
  });

  test("names the protocol of AWS and the target", async () => {
    await write({
      "openapi-actions.config.json": { awsProtocol: "json-1.0", awsTarget: "Zoo_2020" },
    });
    expect((await openapiActions("generate")).code).toBe(0);
    const builder = await readFile("generated/operations/feed-animal.ts", "utf8");
    expect(builder).toContain('"X-Amz-Target": "Zoo_2020.FeedAnimal"');
    expect(builder).toContain("body: json({ food: params.food })");
  });

  test("goes before the protocol that the description names", async () => {
    await write({
      "spec/zoo.yaml": `x-aws-protocol: query\n${api}`,
      "openapi-actions.config.json": { awsProtocol: "none" },
    });
    await openapiActions("generate");
    expect(await readFile("generated/operations/feed-animal.ts", "utf8")).toContain(
      'query: { Action: "FeedAnimal", food: params.food }',
    );
  });

  test.each([
    ["off", 0, ""],
    ["warning", 0, "warning missing-type"],
    ["error", 1, "error missing-type"],
  ])("severity %s of a code", async (severity, code, want) => {
    await write({ "openapi-actions.config.json": { severities: { "missing-type": severity } } });
    const outcome = await openapiActions("generate");
    expect(outcome.code).toBe(code);
    expect(outcome.err).toContain(want);
    expect(outcome.err.includes("missing-type")).toBe(want !== "");
  });

  test("an error stays one, whatever is wished", async () => {
    await write({
      "openapi-actions.config.json": { severities: { "unsupported-version": "off" } },
      "spec/zoo.yaml": "openapi: 4.0.0\npaths: {}",
    });
    expect(await openapiActions("generate")).toMatchObject({ code: 1 });
  });

  test("paths are relative to the file", async () => {
    await write({
      "a/config.json": {
        input: "zoo.yaml",
        output: "out",
        overlays: ["more.yaml"],
        allowReference: ["../shared"],
      },
      "a/zoo.yaml": api.replace('"#/components/schemas/Keeper"', '"../shared/keeper.yaml"'),
      "a/more.yaml": removing("/keepers/{id}/shifts"),
      "shared/keeper.yaml": "type: object",
    });
    const { code } = await openapiActions("generate", "--config", "a/config.json");
    expect(code).toBe(0);
    expect(await readdir("a/out/operations")).toEqual(["feed-animal.ts", "get-keeper.ts"]);
  });

  test("templates are taken from its folder", async () => {
    await write({
      "tools/zoo.json": { input: "../spec/zoo.yaml", templates: "mine" },
      "tools/mine/no-such-template.hbs": "",
    });
    const { code, err } = await openapiActions("generate", "--config", "tools/zoo.json");
    expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining("no-such-template") });
  });

  test("an empty list of overlays leaves out the one beside the description", async () => {
    await write({
      "spec/zoo.overlay.yaml": removing("/keepers/{id}"),
    });
    expect(await names()).toEqual(["feedAnimal", "listShifts"]);
    await write({ "openapi-actions.config.json": { overlays: [] } });
    expect(await names()).toHaveLength(3);
  });
});

describe("flags go before it", () => {
  test("--output", async () => {
    await write({ "openapi-actions.config.json": { output: "a" } });
    expect((await openapiActions("generate", "--output", "b")).out).toMatch(/^b: /);
  });

  test("the description", async () => {
    await write({ "openapi-actions.config.json": { input: "nope.yaml" } });
    expect(await openapiActions("generate", "spec/zoo.yaml")).toMatchObject({ code: 0 });
  });

  test("--overlay", async () => {
    await write({
      "openapi-actions.config.json": { overlays: ["one.yaml"] },
      "one.yaml": removing("/keepers/{id}"),
      "two.yaml": removing("/keepers/{id}/shifts"),
      "three.yaml": removing("/?Action=FeedAnimal"),
    });
    expect(await names("--overlay", "two.yaml", "--overlay", "three.yaml")).toEqual(["getKeeper"]);
  });
});

describe("several clients", () => {
  beforeEach(async () => {
    await cp("spec/zoo.yaml", "spec/other.yaml");
    await write({
      "openapi-actions.config.json": {
        filters: { deprecated: false },
        clients: [
          { input: "spec/zoo.yaml", output: "zoo" },
          { input: "spec/other.yaml", output: "other", filters: { tags: ["Keepers"] } },
        ],
      },
    });
  });

  test("are generated and checked, each with what it says or shares", async () => {
    expect((await openapiActions("generate")).out).toMatch(
      /^zoo: .*\nLayout .*\nNext: .*\nother: .*\nLayout .*\nNext: .*\n$/,
    );
    expect(await readdir("zoo/operations")).toEqual(["feed-animal.ts", "list-shifts.ts"]);
    expect(await readdir("other/operations")).toEqual(["get-keeper.ts", "list-shifts.ts"]);
    expect(await openapiActions("check")).toMatchObject({ code: 0 });
    await writeFile("other/index.ts", "// edited");
    expect(await openapiActions("check")).toMatchObject({ code: 1 });
  });

  test("one of them is generated by its description", async () => {
    expect((await openapiActions("generate", "./spec/other.yaml")).out).toMatch(
      /^other: .*\nLayout .*\nNext: .*\n$/,
    );
  });

  test("a failure of one leaves the others theirs", async () => {
    await write({ "spec/zoo.yaml": "openapi: 4.0.0\npaths: {}" });
    const { code, out } = await openapiActions("generate");
    expect({ code, out }).toEqual({ code: 1, out: expect.stringMatching(/^other: /) });
  });

  test.each([
    ["--output for all", ["generate", "--output", "x"], "--output needs a single client"],
    [
      "inspect without a description",
      ["inspect"],
      "several descriptions (spec/zoo.yaml, spec/other.yaml)",
    ],
  ])("%s ends with 2", async (_, args, want) => {
    const { code, err } = await openapiActions(...args);
    expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining(want) });
  });

  test("inspect takes what the client of the description says", async () => {
    expect(await names("spec/other.yaml")).toEqual(["getKeeper", "listShifts"]);
  });
});

test("an emitter in the configuration writes its files, for generate and for check", async () => {
  await write({
    "openapi-actions.config.ts": `import { defineConfig } from "openapi-actions";
export default defineConfig({
  emitters: [{ name: "title", emit: ({ service }) => new Map([["title.txt", service.title]]) }],
});`,
  });
  expect(await openapiActions("generate")).toMatchObject({ code: 0 });
  expect(await readFile("generated/title.txt", "utf8")).toBe("Zoo");
  expect(await openapiActions("check")).toMatchObject({ code: 0 });
});

describe("what cannot be used ends with 2", () => {
  test.each<[string, unknown, string]>([
    [
      "an unknown code of a problem",
      { severities: { "missing-typ": "off" } },
      "`severities`: there is no code `missing-typ`. Did you mean `missing-type`?",
    ],
    ["an unknown key", { ouput: "x" }, "There is no `ouput`. Did you mean `output`?"],
    [
      "an unknown key in a client",
      { clients: [{ overlay: [] }] },
      "There is no `clients[0].overlay`. Did you mean `overlays`?",
    ],
    [
      "an unknown key that is like none",
      { filters: { x: 1 } },
      "There is no `filters.x`. There are operations, tags, paths, deprecated.",
    ],
    [
      "an emitter in a format that has no functions",
      { emitters: [{ name: "routes", emit: "routes.js" }] },
      "`emitters[0]` needs a `name` and a function `emit`.",
    ],
    ["`__proto__`", '{ "__proto__": { "output": "x" } }', "There is no `__proto__`."],
    [
      "an unknown limit",
      { limits: { value: 1 } },
      "There is no `limits.value`. Did you mean `values`?",
    ],
    [
      "a limit that is no count",
      { clients: [{ limits: { depth: 0 } }] },
      "`limits`: `depth` must be a whole number from 1 to 400.",
    ],
    ["a text for a list", { overlays: "a.yaml" }, "`overlays` has to be a list."],
    ["a number for a text", { input: 1 }, "`input` has to be a string."],
    ["a list for an object", { names: [] }, "`names` has to be an object."],
    [
      "a severity that is none",
      { severities: { "missing-type": "of" } },
      '`severities.missing-type` has to be one of "off", "warning", "error".',
    ],
    ["a list for everything", [], "The configuration has to be an object."],
    ["no clients", { clients: [] }, "`clients` is empty."],
    [
      "one output for two clients",
      { clients: [{ output: "a" }, { output: "./a" }] },
      "Two clients have the output a.",
    ],
    ["text that is no JSON", "{", "is not valid JSON"],
  ])("%s", async (_, config, want) => {
    await write({ "openapi-actions.config.json": config });
    const { code, err } = await openapiActions("generate");
    expect({ code, err }).toEqual({
      code: 2,
      err: expect.stringMatching(/^openapi-actions\.config\.json/),
    });
    expect(err).toContain(want);
    expect(await readdir(".")).not.toContain("generated");
  });

  test("every fault is listed", async () => {
    await write({ "openapi-actions.config.json": { ouput: "x", input: 1 } });
    expect((await openapiActions("generate")).err.trim().split("\n")).toHaveLength(2);
  });

  test.each<[string, Readonly<Record<string, unknown>>, string[], string]>([
    ["a file that is not there", {}, ["--config", "no.json"], "There is no configuration"],
    [
      "a module that fails",
      { "a.ts": "throw new Error('broken');" },
      ["--config", "a.ts"],
      "broken",
    ],
    [
      "a module without a default",
      { "b.ts": "export const a = 1;" },
      ["--config", "b.ts"],
      "has to be an object",
    ],
    [
      "two of them",
      { "openapi-actions.config.json": {}, "package.json": { "openapi-actions": {} } },
      [],
      "several configurations",
    ],
  ])("%s", async (_, files, args, want) => {
    await write(files);
    const { code, err } = await openapiActions("generate", ...args);
    expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining(want) });
  });
});

// The JSON Schema is written by hand: each interface has to be what one of its objects says.
describe("the JSON Schema is the type", () => {
  const file = join(root, "generator/config/config.ts");
  const program = ts.createProgram([file], { strict: true, noEmit: true, noLib: false });
  const checker = program.getTypeChecker();

  interface Member {
    readonly type: string;
    readonly description: string;
  }

  function ofInterface(name: string): Record<string, Member> {
    const source = program.getSourceFile(file);
    const declaration = source?.statements.find(
      (one): one is ts.InterfaceDeclaration =>
        ts.isInterfaceDeclaration(one) && one.name.text === name,
    );
    const members = declaration?.members.filter((one) => ts.isPropertySignature(one)) ?? [];
    return Object.fromEntries(
      members.map(({ name: key, type }) => {
        const symbol = checker.getSymbolAtLocation(key);
        const description = ts.displayPartsToString(symbol?.getDocumentationComment(checker));
        return [key.getText(), { type: type?.getText() ?? "", description }];
      }),
    );
  }

  function ofSchema(
    properties: object,
    known: Readonly<Record<string, object>>,
  ): Record<string, Member> {
    const nameOf = (one: object): string | undefined =>
      Object.entries(known).find(
        ([, fields]) => JSON.stringify(fields) === JSON.stringify(Reflect.get(one, "properties")),
      )?.[0];
    const typeOf = (one: {
      type?: string;
      enum?: string[];
      items?: object;
      additionalProperties?: unknown;
    }): string => {
      if (one.enum) return one.enum.map((word) => JSON.stringify(word)).join(" | ");
      if (one.type === "array") return `readonly ${typeOf(one.items ?? {})}[]`;
      if (one.type !== "object") return one.type ?? "";
      const named = nameOf(one);
      return named ?? `Readonly<Record<string, ${typeOf(one.additionalProperties as object)}>>`;
    };
    return Object.fromEntries(
      Object.entries(properties)
        .filter(([key]) => key !== "$schema")
        .map(([key, one]: [string, object]) => [
          key,
          { type: typeOf(one), description: String(Reflect.get(one, "description")) },
        ]),
    );
  }

  const { clients, ...shared } = schema.properties;
  const client = clients.items.properties;
  const filters = client.filters.properties;
  const limits = client.limits.properties;
  const emitter = client.emitters.items.properties;
  const known = {
    ClientConfig: client,
    Filters: filters,
    ReadingLimits: limits,
    Emitter: emitter,
  };

  test.each([
    ["Filters", filters],
    ["ReadingLimits", limits],
    ["ClientConfig", client],
    ["Config", { clients }],
  ])("%s", (name, properties) => {
    expect(ofSchema(properties, known)).toEqual(ofInterface(name));
  });

  test("the level above has what a client has", () => {
    const { $schema, ...rest } = shared;
    expect(rest).toEqual(client);
  });
});
