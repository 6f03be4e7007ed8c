import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { digestProgram } from "../../../generator/output/program-digest.ts";

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "program-digest-"));
  for (const file of files) write(file, file);
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const files = [
  "package.json",
  "dist/main.js",
  "dist/packages/yaml.js",
  "dist/types/index.d.ts",
  "dist/LICENSES.txt",
  "templates/operation.ts.hbs",
  "templates/runtime/types/date.ts",
];

function write(file: string, text: string): void {
  mkdirSync(dirname(join(home, file)), { recursive: true });
  writeFileSync(join(home, file), text);
}

test.each<[string, () => void]>([
  ["its version", () => write("package.json", "{}")],
  ["its code", () => write("dist/main.js", "")],
  ["a package that it loads", () => write("dist/packages/yaml.js", "")],
  ["a template", () => write("templates/operation.ts.hbs", "")],
  ["the runtime", () => write("templates/runtime/types/date.ts", "")],
  ["the name of a file", () => renameSync(join(home, "dist/main.js"), join(home, "dist/me.js"))],
])("a program is another one by %s", (_, change) => {
  const before = digestProgram(home);
  change();
  expect(digestProgram(home)).not.toBe(before);
});

test.each(["dist/types/index.d.ts", "dist/LICENSES.txt", "README.md"])(
  "a program is the same with another %s",
  (file) => {
    const before = digestProgram(home);
    write(file, "other");
    expect(digestProgram(home)).toBe(before);
  },
);
