import { expect, test } from "vitest";
import { countChanges, summarize } from "../../../generator/cli/run-summary.ts";
import type { Fit } from "../../../generator/config/project.ts";
import { manifestFile } from "../../../generator/output/manifest.ts";

const changes = { written: ["index.ts", manifestFile], removed: [], unchanged: 0 };
const fit: Fit = { layout: "source", importExtension: "none", reason: "tsconfig.json: module es6" };
const check = "npx openapi-actions check api.yaml";
const folder = { specifier: "@/api", isIndex: false };

test.each<[name: string, fit: Partial<Fit>, want: string]>([
  ["its folder, from a file beside it", {}, 'from "./api" in a file of src,'],
  [
    "its index, where imports name files",
    { importExtension: "js" },
    'from "./api/index.js" in a file of src,',
  ],
  ["an alias of the folder", { alias: folder }, 'from "@/api",'],
  [
    "the same with an extension",
    { alias: folder, importExtension: "ts" },
    'from "@/api/index.ts",',
  ],
  [
    "an alias of its index",
    { alias: { specifier: "@acme/api", isIndex: true }, importExtension: "js" },
    'from "@acme/api",',
  ],
])("the first run into a folder says what to import: %s", (_, more, want) => {
  expect(summarize("src/api", changes, { ...fit, ...more }, check)).toContain(want);
});

test("a folder at the root is imported from there", () => {
  expect(summarize("api", changes, fit, check)).toContain('from "./api", and run');
});

test("later runs do not repeat it", () => {
  expect(summarize("src/api", changes, fit, undefined)).not.toContain("Next");
});

test("the manifest is in no count", () => {
  expect(countChanges("src/api", changes)).toBe("src/api: 1 written, 0 removed, 0 unchanged\n");
});
