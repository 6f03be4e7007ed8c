import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { generate } from "../../generator/generate.ts";
import { run } from "../../generator/cli/program.ts";
import { formatFile } from "../../generator/emit/typescript/render.ts";
import { DescriptionError } from "../../generator/diagnostics/problem.ts";
import { compileErrors } from "../helpers/compile.ts";
import { commandsIn } from "../helpers/pragmas.ts";
import { oneIn, sample } from "../helpers/sample.ts";
import { activeParts, renderMarkdown } from "../helpers/markdown.ts";
import { escapes } from "./escapes.ts";
import { payloads } from "./payloads.ts";
import { places } from "./places.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "hostile-"));
});
afterAll(() => rm(folder, { recursive: true }));

/** The package's files; none where the description is refused. */
async function filesOf(description: object, name = "api.json"): Promise<Files> {
  const spec = join(folder, name);
  await writeFile(spec, JSON.stringify(description));
  try {
    return (await generate(spec)).files;
  } catch (error) {
    if (!(error instanceof DescriptionError)) throw error;
    return new Map();
  }
}

type Files = ReadonlyMap<string, string>;

const minimal = { openapi: "3.1.0", info: { title: "T", version: "1" }, paths: {} };

/** A text as a file's name, with what no system allows in one left out. */
function fileNameOf(text: string): string {
  return `${text.replace(/[/\0]/g, "").toWellFormed()}.json`;
}

/** Every place that can hold a stranger's text, and the files generated from it. */
const sources: readonly (readonly [name: string, generated: (text: string) => Promise<Files>])[] = [
  ...places.map(([name, build]) => [name, (text: string) => filesOf(build(text))] as const),
  ["description's file name", (text) => filesOf(minimal, fileNameOf(text))],
  [
    "referenced file's name",
    async (text) => {
      const name = fileNameOf(text);
      const pointer = text.replaceAll("~", "~0").replaceAll("/", "~1");
      await writeFile(join(folder, name), JSON.stringify({ [text]: { type: "object" } }));
      const schema = {
        $ref: `./${encodeURIComponent(name)}#/${encodeURI(pointer.toWellFormed())}`,
      };
      const content = { "application/json": { schema } };
      const responses = { "200": { description: "OK", content } };
      return filesOf({ ...minimal, paths: { "/a": { get: { responses } } } });
    },
  ],
];

// Controls but the line end, and what changes the direction or is invisible.
const unseen = /(?!\n)[\p{Cc}\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\p{DI}]/u;

/** One in so many pairs of a place and a payload; each place and each payload has its turns. */
const rate = sample({ some: 30, more: 3, all: 1 });

/** What a place of its own has, beside the pairs. */
const some = oneIn({ some: 6, more: 1, all: 1 }, payloads);

/** Checked already: most files of a package are the same for every text in a place. */
const clean = new Set<string>();

/** The files of a package that were not checked before. */
function unchecked(files: Files): Files {
  return new Map([...files].filter(([file, content]) => !clean.has(`${file}\n${content}`)));
}

const indexed = sources.map(([name, generated], index) => ({ name, generated, index }));

describe.each(indexed)("$name", ({ name, generated, index: turn }) => {
  // A name of a file is in every module, so it has more of the payloads.
  const own = name.endsWith("file name") ? Math.ceil(rate / 6) : rate;
  const chosen = payloads.filter((_, index) => (turn + index) % own === 0);
  test.each(chosen)("%s stays text", async (_, text) => {
    const files = unchecked(await generated(text));
    for (const [file, content] of files) {
      expect(file).toMatch(
        /^(?:runtime\/middleware\/|[a-z0-9][a-z0-9_-]*\/)?[a-zA-Z0-9][a-zA-Z0-9_-]*\.(?:ts|json|md)$/,
      );
      expect(file).not.toMatch(/(?:^|\/)(?:con|prn|aux|nul|com\d|lpt\d)\./i);
      expect(unseen.exec(content)).toBeNull();
      expect(content.isWellFormed()).toBe(true);
      if (file.endsWith(".ts")) expect(escapes(file, content)).toEqual([]);
      // The runtime is ours, and so are its orders.
      const isMade = file.endsWith(".ts") && !file.startsWith("runtime/");
      if (isMade) expect(commandsIn(file, content)).toEqual([]);
    }
    const manifest = files.get("package.json");
    if (manifest !== undefined) {
      const {
        name,
        scripts,
        description = "",
      } = JSON.parse(manifest) as {
        name: string;
        scripts: object;
        description?: string;
      };
      // Strict readers refuse a file in which a lone surrogate is escaped.
      expect(description.isWellFormed()).toBe(true);
      expect(name).toMatch(/^[a-z0-9][a-z0-9-]*$/);
      expect(Object.keys(scripts)).toEqual(["build", "prepack"]);
    }
    const readme = files.get("README.md") ?? "";
    // Files that we do not lay out ourselves are formatted by Prettier, after escaping.
    for (const one of new Set([readme, await formatFile("README.md", readme)])) {
      for (const html of renderMarkdown(one)) expect(activeParts(html)).toEqual([]);
    }
    for (const [file, content] of files) clean.add(`${file}\n${content}`);
  });
});

