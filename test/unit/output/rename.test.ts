import { expect, test } from "vitest";
import { renameFile } from "../../../generator/output/rename.ts";

/** Renames where the first attempts fail, and returns how many there were and how long it waited. */
function attempt(
  platform: string,
  code: string,
  failures: number,
): [attempts: number, waited: number] {
  let attempts = 0;
  let waited = 0;
  const rename = (): void => {
    attempts += 1;
    if (attempts <= failures) throw Object.assign(new Error(code), { code, syscall: "rename" });
  };
  const wait = (milliseconds: number): void => void (waited += milliseconds);
  try {
    renameFile("from", "to", { platform, rename, wait });
  } catch (error) {
    expect(error).toMatchObject({ code });
    return [-attempts, waited];
  }
  return [attempts, waited];
}

test.each(["EPERM", "EACCES", "EBUSY"])("on Windows %s is tried again for a second", (code) => {
  expect(attempt("win32", code, 0)).toEqual([1, 0]);
  expect(attempt("win32", code, 3)).toEqual([4, 70]);
  expect(attempt("win32", code, 100)).toEqual([-8, 1000]);
});

test("what no patience helps with is thrown at once", () => {
  expect(attempt("win32", "ENOSPC", 1)).toEqual([-1, 0]);
  expect(attempt("linux", "EPERM", 1)).toEqual([-1, 0]);
  expect(attempt("darwin", "EBUSY", 1)).toEqual([-1, 0]);
});
