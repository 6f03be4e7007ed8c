import SwaggerParser from "@apidevtools/swagger-parser";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { generate, readDescription } from "../../generator/generate.ts";
import { openapiActions } from "../helpers/cli.ts";
import { normalize } from "../../generator/emit/openapi/document.ts";
import { DescriptionError } from "../../generator/diagnostics/problem.ts";

const golden = join(import.meta.dirname, "../golden/generate");

/** The descriptions of the golden folders from which something is generated. */
const accepted: string[] = [];
for (const name of (await readdir(golden)).sort()) {
  const files = await readdir(join(golden, name));
  if (files.includes("expected")) accepted.push(name);
}

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "normalize-"));
});
afterAll(() => rm(folder, { recursive: true }));

describe.each(accepted)("%s", (name) => {
  const spec = join(golden, name, "input.yaml");

  test("is valid OpenAPI 3.1", async () => {
    const document = structuredClone(normalize(await readDescription(spec, { asDescribed: true })));
    await SwaggerParser.validate(document as never);
  });

  test("generates the same client", async () => {
    const again = join(folder, "input.yaml");
    await writeFile(
      again,
      JSON.stringify(normalize(await readDescription(spec, { asDescribed: true }))),
    );
    const { files } = await generate(again);
    expect(Object.fromEntries(files)).toEqual(Object.fromEntries((await generate(spec)).files));
  });
});

test("YAML and JSON say the same", async () => {
  const spec = join(golden, "addresses/input.yaml");
  const read = async (...flags: string[]): Promise<unknown> => {
    const { out } = await openapiActions("normalize", spec, ...flags);
    await writeFile(join(folder, "out.yaml"), out);
    return normalize(await readDescription(join(folder, "out.yaml")));
  };
  expect(await read()).toEqual(await read("--json"));
});

test("a description that is refused is refused here too", async () => {
  const spec = join(golden, "no-paths/input.yaml");
  await expect(readDescription(spec)).rejects.toThrow(DescriptionError);
  expect(await openapiActions("normalize", spec)).toMatchObject({ code: 1 });
});