test.each(some)("openapi.ts has %s as text", async (_, text) => {
  const spec = join(folder, "types.json");
  const schema = {
    title: text,
    description: text,
    type: "object",
    properties: {
      [text]: { type: "string", description: text, default: text, example: text, format: text },
      b: { enum: [text, "b"] },
      c: { const: text },
    },
  };
  const parameters = [
    { name: text, in: "query", description: text, schema: { type: "string" } },
    { name: "h", in: "header", deprecated: true, schema: { type: "string", pattern: text } },
  ];
  const content = { "application/json": { schema: { $ref: "#/components/schemas/A" } } };
  const responses = { "200": { description: text, content }, "404": { description: text } };
  const operation = { operationId: text, summary: text, description: text, parameters, responses };
  const paths = { "/a": { get: operation }, [`/${text}`]: { get: { responses } } };
  const components = { schemas: { A: schema, [text]: schema } };
  const info = { title: text, version: text, description: text };
  await writeFile(spec, JSON.stringify({ openapi: "3.1.0", info, paths, components }));
  const { files } = await generate(spec, { openapiTypes: true });
  const types = files.get("openapi.ts") ?? "";
  expect(types).toContain("export interface paths");
  expect(escapes("openapi.ts", types)).toEqual([]);
  expect(commandsIn("openapi.ts", types)).toEqual([]);
  expect(unseen.exec(types)).toBeNull();
  expect(types.isWellFormed()).toBe(true);
});

