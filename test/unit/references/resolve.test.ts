import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { generate } from "../../../generator/generate.ts";
import { DescriptionError } from "../../../generator/diagnostics/problem.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "references-"));
  await mkdir(join(folder, "real"));
  await symlink(join(folder, "real"), join(folder, "link"), "dir");
});
afterEach(() => rm(folder, { recursive: true }));

/** The codes of what is said of a description that refers to a schema elsewhere. */
async function codes(reference: string, ...allowReference: string[]): Promise<string[]> {
  return codesOf(
    { openapi: "3.1.0", info: { title: "T", version: "1" } },
    reference,
    allowReference,
  );
}

async function codesOf(
  head: object,
  reference: string,
  allowReference: readonly string[] = [],
  onRead: (path: string) => void = () => {},
): Promise<string[]> {
  const schema = { $ref: reference };
  const description = {
    ...head,
    paths: {
      "/a": {
        get: {
          responses: { 200: { description: "", content: { "application/json": { schema } } } },
        },
      },
    },
  };
  const spec = join(folder, "link/api.json");
  await writeFile(spec, JSON.stringify(description));
  try {
    return (await generate(spec, { allowReference, onRead })).problems.map(({ code }) => code);
  } catch (error) {
    if (!(error instanceof DescriptionError)) throw error;
    return error.problems.map(({ code }) => code);
  }
}

test("a file beside the description is read, also where its folder is a link", async () => {
  await writeFile(join(folder, "real/pet.json"), '{ "type": "object" }');
  expect(await codes("pet.json")).toEqual([]);
});

test.each([
  ["a version that is no text", { openapi: "3.1.0", info: { title: "T", version: 1 } }],
  ["no information", { openapi: "3.1.0" }],
  ["a version of OpenAPI that is new", { openapi: "3.1.9", info: { title: "T", version: "1" } }],
  ["a version of OpenAPI that is a number", { openapi: 3, info: { title: "T", version: "1" } }],
])("a file is read where the description has %s", async (_, head) => {
  await writeFile(join(folder, "real/pet.json"), '{ "type": "object" }');
  expect(await codesOf(head, "pet.json")).not.toContain("unresolved-reference");
});

test("an empty file is a schema of which nothing is known", async () => {
  await writeFile(join(folder, "real/pet.json"), "{}");
  expect(await codes("pet.json")).toEqual([]);
});

test("files are read in the order of the description, and problems told in it", async () => {
  const names = ["c", "a", "b"];
  for (const name of names) {
    await writeFile(join(folder, `real/${name}.yaml`), "type: object\ntype: object\n");
  }
  const properties = names.map((name) => [name, { $ref: `${name}.yaml` }]);
  await writeFile(
    join(folder, "real/pet.json"),
    JSON.stringify({ properties: Object.fromEntries(properties) }),
  );
  const read: string[] = [];
  await codesOf({ openapi: "3.1.0", info: { title: "T", version: "1" } }, "pet.json", [], (path) =>
    read.push(basename(path)),
  );
  expect(read.slice(1)).toEqual(["pet.json", "c.yaml", "a.yaml", "b.yaml"]);
});

test("a missing file is repaired, also where the folder is a link", async () => {
  expect(await codes("gone.json")).toEqual(["unresolved-reference"]);
});

test("a link that leads out of the folder is refused", async () => {
  await writeFile(join(folder, "secret.json"), '{ "type": "object" }');
  await symlink(join(folder, "secret.json"), join(folder, "real/pet.json"));
  expect(await codes("pet.json")).toEqual(["forbidden-reference"]);
});

test("a file outside is read where its folder is allowed", async () => {
  await mkdir(join(folder, "common"));
  await writeFile(join(folder, "common/pet.json"), '{ "$ref": "sub/pet.json" }');
  await mkdir(join(folder, "common/sub"));
  await writeFile(join(folder, "common/sub/pet.json"), '{ "type": "object" }');
  expect(await codes("../common/pet.json")).toEqual(["forbidden-reference"]);
  expect(await codes("../common/pet.json", join(folder, "common"))).toEqual([]);
});

test("a folder that only begins alike is not allowed", async () => {
  await mkdir(join(folder, "common-secrets"));
  await writeFile(join(folder, "common-secrets/pet.json"), '{ "type": "object" }');
  expect(await codes("../common-secrets/pet.json", join(folder, "common"))).toEqual([
    "forbidden-reference",
  ]);
});

