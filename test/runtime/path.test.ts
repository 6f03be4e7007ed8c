import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ParameterError } from "../../templates/runtime/errors.ts";
import { path, segments } from "../../templates/runtime/path.ts";
import { csv } from "../../templates/runtime/delimited-list.ts";
import { unsendable } from "./unsendable.ts";
import { runs } from "../helpers/sample.ts";

describe("path", () => {
  test.each([
    ["puts a value into its segment", path`/pets/${"rex"}/photos`, "/pets/rex/photos"],
    ["takes several values", path`/${"a"}/${"b"}`, "/a/b"],
    ["takes several values in one segment", path`/${"a"}.${"b"}`, "/a.b"],
    ["takes the literal text as it is", path`/a%20b/${1}`, "/a%20b/1"],
    ["encodes all that delimits", path`/${"a/b?c#d\\e;f"}`, "/a%2Fb%3Fc%23d%5Ce%3Bf"],
    ["encodes what looks like dots already", path`/${"%2e%2e"}`, "/%252e%252e"],
    ["encodes dots with a slash", path`/${"../x"}`, "/..%2Fx"],
    ["keeps three dots", path`/${"..."}`, "/..."],
    ["keeps dots within a segment", path`/v${"."}0/${"a."}`, "/v.0/a."],
    ["writes other scalars", path`/${2n ** 64n}/${true}/${1.5}`, "/18446744073709551616/true/1.5"],
    ["writes a joined list", path`/${csv(["a", "b"])}`, "/a,b"],
    ["needs no value", path`/pets`, "/pets"],
    ["lets segments be several", path`/${segments("a/b c?/%2F")}:end`, "/a/b%20c%3F/%252F:end"],
    ["lets segments be one", path`/${segments(7)}/${"a/b"}`, "/7/a%2Fb"],
    ["keeps empty segments between others", path`/x/${segments("a//b/")}`, "/x/a//b/"],
  ])("%s", (_, given, want) => {
    expect(given).toBe(want);
  });

  test.each([
    ["an empty value", () => path`/pets/${""}/photos`, "/pets/{1}"],
    ["a value that was left out", () => path`/pets/${undefined}`, "/pets/{1}"],
    ["a dot", () => path`/pets/${"."}`, "/pets/{1}"],
    ["two dots", () => path`/pets/${".."}/photos`, "/pets/{1}"],
    ["the second of several values", () => path`/${"a"}/x/${".."}`, "/x/{2}"],
    ["dots that two values make", () => path`/${"a"}${"."}/${"."}${"."}`, "{4}"],
    ["dots that a value and the literal make", () => path`/${"."}./x`, "/{1}"],
    ["dots among segments", () => path`/${segments("a/../b")}`, "/{1}"],
    ["dots at the end of segments", () => path`/x/${segments("a/..")}`, "/x/{1}"],
    ["segments that are empty", () => path`/x/${segments("")}/y`, "/x/{1}"],
    ["segments without a text", () => path`/x/${segments(Number.NaN)}`, "/x/{1}"],
    ["segments that were left out", () => path`/x/${segments(undefined)}`, "/x/{1}"],
    ["a list with a value that has no text", () => path`/${csv([Number.NaN])}`, "/{1}"],
  ])("refuses %s by its position", (_, write, parameter) => {
    expect(write).toThrow(new ParameterError(parameter));
  });

  test.each(unsendable)("refuses %s", (_, value) => {
    expect(() => path`/pets/${value}`).toThrow(new ParameterError("/pets/{1}"));
  });

  test("keeps every value in its segment, for every URL parser", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), (a, b) => {
        let written: string;
        try {
          written = path`/x/${a}/${b}${a}/y`;
        } catch (error) {
          expect(error).toBeInstanceOf(ParameterError);
          return;
        }
        const { pathname, origin, search, hash } = new URL(`https://h.example${written}`);
        expect([origin, search, hash]).toEqual(["https://h.example", "", ""]);
        expect(pathname.split("/").map(decodeURIComponent)).toEqual(["", "x", a, b + a, "y"]);
      }),
      runs({ some: 100, more: 1_000, all: 100_000 }),
    );
  });
});
