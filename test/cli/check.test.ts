import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { format } from "prettier";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { openapiActions as runCommand, type Outcome } from "../helpers/cli.ts";

let folder: string;
let spec: string;
let output: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "check-"));
  spec = join(folder, "spec/queue.yaml");
  output = join(folder, "client");
  await mkdir(join(folder, "spec"));
  await describeApi();
});
afterEach(() => {
  vi.unstubAllEnvs();
  return rm(folder, { recursive: true });
});

/** The operations of the description, as the lines of its YAML. */
const poll = [
  "  /?Action=Poll:",
  "    get:",
  "      parameters: [{ name: group, in: query, schema: { type: string } }]",
  "      responses: { '200': { description: OK } }",
];
const report = ["  /?Action=Report:", "    get: { responses: { '200': { description: OK } } }"];

async function describeApi(lines: readonly string[] = [...poll, ...report]): Promise<void> {
  const head = ["openapi: 3.1.0", "info: { title: Queue, version: '1' }", "paths:"];
  await writeFile(spec, [...head, ...lines, ""].join("\n"));
}

async function openapiActions(...args: string[]): Promise<Outcome> {
  const { code, out, err } = await runCommand(...args);
  const shown = (text: string): string => text.replaceAll(`${folder}/`, "");
  return { code, out: shown(out), err: shown(err) };
}

async function generate(): Promise<void> {
  expect(await openapiActions("generate", spec, "--output", output)).toMatchObject({ code: 0 });
}

async function check(...flags: string[]): Promise<Outcome> {
  return openapiActions("check", spec, "--output", output, ...flags);
}

async function git(...args: string[]): Promise<string> {
  const identity = ["-c", "user.name=Test", "-c", "user.email=test@example.com"];
  const { stdout } = await promisify(execFile)("git", [...identity, ...args], { cwd: folder });
  return stdout.trim();
}

async function commit(): Promise<string> {
  await git("add", "--all");
  await git("commit", "--quiet", "--message", "A step");
  return git("rev-parse", "--short=7", "HEAD");
}

async function edit(file: string, from: string, to: string): Promise<void> {
  const path = join(output, file);
  const text = await readFile(path, "utf8");
  expect(text).toContain(from);
  await writeFile(path, text.replaceAll(from, to));
}