describe("all of it together", () => {
  test("compiles under the strictest flags, and runs nothing when it is imported", async () => {
    const every = sample({ some: 288, more: 36, all: 18 });
    const written: string[] = [];
    const entries: string[] = [];
    for (const [place, [name, generated]] of sources.entries()) {
      for (const [index, [, text]] of payloads.entries()) {
        if ((place * payloads.length + index) % every !== 0) continue;
        for (const [file, content] of await generated(text)) {
          const path = join(folder, "all", `${place}-${index}`, file);
          await mkdir(dirname(path), { recursive: true });
          await writeFile(path, content);
          if (file.endsWith(".ts")) written.push(path);
          if (file === "index.ts") entries.push(path);
        }
        expect(name).not.toBe("");
      }
    }
    expect(entries.length).toBeGreaterThan(10);
    const before = Reflect.ownKeys(Object.prototype);
    for (const entry of entries) await import(pathToFileURL(entry).href);
    expect(Reflect.has(globalThis, "__canary__")).toBe(false);
    expect(Reflect.ownKeys(Object.prototype)).toEqual(before);
    expect(await compileErrors(written)).toEqual([]);
  });

  test.each(some)("a terminal is shown %s, and obeys none of it", async (_, text) => {
    const description = {
      swagger: "2.0",
      info: { title: text, version: "1" },
      paths: {
        [`/{${text}}?${text}`]: {
          get: { operationId: text, parameters: [{ name: text, in: text }] },
        },
        [text]: {
          [text]: 1,
          get: {
            operationId: text,
            responses: { [text]: { $ref: text } },
          },
        },
      },
    };
    const spec = join(folder, fileNameOf(text));
    await writeFile(spec, JSON.stringify(description));
    const refused = join(folder, "refused.json");
    const far = { get: { responses: { 200: { $ref: `http://x/${text}` } } } };
    await writeFile(refused, JSON.stringify({ ...minimal, paths: { "/a": far } }));
    const overlay = join(folder, `overlay ${fileNameOf(text)}`);
    const action = { target: `$.paths[?@.x=='${text}'].${text}`, update: {} };
    const info = { title: text, version: text };
    await writeFile(overlay, JSON.stringify({ overlay: "1.0.0", info, actions: [action] }));
    const seed = join(import.meta.dirname, "../../spec/aws-data-pipeline.yaml");
    for (const args of [
      ["inspect", spec],
      ["inspect", spec, "--json"],
      ["inspect", spec, "--format", "github"],
      ["inspect", spec, "--format", "sarif"],
      ["normalize", spec],
      ["normalize", spec, "--json"],
      ["generate", spec, "-o", join(folder, "terminal")],
      ["check", spec, "-o", join(folder, "terminal")],
      ["inspect", spec, "--overlay", overlay],
      ["inspect", spec, "--overlay", overlay, "--format", "github"],
      ["inspect", spec, "--config", `${spec}.js`],
      ["inspect", text],
      ["inspect", refused],
      ["inspect", refused, "--format", "github"],
      ["diff", seed, spec],
      ["diff", spec, seed, "--json"],
      ["diff", seed, spec, "--markdown"],
    ]) {
      let printed = "";
      const print = (more: string): void => {
        printed += more;
      };
      let markdown = "";
      const out = (more: string): void => {
        if (args.includes("--markdown")) markdown += more;
        printed += more;
      };
      await run(args, { out, err: print });
      expect(printed).not.toContain("This is a bug");
      expect(unseen.exec(printed)).toBeNull();
      // GitHub Actions obeys the first of these at the start of a line, Azure the second anywhere.
      const commands = printed.split("\n").filter((line) => line.trim().startsWith("::"));
      const isOurs = (line: string): boolean => /^::(?:error|warning) file=[^:]+::/.test(line);
      expect(commands.filter((line) => !(args.includes("github") && isOurs(line)))).toEqual([]);
      expect(printed).not.toMatch(/##\w*\[/);
      for (const html of renderMarkdown(markdown)) expect(activeParts(html)).toEqual([]);
    }
  });
});

test.each(some)("normalize prints %s as the value that it was", async (_, text) => {
  const spec = join(folder, "normalize.json");
  const long = `${"word ".repeat(30)}${text}`;
  const info = { title: text, version: "1", description: long, [`x-${text}`]: text };
  await writeFile(spec, JSON.stringify({ ...minimal, info }));
  const printed = { yaml: "", json: "" };
  for (const format of ["yaml", "json"] as const) {
    const args = ["normalize", spec, ...(format === "json" ? ["--json"] : [])];
    const out = (more: string): void => {
      printed[format] += more;
    };
    await run(args, { out, err: () => undefined });
    expect(printed[format]).not.toMatch(/^\s*::|##\w*\[/m);
  }
  const json = JSON.parse(printed.json) as { info: object };
  expect(parse(printed.yaml)).toEqual(json);
  expect(json.info).toMatchObject({ title: text, description: long });
});

describe("on the wire", () => {
  test.each(some)("%s is the value that it was", async (_, text) => {
    const value = text.toWellFormed();
    const files = await filesOf({
      openapi: "3.1.0",
      info: { title: "T", version: "1" },
      paths: {
        [`/a?Action=${encodeURIComponent(value)}`]: {
          get: {
            operationId: "call",
            parameters: [
              { name: "fixed", in: "query", required: true, schema: { enum: [value] } },
              { name: "given", in: "query", schema: { type: "string" } },
            ],
            responses: { "200": { description: "OK" } },
          },
        },
      },
    });
    const root = join(folder, "wire", String(payloads.findIndex(([, one]) => one === text)));
    for (const [file, content] of files) {
      await mkdir(dirname(join(root, file)), { recursive: true });
      await writeFile(join(root, file), content);
    }
    const api = (await import(pathToFileURL(join(root, "index.ts")).href)) as {
      call(params: object): { query: object };
    };
    expect({ ...api.call({ given: value, Action: "other", fixed: "other" }).query }).toEqual({
      Action: value.trim() === value ? value : expect.any(String),
      fixed: value,
      given: value,
    });
  });
});

test("the battery sees what escapes", async () => {
  const template = await readFile(join(import.meta.dirname, "payloads.ts"), "utf8");
  expect(template).toContain("__canary__");
  expect(escapes("a.ts", 'const a = ""; globalThis.__canary__ = 1; "";')).toEqual(["__canary__"]);
  expect(escapes("a.ts", "/** */ __canary__(); /* */")).toEqual(["__canary__"]);
  expect(escapes("a.ts", '/* __canary__ */ const a = "__canary__";')).toEqual([]);
  expect(escapes("a.ts", "const a = `${__canary__}`;")).toEqual(["__canary__"]);
});
