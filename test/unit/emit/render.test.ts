import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { formatFile, formatModules } from "../../../generator/emit/typescript/render.ts";

const golden = join(import.meta.dirname, "../../golden/generate");

/** Modules as a template leaves them: all on few lines, with blank ones around. */
const modules = new Map(
  globSync("*/expected/{operations,schemas}/*.ts", { cwd: golden })
    .sort()
    .map((file) => [
      file,
      `\n\n${readFileSync(join(golden, file), "utf8").replaceAll("{\n", "{")}\n`,
    ]),
);

test("modules that are formatted at once are what each of them is alone", async () => {
  const together = await formatModules(modules);
  expect([...together.keys()]).toEqual([...modules.keys()]);
  for (const [file, text] of [...modules].filter((_, index) => index % 4 === 0)) {
    expect(together.get(file)).toBe(await formatFile(file, text));
  }
});

test("a module that has the mark between modules in it is formatted alone", async () => {
  const given = new Map([
    ["a.ts", "export const a=1;\n\n// The next module.\n\nexport const b=2;"],
    ["c.ts", "export const c=3;"],
  ]);
  expect(Object.fromEntries(await formatModules(given))).toEqual({
    "a.ts": "export const a = 1;\n\n// The next module.\n\nexport const b = 2;\n",
    "c.ts": "export const c = 3;\n",
  });
});