describe("why a package differs", () => {
  beforeEach(generate);

  test("nothing differs", async () => {
    expect(await check()).toEqual({ code: 0, out: "client: up to date\n", err: "" });
  });

  test("the description changed", async () => {
    await describeApi(poll);
    const { code, out, err } = await check();
    expect(code).toBe(1);
    expect(out).toContain("extra client/operations/report.ts\n");
    expect(out).toContain("\nThe description changed.\n");
    expect(out).not.toContain("edited");
    expect(out).not.toContain("The generator");
    expect(err).toContain("Generate it again and commit the result.");
  });

  test("someone edited generated code", async () => {
    await edit("operations/poll.ts", '"GET"', '"POST"');
    const { code, out } = await check();
    expect(code).toBe(1);
    expect(out).toMatch(/^changed client\/operations\/poll\.ts \(edited\)\n\nSomeone edited /);
    expect(out).not.toContain("The description changed.");
    expect(out).not.toContain("The generator");
  });

  test("a formatter was at work", async () => {
    const path = join(output, "operations/poll.ts");
    const text = await readFile(path, "utf8");
    await writeFile(path, await format(text, { parser: "typescript", semi: false }));
    await edit("operations/report.ts", '"GET"', '"POST"');
    const { code, out } = await check();
    expect(code).toBe(1);
    expect(out).toContain("changed client/operations/poll.ts (reformatted)\n");
    expect(out).toContain("changed client/operations/report.ts (edited)\n");
    expect(out).toMatch(/\nSomeone edited .*\nOnly the layout .* by a formatter: .*prettierignore/);
  });

  test("someone deleted a file", async () => {
    await rm(join(output, "operations/poll.ts"));
    const { out } = await check();
    expect(out).toMatch(/^missing client\/operations\/poll\.ts \(deleted\)\n\nSomeone edited /);
  });

  test("the generator changed, though its version did not", async () => {
    await pretendOtherGenerator("operations/poll.ts");
    const { out } = await check();
    expect(out).toContain("\nThe generator changed: its program or its templates.\n");
    expect(out).not.toContain("The description changed.");
    expect(out).not.toContain("edited");
  });

  test("the generator's version changed", async () => {
    await pretendOtherGenerator("operations/poll.ts");
    await edit(".openapi-actions.json", '"0.1.0"', '"0.0.9"');
    expect((await check()).out).toContain("\nThe generator changed, from 0.0.9 to 0.1.0.\n");
  });

  test("all three at once", async () => {
    await pretendOtherGenerator("operations/poll.ts");
    await edit(".openapi-actions.json", '"0.1.0"', '"0.0.9"');
    await edit("index.ts", "export", "import");
    await describeApi(poll);
    const { out } = await check();
    expect(out).toContain("changed client/index.ts (edited)\n");
    expect(out).toContain("changed client/operations/poll.ts\n");
    expect(out).toMatch(/The description changed\.\nThe generator changed, .*\nSomeone edited /);
  });

  test("a description in other words for machines is no reason", async () => {
    await describeApi([...report, "  # A remark", ...poll]);
    expect(await check()).toEqual({ code: 0, out: "client: up to date\n", err: "" });
  });

  test("GitHub annotates each file that differs, at the first line that does", async () => {
    await edit("operations/poll.ts", '"GET"', '"POST"');
    await rm(join(output, "operations/report.ts"));
    const text = await readFile(join(output, "operations/poll.ts"), "utf8");
    const line = text.split("\n").findIndex((one) => one.includes('"POST"')) + 1;
    const { err } = await check("--format", "github");
    const lines = err.replaceAll(/file=[./]*client/g, "file=client").split("\n");
    expect(lines).toEqual([
      expect.stringContaining(`::error file=client/operations/poll.ts,line=${line},col=1,`),
      expect.stringContaining("::error file=client/operations/report.ts,line=1,col=1,"),
      "",
    ]);
    expect(lines[0]).toContain("::This file is changed, edited. Someone edited");
    expect(lines[1]).toContain("::This file is missing, deleted. Someone edited");
  });

  test("GitHub annotates the record where that alone differs", async () => {
    await edit(".openapi-actions.json", '"index.ts": "', '"index.ts": "0');
    const { err } = await check("--format", "github");
    expect(err).toMatch(/^::error file=.*\/\.openapi-actions\.json,line=1,.*as after a merge\.\n$/);
  });

  test("a merge took the record of one side", async () => {
    await edit(".openapi-actions.json", '"index.ts": "', '"index.ts": "0');
    const { code, out } = await check();
    expect({ code, out }).toEqual({
      code: 1,
      out: "The record of the last run does not fit the files, as after a merge.\n",
    });
    await generate();
    expect((await check()).code).toBe(0);
  });

  test("the marks of a merge in the record stop nobody", async () => {
    const line = /^    "index\.ts": "[0-9a-f]+",\n/m;
    const path = join(output, ".openapi-actions.json");
    const conflict = (ours: string): string =>
      `<<<<<<< HEAD\n${ours}=======\n    "operations/gone.ts": "0123456789abcdef",\n>>>>>>> other\n`;
    await writeFile(path, (await readFile(path, "utf8")).replace(line, conflict));
    await writeFile(
      join(output, "operations/gone.ts"),
      "// Generated by openapi-actions from api.yaml. Do not edit.\n",
    );
    const { out } = await check();
    expect(out).toContain("extra client/operations/gone.ts\n");
    expect(out).toContain("as after a merge");
    await generate();
    expect((await check()).code).toBe(0);
  });

  test("nothing was generated yet", async () => {
    await rm(output, { recursive: true });
    const { code, out } = await check();
    expect(code).toBe(1);
    expect(out).toContain("\nNothing was generated there yet.\n");
  });

  /** Leaves a file as another generator would have written it, and says so in the record. */
  async function pretendOtherGenerator(file: string): Promise<void> {
    const { digest } = await import("../../generator/output/manifest.ts");
    const path = join(output, file);
    const text = await readFile(path, "utf8");
    const other = text.replace("// Generated", "// Made");
    await writeFile(path, other);
    await edit(".openapi-actions.json", digest(text), digest(other));
  }
});

