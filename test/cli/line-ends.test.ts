import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { openapiActions } from "../helpers/cli.ts";
import { useFolder, write } from "../helpers/folder.ts";

const description = `openapi: 3.1.0
info:
  title: T
  version: "1"
  description: |
    Two
    lines, and "more\\nin quotes".
servers: [{ url: https://example.com }]
paths:
  /a:
    get:
      operationId: getA
      description: >-
        Folded
        text.
      responses: { 204: { description: "None\\nat all" } }
`;
useFolder({ "spec/api.yaml": description });

function git(...args: readonly string[]): void {
  execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@example.com", ...args]);
}

/** Commits everything, and checks it out again as git for Windows does by default. */
function checkOutWithCrlf(): void {
  git("init", "--quiet");
  git("add", "--all");
  git("commit", "--quiet", "--message", "all");
  git("config", "core.autocrlf", "true");
  git("rm", "--quiet", "--cached", "-r", ".");
  git("reset", "--quiet", "--hard");
}

test("a checkout with CRLF is no drift, and generating there changes nothing", async () => {
  await openapiActions("generate", "-o", "client");
  checkOutWithCrlf();
  for (const file of ["spec/api.yaml", "client/index.ts", "client/.openapi-actions.json"]) {
    expect(readFileSync(file, "utf8")).toContain("\r\n");
  }
  expect(await openapiActions("check", "-o", "client")).toMatchObject({
    code: 0,
    out: "client: up to date\n",
  });
  const { out } = await openapiActions("generate", "-o", "client");
  expect(out).toMatch(/^client: 0 written, 0 removed, \d+ unchanged\n/);
});

test("a configuration and a package.json may have CRLF and a byte order mark", async () => {
  const config = '\uFEFF{\r\n  "input": "spec/api.yaml",\r\n  "output": "client"\r\n}\r\n';
  await write({ "openapi-actions.config.json": config, "package.json": '\uFEFF{ "type": "x" }' });
  expect(await openapiActions("generate")).toMatchObject({ code: 0 });
});
