import fc from "fast-check";
import { globSync, readFileSync } from "node:fs";
import { copyFile, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { format, resolveConfig } from "prettier";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parseAllDocuments } from "yaml";
import { generate } from "../../generator/generate.ts";
import { run } from "../../generator/cli/program.ts";
import { DescriptionError, UnusableError } from "../../generator/diagnostics/problem.ts";
import { compileFolder } from "../helpers/compile.ts";
import { runs } from "../helpers/sample.ts";
import { escapes, syntaxErrors } from "./escapes.ts";
import { mutated, mutation, type Mutation } from "./mutation.ts";
import { payloads } from "./payloads.ts";
import { places } from "./places.ts";

const patience = 3_600_000;

/** Milliseconds for any one description, none of which takes one. */
const limit = 10_000;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "properties-"));
  await mkdir(join(folder, "packages"));
});
afterAll(() => rm(folder, { recursive: true }));

/** Writes a package, to be compiled with all others. They have one runtime. */
async function writePackage(files: ReadonlyMap<string, string>): Promise<string> {
  const root = await mkdtemp(join(folder, "packages/"));
  await symlink(join(import.meta.dirname, "../../templates/runtime"), join(root, "runtime"), "dir");
  for (const [file, text] of files) {
    if (file.startsWith("runtime/")) continue;
    await mkdir(dirname(join(root, file)), { recursive: true });
    await writeFile(join(root, file), text);
  }
  return root;
}

/** The package's own files; none where the description is refused, as it may be. */
async function generated(spec: string): Promise<ReadonlyMap<string, string>> {
  const start = performance.now();
  try {
    const { files } = await generate(spec);
    return new Map([...files].filter(([file]) => !file.startsWith("runtime/")));
  } catch (error) {
    if (!(error instanceof DescriptionError || error instanceof UnusableError)) throw error;
    return new Map();
  } finally {
    expect(performance.now() - start).toBeLessThan(limit);
  }
}

async function generatedFrom(description: object): Promise<ReadonlyMap<string, string>> {
  const spec = join(folder, "api.json");
  await writeFile(spec, JSON.stringify(description));
  return generated(spec);
}

const fragments = [
  ..."\"'`\\/*<>&#?=;%@|[]{}()$.,:-_ \t\n\r\0".split(""),
  "\u0085\u2028\u2029",
  "\u202e",
  "\u200b",
  "\ufeff",
  "\ud800",
  "\udc00",
  "\u{1f600}",
  "e\u0301",
  "*/",
  "/*",
  "//",
  "${",
  "{{",
  "}}",
  "</",
  "<!--",
  "\r\n",
  "\\u0022",
  "&#42;",
  "&amp;",
  "%2F",
  "../",
  "```",
  "# ",
  "- ",
  "| ",
  "@ts-nocheck",
  "constructor",
  "__proto__",
  "default",
  "a.N.b",
];

/** Any text, biased towards what means something to a program that reads it. */
const text = fc
  .array(
    fc.oneof(
      fc.constantFrom(...fragments),
      fc.constantFrom(...payloads.map(([, payload]) => payload)),
      fc.string({ unit: "binary", maxLength: 8 }),
      fc.string({ unit: "grapheme-ascii", maxLength: 8 }),
    ),
    { maxLength: 5 },
  )
  .map((parts) => parts.join(""));

