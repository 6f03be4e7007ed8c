import { describe, expect, test } from "vitest";
import { csv, join, pipes, ssv, tsv } from "../../templates/runtime/delimited-list.ts";
import { ParameterError } from "../../templates/runtime/errors.ts";
import { encodeQuery } from "../../templates/runtime/query.ts";
import { unsendable } from "./unsendable.ts";

describe("a list as one value", () => {
  test.each([
    ["csv has commas", csv(["a", "b"]), "a,b"],
    ["ssv has spaces", ssv(["a", "b"]), "a%20b"],
    ["tsv has tabs", tsv(["a", "b"]), "a%09b"],
    ["pipes has bars", pipes(["a", "b"]), "a%7Cb"],
    ["has its values encoded", csv(["a,b", "c d"]), "a%2Cb,c%20d"],
    ["has other scalars", csv([1, true, 2n, new Date(0)]), "1,true,2,1970-01-01T00%3A00%3A00.000Z"],
    ["leaves out what is not there", csv([undefined, "a", null]), "a"],
    ["keeps an empty text", csv(["", "a"]), ",a"],
    ["of one is a scalar", csv("a,b"), "a%2Cb"],
    ["takes what is encoded already", csv([{ encoded: "a/b" }, "c"]), "a/b,c"],
  ])("%s", (_, given, want) => {
    expect(given).toEqual({ encoded: want });
  });

  test.each([csv(undefined), csv([]), csv([undefined]), join([])])(
    "is left out when it is empty, %#",
    (given) => {
      expect(given).toBe(undefined);
    },
  );

  test("goes into a query as it is written", () => {
    expect(encodeQuery({ ids: pipes(["a b", "c"]) })).toBe("ids=a%20b%7Cc");
  });

  test.each(unsendable)("with %s is refused by the name it is sent under", (_, value) => {
    expect(() => encodeQuery({ ids: csv(["a", value]) })).toThrow(new ParameterError("ids"));
  });

  test("is text where nothing is encoded", () => {
    expect([join(["a b", "c"]), join(["a", 1], "|")]).toEqual(["a b,c", "a|1"]);
  });
});