describe("the unified diff", () => {
  beforeEach(generate);

  test("shows what generating would change", async () => {
    await edit("operations/poll.ts", '"GET"', '"POST"');
    expect((await check()).out).toContain('\n-    method: "POST",\n+    method: "GET",\n');
  });

  test("is bounded, and whole with --verbose", async () => {
    const path = join(output, "operations/poll.ts");
    const many = Array.from({ length: 300 }, (_, index) => `// ${index}\n`).join("");
    await writeFile(path, many + (await readFile(path, "utf8")));
    expect((await check()).out).toMatch(/\n… \d+ more lines\n$/);
    expect((await check("--verbose")).out).toContain("\n-// 299\n");
  });

  test("shows control characters of an edited file as escapes", async () => {
    await edit("operations/poll.ts", '"GET"', '"\u001b[31m"');
    expect((await check()).out).toContain('-    method: "\\u{1b}[31m",\n');
  });
});

describe("in a repository", () => {
  let first: string;
  beforeEach(async () => {
    await git("init", "--quiet", "--initial-branch", "main");
    await generate();
    first = await commit();
  });

  const required = poll.map((line) => line.replace("in: query,", "in: query, required: true,"));
  const added = [...poll, ...report, "  /?Action=Ping:", "    get: { responses: {} }"];

  test.each([
    ["an operation is added", added, "1 additive", "operation-added"],
    ["an operation is removed", poll, "1 breaking", "operation-removed"],
    ["a parameter is made required", [...required, ...report], "1 breaking", "became-required"],
    [
      "a description is written",
      [...poll.toSpliced(2, 0, "      description: Waits"), ...report],
      "0 breaking, 0 additive, 1 documentation",
      "operation-described",
    ],
  ])("%s: check fails and says what it means, and passes once generated", async (...row) => {
    const [, lines, count, code] = row;
    await describeApi(lines);
    const before = await check();
    expect(before.code).toBe(1);
    expect(before.out).toContain("\nThe description changed.\n");
    expect(before.out).toContain(`\nThe API, since ${first}: `);
    expect(before.out).toContain(count);
    expect(before.out).toContain(code);
    expect(before.out).toContain(`spec/queue.yaml:`);

    await generate();
    expect(await check()).toEqual({ code: 0, out: "client: up to date\n", err: "" });
  });

  test("a description that is committed without its package is compared with the one before", async () => {
    await describeApi(poll);
    await commit();
    const { out } = await check();
    expect(out).toContain(`\nThe API, since ${first}: 1 breaking, 0 additive, 0 documentation\n`);
    expect(out).toContain(`${first}:spec/queue.yaml:9:5\n`);
  });

  test("--base compares with a branch, also where the package is up to date", async () => {
    await git("checkout", "--quiet", "-b", "feature");
    await describeApi(poll);
    await generate();
    await commit();
    const { code, out } = await check("--base", "main");
    expect(code).toBe(0);
    expect(out).toMatch(/^client: up to date\n\nThe API, since main: 1 breaking/);
    expect(out).toContain("main:spec/queue.yaml:9:5\n");
  });

  test("--base with what git does not know ends with 2", async () => {
    expect(await check("--base", "nowhere")).toMatchObject({
      code: 2,
      err: expect.stringContaining('git knows no commit "nowhere"') as string,
    });
  });

  test("--base with a commit before there was a description says so", async () => {
    await git("checkout", "--quiet", "--orphan", "empty");
    await git("rm", "-r", "--cached", "--quiet", ".");
    await git("commit", "--quiet", "--allow-empty", "--message", "Nothing");
    const { code, out } = await check("--base", "empty");
    expect(code).toBe(0);
    expect(out).toContain(
      "The changes of the API are unknown: empty has no usable description here",
    );
  });

  test("files that the description refers to are taken from the commit too", async () => {
    await mkdir(join(folder, "spec/parts"));
    const part = join(folder, "spec/parts/task.yaml");
    await writeFile(
      part,
      "type: object\nproperties: { a: { type: string }, b: { type: string } }\n",
    );
    const content = "{ application/json: { schema: { $ref: parts/task.yaml } } }";
    await describeApi([
      "  /task:",
      `    get: { responses: { '200': { description: OK, content: ${content} } } }`,
    ]);
    await generate();
    await commit();
    await writeFile(part, "type: object\nproperties: { a: { type: string } }\n");
    expect((await check()).out).toContain("response-field-removed: the field `b` was removed");
  });

  test.each([
    ["that lies beside it", []],
    ["that is named", ["--overlay", "spec/queue.overlay.yaml"]],
  ])("an overlay %s is taken from the commit too", async (_, flags) => {
    const overlay = join(folder, "spec/queue.overlay.yaml");
    const named = flags.map((flag) => (flag.endsWith(".yaml") ? overlay : flag));
    await writeFile(overlay, overlayOf("[a, b]"));
    await openapiActions("generate", spec, "--output", output, ...named);
    const second = await commit();
    await writeFile(overlay, overlayOf("[a]"));
    const { out } = await check(...named);
    expect(out).toContain(`\nThe API, since ${second}: 1 breaking, 0 additive, 0 documentation\n`);
    const places = `${second}:spec/queue.overlay.yaml:6:20 → spec/queue.overlay.yaml:6:20`;
    expect(out).toContain(`request-value-removed: the parameter \`state\` is no longer \`"b"\``);
    expect(out).toContain(places);
  });

  function overlayOf(values: string): string {
    return [
      "overlay: 1.0.0",
      "info: { title: More, version: '1' }",
      "actions:",
      "  - target: $.paths['/?Action=Poll'].get",
      "    update:",
      `      parameters: [{ name: state, in: query, schema: { enum: ${values} } }]`,
      "",
    ].join("\n");
  }

  test("where git does not have the description, check says so and what can be done", async () => {
    await rm(join(folder, ".git"), { recursive: true });
    await describeApi(poll);
    const { code, out } = await check();
    expect(code).toBe(1);
    expect(out).toContain("The changes of the API are unknown: git does not have");
  });

  test("prints all of it as people should read it, and the same as the summary of a job", async () => {
    const summary = join(folder, "summary.md");
    vi.stubEnv("GITHUB_STEP_SUMMARY", summary);
    await describeApi([...required, ...report]);
    await edit("operations/report.ts", '"GET"', '"POST"');
    const golden = join(import.meta.dirname, "../golden/check");
    // Of the code around what changes nothing is kept: other tests say how that looks.
    const shown = (text: string): string => {
      const [before = "", ...patches] = text.replaceAll(first, "COMMIT").split(/^(?=--- )/m);
      const short = patches.map((patch) => patch.replace(/^@@.*$/gm, "@@").replace(/^ .*\n/gm, ""));
      return [before, ...short].join("").replaceAll(`${folder}/`, "");
    };

    const { out, err } = await check();
    await expect(shown(out + err)).toMatchFileSnapshot(join(golden, "text.txt"));
    const text = await readFile(summary, "utf8");
    await expect(shown(text)).toMatchFileSnapshot(join(golden, "summary.md"));
  });

  test("a summary that cannot be written ends with 2", async () => {
    vi.stubEnv("GITHUB_STEP_SUMMARY", folder);
    expect(await check()).toMatchObject({
      code: 2,
      err: expect.stringContaining("The summary cannot be written") as string,
    });
  });

  test("in GitHub Actions it writes a summary where all is well too", async () => {
    const summary = join(folder, "summary.md");
    vi.stubEnv("GITHUB_STEP_SUMMARY", summary);
    await check();
    expect(await readFile(summary, "utf8")).toMatch(/^`.*client` is up to date\.\n/);
  });
});
