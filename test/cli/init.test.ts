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

async function init(flags: InitFlags = {}): Promise<string> {
  let out = "";
  const terminal = { out: (text: string) => void (out += text), err: () => undefined };
  expect(await runInit(flags, terminal, folder)).toBe(0);
  return out;
}

test("writes a configuration for the description that it finds, and scripts", async () => {
  write("package.json", '{\n\t"name": "app",\n\t"scripts": { "check": "tsc" }\n}\n');
  mkdirSync(join(folder, "src"));
  const out = await init();
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

test("gives each of several descriptions a client of its own", async () => {
  write("api/pets.json", '{ "swagger": "2.0", "paths": {} }');
  await init();
  expect(JSON.parse(read(config))).toEqual({
    clients: [
      { input: "api/pets.json", output: "generated/pets" },
      { input: "docs/tasks.yaml", output: "generated/tasks" },
    ],
  });
});

test("overwrites nothing, however often it runs", async () => {
  write("openapi-actions.config.ts", "export default {};\n");
  write("package.json", "{}");
  await init();
  const first = read("package.json");
  await init();
  expect(read("package.json")).toBe(first);
  expect(existsSync(join(folder, config))).toBe(false);
});

test("keeps the line ends of a package.json, and leaves out its byte order mark", async () => {
  write("package.json", '\uFEFF{\r\n  "name": "app"\r\n}\r\n');
  await init();
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
])("writes a job of CI with the commands of %s", async (_, locks, commands) => {
  write("package.json", "{}");
  for (const [file, text] of Object.entries(locks)) write(file, text);
  await init({ ci: true });
  await init({ ci: "gitlab" });
  const github = parse(read(".github/workflows/openapi-actions.yml")) as {
    jobs: { check: { steps: { run?: string }[] } };
  };
  const steps = github.jobs.check.steps.flatMap(({ run }) => run ?? []);
  const gitlab = parse(read(".gitlab-ci.yml")) as { "openapi-actions": { script: string[] } };
  expect(steps).toEqual(commands);
  expect(gitlab["openapi-actions"].script).toEqual(commands);
});

test("shows the job for a file of CI that is there already", async () => {
  write("package.json", "{}");
  write(".gitlab-ci.yml", "test: { script: [npm test] }\n");
  expect(await init({ ci: "gitlab" })).toContain(
    "add to it:\n\nopenapi-actions:\n  image: node:22\n",
  );
  expect(read(".gitlab-ci.yml")).toBe("test: { script: [npm test] }\n");
});

test("writes nothing where it only shows what it would do", async () => {
  write("package.json", "{}");
  expect(await init({ dryRun: true })).toContain(`${config}: docs/tasks.yaml to generated\n`);
  expect(existsSync(join(folder, config))).toBe(false);
  expect(read("package.json")).toBe("{}");
});

test("refuses a folder without a description, and says what to do", async () => {
  rmSync(join(folder, "docs/tasks.yaml"));
  await expect(init()).rejects.toThrow("Put one into spec/");
});

test.each<[where: string, files: Readonly<Record<string, string>>, output: string]>([
  ["sources", { "src/main.ts": "" }, "src/api"],
  ["Angular", { "angular.json": "{}", "src/main.ts": "" }, "src/app/api"],
  ["SvelteKit", { "package.json": needing("@sveltejs/kit"), "src/app.html": "" }, "src/lib/api"],
  ["Next.js without src", { "package.json": needing("next"), "app/page.tsx": "" }, "lib/api"],
  ["React Router", { "package.json": needing("@react-router/dev"), "app/root.tsx": "" }, "app/api"],
  ["Nuxt", { "package.json": needing("nuxt"), "app/app.vue": "" }, "app/api"],
  ["no framework", {}, "generated"],
])("puts the client where the project imports from: %s", async (_, files, output) => {
  for (const [file, text] of Object.entries(files)) write(file, text);
  await init();
  expect(JSON.parse(read(config))).toEqual({ input: "docs/tasks.yaml", output });
});

function needing(...names: readonly string[]): string {
  return JSON.stringify({ devDependencies: Object.fromEntries(names.map((name) => [name, "1"])) });
}

test("keeps the folder of a client that a command has generated", async () => {
  write("src/main.ts", "");
  write("lib/client/.openapi-actions.json", "{}");
  write("lib/client/index.ts", "// Generated by openapi-actions from tasks.yaml. Do not edit.\n");
  expect(await init()).toContain(`${config}: docs/tasks.yaml to lib/client\n`);
});

test("adds the client to what Prettier leaves out, once", async () => {
  write("package.json", needing("prettier"));
  write(".prettierignore", "dist");
  expect(await init()).toContain(".prettierignore: generated/, so that Prettier leaves ");
  expect(read(".prettierignore")).toBe("dist\ngenerated/\n");
  expect(await init()).toContain(".prettierignore: leaves out the client already\n");
  expect(read(".prettierignore")).toBe("dist\ngenerated/\n");
});

test.each(["generated", "/generated", "generated/", "/generated/**"])(
  "sees that Prettier leaves it out as %s",
  async (line) => {
    write(".prettierignore", `dist\r\n${line}\r\n`);
    await init();
    expect(read(".prettierignore")).toBe(`dist\r\n${line}\r\n`);
  },
);

test("asks a configuration that is there for the folders of its clients", async () => {
  const clients = [{ output: "clients/a" }, { output: "clients/b" }];
  write(config, JSON.stringify({ input: "docs/tasks.yaml", clients }));
  write(".prettierrc", "{}");
  await init();
  expect(read(".prettierignore")).toBe("clients/a/\nclients/b/\n");
});

test("writes no file of a formatter that the project does not use", async () => {
  write("package.json", "{}");
  expect(await init()).not.toMatch(/prettier|biome|eslint/i);
  expect(existsSync(join(folder, ".prettierignore"))).toBe(false);
});

test("shows what to add to configurations of Biome and ESLint, until it is there", async () => {
  write("biome.jsonc", "{ /* a remark */ }");
  write("eslint.config.mjs", "export default [];\n");
  const out = await init();
  expect(out).toContain('biome.jsonc: so that Biome leaves the client as it is, add "files": ');
  expect(out).toContain('{ "includes": ["**", "!generated"] }\n');
  expect(out).toContain(
    'eslint.config.mjs: where its fixes change the client, add { ignores: ["generated"] }\n',
  );
  expect(read("biome.jsonc")).toBe("{ /* a remark */ }");
  write("biome.jsonc", '{ "files": { "includes": ["**", "!generated"] } }');
  expect(await init()).not.toContain("biome.jsonc:");
});

test("names the next step where there are no scripts", async () => {
  expect(await init()).toContain("\nNext: npx openapi-actions generate\n");
});
