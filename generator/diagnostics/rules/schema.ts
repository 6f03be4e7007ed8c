import { quote, treatedAs } from "../phrases.ts";
import type { RulesOf } from "../rule.ts";

/** The parameters of each code. */
export interface SchemaParams {
  readonly "invalid-enum": InvalidEnum;
  readonly "invalid-required": InvalidRequired;
  readonly "invalid-schema": InvalidSchema;
  readonly "invalid-type": { type: unknown; as: string };
  readonly "ref-siblings": { keyword: string };
  readonly "too-many-alternatives": undefined;
}

type InvalidEnum =
  | { fault: "empty" | "not-an-array" }
  | { fault: "type"; value: unknown; as: unknown; type: string };

/** Faults of schemas. */
export const schemaRules: RulesOf<SchemaParams> = {
  "invalid-enum": {
    severity: "warning",
    message: (params) =>
      params.fault === "type"
        ? `${shown(params.value)} in \`enum\` is not of type ${quote(params.type)}; ${params.as === undefined ? "ignoring it" : `reading it as ${shown(params.as)}`}.`
        : `\`enum\` is ${params.fault === "empty" ? "empty" : "not an array"}; ignoring it.`,
    hint: ({ fault }) =>
      fault === "type"
        ? "List values of the `type`: texts in quotes, numbers without."
        : "List the values, or remove the keyword.",
    explanation:
      "`enum` is empty or not an array, and is ignored; or it lists values that the `type` of the schema does not have. Those are read as the type's where they can only mean one of its values (YAML reads `2020` without quotes as a number), and otherwise ignored.",
  },
  "invalid-required": {
    severity: "warning",
    message: (params) =>
      params.of === "parameter"
        ? `\`required\` is ${quote(params.value)}, neither true nor false; ${treatedAs(String(params.as))}.`
        : `\`required\` is not an array of property names; ${params.isFlag ? "treating the property as required" : "using the names in it"}.`,
    hint: ({ of }) =>
      of === "parameter"
        ? "Write true or false, without quotes."
        : "List the names of the required properties next to `properties`.",
    explanation:
      "`required` has the wrong type: in a schema it is an array of property names, in a parameter true or false. It is corrected as the message says.",
  },
  "invalid-schema": {
    severity: "warning",
    message: (params) => {
      switch (params.fault) {
        case "not-a-schema":
          return `${quote(params.value)} is not a schema; ${treatedAs(params.as)}.`;
        case "wrong-kind":
          return `\`${params.keyword}\` is not ${params.expected}; ${params.isSingle ? "treating it as an array of one" : "ignoring it"}.`;
        case "items-array":
          return "`items` is an array; allowing any of its schemas for every item.";
        case "discriminator":
          return "`discriminator` names no property; ignoring it.";
        case "bound":
          return `\`${params.keyword}\` is ${quote(params.value)}, which is not ${params.expected}; ignoring it.`;
      }
    },
    hint: (params) => {
      switch (params.fault) {
        case "not-a-schema":
          return "Write an object, such as `type: string`.";
        case "wrong-kind":
        case "bound":
          return `Write ${params.expected}.`;
        case "items-array":
          return "Write one schema, or use `prefixItems` in OpenAPI 3.1.";
        case "discriminator":
          return "Write the name of the property that distinguishes the schemas.";
      }
    },
    explanation:
      "Something other than a schema is in the place of one, or a keyword of a schema has a value of the wrong kind. It is corrected as the message says, otherwise ignored.",
  },
  "invalid-type": {
    severity: "warning",
    message: ({ type, as }) => `${quote(type)} is not a valid type; ${treatedAs(as)}.`,
    hint: "Use string, number, integer, boolean, array or object.",
    explanation:
      "`type` is not one that JSON Schema defines, such as `Timestamp` or `string array`. It is corrected where that is unambiguous, otherwise the type is unknown.",
  },
  "ref-siblings": {
    severity: "warning",
    message: ({ keyword }) =>
      `\`${keyword}\` next to \`$ref\` has no effect before OpenAPI 3.1; combining the two.`,
    hint: "Put both into an `allOf`.",
    explanation:
      "Before OpenAPI 3.1 keywords next to a `$ref` have no effect, and most tools ignore them. They are combined with what the reference leads to. Put both into an `allOf`.",
  },
  "too-many-alternatives": {
    severity: "warning",
    message:
      "The alternatives in this schema multiply to more than TypeScript can check; leaving the widest part out of the type.",
    hint: "Write one `oneOf` of the combinations that occur.",
    explanation:
      "The parts of an `allOf` have alternatives (`oneOf`, `anyOf`) that multiply to more members than TypeScript can check (error TS2590). The part with the most is left out of the type; what is sent and received stays the same. Write one `oneOf` of the combinations that occur.",
  },
};

type InvalidRequired =
  | { readonly of: "parameter"; readonly value: unknown; readonly as: boolean }
  | { readonly of: "schema"; readonly isFlag: boolean };

type InvalidSchema =
  | { readonly fault: "not-a-schema"; readonly value: unknown; readonly as: string }
  | {
      readonly fault: "wrong-kind";
      readonly keyword: string;
      readonly expected: "a schema" | "an array of schemas" | "an object of schemas";
      /** Whether it is one schema where an array of them is expected. */
      readonly isSingle: boolean;
    }
  | { readonly fault: "items-array" | "discriminator" }
  | {
      readonly fault: "bound";
      readonly keyword: string;
      readonly value: unknown;
      readonly expected: string;
    };

/** A value as JSON has it. */
function shown(value: unknown): string {
  return quote(JSON.stringify(value));
}
