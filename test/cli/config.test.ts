import { readdir, readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { openapiActions } from "../helpers/cli.ts";
import { write } from "../helpers/folder.ts";
import { api, names, removing, useZoo } from "./zoo.ts";

useZoo();

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

  test.each<[slip: string, filters: object, hint: string]>([
    ["a slip in a name", { operations: ["!feedAnimals"] }, "Did you mean `feedAnimal`?"],
    ["capitals", { operations: ["getkeeper", "listShifts"] }, "Did you mean `getKeeper`?"],
    ["capitals of a beginning", { operations: ["Get*", "listShifts"] }, "Did you mean `get*`?"],
    ["a star before a slash", { operations: ["!GET /*/shifts"] }, "Did you mean `GET /**/shifts`?"],
    ["a slip in a tag", { tags: ["Keepers", "Animal"] }, "Did you mean `Animals`?"],
    ["a slip in a path", { paths: ["/keeper/**", "/"] }, "Did you mean `/keepers/**`?"],
    [
      "none that is near",
      { tags: ["!Gone"] },
      "There are `Animals`, `Keepers`, `Internal`, for example.",
    ],
  ])("says what a filter that matches nothing may have meant: %s", async (_, filters, hint) => {
    await write({ "openapi-actions.config.json": { filters } });
    const { code, err } = await openapiActions("generate");
    expect({ code, err }).toEqual({ code: 0, err: expect.stringContaining(hint) });
  });

  test("refuses filters that leave no operation", async () => {
    const filters = { tags: ["Animals"], paths: ["/keepers/**"] };
    await write({ "openapi-actions.config.json": { filters } });
    const { code, err } = await openapiActions("generate");
    expect({ code, err }).toEqual({
      code: 1,
      err: expect.stringMatching(/error no-operations-left: `filters` leave out every operation/),
    });
    expect(await openapiActions("generate", "--allow", "no-operations-left")).toMatchObject({
      code: 0,
    });
  });

  test("says which name an operation may have that a configured name does not fit", async () => {
    await write({ "openapi-actions.config.json": { names: { feedAnimals: "feed" } } });
    const { err } = await openapiActions("generate");
    expect(err).toContain("Did you mean `feedAnimal`?");
  });

  test.each([
    ["a filter", { filters: { tags: ["Keepers", "Gone"] } }, "unused-filter"],
    ["a name", { names: { goneAway: "gone" } }, "unused-name"],
    [
      "a rule for names",
      { nameRules: { schemas: [{ match: "^Gone", replace: "" }] } },
      "unused-name-rule",
    ],
  ])("reports %s that fits nothing", async (_, config, want) => {
    await write({ "openapi-actions.config.json": config });
    const { code, err } = await openapiActions("generate");
    expect({ code, err }).toEqual({
      code: 0,
      err: expect.stringContaining(`openapi-actions.config.json:1:1 warning ${want}: `),
    });
  });

  test.each([
    [true, "readonly food?: string", "readonly food?: Food"],
    [false, "  food?: string", "  food?: Food"],
  ])("readonly %s, in parameters as in schemas", async (readonly, parameter, property) => {
    await write({ "openapi-actions.config.json": { readonly } });
    await openapiActions("generate");
    expect(await readFile("generated/operations/feed-animal.ts", "utf8")).toContain(parameter);
    expect(await readFile("generated/schemas/animal.ts", "utf8")).toContain(property);
  });

  test("puts the operations of a tag into one module, and back into their own", async () => {
    const operations = (): Promise<string[]> => readdir("generated/operations");
    await openapiActions("generate");
    const before = await operations();
    await write({ "openapi-actions.config.json": { groupBy: "tag" } });
    expect((await openapiActions("check")).code).toBe(1);
    await openapiActions("generate");
    expect((await openapiActions("check")).code).toBe(0);
    expect(await operations()).toEqual(["animals.ts", "keepers.ts"]);
    await write({ "openapi-actions.config.json": { groupBy: "operation" } });
    await openapiActions("generate");
    expect(await operations()).toEqual(before);
  });

  test("names the server", async () => {
    await write({ "openapi-actions.config.json": { server: "https://test.example.com" } });
    await openapiActions("generate");
    expect(await readFile("generated/index.ts", "utf8")).toContain(
      'baseUrl = "https://test.example.com"',
    );
  });

  test("names the protocol of AWS and the target", async () => {
    // In JSON every operation needs an action.
    const actions =
      api.slice(0, api.indexOf("  /keepers/")) + api.slice(api.indexOf("components:"));
    await write({
      "spec/zoo.yaml": actions,
      "openapi-actions.config.json": {
        awsProtocol: "json-1.0",
        awsTarget: "Zoo_2020",
      },
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
