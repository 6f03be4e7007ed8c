import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openapiActions, type Outcome } from "../helpers/cli.ts";

const root = join(import.meta.dirname, "../..");
const seed = join(root, "spec/aws-data-pipeline.yaml");

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "main-"));
});
afterEach(() => rm(folder, { recursive: true }));

describe("help and usage", () => {
  test("--help names the commands", async () => {
    const { code, out } = await openapiActions("--help");
    expect(code).toBe(0);
    expect(out).toMatch(/generate[^]*check/);
  });

  test("--version is the package's", async () => {
    const { version } = JSON.parse(await readFile(join(root, "package.json"), "utf8")) as {
      version: string;
    };
    expect(await openapiActions("--version")).toEqual({ code: 0, out: `${version}\n`, err: "" });
  });

  test.each([
    ["an unknown command", ["generat"], "Did you mean generate?"],
    ["an unknown flag", ["generate", "--outpt", "x"], "Did you mean --output?"],
    ["a flag without its value", ["generate", "--output"], "argument missing"],
    ["an unknown limit", ["generate", "--limit", "deep=3"], "Unknown limit `deep`."],
    ["a limit without a number", ["generate", "--limit", "depth"], "`depth` must be a number."],
    ["a limit with a unit of others", ["generate", "--limit", "depth=1KiB"], "must be a number."],
    ["a limit that is too high", ["generate", "--limit", "depth=5000"], "from 1 to 400."],
    ["one argument too many", ["generate", "a", "b"], "too many arguments"],
  ])("%s ends with 2 and says what to do", async (_, args, want) => {
    const { code, err } = await openapiActions(...args);
    expect(code).toBe(2);
    expect(err).toContain(want);
  });

  test("nothing at all shows the help and ends with 2", async () => {
    const { code, err } = await openapiActions();
    expect(code).toBe(2);
    expect(err).toContain("Usage:");
  });
});

