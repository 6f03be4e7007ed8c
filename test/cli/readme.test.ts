import { execFile } from "node:child_process";
import { mkdtemp, mkdir, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { parse } from "yaml";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { generate } from "../../generator/generate.ts";
import { openapiActions } from "../helpers/cli.ts";
import { compileErrors } from "../helpers/compile.ts";

const root = join(import.meta.dirname, "../..");
const readme = await readFile(join(root, "README.md"), "utf8");
const generatedReadme = await readFile(join(root, "generated/README.md"), "utf8");

function blocks(text: string, language: string): string[] {
  const fence = new RegExp(`^\`\`\`${language}\n([^]*?)^\`\`\`$`, "gm");
  return [...text.matchAll(fence)].map(([, code = ""]) => code.trim());
}

// published.test.ts compiles those of a project that has installed the program.
const snippets = blocks(readme, "ts").filter(
  (code) => !/"openapi-actions"|"\.\/src\/api/.test(code),
);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "readme-"));
  await mkdir(join(folder, "node_modules"));
  // A snippet imports the package by name; from here that is its source.
  await symlink(join(root, "generated"), join(folder, "package"));
  for (const name of ["@types", "@smithy", "aws4fetch"]) {
    await symlink(join(root, "node_modules", name), join(folder, "node_modules", name));
  }
  await writeFile(join(folder, "package.json"), '{ "type": "module" }');
});
afterAll(() => rm(folder, { recursive: true }));

async function write(name: string, code: string): Promise<string> {
  const path = join(folder, name);
  const local = code
    .replaceAll('"aws-data-pipeline-client"', '"./package/index.ts"')
    .replaceAll('"aws-data-pipeline-client/runtime"', '"./package/runtime/index.ts"');
  await writeFile(path, local);
  return path;
}

/** The code of a generated README as one text: what it imports and declares goes on to the end. */
function joined(text: string): string {
  const code = blocks(text, "ts").join("\n");
  const imports = code.match(/^import .*$/gm) ?? [];
  const rest = code.replace(/^import .*$/gm, "");
  return [...imports, rest, "void [response, request, authorized, signed, signedBySmithy];"].join(
    "\n",
  );
}

/** The code of the README of a package in a folder. */
function ofPackage(name: string, text: string): string {
  return joined(text)
    .replaceAll('"input-client"', `"./${name}/index.ts"`)
    .replaceAll('"input-client/runtime"', `"./${name}/runtime/index.ts"`);
}

describe("TypeScript", () => {
  test("there is some in both READMEs", () => {
    expect(snippets.length).toBeGreaterThan(1);
    expect(blocks(generatedReadme, "ts").length).toBeGreaterThan(3);
  });

  test("every snippet compiles", async () => {
    const paths = await Promise.all(
      snippets.map((code, index) => write(`snippet-${index}.ts`, code)),
    );
    paths.push(await write("generated.ts", joined(generatedReadme)));
    for (const [name, shown] of [
      ["responses", "isErrorOf(request, error)"],
      ["pagination", "for await (const one of getOptionsItems(client, {"],
    ] as const) {
      const { files } = await generate(join(root, "test/golden/generate", name, "input.yaml"));
      for (const [file, text] of files) {
        await mkdir(dirname(join(folder, name, file)), { recursive: true });
        await writeFile(join(folder, name, file), text);
      }
      const text = files.get("README.md") ?? "";
      expect(text).toContain(shown);
      paths.push(await write(`${name}.ts`, ofPackage(name, text)));
    }
    expect(await compileErrors(paths, { types: ["node"] })).toEqual([]);
  });

  test("the snippet that compares a request holds", async () => {
    const compared = snippets.find((code) => code.includes("deepEqual")) ?? "";
    const path = await write("compared.ts", compared);
    await promisify(execFile)(process.execPath, ["--preserve-symlinks", path]);
  });
});

