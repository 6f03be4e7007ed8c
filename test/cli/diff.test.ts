import { execFile } from "node:child_process";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { openapiActions as runCommand, type Outcome } from "../helpers/cli.ts";

// A folder is a case: `old.yaml` and `new.yaml` are given; `text.txt`, `markdown.md` and
// `changes.json` are what the command prints.
const golden = join(import.meta.dirname, "../golden/compare");
const cases = (await readdir(golden)).sort();
const old = join(golden, "actions/old.yaml");
const now = join(golden, "actions/new.yaml");
/** Without a breaking change. */
const mild = { old: join(golden, "hostile/old.yaml"), now: join(golden, "hostile/new.yaml") };

async function openapiActions(...args: string[]): Promise<Outcome> {
  const outcome = await runCommand(...args);
  return { ...outcome, out: outcome.out.replaceAll(`${golden}/`, "") };
}

describe.each(cases)("%s", (name) => {
  const files = [join(golden, name, "old.yaml"), join(golden, name, "new.yaml")];

  test.each([
    ["text", "text.txt", []],
    ["Markdown", "markdown.md", ["--markdown"]],
    ["JSON", "changes.json", ["--json"]],
  ])("as %s", async (_, file, flags) => {
    const { code, out } = await openapiActions("diff", ...files, ...flags);
    expect(code).toBe(0);
    await expect(out).toMatchFileSnapshot(join(golden, name, file));
  });
});

test.each([
  ["nothing is asked for", [old, now], 0],
  ["breaking changes are there", [old, now, "--fail-on", "breaking"], 1],
  ["any change is there", [old, now, "--fail-on", "any"], 1],
  ["only additive changes are there", [mild.old, mild.now, "--fail-on", "any"], 1],
  ["there is no change", [old, old, "--fail-on", "any"], 0],
  ["nothing breaks", [mild.old, mild.now, "--fail-on", "breaking"], 0],
  ["a file is missing", [old, "nope.yaml"], 2],
  ["both are standard input", ["-", "-"], 2],
  ["only one is given", [old], 2],
  ["--fail-on is something else", [old, now, "--fail-on", "additive"], 2],
])("where %s, it ends with the right code", async (_, args, want) => {
  expect((await openapiActions("diff", ...args)).code).toBe(want);
});

test("`-` is standard input", async () => {
  const main = join(import.meta.dirname, "../../generator/main.ts");
  const script = `cat "${old}" | "${process.execPath}" "${main}" diff - "${now}"`;
  const { stdout } = await promisify(execFile)("bash", ["-c", script]);
  expect(stdout).toContain("stdin:11:11 → ");
});
