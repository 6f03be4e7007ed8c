import { describe, expect, test } from "vitest";
import { indexed, indexedFields } from "../../templates/runtime/indexed-list.ts";
import { encodeQuery } from "../../templates/runtime/query.ts";

interface Filter {
  readonly Name?: string;
  readonly Value?: readonly string[];
}

function filters(given: readonly (Filter | undefined)[] | undefined) {
  return indexedFields("Filter.N", given, (filter) => ({
    Name: filter.Name,
    ...indexed("Value.N", filter.Value),
  }));
}

describe("numbered", () => {
  test.each([
    ["counts from 1", indexed("Id.N", ["a", "b"]), { "Id.1": "a", "Id.2": "b" }],
    ["counts members", indexed("Ids.member.N", [7]), { "Ids.member.1": 7 }],
    [
      "counts on after what is left out",
      indexed("Id.N", ["a", undefined, "b"]),
      { "Id.1": "a", "Id.2": "b" },
    ],
    [
      "writes what is no scalar as JSON",
      indexed("Id.N", [{ a: 1 }, 2]),
      { "Id.1": '{"a":1}', "Id.2": 2 },
    ],
    [
      "repeats the name of a list in the list",
      indexed("Id.N", [["a", "b"]]),
      { "Id.1": ["a", "b"] },
    ],
    ["has no value for null", indexed("Id.N", [null]), { "Id.1": undefined }],
    ["is empty for no list", indexed("Id.N", undefined), {}],
    ["is empty for an empty list", indexed("Id.N", []), {}],
  ])("%s", (_, given, want) => {
    expect(given).toEqual(want);
  });

  test("keeps the order beyond nine", () => {
    const names = Object.keys(indexed("Id.N", Array.from("abcdefghijk")));
    expect(names.slice(-3)).toEqual(["Id.9", "Id.10", "Id.11"]);
  });
});

describe("numberedFields", () => {
  test.each([
    [
      "writes structures with lists in them",
      filters([{ Name: "zone", Value: ["a", "b"] }, { Value: ["c"] }]),
      "Filter.1.Name=zone&Filter.1.Value.1=a&Filter.1.Value.2=b&Filter.2.Value.1=c",
    ],
    [
      "writes structures that are none of the list's as JSON",
      indexedFields("Tag.N", [{ Key: { a: 1 } }], (tag) => ({ Key: tag.Key })),
      "Tag.1.Key=%7B%22a%22%3A1%7D",
    ],
    ["counts on after what is left out", filters([undefined, { Name: "x" }]), "Filter.1.Name=x"],
    ["is empty for no list", filters(undefined), ""],
    [
      "writes maps as entries",
      indexedFields("Attributes.entry.N", [{ key: "a", value: "b" }], (entry) => ({
        key: entry.key,
        value: entry.value,
      })),
      "Attributes.entry.1.key=a&Attributes.entry.1.value=b",
    ],
    [
      "writes structures in structures",
      indexedFields("Device.N", [{ Ebs: [{ Size: 8 }] }], (device) =>
        indexedFields("Ebs.N", device.Ebs, (ebs) => ({ Size: ebs.Size })),
      ),
      "Device.1.Ebs.1.Size=8",
    ],
  ])("%s", (_, given, want) => {
    expect(encodeQuery(given)).toBe(want);
  });
});
