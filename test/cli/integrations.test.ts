import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { openapiActions } from "../helpers/cli.ts";

// The installed command is a shell script here.
const isWindows = process.platform === "win32";

const root = join(import.meta.dirname, "../..");
const main = join(root, "generator/main.ts");

interface Action {
  readonly inputs: Readonly<Record<string, { readonly default: string }>>;
  readonly runs: {
    readonly using: string;
    readonly steps: readonly {
      readonly shell: string;
      readonly run: string;
      readonly env: Readonly<Record<string, string>>;
      readonly "working-directory": string;
    }[];
  };
}

interface Hook {
  readonly id: string;
  readonly entry: string;
  readonly files: string;
  readonly pass_filenames: boolean;
}

const action = parse(
  readFileSync(join(root, ".github/actions/check/action.yml"), "utf8"),
) as Action;
const hooks = parse(readFileSync(join(root, ".pre-commit-hooks.yaml"), "utf8")) as readonly Hook[];
const [hook] = hooks;
const [step] = action.runs.steps;

/** A project with a description, and openapi-actions installed in it. */
let project: string;
beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), "project of ours-"));
  mkdirSync(join(project, "spec"));
  mkdirSync(join(project, "node_modules/.bin"), { recursive: true });
  writeFileSync(join(project, "package.json"), '{ "name": "consumer", "private": true }');
  writeFileSync(
    join(project, "spec/api.yaml"),
    "openapi: 3.1.0\ninfo: { title: A, version: '1' }\npaths: { /a: { get: { responses: {} } } }\n",
  );
  const bin = join(project, "node_modules/.bin/openapi-actions");
  writeFileSync(bin, `#!/bin/sh\nexec "${process.execPath}" "${main}" "$@"\n`);
  chmodSync(bin, 0o755);
});
afterEach(() => rmSync(project, { recursive: true }));

/** Runs a command as a step of the shell `bash` does, and gives its exit code and what it prints. */
function bash(
  script: string,
  env: Readonly<Record<string, string>> = {},
): { status: number | null; text: string } {
  const { status, stdout, stderr } = spawnSync("bash", ["-eo", "pipefail", "-c", script], {
    cwd: project,
    encoding: "utf8",
    // The tests run on the project's own Node, and npm is beside the system's.
    env: {
      PATH: [process.env["PATH"], "/usr/local/bin", "/usr/bin"].join(delimiter),
      HOME: project,
      ...env,
    },
  });
  return { status, text: stdout + stderr };
}

async function generate(output = "generated"): Promise<void> {
  const spec = join(project, "spec/api.yaml");
  const { code } = await openapiActions("generate", spec, "--output", join(project, output));
  expect(code).toBe(0);
}

describe.skipIf(isWindows)("the GitHub Action", () => {
  test("is composite, of one step that takes its inputs by the environment only", () => {
    expect(action.runs.using).toBe("composite");
    expect(action.runs.steps).toHaveLength(1);
    expect(step).toMatchObject({
      shell: "bash",
      "working-directory": "${{ inputs.working-directory }}",
      env: { ARGUMENTS: "${{ inputs.arguments }}" },
    });
    expect(step?.run).not.toContain("${{");
    expect(action.inputs).toMatchObject({
      arguments: { default: "" },
      "working-directory": { default: "." },
    });
  });

  test("without arguments it checks the one description in spec/", async () => {
    await generate();
    expect(bash(step?.run ?? "", { ARGUMENTS: "" })).toEqual({
      status: 0,
      text: "generated: up to date\n",
    });
  });

  test("fails where the package is out of date, and writes the summary", () => {
    const summary = join(project, "summary.md");
    const { status } = bash(step?.run ?? "", { ARGUMENTS: "", GITHUB_STEP_SUMMARY: summary });
    expect(status).toBe(1);
    expect(readFileSync(summary, "utf8")).toContain("## `generated` is out of date");
  });

  test("an argument may hold spaces, and what a shell would take for its own", async () => {
    const name = "a client $(touch owned); 'x'";
    await generate(name);
    const given = `spec/api.yaml\n--output\n${name}\n`;
    expect(bash(step?.run ?? "", { ARGUMENTS: given })).toEqual({
      status: 0,
      text: `${name}: up to date\n`,
    });
  });
});

describe.skipIf(isWindows)("the pre-commit hook", () => {
  test("there is one, which is given no file names", () => {
    expect(hooks).toHaveLength(1);
    expect(hook).toMatchObject({ id: "openapi-actions-check", pass_filenames: false });
  });

  test.each([
    ["spec/api.yaml", true],
    ["spec/api.json", true],
    ["generated/operations/a.ts", true],
    ["README.md", false],
  ])("runs where %s changed: %s", (file, want) => {
    expect(new RegExp(hook?.files ?? "").test(file)).toBe(want);
  });

  test("passes where the package is up to date", async () => {
    await generate();
    expect(bash(hook?.entry ?? "")).toEqual({ status: 0, text: "generated: up to date\n" });
  });

  test("stops a commit where it is not", () => {
    const { status, text } = bash(hook?.entry ?? "");
    expect(status).toBe(1);
    expect(text).toContain("Generate it again and commit the result.");
  });
});
