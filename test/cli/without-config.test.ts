import { describe, expect, test } from "vitest";
import { checkArguments, checkCommand } from "../../generator/cli/check-command.ts";
import { openapiActions } from "../helpers/cli.ts";
import { useFolder, write } from "../helpers/folder.ts";

const paths = "paths:\n  /a: { get: { responses: {} } }\n";
const api = `openapi: 3.1.0\ninfo: { title: A, version: '1' }\n${paths}`;
useFolder({ "docs/a.yaml": api });

test.each<[what: string, flags: object, args: string]>([
  ["a folder", { output: "src/api" }, "a.yaml --output src/api"],
  ["words with spaces", { output: "my api" }, 'a.yaml --output "my api"'],
  ["switches", { strict: true, openapiTypes: true }, "a.yaml --strict --openapi-types"],
  ["lists", { overlay: ["b.yaml", "c.yaml"] }, "a.yaml --overlay b.yaml --overlay c.yaml"],
  ["limits", { limit: { values: 9 } }, "a.yaml --limit values=9"],
  ["the name of a secret", { header: { A: "${TOKEN}" } }, "a.yaml --header 'A: ${TOKEN}'"],
  ["no secret", { header: { A: "s3cret" } }, 'a.yaml --header "A: …"'],
  ["nothing that check has not", { save: "b", watch: true, format: "text" }, "a.yaml"],
])("the arguments of check: %s", (_, flags, args) => {
  expect(checkArguments("a.yaml", flags).join(" ")).toBe(args);
});

test("a project's own script is what checks its configuration", async () => {
  expect(checkCommand([])).toBe("npx openapi-actions check");
  await write({ "package.json": { scripts: { "check:api": "openapi-actions check" } } });
  expect(checkCommand([])).toBe("npm run check:api");
  expect(checkCommand(["a.yaml"])).toBe("npx openapi-actions check a.yaml");
});

test.each<[args: string[]]>([
  [["docs/a.yaml"]],
  [["docs/a.yaml", "--output", "lib/client"]],
  [["docs/a.yaml", "-o", "client", "--layout", "source", "--import-extension=js", "--strict"]],
])("what a first run recommends for CI does pass: %s", async (args) => {
  const { out } = await openapiActions("generate", ...args);
  const [, command = ""] = /^Next: .* run `npx openapi-actions (.*)` in CI$/m.exec(out) ?? [];
  const checked = await openapiActions(...command.split(" "));
  expect(checked).toEqual({ code: 0, out: expect.stringContaining("up to date"), err: "" });
});

describe("check without arguments and without a configuration", () => {
  test("names the command for each client in the project", async () => {
    await openapiActions("generate", "docs/a.yaml", "--output", "src/api");
    await write({ "docs/other/b.yaml": api, "node_modules/x/.openapi-actions.json": {} });
    await openapiActions("generate", "docs/other/b.yaml", "--output", "packages/b/src/api");
    const { code, err } = await openapiActions("check");
    expect(code).toBe(2);
    expect(err.split("\n").slice(-4)).toEqual([
      "    npx openapi-actions check docs/other/b.yaml --output packages/b/src/api",
      "    npx openapi-actions check docs/a.yaml --output src/api",
      "or write a configuration: npx openapi-actions init",
      "",
    ]);
  });

  test("leaves the description to name where that is not certain", async () => {
    await openapiActions("generate", "docs/a.yaml", "--output", "src/api");
    await write({ "old/a.yaml": api });
    const { err } = await openapiActions("check");
    expect(err).toContain("    npx openapi-actions check path/to/description --output src/api\n");
  });

  test("names the command too where spec/ has a description of its own", async () => {
    await write({ "spec/c.yaml": api });
    await openapiActions("generate", "--output", "src/api");
    const { code, err } = await openapiActions("check");
    expect(code).toBe(2);
    expect(err).toContain("    npx openapi-actions check spec/c.yaml --output src/api\n");
  });

  test("checks the default folder as ever", async () => {
    await write({ "spec/c.yaml": api });
    await openapiActions("generate");
    expect(await openapiActions("check")).toMatchObject({
      code: 0,
      out: "generated: up to date\n",
    });
  });

  test("says that there is no description where there is no client either", async () => {
    const { code, err } = await openapiActions("check");
    expect(code).toBe(2);
    expect(err).toContain("There is no description in spec/");
  });
});
