import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { generate } from "../../generator/generate.ts";
import { sample } from "../helpers/sample.ts";
import { escapes } from "./escapes.ts";
import { places } from "./places.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "imports-"));
});
afterAll(() => rm(folder, { recursive: true }));

test("the import extension leaves the README of a user's template as it is", async () => {
  const spec = join(folder, "readme.json");
  const line = 'import { x } from "./x.ts";';
  await writeFile(spec, JSON.stringify(places[0]?.[1]("T")));
  await mkdir(join(folder, "templates"));
  await writeFile(join(folder, "templates/README.md.hbs"), `# A\n\n\`\`\`ts\n${line}\n\`\`\`\n`);
  const templates = join(folder, "templates");
  const { files } = await generate(spec, { templates, importExtension: "js" });
  expect(files.get("README.md")).toContain(line);
});

/** Text like the end of an import, which is written last: after every step that makes text safe. */
const texts = [
  ' from "./__canary__.ts";',
  '\' from "./__canary__.ts";',
  'export * from "./__canary__.ts";',
  'a\nimport "x" from "./__canary__.ts";\n',
  '``` \nexport {} from "./__canary__.ts";',
];

test.each(texts)("the import extension leaves %j as it is", async (text) => {
  const spec = join(folder, "api.json");
  const every = sample({ some: texts.length, more: 1, all: 1 });
  const chosen = places.filter((_, index) => (index + texts.indexOf(text)) % every === 0);
  for (const [place, build] of chosen) {
    await writeFile(spec, JSON.stringify(build(text)));
    for (const importExtension of ["js", "none"] as const) {
      const files = await generate(spec, { layout: "source", importExtension }).then(
        ({ files }) => files,
        () => new Map<string, string>(),
      );
      for (const [file, content] of files) {
        expect(escapes(file, content), place).toEqual([]);
        expect(content, place).not.toMatch(/__canary__(?:\.js)?\\?"/);
      }
    }
  }
});