describe("generate", () => {
  test("writes the package and says how much", async () => {
    const { code, out } = await openapiActions("generate", seed, "--output", join(folder, "out"));
    expect(code).toBe(0);
    const [counts, layout, next, end] = out.split("\n");
    expect(counts).toMatch(/out: \d+ written, 0 removed, 0 unchanged$/);
    expect(layout).toBe('Layout package, imports with ".ts" (a package of its own)');
    expect(next).toMatch(/^Next: read .*README\.md/);
    expect(end).toBe("");
    expect(await readdir(join(folder, "out"))).toContain("index.ts");
  });

  describe("where a typo would lose something", () => {
    const spec = join(import.meta.dirname, "../golden/generate/lost-by-typo/input.yaml");
    const allowed = ["--allow", "unresolved-reference", "--allow", "invalid-parameter-location"];

    test("refuses, and says how to go on without it", async () => {
      const { code, err } = await openapiActions("generate", spec, "-o", join(folder, "out"));
      expect(code).toBe(1);
      expect(err).toContain("--allow invalid-parameter-location");
    });

    test("warns once it is allowed", async () => {
      const args = ["generate", spec, "-o", join(folder, "out"), ...allowed];
      const { code, err } = await openapiActions(...args);
      expect(code).toBe(0);
      expect(err).toContain("warning invalid-parameter-location: The location `qury`");
    });

    test("takes no code that there is not", async () => {
      const { code, err } = await openapiActions("inspect", spec, "--allow", "unresolved-ref");
      expect(code).toBe(2);
      expect(err).toContain("Did you mean `unresolved-reference`?");
    });
  });

  test("counts the same files, whether they are written or right already", async () => {
    const first = await openapiActions("generate", seed, "--output", join(folder, "out"));
    const second = await openapiActions("generate", seed, "--output", join(folder, "out"));
    const [, written] = /(\d+) written/.exec(first.out) ?? [];
    const [, unchanged] = /(\d+) unchanged/.exec(second.out) ?? [];
    expect(written).toBe(unchanged);
    const files = await readdir(join(folder, "out"), { recursive: true, withFileTypes: true });
    expect(written).toBe(String(files.filter((file) => file.isFile()).length - 1));
  });

  describe("in a project that compiles the folder", () => {
    const output = (): string => join(folder, "src/api");
    beforeEach(async () => {
      await writeFile(join(folder, "package.json"), '{ "type": "module" }');
      const options = '{ "compilerOptions": { "module": "nodenext" } }';
      await writeFile(join(folder, "tsconfig.json"), options);
    });

    test("writes sources alone, with imports as the project resolves them", async () => {
      const { out } = await openapiActions("generate", seed, "--output", output());
      expect(out).toContain('\nLayout source, imports with ".js" (');
      expect((await readdir(output())).filter((name) => !/^[a-z]+$/.test(name))).toEqual([
        ".openapi-actions.json",
        "index.ts",
      ]);
      const index = await readFile(join(output(), "index.ts"), "utf8");
      const imports = [...index.matchAll(/ from "(.*)";$/gm)].map(([, path]) => path);
      expect(imports).toContain("./operations/poll-for-task.js");
      expect(imports.filter((path) => !path?.endsWith(".js"))).toEqual([]);
    });

    test("remembers how, whatever becomes of the project", async () => {
      await openapiActions("generate", seed, "--output", output());
      await rm(join(folder, "tsconfig.json"));
      expect(await openapiActions("check", seed, "-o", output())).toMatchObject({ code: 0 });
    });

    test("takes flags before what it remembers", async () => {
      await openapiActions("generate", seed, "--output", output());
      const flags = ["--layout", "package", "--import-extension", "ts"];
      const { code } = await openapiActions("check", seed, "-o", output(), ...flags);
      expect(code).toBe(1);
      await openapiActions("generate", seed, "-o", output(), ...flags);
      expect(await readdir(output())).toContain("package.json");
      expect(await openapiActions("check", seed, "-o", output())).toMatchObject({ code: 0 });
    });

    test("refuses a package whose modules Node could not find", async () => {
      const flags = ["--layout", "package", "--import-extension", "none"];
      const { code, err } = await openapiActions("generate", seed, "-o", output(), ...flags);
      expect([code, err]).toEqual([2, expect.stringContaining("Choose the import extension")]);
    });
  });

  test("reads as much as the limits say", async () => {
    const generate = (...limits: string[]): Promise<Outcome> =>
      openapiActions("generate", seed, "-o", join(folder, "out"), ...limits);
    const { code, err } = await generate("--limit", "tokens=100");
    expect({ code, err }).toEqual({ code: 1, err: expect.stringContaining("--limit tokens=200") });
    expect((await generate("--limit", "bytes=1KiB")).code).toBe(2);
    expect((await generate("--limit", "bytes=1MiB", "--limit", "tokens=10000")).code).toBe(0);
  });

  test("touches nothing where nothing changed", async () => {
    await openapiActions("generate", seed, "--output", join(folder, "out"));
    const { out } = await openapiActions("generate", seed, "--output", join(folder, "out"));
    expect(out).toMatch(/ 0 written, 0 removed, \d+ unchanged\n$/);
  });

  test("reports what it mended, with the place", async () => {
    const { err } = await openapiActions("generate", seed, "--output", join(folder, "out"));
    expect(err).toMatch(/aws-data-pipeline\.yaml:\d+:\d+ warning empty-document: /);
  });

  test("--strict refuses what had to be mended, and writes nothing", async () => {
    const { code } = await openapiActions("generate", seed, "--strict", "-o", join(folder, "out"));
    expect(code).toBe(1);
    expect(await readdir(folder)).toEqual([]);
  });

  test.each([
    ["a missing file", "nope.yaml", undefined, 2, /does not exist/],
    ["a folder", ".", undefined, 2, /is a folder/],
    ["an empty file", "a.yaml", "", 1, /a\.yaml:1:1 error empty-file/],
    ["YAML that does not parse", "a.yaml", "a: [1\nb: }", 1, /a\.yaml:\d+:\d+ error invalid-yaml/],
    ["JSON cut short", "a.json", '{"swagger": "2.0",', 1, /a\.json:1:\d+ error invalid-json/],
    [
      "an HTML page",
      "a.yaml",
      "<!doctype html><html></html>",
      1,
      /a\.yaml:1:1 error unsupported-html/,
    ],
    ["Swagger 1.2", "a.json", '{"swaggerVersion":"1.2"}', 1, /error unsupported-version/],
    ["OpenAPI 4", "a.yaml", "openapi: 4.0.0\npaths: {}", 1, /error unsupported-version/],
    ["a description without paths", "a.yaml", 'swagger: "2.0"', 1, /error missing-paths/],
  ])("%s is refused, and the earlier package stays", async (_, name, text, want, message) => {
    const out = join(folder, "out");
    await openapiActions("generate", seed, "--output", out);
    const before = await readFile(join(out, "index.ts"), "utf8");
    if (text !== undefined) await writeFile(join(folder, name), text);

    const { code, err } = await openapiActions("generate", join(folder, name), "--output", out);
    expect({ code, err }).toEqual({ code: want, err: expect.stringMatching(message) });
    expect(err).not.toMatch(/\n\s+at /);
    expect(await readFile(join(out, "index.ts"), "utf8")).toBe(before);
  });

  test("refuses a folder that is not its own", async () => {
    await writeFile(join(folder, "notes.txt"), "mine");
    const { code } = await openapiActions("generate", seed, "--output", folder);
    expect(code).toBe(2);
    expect(await readdir(folder)).toEqual(["notes.txt"]);
  });
});

