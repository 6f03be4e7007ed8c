import { join } from "node:path";
import { defineConfig, type ViteUserConfig } from "vitest/config";

// Every test but those that need servers or ../shared: these have a run of their own.
const config: ViteUserConfig = defineConfig({
  test: {
    root: join(import.meta.dirname, ".."),
    include: ["test/**/*.test.ts"],
    exclude: ["test/corpus/**", "test/projects/**", "test/runtimes/**", "test/servers/**"],
    // Only a test that hangs fails for its time, however busy the machine is.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    // By default one core is left for the screen; with two that is half.
    maxWorkers: "100%",
    coverage: {
      include: ["templates/runtime/**"],
      thresholds: { lines: 100, branches: 100, functions: 100, statements: 100 },
    },
  },
});

export default config;
