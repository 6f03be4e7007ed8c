import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { fitProject } from "../../../generator/config/project.ts";
import { UnusableError } from "../../../generator/diagnostics/problem.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "project-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

type Files = Readonly<Record<string, unknown>>;

function write(files: Files): void {
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  }
}

const options = (compilerOptions: object): Files => ({ "tsconfig.json": { compilerOptions } });
const esm: Files = { "package.json": { type: "module" } };

describe("the layout and what imports end in", () => {
  test.each<[name: string, files: Files, output: string, want: string]>([
    ["no project", {}, "client", "package ts"],
    ["JavaScript alone", esm, "client", "package ts"],
    ["tsc --init of TypeScript 5.8", options({ module: "commonjs" }), "src/api", "source none"],
    [
      "nodenext, ES modules",
      { ...esm, ...options({ module: "NodeNext" }) },
      "src/api",
      "source js",
    ],
    ["nodenext, CommonJS", options({ module: "nodenext" }), "src/api", "source none"],
    ["node18, ES modules", { ...esm, ...options({ module: "Node18" }) }, "src/api", "source js"],
    [
      "a bundler",
      { ...esm, ...options({ module: "esnext", moduleResolution: "bundler" }) },
      "src/api",
      "source none",
    ],
    [
      "a bundler that takes .ts",
      options({ moduleResolution: "bundler", allowImportingTsExtensions: true, noEmit: true }),
      "src/api",
      "source ts",
    ],
    [
      "rewritten extensions",
      { ...esm, ...options({ module: "nodenext", rewriteRelativeImportExtensions: true }) },
      "src/api",
      "source ts",
    ],
    ["an option of no value", options({}), "api", "source none"],
    [
      "comments and a trailing comma",
      { ...esm, "tsconfig.json": '{ // to Node\n "compilerOptions": { "module": "node16", }, }' },
      "src/api",
      "source js",
    ],
    [
      "extends",
      {
        ...esm,
        "tsconfig.json": { extends: "./config/base.json" },
        "config/base.json": { compilerOptions: { module: "nodenext" } },
      },
      "src/api",
      "source js",
    ],
    [
      "extends of several, of which the last decides",
      {
        ...esm,
        "tsconfig.json": { extends: ["./config/strict.json", "@acme/tsconfig"] },
        "config/strict.json": { compilerOptions: { module: "commonjs", strict: true } },
        "node_modules/@acme/tsconfig/package.json": { exports: { ".": "./base.json" } },
        "node_modules/@acme/tsconfig/base.json": {
          extends: "../../@acme-node/tsconfig.json",
          compilerOptions: { strict: true },
        },
        "node_modules/@acme-node/tsconfig.json": { compilerOptions: { module: "node20" } },
      },
      "src/api",
      "source js",
    ],
    [
      "extends of a file without its extension, above the folder",
      {
        "tsconfig.base.json": { compilerOptions: { moduleResolution: "bundler", noEmit: true } },
        "apps/web/tsconfig.json": { extends: "../../tsconfig.base", include: ["src"] },
      },
      "apps/web/src/api",
      "source none",
    ],
    [
      "what to compile, in a file that is extended, below the project's own folder",
      {
        "tsconfig.json": { extends: "./config/base.json" },
        "config/base.json": {
          compilerOptions: { moduleResolution: "bundler" },
          include: ["${configDir}/app"],
        },
      },
      "app/api",
      "source none",
    ],
    [
      "extends of a package",
      {
        ...esm,
        "tsconfig.json": { extends: "@tsconfig/node22/tsconfig.json" },
        "node_modules/@tsconfig/node22/package.json": { name: "@tsconfig/node22" },
        "node_modules/@tsconfig/node22/tsconfig.json": { compilerOptions: { module: "nodenext" } },
      },
      "src/api",
      "source js",
    ],
    [
      "references, of which the second compiles the folder",
      {
        "tsconfig.json": {
          files: [],
          references: [{ path: "./tsconfig.node.json" }, { path: "./tsconfig.app.json" }],
        },
        "tsconfig.node.json": { compilerOptions: { module: "nodenext" }, include: ["*.config.ts"] },
        "tsconfig.app.json": {
          compilerOptions: { moduleResolution: "bundler", allowImportingTsExtensions: true },
          include: ["src"],
        },
      },
      "src/api",
      "source ts",
    ],
    [
      "references in a circle",
      {
        "tsconfig.json": { files: [], references: [{ path: "./app" }] },
        "app/tsconfig.json": { include: ["."], references: [{ path: ".." }] },
      },
      "lib/api",
      "package ts",
    ],
    [
      "a folder that is not compiled",
      { "tsconfig.json": { include: ["src"] } },
      "client",
      "package ts",
    ],
    [
      "a folder that is excluded",
      { "tsconfig.json": { exclude: ["client"] } },
      "client",
      "package ts",
    ],
    [
      "a package of an npm workspace",
      { "package.json": { workspaces: ["packages/*"] }, "tsconfig.json": {} },
      "packages/api",
      "package ts",
    ],
    [
      "a package of a pnpm workspace",
      { "pnpm-workspace.yaml": "packages:\n  - 'libs/**'\n", "tsconfig.json": {} },
      "libs/generated/api",
      "package ts",
    ],
    [
      "within a package of a workspace",
      {
        "package.json": { workspaces: ["packages/*"] },
        "packages/web/package.json": {},
        "packages/web/tsconfig.json": {},
      },
      "packages/web/src/api",
      "source none",
    ],
    ["Deno", { "deno.json": {} }, "src/api", "source ts"],
    [
      "a tsconfig nearer than Deno's file",
      { "deno.json": {}, "web/tsconfig.json": {} },
      "web/api",
      "source none",
    ],
  ])("%s", (_, files, output, want) => {
    write(files);
    const { layout, importExtension } = fitProject(join(folder, output));
    expect(`${layout} ${importExtension}`).toBe(want);
  });

  test.each<[paths: Readonly<Record<string, string[]>>, output: string, want: string | undefined]>([
    [{ "@/*": ["./*"] }, "lib/api", "@/lib/api"],
    [{ "@/*": ["./src/*"] }, "src/api", "@/api"],
    [{ "#lib/*": ["./gone/*", "./src/lib/*"] }, "src/lib/api", "#lib/api"],
    [{ "@acme/api": ["./libs/api/src/index.ts"] }, "libs/api/src", "@acme/api"],
    [{ "@acme/api": ["./libs/api/src"] }, "libs/api/src", "@acme/api"],
    [{ "@app/*": ["./app/*"] }, "src/api", undefined],
    [{ "*": ["./types/*"] }, "src/api", undefined],
  ])("paths %o name %s: %s", (paths, output, want) => {
    write({
      "tsconfig.json": { extends: "./tsconfig.base.json" },
      "tsconfig.base.json": { compilerOptions: { moduleResolution: "bundler", paths } },
    });
    expect(fitProject(join(folder, output)).alias?.specifier).toBe(want);
  });

  test("names the file and the option that decide", () => {
    write({ ...esm, ...options({ moduleResolution: "bundler" }) });
    expect(fitProject(join(folder, "src/api")).reason).toMatch(
      /tsconfig\.json: moduleResolution bundler$/,
    );
  });

  test("says what to do about a tsconfig.json that cannot be read", () => {
    write({ "tsconfig.json": { extends: "./nothing.json" } });
    expect(() => fitProject(join(folder, "src/api"))).toThrow(UnusableError);
    expect(() => fitProject(join(folder, "src/api"))).toThrow(/--import-extension/);
  });
});
