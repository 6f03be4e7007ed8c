import { didYouMean, quote } from "../phrases.ts";
import type { RulesOf } from "../rule.ts";

const hint = "The description may have changed: correct the configuration.";

type RuledKind = "operations" | "schemas";

/** The parameters of each code. */
export interface ConfigParams {
  readonly "unused-filter": {
    filter: string;
    pattern: string;
    similar?: string;
    known: readonly string[];
  };
  readonly "unused-name": { operation: string; similar: string | undefined };
  readonly "no-operations-left": undefined;
  readonly "unused-name-rule": { kind: RuledKind; match: string };
  readonly "empty-ruled-name": { kind: RuledKind; name: string };
}

/** Parts of the configuration that have no effect. */
export const configRules: RulesOf<ConfigParams> = {
  "unused-filter": {
    severity: "warning",
    message: ({ filter, pattern }) => `\`filters.${filter}\`: ${quote(pattern)} matches nothing.`,
    hint: ({ similar, known }) => {
      const some = known.map(quote).join(", ");
      return didYouMean(similar, some === "" ? hint : `${hint} There are ${some}, for example.`);
    },
    explanation:
      "A filter of the configuration matches nothing. Correct it, or remove it. Patterns match the " +
      "whole of an operationId or a request line (`GET /?Action=Poll*`), a tag, or a path without its " +
      "query, capitals included. `*` matches anything but `/`, `**` anything; `!` before a pattern " +
      "leaves out what it matches. `inspect` lists the operations.",
  },
  "empty-ruled-name": {
    severity: "warning",
    message: ({ kind, name }) =>
      `\`nameRules.${kind}\` leave nothing of the name ${quote(name)}; keeping it.`,
    hint: "Correct the rules, so that letters or digits are left.",
    explanation:
      "`nameRules` in the configuration leave no letter and no digit of a name. The description's own is used.",
  },
  "unused-name-rule": {
    severity: "warning",
    message: ({ kind, match }) => `\`nameRules.${kind}\`: ${quote(match)} matches nothing.`,
    hint,
    explanation:
      "A rule of `nameRules` in the configuration matches no name, as the rules before it have made it. Correct it, or remove it.",
  },
  "unused-name": {
    severity: "warning",
    message: ({ operation }) => `\`names\`: there is no operation ${quote(operation)}.`,
    hint: ({ similar }) => didYouMean(similar, hint),
    explanation:
      "`names` in the configuration refers to an operation that does not exist. Correct it, or remove it.",
  },
  "no-operations-left": {
    severity: () => "loss",
    message: "`filters` leave out every operation.",
    hint: "An operation has to pass each of the filters.",
    explanation:
      "The filters of the configuration leave no operation, so that the client would have none. An " +
      "operation has to pass all of `operations`, `tags`, `paths` and `deprecated`.",
  },
};
