import { spawnSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sample } from "../helpers/sample.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sizes-"));
});
afterAll(() => rm(folder, { recursive: true }));

const main = join(import.meta.dirname, "../../generator/main.ts");
const megabyte = 1024 * 1024;

function description(more: object, operation: object = {}, schema: object = {}): object {
  const content = { "application/json": { schema: { $ref: "#/components/schemas/A" } } };
  const responses = { 200: { description: "OK", content } };
  return {
    openapi: "3.1.0",
    info: { title: "T", version: "1" },
    paths: { "/a": { get: { operationId: "call", responses, ...operation } } },
    components: { schemas: { A: { type: "object", properties: { a: {} }, ...schema } } },
    ...more,
  };
}

/** Where one text can be nearly as long as a file may be, and what is made of it. */
const places: readonly (readonly [string, (text: string) => object])[] = [
  ["an operation's description", (text) => description({}, { description: text })],
  ["a schema's description", (text) => description({}, {}, { description: text })],
  ["the title", (text) => description({ info: { title: text, version: "1" } })],
  ["a summary", (text) => description({}, { summary: text })],
  ["an operationId", (text) => description({}, { operationId: text })],
  ["a value", (text) => description({}, {}, { properties: { a: { enum: [text] } } })],
  ["a property's name", (text) => description({}, {}, { properties: { [text]: {} } })],
  ["a server", (text) => description({ servers: [{ url: `https://h/${text}` }] })],
  ["an example", (text) => description({}, {}, { example: text })],
  ["a key of a path", (text) => description({ paths: { [`/?a=${text}`]: { get: {} } } })],
  ["what is unknown", (text) => description({ "x-text": text })],
];

const texts: readonly (readonly [string, string])[] = [
  ["words", "word ".repeat(10 * megabyte)],
  ["HTML", "<p>a &amp; b".repeat(4 * megabyte)],
  ["one word", "a".repeat(50 * megabyte)],
];

/** Text that occurs in many files and statements of a package. */
const shared = new Set(["an operationId", "a key of a path"]);

const cases = texts.flatMap(([kind, text], turn) =>
  places
    .filter(([place], index) => {
      const isShared = turn === 2 && shared.has(place);
      return sample({
        some: index === 0 && turn === 0,
        more: index === turn || isShared,
        all: true,
      });
    })
    .map(([place, make]) => [place, kind, make, text] as const),
);

// A heap of 1 GiB is what was asked for; whoever needs more is ended by V8 with a signal.
test.each(cases)(
  "%s of 50 MB of %s is generated or refused in a gibibyte",
  async (_, __, make, text) => {
    const spec = join(folder, "api.json");
    await writeFile(spec, JSON.stringify(make(text)));
    const args = ["--max-old-space-size=1024", main, "generate", spec, "-o", join(folder, "out")];
    const { status, signal, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
    expect({ signal, isBug: stderr.includes("This is a bug") }).toEqual({
      signal: null,
      isBug: false,
    });
    expect([0, 1, 2]).toContain(status);
    await rm(join(folder, "out"), { recursive: true, force: true });
  },
  300_000,
);
