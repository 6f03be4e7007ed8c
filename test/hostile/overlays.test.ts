import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { run } from "../../generator/cli/program.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "overlays-"));
});
afterAll(() => rm(folder, { recursive: true }));

const nested = Array.from({ length: 150 }).reduce<object>((inner) => ({ a: inner }), {});
const description = {
  openapi: "3.1.0",
  info: { title: "T", version: "1", description: `${"a".repeat(10_000)}!` },
  paths: { "/a": { get: { responses: { 200: { description: "OK" } } } } },
  "x-nested": nested,
  "x-list": Array.from({ length: 100 }, () => Array.from({ length: 100 }, () => 1)),
};

/** Targets that a stranger may write, and the code of each; none where it is fine. */
const targets: readonly (readonly [name: string, target: string, want: string])[] = [
  ["a pattern that backtracks", "$[?search(@.description,'(a+)+b')]", "unmatched-target"],
  ["alternatives that backtrack", "$[?match(@.description,'(a|a)*b')]", "unmatched-target"],
  [
    "a pattern that multiplies",
    "$[?search(@.description,'((a{999}){999}){999}')]",
    "too-many-steps",
  ],
  ["a large pattern", "$[?search(@.description,'(a{0,999}){0,99}b')]", "too-many-steps"],
  ["descents within each other", "$.x-nested..*..*..*..*..*", ""],
  ["descents without end", `$.x-nested${"..*".repeat(140)}`, ""],
  ["filters within each other", "$..[?@..[?@..[?@..[?@ == 2]]]]", "too-many-steps"],
  ["a count of everything for each node", "$..[?count($..*) == 0]", "unmatched-target"],
  [
    "comparisons of large values",
    `$.x-list[?${"@ == $.x-list[0] && ".repeat(200)}!@]`,
    "too-many-steps",
  ],
  ["parentheses", `$[?${"(".repeat(30_000)}@.a${")".repeat(30_000)}]`, "invalid-json-path"],
  ["negations", `$[?${"!".repeat(60_000)}@.a]`, "invalid-json-path"],
  ["a long path", `$${".a".repeat(1_000_000)}`, "invalid-json-path"],
];

test.each(targets)(
  "%s ends, with a problem where it is not carried out",
  async (_, target, want) => {
    const spec = join(folder, "api.json");
    await writeFile(spec, JSON.stringify(description));
    const overlay = { overlay: "1.1.0", actions: [{ target, update: { "x-found": true } }] };
    await writeFile(join(folder, "api.overlay.json"), JSON.stringify(overlay));
    let said = "";
    const print = (more: string): void => {
      said += more;
    };
    await run(["inspect", spec, "--limit", "values=40000", "--verbose", "--format", "json"], {
      out: print,
      err: print,
    });
    expect(said).not.toContain("This is a bug");
    if (want === "") expect(said).not.toContain("overlay");
    else expect(said).toContain(want);
  },
);
