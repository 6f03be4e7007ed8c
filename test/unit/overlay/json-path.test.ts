import fc from "fast-check";
import { JSONPathEnvironment } from "json-p3";
import { describe, expect, test } from "vitest";
import { JsonPathFault, select } from "../../../generator/overlay/json-path.ts";
import { runs } from "../../helpers/sample.ts";

const free = (): void => undefined;

function locations(path: string, document: unknown): string[] {
  return select(path, document, free).map(({ location }) => JSON.stringify(location));
}

/** The nodes that the library selects by itself, without duplicates. */
function expected(path: string, document: fc.JsonValue): string[] {
  const nodes = new JSONPathEnvironment().query(path, document);
  return [...new Set([...nodes].map(({ location }) => JSON.stringify(location)))];
}

const paths = [
  "$",
  "$.a",
  "$['a','b','a']",
  "$.*",
  "$..*",
  "$..a",
  "$..[0]",
  "$..[-1]",
  "$..[0:2]",
  "$..[::-1]",
  "$..[3:0:-2]",
  "$..[-3:-1]",
  "$..[::0]",
  "$..*..*",
  "$..[*,0,'a']",
  "$..[?@.a]",
  "$..[?!@.a]",
  "$..[?@.a == @.b]",
  "$..[?@.a != $.a]",
  "$..[?@ == 1]",
  "$..[?@ < 2 || @ >= 'b']",
  "$..[?@.a > 0 && @.b <= 1]",
  "$..[?!(@.a == 'a' || @.b)]",
  "$..[?@ == null]",
  "$..[?@ == true]",
  "$..[?@.a == @.c]",
  "$..[?length(@) > 1]",
  "$..[?length(@.a) == length(@.b)]",
  "$..[?count(@.*) == 2]",
  "$..[?count(@..*) > count($.*)]",
  "$..[?value(@..a) == 'a']",
  "$..[?@[?@.a]]",
  "$..[?@..[?@ == 'a']]",
];

const scalar = fc.constantFrom<fc.JsonValue>("a", "b", "ab", "abba", "", 0, 1, 2, -1, true, null);
const { document } = fc.letrec<{ document: fc.JsonValue }>((tie) => ({
  document: fc.oneof(
    { maxDepth: 4, depthSize: "medium" },
    scalar,
    fc.array(tie("document"), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom("a", "b", "c", "__proto__"), tie("document"), { maxKeys: 4 }),
  ),
}));

test.each(paths)("%s selects what the library selects, each node once", (path) => {
  fc.assert(
    fc.property(document, (given) => {
      // The library takes {} for [], which RFC 9535, section 2.3.5.2.2, does not.
      fc.pre(!/[!=]=/.test(path) || !/\{\}.*\[\]|\[\].*\{\}/.test(JSON.stringify(given)));
      expect(locations(path, given).sort()).toEqual(expected(path, given).sort());
    }),
    runs({ some: 60, more: 300, all: 3_000 }),
  );
});

// The library's cache makes `match` and `search` take a list for a string.
test.each([
  ["$[?match(@, 'a|b+')]", ["a", "bb", "ab", ["a"], 1], ["[0]", "[1]"]],
  ["$[?search(@, 'b.')]", ["abc", "b", "xb-"], ["[0]", "[2]"]],
  ["$[?search(@.a, @.b)]", [{ a: "abc", b: "b" }, { a: "abc", b: "d" }, { a: "b" }], ["[0]"]],
  ["$[?!search(@, 'a')]", ["a", "b", 1], ["[1]", "[2]"]],
  ["$[?match(@, '\\\\d')]", ["1", "d"], []],
])("%s on %j selects %j", (path, document, want) => {
  expect(locations(path, document)).toEqual(want);
});

test("a text is as long as it has characters, not UTF-16 code units", () => {
  expect(locations("$[?length(@) == 1]", ["\u{1f600}", "ab"])).toEqual(["[0]"]);
});

describe("a path that would not end", () => {
  /** Maps within each other. */
  const nested = Array.from({ length: 150 }).reduce<object>((inner) => ({ a: inner }), {});
  const wide = { items: Array.from({ length: 300 }, () => Array.from({ length: 300 }, () => 1)) };

  test.each<[string, string, unknown, number]>([
    ["descends and descends again", "$..*..*..*..*..*", nested, 10_000],
    ["selects the same over and over", "$['items','items'][*,*,*,*]", wide, 10_000],
  ])("%s takes steps in proportion to the document", (_, path, given, most) => {
    let steps = 0;
    select(path, given, (more) => (steps += more));
    expect(steps).toBeLessThan(most);
  });

  test.each([
    ["compares large values", `$.items[?${Array(50).fill("@ == $.items[0]").join(" && ")}]`],
    ["counts what is below for each node", "$..[?count(@..*) < 0]"],
    ["filters in filters", "$..[?@..[?@..[?@ == 2]]]"],
  ])("counts what it does where it %s, and can be ended", (_, path) => {
    let steps = 0;
    const spend = (more: number): void => {
      steps += more;
      if (steps > 100_000) throw new RangeError("enough");
    };
    expect(() => select(path, wide, spend)).toThrow("enough");
  });

  test.each([
    ["parentheses", `$[?${"(".repeat(20_000)}@.a${")".repeat(20_000)}]`],
    ["negations", `$[?${"!".repeat(60_000)}@.a]`],
    ["filters", `$${"[?@".repeat(10_000)}.a${"]".repeat(10_000)}`],
    ["alternatives", `$[?${Array(8_000).fill("@.a").join("||")}]`],
    ["members", `$${".a".repeat(1_000_000)}`],
    ["an open string", `$['${"\\'".repeat(30_000)}`],
  ])("%s without end are a fault of the path", (_, path) => {
    expect(() => select(path, {}, free)).toThrow(JsonPathFault);
  });

  test("so many operators as are allowed do not overflow the stack", () => {
    expect(locations(`$[?${"(".repeat(500 - 1)}@.a${")".repeat(500 - 1)}]`, [{ a: 1 }])).toEqual([
      "[0]",
    ]);
  });
});
