import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { parse } from "yaml";
import { runInit, type InitFlags } from "../../generator/cli/commands/init.ts";
import { faultsOf } from "../../generator/config/validate.ts";
import schema from "../../generator/config/schema.json" with { type: "json" };

const seed = join(import.meta.dirname, "../../spec/aws-data-pipeline.yaml");
const config = "openapi-actions.config.json";
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "init-"));
  mkdirSync(join(folder, "docs"));
  cpSync(seed, join(folder, "docs/tasks.yaml"));
  write("docs/other.yaml", "title: openapi\n");
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function write(file: string, text: string): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), text);
}

function read(file: string): string {
  return readFileSync(join(folder, file), "utf8");
}

function init(flags: InitFlags = {}): string {
  let out = "";
  const terminal = { out: (text: string) => void (out += text), err: () => undefined };
  expect(runInit(flags, terminal, folder)).toBe(0);
  return out;
}

test("writes a configuration for the description that it finds, and scripts", () => {
  write("package.json", '{\n\t"name": "app",\n\t"scripts": { "check": "tsc" }\n}\n');
  mkdirSync(join(folder, "src"));
  const out = init();
  const value: unknown = JSON.parse(read(config));
  expect(value).toEqual({ input: "docs/tasks.yaml", output: "src/api" });
  expect(faultsOf(value, schema)).toEqual([]);
  expect(JSON.parse(read("package.json"))).toEqual({
    name: "app",
    scripts: {
      check: "tsc",
      generate: "openapi-actions generate",
      "check:api": "openapi-actions check",
    },
  });
  expect(read("package.json")).toContain('\n\t\t"generate"');
  expect(out).toContain("Next: npm run generate\n");
});

test("gives each of several descriptions a client of its own", () => {
  write("api/pets.json", '{ "swagger": "2.0", "paths": {} }');
  init();
  expect(JSON.parse(read(config))).toEqual({
    clients: [
      { input: "api/pets.json", output: "generated/pets" },
      { input: "docs/tasks.yaml", output: "generated/tasks" },
    ],
  });
});

test("overwrites nothing, however often it runs", () => {
  write("openapi-actions.config.ts", "export default {};\n");
  write("package.json", "{}");
  init();
  const first = read("package.json");
  init();
  expect(read("package.json")).toBe(first);
  expect(existsSync(join(folder, config))).toBe(false);
});

test("keeps the line ends of a package.json, and leaves out its byte order mark", () => {
  write("package.json", '\uFEFF{\r\n  "name": "app"\r\n}\r\n');
  init();
  const text = read("package.json");
  expect(text.startsWith('{\r\n  "name": "app",\r\n')).toBe(true);
  expect(text).not.toMatch(/[^\r]\n/);
});

test.each<[name: string, locks: Readonly<Record<string, string>>, commands: string[]]>([
  ["npm", {}, ["npm ci", "npm run check"]],
  [
    "pnpm",
    { "pnpm-lock.yaml": "" },
    ["npm install --global pnpm", "pnpm install --frozen-lockfile", "pnpm run check"],
  ],
  [
    "Bun",
    { "bun.lock": "" },
    ["npm install --global bun", "bun install --frozen-lockfile", "bun run check"],
  ],
  [
    "Yarn 1",
    { "yarn.lock": "# yarn lockfile v1\n" },
    ["yarn install --frozen-lockfile", "yarn run check"],
  ],
  [
    "Yarn",
    { "yarn.lock": "__metadata:\n  version: 8\n" },
    ["corepack enable", "yarn install --immutable", "yarn run check"],
  ],
])("writes a job of CI with the commands of %s", (_, locks, commands) => {
  write("package.json", "{}");
  for (const [file, text] of Object.entries(locks)) write(file, text);
  init({ ci: true });
  init({ ci: "gitlab" });
  const github = parse(read(".github/workflows/openapi-actions.yml")) as {
    jobs: { check: { steps: { run?: string }[] } };
  };
  const steps = github.jobs.check.steps.flatMap(({ run }) => run ?? []);
  const gitlab = parse(read(".gitlab-ci.yml")) as { "openapi-actions": { script: string[] } };
  expect(steps).toEqual(commands);
  expect(gitlab["openapi-actions"].script).toEqual(commands);
});

test("shows the job for a file of CI that is there already", () => {
  write("package.json", "{}");
  write(".gitlab-ci.yml", "test: { script: [npm test] }\n");
  expect(init({ ci: "gitlab" })).toContain("add to it:\n\nopenapi-actions:\n  image: node:22\n");
  expect(read(".gitlab-ci.yml")).toBe("test: { script: [npm test] }\n");
});

test("writes nothing where it only shows what it would do", () => {
  write("package.json", "{}");
  expect(init({ dryRun: true })).toContain(`${config}: docs/tasks.yaml to generated\n`);
  expect(existsSync(join(folder, config))).toBe(false);
  expect(read("package.json")).toBe("{}");
});

test("refuses a folder without a description, and says what to do", () => {
  rmSync(join(folder, "docs/tasks.yaml"));
  expect(() => init()).toThrow("Put one into spec/");
});
