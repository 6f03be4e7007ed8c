import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { generate } from "../../generator/generate.ts";
import { run } from "../../generator/cli/program.ts";

const root = join(import.meta.dirname, "../..");
const spec = join(root, "spec/aws-data-pipeline.yaml");

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "template-"));
  await mkdir(join(folder, "templates"));
});
afterEach(() => rm(folder, { recursive: true }));

async function openapiActions(...args: string[]): Promise<{ code: number; err: string }> {
  let err = "";
  const code = await run(args, { out: () => undefined, err: (text) => (err += text) });
  return { code, err: err.replaceAll(folder, ".") };
}

async function replace(name: string, change: (text: string) => string): Promise<void> {
  const text = await readFile(join(root, "templates", name), "utf8");
  await writeFile(join(folder, "templates", name), change(text));
}

test("a template of the folder takes the place of ours, and of no other", async () => {
  await replace("operation.ts.hbs", (text) => `${text}\nexport const tag = "{{name}}";\n`);
  const before = (await generate(spec)).files;
  const after = (await generate(spec, { templates: join(folder, "templates") })).files;
  const changed = [...after].filter(([file, text]) => before.get(file) !== text);
  expect(changed.map(([file]) => file)).toEqual([
    "operations/poll-for-task.ts",
    "operations/set-task-status.ts",
  ]);
  expect(after.get("operations/poll-for-task.ts")).toContain('export const tag = "pollForTask";');
});

test("a template for one operation is used for modules by tag too", async () => {
  await replace("operation.ts.hbs", (text) => `${text}\nconsole.log("{{name}}");\n`);
  const templates = join(folder, "templates");
  const { files } = await generate(spec, { templates, groupBy: "tag" });
  const text = [...files].flatMap(([file, one]) => (file.startsWith("operations/") ? [one] : []));
  expect(text.join("").match(/console\.log.*/g)).toEqual([
    'console.log("pollForTask");',
    'console.log("setTaskStatus");',
  ]);
});

describe("a template that cannot be used ends with 2, and writes nothing", () => {
  test.each<[name: string, file: string, change: (text: string) => string, want: RegExp]>([
    [
      "an unknown name",
      "operation.ts.hbs",
      (text) => `${text}{{nothing}}`,
      /^\.\/templates\/operation\.ts\.hbs:\d+:3 template: `nothing` is nothing that a template is given here$/m,
    ],
    [
      "a block that is not closed",
      "index.ts.hbs",
      (text) => `{{#each statements}}${text}`,
      /^\.\/templates\/index\.ts\.hbs:5 template: Parse error on line 5:/m,
    ],
    [
      "text that is no code",
      "index.ts.hbs",
      (text) => `${text}const = 1;`,
      /^\.\/templates\/index\.ts\.hbs template: what it makes of index\.ts is no ts: /m,
    ],
    [
      "a template that is none of ours",
      "operation.ts.hbs",
      (text) => text,
      /^\.\/templates\/other\.hbs replaces none of the templates, which are README\.md\.hbs, /m,
    ],
  ])("%s", async (name, file, change, want) => {
    await replace(file, change);
    if (name.includes("none of ours")) await writeFile(join(folder, "templates/other.hbs"), "");
    const output = join(folder, "out");
    const args = ["generate", spec, "-o", output, "--templates", join(folder, "templates")];
    const { code, err } = await openapiActions(...args);
    expect(err.replace(/^spec.*\n.*\n/, "")).toMatch(want);
    expect(code).toBe(2);
    await expect(readFile(join(output, "index.ts"))).rejects.toThrow("ENOENT");
  });

  test("a folder that is not there", async () => {
    const args = ["generate", spec, "--templates", join(folder, "gone")];
    const { code, err } = await openapiActions(...args);
    expect({ code, err }).toEqual({
      code: 2,
      err: "The templates in ./gone cannot be read (ENOENT).\n",
    });
  });
});
