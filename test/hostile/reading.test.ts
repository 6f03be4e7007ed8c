import { execFileSync } from "node:child_process";
import { open, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { run } from "../../generator/cli/program.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "reading-"));
});
afterEach(() => rm(folder, { recursive: true }));

const text = (content: string | Uint8Array) => (path: string) => writeFile(path, content);
const laughs = (join: (name: string) => string): string =>
  [
    `a0: &a0 {k: ha}`,
    ...Array.from({ length: 60 }, (_, i) => `a${i + 1}: &a${i + 1} ${join(`*a${i}`)}`),
  ].join("\n");

/** Files in place of a description, and a word of the message about each. */
const files: readonly [name: string, make: (path: string) => unknown, want: string][] = [
  ["a pipe", (path) => execFileSync("mkfifo", [path]), "not a regular file"],
  [
    "a gigabyte of nothing",
    async (path) => {
      const file = await open(path, "w");
      await file.truncate(2 ** 30);
      await file.close();
    },
    "--limit bytes=",
  ],
  ["a billion laughs by aliases", text(laughs((name) => `[${name}, ${name}]`)), "--limit values="],
  [
    "a billion laughs by merge keys",
    text(laughs((name) => `{<<: [${name}, ${name}], x: [${name}, ${name}]}`)),
    "--limit values=",
  ],
  ["an alias to what holds it", text("a: &a [*a]\n"), "circular-alias"],
  ["a function by a tag", text("a: !!js/function 'function () { throw 1 }'\n"), "given.yaml:1:"],
  [
    "bytes that are no text",
    text(Uint8Array.of(0x61, 0x3a, 0x20, 0xff, 0xfe, 0x80)),
    "invalid-encoding",
  ],
  ["a key that is a list", text("? [a, b]\n: 1\n"), "invalid-key"],
  ["a tab in the indentation", text("a:\n\tb: 1\n c: 2\n"), "yaml"],
  ["two documents", text("a: 1\n---\nb: 2\n"), "multiple-documents"],
  ["JSON that is nested deeply", text(`{"a":${"[".repeat(1e5)}${"]".repeat(1e5)}}`), "too-deep"],
  ["YAML that is nested deeply", text(`a: ${"[".repeat(1e5)}`), "too-deep"],
  [
    "blocks that are nested deeply",
    text(Array.from({ length: 3000 }, (_, i) => `${" ".repeat(i)}a:`).join("\n")),
    "too-deep",
  ],
  ["a million faults", text("}]\n".repeat(1e6)), "invalid-yaml"],
  ["a page", text("<!doctype html><title>Log in</title>"), "unsupported-html"],
  ["nothing", text(""), "empty-file"],
  ["a list", text("[1, 2]"), "not-a-description"],
];

const api = (schema: unknown): string =>
  JSON.stringify({
    openapi: "3.1.0",
    info: { title: "T", version: "1" },
    paths: {
      "/a": {
        get: {
          responses: { 200: { description: "OK", content: { "application/json": { schema } } } },
        },
      },
    },
  });

/** As what a file is read: the arguments that lead to it, from what lies beside it. */
const roles: readonly [role: string, prepare: () => Promise<readonly string[]>][] = [
  ["the description", async () => [join(folder, "given.yaml")]],
  [
    "what the description refers to",
    async () => {
      await writeFile(join(folder, "api.json"), api({ $ref: "given.yaml#/a" }));
      return [join(folder, "api.json")];
    },
  ],
  [
    "an overlay",
    async () => {
      await writeFile(join(folder, "api.json"), api({}));
      return [join(folder, "api.json"), "--overlay", join(folder, "given.yaml")];
    },
  ],
];

const isPosix = process.platform !== "win32";

describe.each(roles)("%s", (role, prepare) => {
  test.each(files.filter(([name]) => isPosix || name !== "a pipe"))(
    "%s is a problem, and nothing is written",
    async (_, make, want) => {
      const args = await prepare();
      await make(join(folder, "given.yaml"));
      let said = "";
      const print = (more: string): void => {
        said += more;
      };
      const output = join(folder, "out");
      const code = await run(["generate", ...args, "-o", output], { out: print, err: print });
      expect(said).not.toContain("This is a bug");
      expect(said).not.toMatch(/\n\s+at .*\d:\d/);
      // A reference that leads nowhere makes `unknown` of a type; an odd tag is only reported.
      expect(code).toBeLessThanOrEqual(2);
      if (role !== "what the description refers to") expect(said).toContain(want);
      if (code !== 0) expect(await readdir(folder)).not.toContain("out");
    },
  );
});
