import { describe, expect, test } from "vitest";
import { csv, pipes, ssv, tsv } from "../../templates/runtime/delimited-list.ts";
import { ParameterError } from "../../templates/runtime/errors.ts";
import { encodeQuery } from "../../templates/runtime/query.ts";
import { unsendable } from "./unsendable.ts";

describe("lists", () => {
  test.each([
    ["csv joins with commas", csv(["a", "b"]), "a,b"],
    ["ssv joins with spaces", ssv(["a", "b"]), "a b"],
    ["tsv joins with tabs", tsv(["a", "b"]), "a\tb"],
    ["pipes joins with bars", pipes(["a", "b"]), "a|b"],
    ["writes other scalars", csv([1, true, 2n, new Date(0)]), "1,true,2,1970-01-01T00:00:00.000Z"],
    ["leaves undefined out", csv([undefined, "a", undefined]), "a"],
    ["keeps an empty text", csv(["", "a"]), ",a"],
    ["leaves what is no list as it is", csv("a,b"), "a,b"],
    ["is left out itself", csv(undefined), undefined],
    ["is left out when it is empty", csv([]), undefined],
    ["is left out when all of it is", csv([undefined]), undefined],
  ])("%s", (_, given, want) => {
    expect(given).toBe(want);
  });

  test("is joined before it is encoded", () => {
    expect(encodeQuery({ ids: pipes(["a b", "c"]) })).toBe("ids=a%20b%7Cc");
  });

  test.each(unsendable)("with %s is refused by the name it is sent under", (_, value) => {
    expect(() => encodeQuery({ ids: csv(["a", value]) })).toThrow(new ParameterError("ids"));
  });
});
