/**
 * The kind of output: `package`, a folder that can be built and published, or `source`, TypeScript
 * alone for the project around it to compile.
 */
export type Layout = "package" | "source";

/** The extension of relative imports: `./client.ts`, `./client.js` or `./client`. */
export type ImportExtension = "ts" | "js" | "none";
