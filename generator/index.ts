// What `import "openapi-actions"` gives.
export { defineConfig } from "./config/config.ts";
export type { ClientConfig, Config, Filters, ReadingLimits } from "./config/config.ts";
