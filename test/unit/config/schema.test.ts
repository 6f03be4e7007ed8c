import { join } from "node:path";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import schema from "../../../generator/config/schema.json" with { type: "json" };

const root = join(import.meta.dirname, "../../..");

// The JSON Schema is written by hand: each interface has to be what one of its objects says.
describe("the JSON Schema is the type", () => {
  const file = join(root, "generator/config/config.ts");
  const program = ts.createProgram([file], { strict: true, noEmit: true, noLib: false });
  const checker = program.getTypeChecker();

  interface Member {
    readonly type: string;
    readonly description: string;
  }

  function ofInterface(name: string): Record<string, Member> {
    const source = program.getSourceFile(file);
    const declaration = source?.statements.find(
      (one): one is ts.InterfaceDeclaration =>
        ts.isInterfaceDeclaration(one) && one.name.text === name,
    );
    const members = declaration?.members.filter((one) => ts.isPropertySignature(one)) ?? [];
    return Object.fromEntries(
      members.map(({ name: key, type }) => {
        const symbol = checker.getSymbolAtLocation(key);
        const description = ts.displayPartsToString(symbol?.getDocumentationComment(checker));
        return [key.getText(), { type: type?.getText() ?? "", description }];
      }),
    );
  }

  function ofSchema(
    properties: object,
    known: Readonly<Record<string, object>>,
  ): Record<string, Member> {
    const nameOf = (one: object): string | undefined =>
      Object.entries(known).find(
        ([, fields]) => JSON.stringify(fields) === JSON.stringify(Reflect.get(one, "properties")),
      )?.[0];
    const typeOf = (one: {
      type?: string;
      enum?: string[];
      items?: object;
      additionalProperties?: unknown;
    }): string => {
      if (one.enum) return one.enum.map((word) => JSON.stringify(word)).join(" | ");
      if (one.type === "array") return `readonly ${typeOf(one.items ?? {})}[]`;
      if (one.type !== "object") return one.type ?? "";
      const named = nameOf(one);
      return named ?? `Readonly<Record<string, ${typeOf(one.additionalProperties as object)}>>`;
    };
    return Object.fromEntries(
      Object.entries(properties)
        .filter(([key]) => key !== "$schema")
        .map(([key, one]: [string, object]) => [
          key,
          { type: typeOf(one), description: String(Reflect.get(one, "description")) },
        ]),
    );
  }

  const { clients, ...shared } = schema.properties;
  const client = clients.items.properties;
  const filters = client.filters.properties;
  const nameRules = client.nameRules.properties;
  const nameRule = nameRules.operations.items.properties;
  const limits = client.limits.properties;
  const emitter = client.emitters.items.properties;
  const known = {
    ClientConfig: client,
    Filters: filters,
    NameRule: nameRule,
    NameRules: nameRules,
    ReadingLimits: limits,
    Emitter: emitter,
  };

  test.each([
    ["Filters", filters],
    ["NameRule", nameRule],
    ["NameRules", nameRules],
    ["ReadingLimits", limits],
    ["ClientConfig", client],
    ["Config", { clients }],
  ])("%s", (name, properties) => {
    expect(ofSchema(properties, known)).toEqual(ofInterface(name));
  });

  test("the level above has what a client has", () => {
    const { $schema, ...rest } = shared;
    expect(rest).toEqual(client);
  });
});
