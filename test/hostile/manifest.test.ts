import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { run } from "../../generator/cli/program.ts";
import { parseManifest } from "../../generator/output/manifest.ts";
import { oneIn } from "../helpers/sample.ts";

const temporary = mkdtempSync(join(tmpdir(), "manifest-"));
afterAll(() => rmSync(temporary, { recursive: true, force: true }));

const spec = join(temporary, "api.json");
const manifestFile = ".openapi-actions.json";
let made: string;
beforeAll(async () => {
  const content = { "application/json": { schema: { $ref: "#/components/schemas/A" } } };
  const responses = { 200: { description: "OK", content } };
  const description = {
    openapi: "3.1.0",
    info: { title: "T", version: "1" },
    paths: { "/a": { get: { operationId: "call", responses } } },
    components: { schemas: { A: { type: "object", properties: { a: {} } } } },
  };
  writeFileSync(spec, JSON.stringify(description));
  made = join(temporary, "made");
  expect(await generate(made)).toBe(0);
});

async function generate(output: string): Promise<number> {
  return run(["generate", spec, "-o", output], { out: () => undefined, err: () => undefined });
}

function filesOf(folder: string): ReadonlyMap<string, string> {
  const manifest = parseManifest(readFileSync(join(folder, manifestFile), "utf8"));
  return typeof manifest === "object" ? manifest.files : new Map();
}

/** A copy of the package with another text in a file, and that file's entry in the manifest. */
function planted(file: string, text: string, entry: string | undefined): string {
  const folder = mkdtempSync(join(temporary, "planted-"));
  cpSync(made, folder, { recursive: true });
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), text);
  const path = join(folder, manifestFile);
  const manifest = JSON.parse(readFileSync(path, "utf8")) as { files: object };
  const files = { ...manifest.files, ...(entry !== undefined && { [file]: entry }) };
  writeFileSync(path, JSON.stringify({ ...manifest, files }));
  return folder;
}

const kinds = [
  "index.ts",
  "operations/call.ts",
  "schemas/a.ts",
  "runtime/client.ts",
  "package.json",
  "tsconfig.json",
  "README.md",
];

describe.each(["0123456789abcdef", "", "constructor", " "])("a stranger's entry %j", (entry) => {
  test.each(oneIn({ some: 3, more: 1, all: 1 }, kinds))(
    "for a user's %s makes it no generated file",
    async (file) => {
      const folder = planted(file, "mine", entry);
      expect(await generate(folder)).toBe(2);
      expect(readFileSync(join(folder, file), "utf8")).toBe("mine");
    },
  );

  const users = ["src/main.ts", "notes.md", ".env", ".github/workflows/ci.yml"];
  test.each(oneIn({ some: 2, more: 1, all: 1 }, users))(
    "for a user's %s, which no package has, leaves it",
    async (file) => {
      const folder = planted(file, "mine", entry);
      await generate(folder);
      expect(readFileSync(join(folder, file), "utf8")).toBe("mine");
      expect([...filesOf(folder).keys()]).not.toContain(file);
    },
  );
});

test.each(kinds)("%s as it was written, or marked, is generated again", async (file) => {
  const before = readFileSync(join(made, file), "utf8");
  const folder = planted(file, before.replaceAll("\n", "\r\n"), undefined);
  expect(await generate(folder)).toBe(0);
  if (file.endsWith(".json")) return;
  const [mark = ""] = before.split("\n");
  const edited = planted(file, `${mark}\nedited`, undefined);
  expect(await generate(edited)).toBe(0);
  expect(readFileSync(join(edited, file), "utf8")).toBe(before);
});

test.each(["../evil.ts", "/evil.ts", "a/../../evil.ts", "C:evil.ts", ".git/hooks/pre-commit"])(
  "a manifest that lists %s is refused",
  async (path) => {
    const folder = planted("index.ts", readFileSync(join(made, "index.ts"), "utf8"), undefined);
    const manifest = { version: 2, files: { [path]: "0123456789abcdef" } };
    writeFileSync(join(folder, manifestFile), JSON.stringify(manifest));
    expect(await generate(folder)).toBe(2);
  },
);
