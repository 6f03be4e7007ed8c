import { defineConfig, type ViteUserConfig } from "vitest/config";

// Other runtimes than the one at hand; `bash test/runtimes/install` brings them.
const config: ViteUserConfig = defineConfig({
  test: {
    root: new URL("../..", import.meta.url).pathname,
    include: ["test/runtimes/*.test.ts"],
    hookTimeout: 300_000,
    testTimeout: 60_000,
  },
});

export default config;
