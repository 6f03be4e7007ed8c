import { tmpdir } from "node:os";
import { join } from "node:path";
import { defineConfig, type ViteUserConfig } from "vitest/config";

// Every test but those that need servers or ../shared: these have a run of their own.
const config: ViteUserConfig = defineConfig({
  test: {
    root: join(import.meta.dirname, ".."),
    include: ["test/**/*.test.ts"],
    exclude: ["test/corpus/**", "test/projects/**", "test/runtimes/**", "test/servers/**"],
    // No test changes what another one sees of this process, so modules are loaded once a worker.
    isolate: false,
    // Generated packages in temporary folders are loaded by Node itself, as their users do.
    server: { deps: { external: [new RegExp(`^(?:file://)?${tmpdir()}/`)] } },
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
