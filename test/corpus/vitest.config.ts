import { defineConfig, type ViteUserConfig } from "vitest/config";

// Real descriptions by the hundred, from ../shared: slow, and only where they are there.
const config: ViteUserConfig = defineConfig({
  test: {
    root: new URL("../..", import.meta.url).pathname,
    include: ["test/corpus/*.test.ts"],
    hookTimeout: 900_000,
    testTimeout: 900_000,
  },
});

export default config;
