import { readdir } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { openapiActions } from "../helpers/cli.ts";
import { write } from "../helpers/folder.ts";
import { useZoo } from "./zoo.ts";

useZoo();

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
    [
      "a rule for names that is no expression",
      '{\n  "nameRules": { "operations": [{ "match": "\\\\w+(", "replace": "" }] }\n}',
      "openapi-actions.config.json:2:44: `nameRules.operations`: Invalid regular expression: /\\w+(/gu: Unterminated group.",
    ],
    [
      "a rule for names without a replacement",
      { nameRules: { schemas: [{ match: "Dto$" }] } },
      "`nameRules.schemas[0]` needs `replace`.",
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
