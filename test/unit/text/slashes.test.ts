import { posix, win32 } from "node:path";
import { expect, test } from "vitest";
import { relativePath, withSlashes } from "../../../generator/text/slashes.ts";

test.each([
  [win32, "src\\api/index", "src/api/index"],
  [posix, "a\\b/c", "a\\b/c"],
])("separators become slashes, and names keep their backslashes", (system, path, want) => {
  expect(withSlashes(path, system)).toBe(want);
});

test.each([
  [win32, "C:\\Users\\me", "c:\\Users\\me\\src\\api", "src/api"],
  [win32, "C:\\Users\\me\\tools", "C:\\Users\\me\\spec\\a.yaml", "../spec/a.yaml"],
  [win32, "C:\\Users\\me", "D:\\spec\\a.yaml", "D:/spec/a.yaml"],
  [win32, "\\\\server\\share", "\\\\server\\share\\a.yaml", "a.yaml"],
  [posix, "/home/me", "/home/me/src/api", "src/api"],
  [posix, "/home/me", "/home/me", ""],
])("the path from one to another", (system, from, to, want) => {
  expect(relativePath(from, to, system)).toBe(want);
});
