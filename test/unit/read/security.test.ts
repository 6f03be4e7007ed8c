import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { defaultLimits } from "../../../generator/source/limits.ts";

const root = join(import.meta.dirname, "../../..");
const read = (file: string): Promise<string> => readFile(join(root, file), "utf8");

interface Package {
  readonly version: string;
  readonly dev?: boolean;
  readonly hasInstallScript?: boolean;
}

const { packages } = JSON.parse(await read("package-lock.json")) as {
  packages: Record<string, Package>;
};

test("SECURITY.md has the limits of reading", async () => {
  const text = await read(".github/SECURITY.md");
  const { bytes, depth, values, tokens } = defaultLimits;
  expect(text).toContain(`${bytes / 2 ** 20} MiB, ${depth} maps and lists`);
  expect(text).toContain(`${values.toLocaleString("en-GB")} values`);
  expect(text).toContain(`${tokens.toLocaleString("en-GB")} tokens`);
});

test("only what is named runs a script when it is installed, and users get none of it", async () => {
  const withScript = Object.entries(packages).filter(
    ([, { hasInstallScript }]) => hasInstallScript,
  );
  expect(withScript.filter(([, { dev }]) => !dev)).toEqual([]);
  const { allowScripts } = JSON.parse(await read("package.json")) as { allowScripts: object };
  const names = withScript.map(([path]) => path.replace(/^.*node_modules\//, ""));
  expect(names.sort()).toEqual(Object.keys(allowScripts).sort());
  for (const name of names) expect(await read(".github/SECURITY.md")).toContain(`\`${name}\``);
});

test.each([
  ["handlebars", [4, 7, 10]],
  ["yaml", [2, 8, 3]],
  ["@apidevtools/swagger-parser", [13, 0, 0]],
])("%s has its fixes", (name, least) => {
  const version = packages[`node_modules/${name}`]?.version.split(".").map(Number) ?? [];
  const first = version.findIndex((part, index) => part !== least[index]);
  expect(first < 0 || (version[first] ?? 0) > (least[first] ?? 0)).toBe(true);
});
