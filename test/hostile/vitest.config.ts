import { defineConfig, type ViteUserConfig } from "vitest/config";

// The cases of which `npm test` runs a part, and the kills.
const config: ViteUserConfig = defineConfig({
  test: {
    root: new URL("../..", import.meta.url).pathname,
    include: [
      "test/hostile/*.test.ts",
      "test/unit/compare/compiler.test.ts",
      "test/unit/output/*.test.ts",
    ],
    env: { HOSTILE: process.env["HOSTILE"] ?? "more" },
    // Only a test that hangs fails for its time, however busy the machine is.
    testTimeout: 3_600_000,
    hookTimeout: 300_000,
    maxWorkers: "100%",
  },
});

export default config;
