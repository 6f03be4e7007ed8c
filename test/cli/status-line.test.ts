import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { run } from "../../generator/cli/program.ts";
import { createStatusLine } from "../../generator/cli/status-line.ts";

const clear = "\r\u001b[K";

/** A status line of a terminal that keeps what is written, and a clock that is set by hand. */
function onTerminal({ columns = 80, isTTY = true, env = {} } = {}) {
  const written: string[] = [];
  const clock = { time: 0 };
  const stream = { isTTY, columns, write: (text: string) => written.push(text) };
  return { written, clock, line: createStatusLine(stream, env, () => clock.time) };
}

describe("a status line", () => {
  test("shows nothing of a short run, and clears nothing after it", () => {
    const { written, clock, line } = onTerminal();
    line?.show("one");
    clock.time = 699;
    line?.show("two");
    line?.clear();
    expect(written).toEqual([]);
  });

  test("takes the place of the last one, ten times a second, until it is cleared", () => {
    const { written, clock, line } = onTerminal();
    for (const time of [700, 750, 799, 800]) {
      clock.time = time;
      line?.show(`at ${time}`);
    }
    line?.clear();
    line?.clear();
    expect(written).toEqual([`${clear}at 700`, `${clear}at 800`, clear]);
  });

  test.each([
    ["abcdef", "abcd"],
    ["ab日本", "ab日"],
    ["\u001b[2Jx", "\\u{1"],
  ])("of %j stays on its line of five columns", (text, want) => {
    const { written, clock, line } = onTerminal({ columns: 5 });
    clock.time = 1000;
    line?.show(text);
    expect(written).toEqual([clear + want]);
  });

  test("is as wide as most terminals where that is not known", () => {
    const { written, clock, line } = onTerminal({ columns: 0 });
    clock.time = 1000;
    line?.show("a".repeat(100));
    expect(written).toEqual([clear + "a".repeat(79)]);
  });

  test.each([
    ["a file or a pipe", { isTTY: false }],
    ["CI", { env: { CI: "true" } }],
    ["a terminal that cannot go back", { env: { TERM: "dumb" } }],
  ])("is not there in %s", (_, options) => {
    expect(onTerminal(options).line).toBeUndefined();
  });

  test.each(["", "false"])("is there where CI is %j", (CI) => {
    expect(onTerminal({ env: { CI } }).line).toBeDefined();
  });
});

describe("a run", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "status-"));
  });
  afterAll(() => rm(folder, { recursive: true }));
  const spec = join(import.meta.dirname, "../golden/generate/pagination/input.yaml");

  /** Returns the status lines of a command, their paths left out, and what it printed. */
  async function statusOf(command: string) {
    const lines: string[] = [];
    let printed = "";
    const output = join(folder, "out");
    await run([command, spec, "--output", output], {
      out: (text) => void (printed += text),
      err: (text) => void (printed += text),
      status: (text) => lines.push(text.replace(`${output}: `, "")),
    });
    return { lines, printed };
  }

  test("says its stages, and how far each is", async () => {
    const { lines, printed } = await statusOf("generate");
    const [, count = ""] = / (\d+) written/.exec(printed) ?? [];
    expect(lines[0]).toBe("reading 1 file");
    expect(lines.filter((line) => line.startsWith("generating"))).toContain(
      `generating ${Number(count) - 1} of ${count} files`,
    );
    expect(lines.at(-1)).toBe(`writing ${count} files`);
    const order = lines.map((line) => line.split(" ")[0]);
    expect([...new Set(order)]).toEqual(["reading", "generating", "writing"]);
  });

  test("says them when it checks, too, and writes nothing", async () => {
    const { lines } = await statusOf("check");
    expect([...new Set(lines.map((line) => line.split(" ")[0]))]).toEqual([
      "reading",
      "generating",
    ]);
  });
});