describe("check", () => {
  test("ends with 0 where the package is up to date", async () => {
    await openapiActions("generate", seed, "--output", folder);
    const { code, out } = await openapiActions("check", seed, "--output", folder);
    expect({ code, out }).toEqual({ code: 0, out: `${folder}: up to date\n` });
  });

  test("names each file that differs, writes nothing and ends with 1", async () => {
    await openapiActions("generate", seed, "--output", folder);
    await writeFile(join(folder, "index.ts"), "// edited\n");
    await rm(join(folder, "operations/poll-for-task.ts"));
    const { code, out } = await openapiActions("check", seed, "--output", folder);
    expect(code).toBe(1);
    expect(out.split("\n").slice(0, 3)).toEqual([
      `changed ${folder}/index.ts (edited)`,
      `missing ${folder}/operations/poll-for-task.ts (deleted)`,
      "",
    ]);
    expect(await readFile(join(folder, "index.ts"), "utf8")).toBe("// edited\n");
  });

  test("says that a package is stale once its description has changed", async () => {
    await openapiActions("generate", seed, "--output", join(folder, "out"));
    const changed = join(folder, "aws-data-pipeline.yaml");
    await writeFile(changed, (await readFile(seed, "utf8")).replaceAll("workerGroup", "group"));
    const { code, out } = await openapiActions("check", changed, "-o", join(folder, "out"));
    expect(code).toBe(1);
    expect(out).toContain("operations/poll-for-task.ts");
  });
});

test("from any folder, without arguments, it takes the one description in spec/", async () => {
  await mkdir(join(folder, "spec"));
  await cp(seed, join(folder, "spec/aws-data-pipeline.yaml"));
  const main = join(root, "generator/main.ts");
  const { stdout } = await promisify(execFile)(process.execPath, [main, "generate"], {
    cwd: folder,
  });
  expect(stdout).toMatch(/^generated: \d+ written/);
});

test("what reads the output may stop early, as `head` does", async () => {
  const main = join(root, "generator/main.ts");
  const spec = join(root, "test/golden/generate/addresses/input.yaml");
  const command = `"${process.execPath}" "${main}" inspect "${spec}" --json | head -n 1`;
  const { stdout, stderr } = await promisify(execFile)("bash", ["-o", "pipefail", "-c", command]);
  expect({ stdout, stderr }).toEqual({ stdout: "{\n", stderr: "" });
});
