import { defineConfig, type ViteUserConfig } from "vitest/config";

// Projects as the templates of frameworks make them: needs the registry of npm.
const config: ViteUserConfig = defineConfig({
  test: {
    root: import.meta.dirname,
    include: ["*.test.ts"],
    globalSetup: ["./setup.ts"],
    // Each suite runs compilers and bundlers: two at once would only take turns.
    fileParallelism: false,
    // Installing takes as long as the network does.
    testTimeout: 600_000,
    hookTimeout: 600_000,
  },
});

export default config;
