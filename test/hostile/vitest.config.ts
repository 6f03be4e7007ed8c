import { globSync, readFileSync } from "node:fs";
import { defineConfig, type ViteUserConfig } from "vitest/config";

const root = new URL("../..", import.meta.url).pathname;

// The cases of which `npm test` runs a part: every file that asks test/helpers/sample.ts.
const sampled = globSync("test/**/*.test.ts", { cwd: root }).filter((file) =>
  readFileSync(`${root}${file}`, "utf8").includes("helpers/sample.ts"),
);

const seed = process.env["SEED"] ?? String(Math.floor(Math.random() * 2 ** 31));
// Once, and not by each worker.
if (process.env["SEED"] === undefined) console.log(`To run the same cases again: SEED=${seed}`);
process.env["SEED"] = seed;

const config: ViteUserConfig = defineConfig({
  test: {
    root,
    include: sampled,
    env: { HOSTILE: process.env["HOSTILE"] ?? "more", SEED: seed },
    // Only a test that hangs fails for its time, however busy the machine is.
    testTimeout: 3_600_000,
    hookTimeout: 300_000,
    maxWorkers: "100%",
  },
});

export default config;