test("a link that leads out is read where its target's folder is allowed", async () => {
  await mkdir(join(folder, "common"));
  await writeFile(join(folder, "common/pet.json"), '{ "type": "object" }');
  await symlink(join(folder, "common/pet.json"), join(folder, "real/pet.json"));
  expect(await codes("pet.json", join(folder, "common"))).toEqual([]);
});

test.each([
  ["a path out of the folder", "../secret.json"],
  ["an absolute path", "/etc/hostname"],
  ["an escaped path out of the folder", "%2e%2e/secret.json"],
  ["a URL", "https://example.com/pet.json"],
  ["a URL without a scheme", "//example.com/pet.json"],
])("%s is refused", async (_, reference) => {
  await writeFile(join(folder, "secret.json"), '{ "type": "object" }');
  expect(await codes(reference)).toEqual(["forbidden-reference"]);
});

test("a file that refers back to the description ends", async () => {
  await writeFile(
    join(folder, "real/pet.json"),
    '{ "properties": { "a": { "$ref": "pet.json" } } }',
  );
  expect(await codes("pet.json")).toEqual([]);
});

const chain = (length: number, link: (next: unknown) => unknown): Record<string, unknown> =>
  Object.fromEntries(
    Array.from({ length }, (_, index) => [
      `A${index}`,
      index === length - 1 ? { type: "string" } : link({ $ref: `#/A${index + 1}` }),
    ]),
  );

test("schemas of another file may be a longer chain than the stack is deep", async () => {
  const links = chain(1500, (next) => ({ type: "object", properties: { next } }));
  await writeFile(join(folder, "real/pet.json"), JSON.stringify(links));
  expect(await codes("pet.json#/A0")).toEqual([]);
});

test.each([
  ["too deep", "too-deep", chain(300, (next) => ({ next }))],
  ["too much", "too-many-values", chain(60, (next) => [next, next])],
])("what references put in place is refused where it is %s", async (_, code, links) => {
  await writeFile(join(folder, "real/examples.json"), JSON.stringify(links));
  const description = {
    openapi: "3.1.0",
    info: { title: "T", version: "1" },
    paths: { "/a": { get: { callbacks: { one: { $ref: "examples.json#/A0" } } } } },
  };
  const spec = join(folder, "link/api.json");
  await writeFile(spec, JSON.stringify(description));
  await expect(generate(spec)).rejects.toMatchObject({ problems: [{ code, severity: "error" }] });
});

/** A response whose schema, and what stands beside it, come from the test. */
function described(media: object, more: object = {}): object {
  return {
    openapi: "3.1.0",
    info: { title: "T", version: "1" },
    paths: {
      "/a": {
        get: {
          ...more,
          responses: { 200: { description: "", content: { "application/json": media } } },
          ...more,
        },
      },
    },
  };
}

const elsewhere = [{ $ref: "https://api.example.com/Users/1" }, { $ref: "../out.json#/a" }];

test.each<[string, object]>([
  ["example of a media type", described({ example: elsewhere })],
  ["value of an example", described({ examples: { one: { value: elsewhere } } })],
  ["reference to an example", described({ examples: { one: elsewhere[0] } })],
  ["example of a schema", described({ schema: { example: elsewhere } })],
  ["examples of a schema", described({ schema: { examples: elsewhere } })],
  ["default", described({ schema: { default: elsewhere } })],
  ["enum", described({ schema: { enum: elsewhere } })],
  ["const", described({ schema: { const: elsewhere } })],
  ["extension", described({}, { "x-samples": { one: elsewhere[1] } })],
])("a `$ref` in data is data: %s", async (_, description) => {
  const file = join(folder, "data.json");
  await writeFile(file, JSON.stringify(description));
  expect((await generate(file)).problems.map(({ code }) => code)).toEqual([]);
});

test.each(["example", "default", "value", "const", "x-kind"])(
  "a property that is called like data is a schema: %s",
  async (name) => {
    await writeFile(join(folder, "other.json"), JSON.stringify({ type: "integer" }));
    const file = join(folder, "names.json");
    const schema = { type: "object", properties: { [name]: { $ref: "other.json" } } };
    await writeFile(file, JSON.stringify(described({ schema })));
    const { files } = await generate(file);
    expect(files.get("schemas/other.ts")).toContain("export type Other = number;");
  },
);

test("the response of any other status is read from another file", async () => {
  const other = {
    description: "",
    content: { "application/json": { schema: { type: "integer" } } },
  };
  await writeFile(join(folder, "other.json"), JSON.stringify(other));
  const file = join(folder, "default.json");
  const responses = { default: { $ref: "other.json" } };
  await writeFile(file, JSON.stringify(described({}, { responses })));
  await expect(generate(file)).resolves.toMatchObject({ problems: [] });
});
