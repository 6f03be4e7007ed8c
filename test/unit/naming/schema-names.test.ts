import { expect, test } from "vitest";
import type { NamedSchema, Service } from "../../../generator/model/service.ts";
import { nameService } from "../../../generator/naming/service-names.ts";

function schemaNames(...names: readonly string[]): string[] {
  const sourceLocation = { file: "a.yaml", pointer: "", line: 1, column: 1 };
  const schemas = names.map((name): NamedSchema => ({ name, schema: true, sourceLocation }));
  const service = { operations: [], schemas, securitySchemes: [] } as Pick<
    Service,
    "operations" | "schemas" | "securitySchemes"
  >;
  const runtime = { helpers: [], values: [], types: ["Record"] };
  const naming = nameService(service as Service, [], runtime);
  return schemas.map((schema) => naming.schemas.get(schema) ?? "");
}

test.each<[name: string, given: readonly string[], want: readonly string[]]>([
  ["like global types", ["String", "Boolean", "Error"], ["String", "Boolean", "Error"]],
  ["like a type that the package uses", ["Record"], ["RecordModel"]],
  ["apart by punctuation", ["foo.bar", "foo_bar"], ["FooDotBar", "FooUnderscoreBar"]],
  ["the one spelled as in code", ["foo.bar", "FooBar"], ["FooBarModel", "FooBar"]],
  ["apart by capitals", ["pet", "PET", "Pet"], ["PetLower", "PETModel", "Pet"]],
  ["apart by the capitals of an abbreviation", ["UserID", "UserId"], ["UserIDModel", "UserId"]],
])("a schema is named in words: %s", (_, given, want) => {
  expect(schemaNames(...given)).toEqual(want);
  expect(schemaNames(...given.toReversed())).toEqual(want.toReversed());
});