describe("any text in any place", () => {
  test(
    "stays text, in files that are well formed and formatted",
    async () => {
      const style = await resolveConfig(import.meta.filename);
      // No identifier has a hyphen.
      const marked = fc.tuple(text, text).map((parts) => parts.join("-__canary__-"));
      await fc.assert(
        fc.asyncProperty(
          fc.constantFrom(...places),
          fc.oneof(marked, text),
          async ([, build], text) => {
            const files = await generatedFrom(build(text));
            for (const [file, content] of files) {
              if (file.endsWith(".ts")) expect(escapes(file, content)).toEqual([]);
              const formatted = await format(content, { ...style, filepath: `/${file}` });
              expect(formatted).toBe(content);
            }
            await writePackage(files);
          },
        ),
        runs({ some: 8, more: 200, all: 2_000 }),
      );
    },
    patience,
  );

  test(
    "goes on the wire as it is",
    async () => {
      const sent = text.map((one) => one.toWellFormed().trim());
      await fc.assert(
        fc.asyncProperty(fc.array(sent, { minLength: 1, maxLength: 20 }), async (texts) => {
          const single = (value: string) => ({ required: true, schema: { enum: [value] } });
          const operation = (value: string, index: number): [string, object] => [
            `/a/${encodeURIComponent(value)}?Action=${encodeURIComponent(value)}#${index}`,
            {
              post: {
                "x-operation-name": `call${index}`,
                parameters: [
                  { name: "fixed", in: "query", ...single(value) },
                  { name: "X-Fixed", in: "header", ...single(value) },
                  { name: "given", in: "query", schema: { type: "string" } },
                ],
                requestBody: { content: { "application/json": { schema: { const: value } } } },
                responses: {},
              },
            },
          ];
          const files = await generatedFrom({
            openapi: "3.1.0",
            info: { title: "T", version: "1" },
            paths: Object.fromEntries(texts.map(operation)),
          });
          const root = await writePackage(files);
          const api = (await import(pathToFileURL(join(root, "index.ts")).href)) as Readonly<
            Record<string, (params: object) => Sent>
          >;
          for (const [index, value] of texts.entries()) {
            const { path, query, headers } = api[`call${index}`]?.({ given: value }) ?? {};
            expect(decodeURIComponent(path ?? "")).toBe(`/a/${value}`);
            expect({ ...query }).toEqual({ Action: value, fixed: value, given: value });
            expect(headers?.["X-Fixed"]).toBe(value);
          }
        }),
        runs({ some: 2, more: 20, all: 200 }),
      );
    },
    patience,
  );

  test(
    "is in the documentation, word for word",
    async () => {
      const word = fc.string({
        unit: fc.constantFrom(..."aBc1é".split("")),
        minLength: 1,
        maxLength: 8,
      });
      const between = fc.constantFrom(
        ..." \n\t\"'`*/@|#.:;".split(""),
        "*/",
        " - ",
        "\n\n",
        "\u2028",
      );
      const prose = fc.array(fc.tuple(word, between), { minLength: 1, maxLength: 30 });
      await fc.assert(
        fc.asyncProperty(prose, async (parts) => {
          const files = await generatedFrom({
            openapi: "3.1.0",
            info: { title: "T", version: "1" },
            paths: { "/a": { get: { operationId: "call", description: parts.flat().join("") } } },
          });
          const content = files.get("operations/call.ts") ?? "";
          const comments = content.replace(/^(?! ?[/*]).*$/gm, "");
          const words = comments.match(/[aBc1é]+/g) ?? [];
          const want =
            parts
              .flat()
              .join("")
              .match(/[aBc1é]+/g) ?? [];
          expect(words.join(" ")).toContain(want.join(" "));
        }),
        runs({ some: 6, more: 100, all: 1_000 }),
      );
    },
    patience,
  );
});

interface Sent {
  readonly path: string;
  readonly query: object;
  readonly headers: Readonly<Record<string, string>>;
}

/** A description that somebody could have written, and what lies beside it. */
interface Base {
  /** The description's own name, first of all. */
  readonly spec: string;
  readonly documents: ReadonlyMap<string, unknown>;
}

const bases: readonly Base[] = globSync(
  ["golden/generate/*/input.{yaml,json}", "../spec/*-pipeline.yaml"],
  {
    cwd: dirname(import.meta.dirname),
  },
)
  .sort()
  .flatMap((path) => {
    const root = join(dirname(import.meta.dirname), dirname(path));
    const names = globSync("{.,common}/*.{yaml,json}", { cwd: root }).sort();
    const documents = names.flatMap((name): [string, unknown][] => {
      const [document] = parseAllDocuments(readFileSync(join(root, name), "utf8"));
      const content: unknown = document && "errors" in document ? document.toJS() : undefined;
      return typeof content === "object" && content !== null ? [[name, content]] : [];
    });
    return documents.length > 0 ? [{ spec: basename(path), documents: new Map(documents) }] : [];
  });

/** A description after some changes, in a folder of its own. @returns its path. */
async function writeMutated(
  { spec, documents }: Base,
  chosen: number,
  mutations: readonly Mutation[],
): Promise<string> {
  const root = join(folder, "mutated");
  await rm(root, { recursive: true, force: true });
  for (const [index, [name, document]] of [...documents].entries()) {
    const isChosen = index === chosen % documents.size;
    const content = isChosen ? mutated(document, mutations) : document;
    await mkdir(dirname(join(root, name)), { recursive: true });
    await writeFile(join(root, name), JSON.stringify(content));
  }
  return join(root, spec);
}

describe("any document", () => {
  test(
    "gives a client that compiles, or is refused with a reason",
    async () => {
      let before = join(dirname(import.meta.dirname), "golden/generate/parameters/input.yaml");
      let made = 0;
      await fc.assert(
        fc.asyncProperty(
          fc.constantFrom(...bases),
          fc.nat(),
          fc.array(mutation, { minLength: 1, maxLength: 8 }),
          fc.constantFrom("text", "github", "sarif", "json"),
          async (base, chosen, mutations, style) => {
            const spec = await writeMutated(base, chosen, mutations);
            const files = await generated(spec);
            for (const [file, content] of files) {
              if (file.endsWith(".ts")) expect(syntaxErrors(file, content)).toEqual([]);
            }
            for (const args of [
              ["inspect", spec, "--format", style],
              ["normalize", spec],
              ["diff", before, spec],
              ["diff", spec, before, "--markdown"],
            ]) {
              let printed = "";
              const print = (more: string): void => {
                printed += more;
              };
              await run([...args, "--verbose"], { out: print, err: print });
              expect(printed).not.toContain("This is a bug");
            }
            if (files.size === 0) return;
            made += 1;
            before = join(folder, `before${made % 2}.json`);
            await copyFile(spec, before);
            await writePackage(files);
          },
        ),
        runs({ some: 12, more: 300, all: 20_000 }),
      );
    },
    patience,
  );
});

test(
  "every package of these compiles under the strictest flags",
  async () => {
    expect(await compileFolder(join(folder, "packages"))).toBe("");
  },
  patience,
);
