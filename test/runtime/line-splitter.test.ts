import { expect, test } from "vitest";
import { lineSplitter } from "../../templates/runtime/text-stream.ts";

test("a line end that is cut between two pieces ends one line", () => {
  const splitter = lineSplitter();
  expect([
    ...splitter.push("a\r"),
    ...splitter.push(""),
    ...splitter.push("\nb\r"),
    ...splitter.push("c"),
  ]).toEqual(["a", "b"]);
  expect([...splitter.end()]).toEqual(["c"]);
});
