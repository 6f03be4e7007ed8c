import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { changeExplanations } from "../../../generator/compare/change-explanations.ts";
import { catalogue } from "../../../generator/diagnostics/catalogue.ts";
import { openapiActions as runCommand, type Outcome } from "../../helpers/cli.ts";
import { withPlainLocation, type Problem } from "../../../generator/diagnostics/problem.ts";
import { codeFrame } from "../../../generator/diagnostics/code-frame.ts";
import { formatForGithub } from "../../../generator/diagnostics/format-github.ts";
import { formatAsJson } from "../../../generator/diagnostics/format-json.ts";
import { formatAsSarif } from "../../../generator/diagnostics/format-sarif.ts";

const root = join(import.meta.dirname, "../../..");

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "diagnostics-"));
});
afterEach(() => rm(folder, { recursive: true }));

async function openapiActions(...args: string[]): Promise<Outcome> {
  const { code, out, err } = await runCommand(...args);
  return { code, out, err: err.replaceAll(folder, ".") };
}

const faulty = `swagger: "2.0"
info: { title: T, version: "1" }
paths:
  /a/{id}:
    get:
      parameters:
        - { name: q, in: query }
      responses: { 200: { description: OK } }
  /b:
    get: { responses: { 200: { $ref: "https://example.com/x.yaml" } } }
`;

async function write(): Promise<string> {
  const spec = join(folder, "api.yaml");
  await writeFile(spec, faulty);
  return spec;
}

describe("explain", () => {
  test("says what a code means", async () => {
    const { code, out } = await openapiActions("explain", "missing-type");
    expect({ code, out }).toEqual({ code: 0, out: `${catalogue["missing-type"].explanation}\n` });
  });

  test("lists all codes, in their order", async () => {
    const { out } = await openapiActions("explain");
    const listed = out.split("\n").filter((line) => /^[a-z]/.test(line));
    const codes = [...Object.keys(catalogue), ...Object.keys(changeExplanations)];
    expect(listed).toEqual(codes.sort());
  });

  test("says the class of a change, and what the change means", async () => {
    const { code, out } = await openapiActions("explain", "response-null-added");
    const text = changeExplanations["response-null-added"];
    expect({ code, out }).toEqual({ code: 0, out: `A breaking change. ${text}\n` });
  });

  test.each([
    ["of a problem", "missing-typ", "missing-type"],
    ["of a change", "operation-remove", "operation-removed"],
  ])("an unknown code ends with 2 and suggests one %s", async (_, given, want) => {
    const { code, err } = await openapiActions("explain", given);
    expect({ code, err }).toEqual({
      code: 2,
      err: `There is no code \`${given}\`. Did you mean ${want}?\n`,
    });
  });

  test.each(["constructor", "__proto__", "toString"])("%s is no code", async (given) => {
    expect((await openapiActions("explain", given)).code).toBe(2);
  });

  test("no code is explained that nothing reports", async () => {
    const files = (await readdir(join(root, "generator"), { recursive: true })).filter(
      (file) => file.endsWith(".ts") && !file.endsWith("explanations.ts"),
    );
    const sources = await Promise.all(
      files.map((file) => readFile(join(root, "generator", file), "utf8")),
    );
    const whole = sources.join("\n");
    const stale = Object.keys(catalogue).filter((code) => !whole.includes(`"${code}"`));
    expect(stale).toEqual([]);
  });
});

