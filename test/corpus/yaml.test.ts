import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { defaultLimits } from "../../generator/source/limits.ts";
import { readYamlSubset } from "../../generator/source/yaml-subset.ts";
import { differenceOfReaders } from "../helpers/yaml-readers.ts";

const shared = new URL("../../../shared/", import.meta.url).pathname;

describe.skipIf(!existsSync(shared))("real YAML", () => {
  const texts = globSync(join(shared, "**/*.{yaml,yml}")).map((file) => ({
    file,
    text: readFileSync(file, "utf8").replace(/^\uFEFF/, ""),
  }));

  test("is the same to both readers", { timeout: 300_000 }, async () => {
    const differences: string[] = [];
    for (const { file, text } of texts) {
      const difference = await differenceOfReaders(text);
      if (difference !== undefined) differences.push(`${file}: ${difference.slice(-300)}`);
    }
    expect(differences).toEqual([]);
  });

  test("is in the subset of the lean reader, but for one file in twenty", () => {
    const read = texts.filter(({ text }) => readYamlSubset(text, defaultLimits, false));
    expect(read.length).toBeGreaterThan(texts.length * 0.95);
  });
});
