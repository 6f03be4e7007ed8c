import { quote } from "../phrases.ts";
import type { RulesOf } from "../rule.ts";

const hint = "The description may have changed: correct the configuration.";

/** The parameters of each code. */
export interface ConfigParams {
  readonly "unused-filter": { filter: string; pattern: string };
  readonly "unused-name": { operation: string };
}

/** Parts of the configuration that have no effect. */
export const configRules: RulesOf<ConfigParams> = {
  "unused-filter": {
    severity: "warning",
    message: ({ filter, pattern }) => `\`filters.${filter}\`: ${quote(pattern)} matches nothing.`,
    hint,
    explanation: "A filter of the configuration matches nothing. Correct it, or remove it.",
  },
  "unused-name": {
    severity: "warning",
    message: ({ operation }) => `\`names\`: there is no operation ${quote(operation)}.`,
    hint,
    explanation:
      "`names` in the configuration refers to an operation that does not exist. Correct it, or remove it.",
  },
};
