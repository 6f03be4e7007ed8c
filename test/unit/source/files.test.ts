import { execFileSync } from "node:child_process";
import { chmod, mkdtemp, mkdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { defaultLimits, type Limits } from "../../../generator/source/limits.ts";
import { loadFile } from "../../../generator/source/load.ts";
import { UnusableError } from "../../../generator/diagnostics/problem.ts";

describe("files", () => {
  let folder = "";
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "load-"));
    await writeFile(join(folder, "a.yaml"), "a: 1\na: 2\n");
    await mkdir(join(folder, "sub"));
  });
  afterAll(() => rm(folder, { recursive: true }));

  test("is read, and named as it is to be shown", async () => {
    const { file, root, problems } = await loadFile(join(folder, "a.yaml"), "spec/a.yaml");
    expect({ file, root, shown: problems[0]?.location.file }).toStrictEqual({
      file: "spec/a.yaml",
      root: { a: 2 },
      shown: "spec/a.yaml",
    });
  });

  test("is named as it was typed where nothing else is said", async () => {
    const path = join(folder, "a.yaml");
    expect((await loadFile(path)).file).toBe(path.replaceAll("\\", "/"));
  });

  async function failure(path: string, limits?: Limits): Promise<string> {
    const error: unknown = await loadFile(path, path, limits).catch((thrown: unknown) => thrown);
    if (!(error instanceof UnusableError)) throw error;
    return error.message.replaceAll(folder, "DIR");
  }

  test.each([
    ["missing", "b.yaml", 'The file "DIR/b.yaml" does not exist.'],
    ["under a file", "a.yaml/b", 'The file "DIR/a.yaml/b" does not exist.'],
    ["a folder", "sub", '"DIR/sub" is a folder: pass a file in it.'],
  ])("%s", async (_, name, want) => {
    expect(await failure(join(folder, name))).toBe(want);
  });

  test("too large, which is seen before it is read", async () => {
    expect(await failure(join(folder, "a.yaml"), { ...defaultLimits, bytes: 9 })).toBe(
      '"DIR/a.yaml" has 0.0 MiB, more than the limit of 0.0 MiB. If the file really has to be this large, raise the limit: --limit bytes=18',
    );
  });

  test.skipIf(process.platform === "win32")("a device", async () => {
    const want = '"/dev/zero" is not a regular file but a device, pipe or socket.';
    expect(await failure("/dev/zero")).toBe(want);
  });

  test.skipIf(process.platform === "win32")("a pipe that nobody writes to", async () => {
    execFileSync("mkfifo", [join(folder, "pipe")]);
    const want = '"DIR/pipe" is not a regular file but a device, pipe or socket.';
    expect(await failure(join(folder, "pipe"))).toBe(want);
  });

  const seesAll = process.platform === "win32" || process.getuid?.() === 0;
  test.skipIf(seesAll)("not to be read by this user", async () => {
    await writeFile(join(folder, "secret.yaml"), "a: 1\n");
    await chmod(join(folder, "secret.yaml"), 0);
    const want = '"DIR/secret.yaml" may not be read: permission denied.';
    expect(await failure(join(folder, "secret.yaml"))).toBe(want);
  });
});
