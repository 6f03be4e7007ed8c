// A configuration is read without a warning, whatever it is written in and whatever the project's
// modules are, on each Node that the program supports.
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, inject, test } from "vitest";
import { nodes, runWithErrors } from "./install.ts";

const tools = inject("tools");
const program = join(tools, "node_modules/openapi-actions/dist/main.js");
const spec = join(import.meta.dirname, "api.yaml");

const esm = `import { defineConfig } from "openapi-actions";
import { output } from "./settings.js";
export default defineConfig({ input: ${JSON.stringify(spec)}, output });
`;
const typed = `import type { Config } from "openapi-actions";
enum Folder { Client = "client" }
const config: Config = { input: ${JSON.stringify(spec)}, output: Folder.Client };
export default config;
`;
const commonjs = `const { defineConfig } = require("openapi-actions");
module.exports = defineConfig({ input: ${JSON.stringify(spec)}, output: "client" });
`;
const configurations: Readonly<Record<string, readonly string[]>> = {
  ts: [esm, typed],
  mts: [esm, typed],
  cts: [typed],
  js: [esm],
  mjs: [esm],
  cjs: [commonjs],
  json: [JSON.stringify({ input: spec, output: "client" })],
};
const cases = ["commonjs", "module", undefined].flatMap((type) =>
  // Without a type, Node guesses that of .ts and .js alone.
  Object.entries(configurations)
    .filter(([extension]) => type !== undefined || /^[jt]s$/.test(extension))
    .flatMap(([extension, texts]) => [
      ...texts.map((text, index) => ({ type, extension, text, index })),
      ...(extension === "js" && type !== "module"
        ? [{ type, extension, text: commonjs, index: texts.length }]
        : []),
    ]),
);

describe.each(nodes(tools))("Node %s", (version, node) => {
  test.each(cases)("type $type, .$extension ($index)", async ({ type, extension, text, index }) => {
    const folder = join(tools, `config-${version}-${type ?? "none"}-${extension}-${index}`);
    await mkdir(folder);
    await writeFile(join(folder, "package.json"), JSON.stringify({ type }));
    await writeFile(join(folder, "settings.ts"), 'export const output: string = "client";\n');
    await writeFile(join(folder, `openapi-actions.config.${extension}`), text);
    const { stdout, stderr } = await runWithErrors(node, [program, "generate"], folder);
    expect(stdout).toMatch(/^client: \d+ written/);
    expect(stderr).toBe("");
  });
});