describe("formats", () => {
  test("text shows the line of each problem", async () => {
    const { code, err } = await openapiActions("generate", await write(), "-o", join(folder, "o"));
    expect(code).toBe(1);
    expect(err).toMatchInlineSnapshot(`
      "./api.yaml:10:32 error forbidden-reference: \`https://example.com/x.yaml\` is a URL that is not allowed; not reading it.
       10 |     get: { responses: { 200: { $ref: "https://example.com/x.yaml" } } }
          |                                ^
          To read it, allow its host: --allow-reference https://example.com
      ./api.yaml:7:11 warning missing-type: \`type\` is missing; treating the value as string.
       7 |         - { name: q, in: query }
         |           ^
          Add \`type: string\`, or whatever the type is.
      ./api.yaml:5:5 warning undeclared-path-parameter: The path parameter \`id\` is not declared; treating it as a required string.
       5 |     get:
         |     ^
          Declare it, with its type.
      Nothing was written.
      "
    `);
  });

  test("github makes annotations, with paths from the working directory", async () => {
    const main = join(root, "generator/main.ts");
    await write();
    const args = [main, "inspect", "./api.yaml", "--format", "github"];
    const failed: unknown = await promisify(execFile)(process.execPath, args, {
      cwd: folder,
    }).catch((error: unknown) => error);
    expect(failed).toMatchObject({ code: 1, stdout: "" });
    expect((failed as { stderr: string }).stderr).toMatchInlineSnapshot(`
      "::error file=api.yaml,line=10,col=32,title=forbidden-reference::\`https://example.com/x.yaml\` is a URL that is not allowed; not reading it.%0ATo read it, allow its host: --allow-reference https://example.com
      ::warning file=api.yaml,line=7,col=11,title=missing-type::\`type\` is missing; treating the value as string.%0AAdd \`type: string\`, or whatever the type is.
      ::warning file=api.yaml,line=5,col=5,title=undeclared-path-parameter::The path parameter \`id\` is not declared; treating it as a required string.%0ADeclare it, with its type.
      "
    `);
  });

  test("json is one document, also where there is nothing to tell", async () => {
    const { err } = await openapiActions("inspect", await write(), "--format", "json");
    const { problems } = JSON.parse(err) as { problems: Problem[] };
    expect(problems.map(({ code }) => code)).toContain("forbidden-reference");
    expect(problems[0]).toMatchObject({
      file: "./api.yaml",
      severity: expect.any(String) as string,
    });

    await writeFile(
      join(folder, "good.yaml"),
      'openapi: 3.1.0\ninfo: { title: T, version: "1" }\npaths: { /a: { get: { responses: { "200": { description: OK } } } } }\n',
    );
    const good = await openapiActions("inspect", join(folder, "good.yaml"), "--format", "json");
    expect(JSON.parse(good.err)).toEqual({ problems: [] });
  });

  test.each(["generate", "check"])("%s gives one document for several clients", async (command) => {
    await write();
    const clients = ["a", "b"].map((output) => ({ input: "api.yaml", output }));
    const config = join(folder, "openapi-actions.config.json");
    await writeFile(config, JSON.stringify({ clients }));
    const { err } = await openapiActions(command, "--config", config, "--format", "json");
    const { problems } = JSON.parse(err) as { problems: Problem[] };
    const refused = problems.filter(({ code }) => code === "forbidden-reference");
    expect(refused).toHaveLength(2);
  });

  test("sarif has what the standard requires, and a rule for each result", async () => {
    const { err } = await openapiActions("check", await write(), "--format", "sarif");
    const log = JSON.parse(err) as {
      version: string;
      runs: { tool: { driver: { name: string; rules: { id: string }[] } }; results: Result[] }[];
    };
    interface Result {
      ruleId: string;
      ruleIndex: number;
      level: string;
      message: { text: string };
      locations: { physicalLocation: { region: { startLine: number } } }[];
    }
    expect(log.version).toBe("2.1.0");
    const [{ tool, results } = { tool: { driver: { name: "", rules: [] } }, results: [] }] =
      log.runs;
    expect(tool.driver.name).toBe("openapi-actions");
    expect(results.length).toBeGreaterThan(2);
    for (const result of results) {
      expect(tool.driver.rules[result.ruleIndex]?.id).toBe(result.ruleId);
      expect(result.level).toMatch(/^(?:error|warning)$/);
      expect(result.message.text).not.toBe("");
      expect(result.locations[0]?.physicalLocation.region.startLine).toBeGreaterThan(0);
    }
  });

  test("an unknown format ends with 2", async () => {
    const { code, err } = await openapiActions("inspect", await write(), "--format", "xml");
    expect(code).toBe(2);
    expect(err).toContain("text, json, github, sarif");
  });

  const odd: Problem = {
    code: "missing-type",
    severity: "warning",
    location: { file: "a,b:c%.yaml", pointer: "", line: 2, column: 3 },
    message: "100 %,\r\nreally: ::error::no",
    hint: "Do it.",
  };

  test("github's commands are escaped, so that a description cannot give its own", () => {
    expect(formatForGithub([odd])).toBe(
      "::warning file=a%2Cb%3Ac%25.yaml,line=2,col=3,title=missing-type" +
        "::100 %25,\\u{d}\\u{a}really: \\u{3a}:error::no%0ADo it.\n",
    );
  });

  test.each([
    ["a b/ü.yaml", "a%20b/%C3%BC.yaml"],
    ["a#b?.yaml", "a%23b%3F.yaml"],
    ["c:d%20.yaml", "c%3Ad%2520.yaml"],
    ["../a.yaml", "../a.yaml"],
  ])("the path %s is a URI reference in SARIF", (file, want) => {
    const location = { ...odd.location, file };
    expect(formatAsSarif([{ ...odd, location }])).toContain(`"uri": "${want}"`);
  });

  const hostile: Problem = { ...odd, message: "\u001b[31m \u009b2J \u202e \u{e0001}" };
  test.each([
    ["github", formatForGithub],
    ["json", formatAsJson],
    ["sarif", formatAsSarif],
  ])("%s has nothing that a terminal obeys or people misread", (_, format) => {
    expect(format([hostile])).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u);
  });

  test("json gives programs messages of one line, as people see them", () => {
    const { problems } = JSON.parse(formatAsJson([hostile])) as { problems: Problem[] };
    expect(problems[0]?.message).toBe("\\u{1b}[31m \\u{9b}2J \\u{202e} \\u{e0001}");
  });
});

