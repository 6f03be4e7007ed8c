import { existsSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  check,
  DescriptionError,
  diff,
  generate,
  UnusableError,
} from "../../../generator/index.ts";
import type { Emitter } from "../../../generator/index.ts";
import { run } from "../../../generator/cli/program.ts";
import { requestLines } from "./request-lines.ts";

const api = `openapi: 3.1.0
info: { title: Zoo, version: 1.0.0 }
paths:
  /?Action=FeedAnimal:
    post: { operationId: feedAnimal, responses: { 204: { description: Fed } } }
`;

let folder: string;
let input: string;
let output: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "api-"));
  input = join(folder, "zoo.yaml");
  output = join(folder, "client");
  await writeFile(input, api);
});
afterEach(() => rm(folder, { recursive: true }));

describe("generate", () => {
  test("writes the client and returns its files", async () => {
    const { files, problems, changes } = await generate({ input, output });
    expect(problems).toEqual([]);
    expect(changes).toMatchObject({ removed: [], unchanged: 0 });
    expect(changes?.written).toContain("index.ts");
    for (const [file, text] of files) {
      expect(await readFile(join(output, file), "utf8")).toBe(text);
    }
  });

  test("writes what the command line writes", async () => {
    await generate({ input, output });
    const printed: string[] = [];
    const print = (text: string): void => void printed.push(text);
    const code = await run(["check", input, "-o", output], { out: print, err: print });
    expect([code, printed.join("")]).toEqual([0, `${output}: up to date\n`]);
  });

  test("writes nothing where only the files are asked for", async () => {
    const { files, changes } = await generate({ input, output, write: false });
    expect(files.get("index.ts")).toContain("feedAnimal");
    expect(changes).toBeUndefined();
    expect(existsSync(output)).toBe(false);
  });

  test("takes the settings of a client in a configuration", async () => {
    const names = { feedAnimal: "feed" };
    const { files } = await generate({ input, output, names, layout: "source", write: false });
    expect(files.has("package.json")).toBe(false);
    expect(files.get("index.ts")).toContain("feed");
  });

  test("rejects with every problem, and writes nothing", async () => {
    await writeFile(input, `---\n---\n---\n${api}`);
    const failure = await generate({ input, output, strict: true }).catch(
      (error: unknown) => error,
    );
    expect(failure).toBeInstanceOf(DescriptionError);
    const { problems } = failure as DescriptionError;
    expect(problems.map(({ code }) => code)).toEqual(["empty-document", "empty-document"]);
    expect(existsSync(output)).toBe(false);
  });

  test("rejects with one sentence where the description cannot be read", async () => {
    const failure = generate({ input: join(folder, "none.yaml"), output });
    await expect(failure).rejects.toBeInstanceOf(UnusableError);
  });
});

describe("check", () => {
  test("finds no drift after generating", async () => {
    await generate({ input, output });
    expect((await check({ input, output })).drift).toBeUndefined();
  });

  test("finds files that were edited", async () => {
    await generate({ input, output });
    await writeFile(join(output, "index.ts"), "edited");
    const { drift } = await check({ input, output });
    expect(drift?.causes).toEqual([{ kind: "edited", files: ["index.ts"] }]);
    expect(await readFile(join(output, "index.ts"), "utf8")).toBe("edited");
  });

  test("finds that nothing was generated", async () => {
    const { drift } = await check({ input, output });
    expect(drift?.causes).toEqual([{ kind: "never-generated" }]);
  });
});

describe("diff", () => {
  test("lists and counts the changes", async () => {
    const after = join(folder, "new.yaml");
    await writeFile(after, api.replace("feedAnimal", "feed"));
    const { changes, counts } = await diff(input, after);
    expect(changes.map(({ code }) => code)).toEqual(["operation-renamed"]);
    expect(counts).toEqual({ breaking: 1, additive: 0, documentation: 0 });
  });

  test("leaves out what the filters leave out", async () => {
    const after = join(folder, "new.yaml");
    await writeFile(after, api.replace("FeedAnimal", "PetAnimal").replace("feed", "pet"));
    const filters = { operations: ["!*"] };
    const { changes } = await diff(input, after, {
      filters,
      severities: { "unused-filter": "off" },
    });
    expect(changes).toEqual([]);
  });
});

describe("an emitter of the user's", () => {
  test("adds its file to the client", async () => {
    const { changes } = await generate({ input, output, emitters: [requestLines] });
    expect(changes?.written).toContain("request-lines.ts");
    expect(await readFile(join(output, "request-lines.ts"), "utf8")).toBe(
      `/** The constant part of each function's request. */
export const requestLines = {
  "feedAnimal": "POST /?Action=FeedAnimal",
} as const;
`,
    );
    expect((await check({ input, output, emitters: [requestLines] })).drift).toBeUndefined();
  });

  test("has its file removed when it is no longer configured", async () => {
    await generate({ input, output, emitters: [requestLines] });
    const { changes } = await generate({ input, output });
    expect(changes?.removed).toEqual(["request-lines.ts"]);
    expect(await readdir(output)).not.toContain("request-lines.ts");
  });

  test("receives the import extension", async () => {
    const emitter: Emitter = {
      name: "options",
      emit: async (_, options) => new Map([["options.json", JSON.stringify(options)]]),
    };
    const options = { input, output, layout: "source", importExtension: "js" } as const;
    const { files } = await generate({ ...options, emitters: [emitter], write: false });
    expect(files.get("options.json")).toBe('{"layout":"source","importExtension":"js"}');
  });

  test.each(["index.ts", "../outside.ts"])("cannot write %s", async (file) => {
    const emitter: Emitter = { name: "bad", emit: () => new Map([[file, ""]]) };
    await expect(generate({ input, output, emitters: [emitter] })).rejects.toBeInstanceOf(
      UnusableError,
    );
    expect(existsSync(output)).toBe(false);
  });
});