describe("commands", () => {
  const commands = blocks(readme, "sh");

  test("each is one that this file or .ci/run runs", () => {
    expect(commands).toEqual([
      "npm ci && npm run generate",
      "npm ci && npm test",
      // In published.test.ts, and the installation in test/projects.
      "npm install --save-dev ./openapi-actions-0.1.0.tgz\nnpx openapi-actions init\nnpm run generate\nnpm run check",
      "npm run generate -- path/to/openapi.yaml --output path/to/client",
      "npm run openapi-actions -- explain empty-document",
      "npm run openapi-actions -- inspect path/to/openapi.yaml",
      "npm run openapi-actions -- normalize path/to/openapi.yaml",
      "npm run check",
      "npm run openapi-actions -- diff path/to/old.yaml path/to/new.yaml --fail-on breaking",
      "npm run openapi-actions -- overlay path/to/poor.yaml --from path/to/rich.json > path/to/poor.overlay.yaml",
      "npm run generate -- spec/aws-data-pipeline.yaml --overlay spec/aws-data-pipeline.overlay.yaml --overlay spec/aws-data-pipeline-service.overlay.yaml --output path/to/client",
    ]);
  });

  test("the first two and the check are in .ci/run", async () => {
    const ci = await readFile(join(root, ".ci/run"), "utf8");
    for (const command of ["npm ci", "npm run generate", "npm test", "npm run check"]) {
      expect(ci).toContain(command);
    }
  });

  const mine =
    "openapi: 3.1.0\ninfo: { title: Mine, version: 1.0.0 }\npaths: { /a: { get: { responses: {} } } }\n";

  test("another description is generated as it says", async () => {
    const spec = join(folder, "openapi.yaml");
    await writeFile(spec, mine);
    const output = join(folder, "client");
    expect(await openapiActions("generate", spec, "--output", output)).toMatchObject({ code: 0 });
    expect(await readdir(output)).toContain("index.ts");
  });

  test("the script of package.json runs the program", async () => {
    const args = ["run", "--silent", "openapi-actions", "--", "explain", "empty-document"];
    const { stdout } = await promisify(execFile)("npm", args, { cwd: root });
    expect(stdout).toContain("`---`");
  });

  test.each([
    ["inspect", "getA"],
    ["normalize", "openapi: 3.1.0"],
  ])("%s runs as it says", async (command, want) => {
    const spec = join(folder, "openapi.yaml");
    await writeFile(spec, mine);
    expect((await openapiActions(command, spec)).out).toContain(want);
  });

  test("diff runs as it says", async () => {
    const spec = join(folder, "openapi.yaml");
    await writeFile(spec, mine);
    const { out } = await openapiActions("diff", spec, spec, "--fail-on", "breaking");
    expect(out).toContain("o change");
  });

  test("overlay runs as it says", async () => {
    const rich = join(root, "test/golden/generate/aws-query/input.yaml");
    const poor = join(folder, "poor.yaml");
    await writeFile(
      poor,
      "swagger: '2.0'\npaths: { '/?Action=DeleteBox': { get: { responses: {} } } }\n",
    );
    const { out } = await openapiActions("overlay", poor, "--from", rich);
    expect(out).toContain("x-aws-protocol: query");
  });

  test("the generated code that it shows is that of the example", async () => {
    const code = await readFile(join(root, "generated/operations/poll-for-task.ts"), "utf8");
    const shown = blocks(readme, "").filter((block) => /^(?:export|query)/.test(block));
    expect(shown.length).toBe(2);
    for (const block of shown) expect(code).toContain(block);
  });

  test("its contents link to headings", () => {
    const slugs = [...readme.matchAll(/^#+ (.*)$/gm)].map(([, title = ""]) =>
      title
        .toLowerCase()
        .replace(/[^\w -]/g, "")
        .replaceAll(" ", "-"),
    );
    const links = [...readme.matchAll(/\]\(#([^)]*)\)/g)].map(([, link]) => link);
    expect(links.length).toBeGreaterThan(5);
    expect(links.filter((link) => !slugs.includes(link ?? ""))).toEqual([]);
  });

  test("the step that it shows uses the action that is there", async () => {
    const step = blocks(readme, "yaml").find((block) => block.includes("uses:")) ?? "";
    const [, { uses }] = parse(step) as [unknown, { uses: string }];
    expect(await readdir(join(root, uses))).toEqual(["action.yml"]);
  });

  test("the problem it shows is what the seed gives", async () => {
    const [, shown = ""] = /^```\n(spec\/.*)\n```$/m.exec(readme) ?? [];
    expect(shown).not.toBe("");
    const spec = join(root, "spec/aws-data-pipeline.yaml");
    const { err } = await openapiActions("generate", spec, "--output", join(folder, "seed"));
    expect(err).toContain(shown);
  });
});
