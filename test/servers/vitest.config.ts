import { defineConfig, type ViteUserConfig } from "vitest/config";

// Real servers, started by the tests themselves; `bash test/servers/install` brings them.
const config: ViteUserConfig = defineConfig({
  test: {
    root: new URL("../..", import.meta.url).pathname,
    include: ["test/servers/*.test.ts"],
    hookTimeout: 300_000,
    testTimeout: 60_000,
  },
});

export default config;
