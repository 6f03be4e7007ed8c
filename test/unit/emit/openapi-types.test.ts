import { mkdtempSync, rmSync } from "node:fs";
import { mkdir, readdir, symlink, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import createClient from "openapi-fetch";
import ts from "typescript";
import { afterAll, expect, test } from "vitest";
import { DescriptionError } from "../../../generator/diagnostics/problem.ts";
import { generate, type Generated } from "../../../generator/generate.ts";
import { compileErrors } from "../../helpers/compile.ts";
import { differencesOf, type Judged } from "../../helpers/judge.ts";

const root = join(import.meta.dirname, "../../..");
const golden = join(root, "test/golden/generate");
const folder = mkdtempSync(join(tmpdir(), "openapi-types-"));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

async function write(name: string, files: Iterable<readonly [string, string]>): Promise<void> {
  for (const [file, text] of files) {
    await mkdir(dirname(join(folder, name, file)), { recursive: true });
    await writeFile(join(folder, name, file), text);
  }
}

test("openapi.ts is only written where it is asked for", async () => {
  const spec = join(golden, "addresses/input.yaml");
  expect((await generate(spec)).files.has("openapi.ts")).toBe(false);
  expect((await generate(spec, { openapiTypes: true })).files.has("openapi.ts")).toBe(true);
});

test("openapi.ts holds no text that ends a script element or a line", async () => {
  const text = "a</script><!--\u2028'\"\\ //# sourceMappingURL=x";
  const spec = join(folder, "texts.json");
  const schema = { type: "object", properties: { [text]: { enum: [text] } } };
  const content = { "application/json": { schema } };
  const responses = { 200: { description: text, content } };
  const paths = { "/a": { get: { description: text, responses } } };
  const info = { title: "T", version: "1" };
  await writeFile(spec, JSON.stringify({ openapi: "3.1.0", info, paths }));
  const module = (await generate(spec, { openapiTypes: true })).files.get("openapi.ts") ?? "";
  expect(module).not.toMatch(/<\/?script|<!--|\u2028|[#@] sourceMappingURL=/i);
  const source = ts.createSourceFile("openapi.ts", module, ts.ScriptTarget.Latest);
  const strings: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteral(node)) strings.push(node.text);
    ts.forEachChild(node, visit);
  };
  visit(source);
  expect(strings.filter((one) => one === text)).toHaveLength(2);
});

test("a client of openapi-fetch has the types of openapi.ts", { timeout: 240_000 }, async () => {
  const { files } = await generate(join(golden, "parameters-3.1/input.yaml"), {
    openapiTypes: true,
  });
  const text = files.get("openapi.ts") ?? "";
  const path = /^ {2}"(?<path>\/[\w/-]*)": \{$/m.exec(text)?.groups?.["path"] ?? "";
  const use = `import createClient from "openapi-fetch";
    import type { paths } from "./openapi.ts";
    const client = createClient<paths>({ baseUrl: "https://api.example.com" });
    export const right: Promise<unknown> = client.GET(${JSON.stringify(path)}, {} as never);
    // @ts-expect-error not a path of the description
    export const wrong: Promise<unknown> = client.GET("/nowhere");\n`;
  await write("fetch", [["openapi.ts", text] as const, ["use.ts", use] as const]);
  await writeFile(join(folder, "fetch/package.json"), '{ "type": "module" }');
  await symlink(join(root, "node_modules"), join(folder, "fetch/node_modules"));
  expect(path).not.toBe("");
  expect(await compileErrors([join(folder, "fetch/use.ts")])).toEqual([]);
});

test("a client of openapi-fetch calls an ordinary path of the normalized description", async () => {
  const seen: string[] = [];
  const server = createServer((request, response) => {
    seen.push(`${request.method ?? ""} ${request.url ?? ""}`);
    response.setHeader("Content-Type", "application/json").end('{"ok":true}');
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  interface Paths {
    "/tasks/{id}": {
      get: {
        parameters: { path: { id: string } };
        responses: { 200: { content: { "application/json": { ok: boolean } } } };
      };
    };
  }
  const client = createClient<Paths>({ baseUrl: `http://127.0.0.1:${port}` });
  const { data } = await client.GET("/tasks/{id}", { params: { path: { id: "a" } } });
  server.close();
  expect([data?.ok, seen]).toEqual([true, ["GET /tasks/a"]]);
});

/** Where a type is not the one that openapi-typescript has for the same schema, and why. */
const differences: Readonly<Record<string, string>> = {
  "directions OnlySent is wider": "readOnly: only requests have it, without what is only received",
  "directions OnlyReceived is wider":
    "writeOnly: only responses have it, without what is only sent",
  "binary-text Original is wider": "format binary in a form is a Blob, which is what is sent",
  "binary-text Original is narrower": "the same",
  "formats Event is wider": "an optional property beside additional ones, which may be undefined",
  "pagination-faults does not compile": "a response that is itself, which ours has as unknown",
  "references Pet is wider": "$defs is a keyword and not a property",
  "references Document is wider": "the same",
  "references PetsIdGet200 is wider": "the same, by reference",
  "names APet is narrower": "a base with a discriminator is the union of those that extend it",
  "names PagePet is narrower": "the same, in a list",
  "schemas-2.0 Pet is narrower": "a base with a discriminator is the union of those that extend it",
  "schemas-2.0 PetList is narrower": "the same, in a list",
  "schemas-2.0 Owner is narrower": "the same, in a property",
  "schemas-2.0 Cat is narrower": "the same, in a property of Owner",
  "schemas-2.0 Dog is narrower": "the same, in a property of Owner",
};

test(
  "each named type is openapi-typescript's, or the difference is known",
  { timeout: 240_000 },
  async () => {
    const packages = new Map<string, Judged>();
    for (const name of (await readdir(golden)).sort()) {
      const found = await generated(name);
      if (!found || found.description.service.schemas.length === 0) continue;
      packages.set(name, { folder: join(folder, name), generated: found });
    }
    expect(packages.size).toBeGreaterThan(10);
    expect(await differencesOf(packages)).toEqual(Object.keys(differences).sort());
  },
);

async function generated(name: string): Promise<Generated | undefined> {
  const given = await readdir(join(golden, name));
  const input = given.find((file) => /^input\.(?!overlay\.)/.test(file)) ?? "";
  try {
    return await generate(join(golden, name, input));
  } catch (error) {
    if (error instanceof DescriptionError) return undefined;
    throw error;
  }
}