describe("a frame", () => {
  const place = (text: string, column: number) => ({
    file: "a",
    pointer: "",
    line: 12,
    column,
    text,
  });
  test.each([
    ["marks the place", place("  a: b", 3), " 12 |   a: b\n    |   ^"],
    ["is nothing for an empty line", place("   ", 1), ""],
    ["shows a tab as a blank", place("\ta: b", 2), " 12 |  a: b\n    |  ^"],
    [
      "shows what a terminal would obey, and marks behind it",
      place("\u001b[2Ja: b", 5),
      " 12 | \\u{1b}[2Ja: b\n    |          ^",
    ],
  ])("%s", (_, given, want) => {
    expect(codeFrame(given)).toBe(want);
  });

  test("cuts a long line around the place", () => {
    const [line = "", mark = ""] = codeFrame(
      place("x".repeat(500) + "!" + "y".repeat(500), 501),
    ).split("\n");
    expect(line.length).toBeLessThan(110);
    expect(line[mark.indexOf("^")]).toBe("!");
    expect(line).toMatch(/\| …x+!y+…$/);
  });

  test("stands at the end of a line too", () => {
    const [line = "", mark = ""] = codeFrame(place(`${"x".repeat(500)}!`, 501)).split("\n");
    expect(line[mark.indexOf("^")]).toBe("!");
  });

  test.each([1, 47, 48, 49, 150, 201, 202, 300, 999, 1000, 1001])(
    "is the same of what is kept of a long line, at column %i",
    (column) => {
      const line = Array.from({ length: 1000 }, (_, index) => index % 10).join("");
      const texts = { message: "", hint: "" };
      const location = place(line, column);
      const whole: Problem = { code: "name-clash", severity: "warning", location, ...texts };
      const kept = withPlainLocation(withPlainLocation(whole));
      expect(kept.location.text?.length).toBeLessThanOrEqual(400);
      expect(codeFrame(kept.location)).toBe(codeFrame(whole.location));
    },
  );
});

describe("colours", () => {
  const main = join(root, "generator/main.ts");
  const stderrOf = async (env: NodeJS.ProcessEnv): Promise<string> => {
    const spec = join(root, "test/golden/generate/addresses/input.yaml");
    const { NO_COLOR: _, FORCE_COLOR: __, ...rest } = process.env;
    const options = { cwd: folder, env: { ...rest, ...env } };
    return (await promisify(execFile)(process.execPath, [main, "normalize", spec], options)).stderr;
  };
  test.each([
    ["there are none where nobody sees them", {}, false],
    ["FORCE_COLOR wants them", { FORCE_COLOR: "1" }, true],
    ["NO_COLOR does not", { NO_COLOR: "1" }, false],
  ])("%s", async (_, env, want) => {
    expect((await stderrOf(env)).includes("\u001b[")).toBe(want);
  });
});
