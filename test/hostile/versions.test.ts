import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { run } from "../../generator/cli/program.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "versions-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function generate(description: object, ...flags: string[]): Promise<[number, string]> {
  const spec = join(folder, "api.json");
  await writeFile(spec, JSON.stringify(description));
  let printed = "";
  const print = (more: string): void => {
    printed += more;
  };
  const args = ["generate", spec, "-o", join(folder, "out"), ...flags];
  const code = await run(args, { out: print, err: print });
  expect(printed).not.toContain("This is a bug");
  return [code, printed];
}

const rest = {
  info: { title: "T", version: "1" },
  paths: { "/a": { get: { responses: { 200: { description: "OK" } } } } },
};

const bounded = (bounds: object): object => ({
  openapi: "3.1.0",
  ...rest,
  components: { schemas: { A: { type: "string", ...bounds } } },
});

test.each<[string, object, string]>([
  ["letters behind the version", { openapi: "3.0.3X", ...rest }, "invalid-version"],
  ["words behind the version", { openapi: "3.1.0 or later", ...rest }, "invalid-version"],
  ["a version that is a number", { openapi: 3.1, ...rest }, "invalid-version"],
  ["two versions", { openapi: "3.0.3", swagger: "2.0", ...rest }, "invalid-version"],
  ["OpenAPI under the key of Swagger", { swagger: "3.0.0", ...rest }, "invalid-version"],
  ["a bound that is a string", bounded({ maxLength: "9" }), "invalid-schema"],
  ["a bound below zero", bounded({ minLength: -1 }), "invalid-schema"],
  ["a bound that is a list", bounded({ maximum: [1] }), "invalid-schema"],
  ["a multiple of nothing", bounded({ multipleOf: 0 }), "invalid-schema"],
])("%s is reported, and refused by --strict", async (_, description, code) => {
  const [status, printed] = await generate(description);
  expect(status).toBe(0);
  expect(printed).toContain(` warning ${code}: `);
  const [strict, refused] = await generate(description, "--strict");
  expect(strict).toBe(1);
  expect(refused).toContain(code);
});

test.each(["1.0.0X", "2.0.0", 1, null])("an overlay of version %j is refused", async (overlay) => {
  const path = join(folder, "odd.json");
  const actions = [{ target: "$.info", update: { title: "U" } }];
  await writeFile(path, JSON.stringify({ overlay, info: { title: "O", version: "1" }, actions }));
  const [status] = await generate({ openapi: "3.1.0", ...rest }, "--overlay", path, "--strict");
  expect(status).toBe(1);
});
