// Each folder here is a project as its template makes it, with the call of one operation. It is
// copied, and then: generate, `npm run build`, `npm run call`, check. A new template is a new folder;
// `config.output` of its package.json is where it generates, and what it installs is in the
// package.json here.
import { join } from "node:path";
import { expect, inject, test } from "vitest";
import { machineNode, run } from "./install.ts";
import { copyTemplate, templates, tryProject } from "./template.ts";

const folder = inject("tools");
const program = join(folder, "node_modules/openapi-actions/dist/main.js");
const node = await machineNode();
console.log(`generating with Node ${await run(node, ["--version"], folder)}`);

test.each(templates)("%s: generates, builds and calls", async (name) => {
  const project = await copyTemplate(name, join(folder, name));
  const { generated, ...rest } = await tryProject(project, program, node);
  expect(rest).toEqual({
    printed: "task-1\n",
    requests: ["GET /?Action=PollForTask&workerGroup=etl"],
    checked: `${project.output}: up to date\n`,
  });
  console.log(`${name}: ${generated.split("\n")[1] ?? ""}`);
});
