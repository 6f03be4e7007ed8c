import type { SourceLocation, Report } from "../diagnostics/problem.ts";
import { UnusableError } from "../diagnostics/problem.ts";
import { originOfName } from "../model/component-name.ts";
import { requestLine } from "../model/request-line.ts";
import type { NamedSchema, Operation } from "../model/service.ts";
import type { NameRule, NameRules } from "./config.ts";
import type { Locate } from "./filters.ts";

/** The kinds of names that rules are for. */
export const ruledKinds = ["operations", "schemas"] as const;

export type RuledKind = (typeof ruledKinds)[number];

/**
 * Returns what is wrong with a regular expression; `undefined` where nothing is.
 *
 * Expressions come from the user's own configuration, like its code: how long one takes is not limited.
 */
export function faultOfExpression(match: string): string | undefined {
  try {
    new RegExp(match, flags);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message.split("\n")[0] : "Invalid regular expression";
  }
}

/**
 * Returns where the text of a configuration has the literal of an expression, in any quotes, as
 * `line:column`; `undefined` where it is put together otherwise.
 */
export function positionOfExpression(text: string, match: string): string | undefined {
  const escaped = JSON.stringify(match).slice(1, -1);
  const start = Math.max(0, text.indexOf("nameRules"));
  const found = [`"${escaped}"`, `'${escaped}'`, `'${match}'`, `\`${escaped}\``, `\`${match}\``]
    .map((literal) => text.indexOf(literal, start))
    .filter((index) => index >= 0);
  if (found.length === 0) return undefined;
  const lines = text.slice(0, Math.min(...found)).split("\n");
  return `${lines.length}:${(lines.at(-1) ?? "").length + 1}`;
}

/** Whole code points, and everywhere in a name: what is to match once is anchored. */
const flags = "gu";

/**
 * Gives operations without a name of their own those that the rules make of their operationIds, or
 * of their request lines where they have none. A rule that matches nothing is reported.
 *
 * @throws UnusableError where an expression is invalid.
 */
export function nameOperations(
  operations: readonly Operation[],
  rules: NameRules,
  locate: Locate,
  report: Report,
): readonly Operation[] {
  const rename = renamer("operations", rules, locate, report);
  const named = operations.map((operation) => {
    if (operation.name !== undefined) return operation;
    const { operationId, sourceLocation } = operation;
    const ruledName = rename(operationId ?? requestLine(operation), sourceLocation);
    return ruledName === undefined ? operation : { ...operation, ruledName };
  });
  rename.finish();
  return named;
}

/** The same for the schemas that the description names itself. */
export function nameSchemas(
  schemas: readonly NamedSchema[],
  rules: NameRules,
  locate: Locate,
  report: Report,
): readonly NamedSchema[] {
  const rename = renamer("schemas", rules, locate, report);
  const named = schemas.map((schema) => {
    if (originOfName(schema.name)) return schema;
    const ruledName = rename(schema.name, schema.sourceLocation);
    return ruledName === undefined ? schema : { ...schema, ruledName };
  });
  rename.finish();
  return named;
}

/** Returns the new name, `undefined` where no rule matches or nothing would be left of the name. */
interface Renamer {
  (name: string, location: SourceLocation): string | undefined;
  /** Reports the rules that have matched nothing. */
  finish(): void;
}

function renamer(kind: RuledKind, rules: NameRules, locate: Locate, report: Report): Renamer {
  const list = rules[kind] ?? [];
  const expressions = list.map((rule, index) => compile(rule, `nameRules.${kind}[${index}]`));
  const used = new Set<number>();
  const rename = (name: string, location: SourceLocation): string | undefined => {
    let ruled = name;
    for (const [index, expression] of expressions.entries()) {
      if (ruled.search(expression) < 0) continue;
      used.add(index);
      ruled = ruled.replace(expression, list[index]?.replace ?? "");
    }
    if (ruled === name) return undefined;
    if (/[\p{L}\p{N}]/u.test(ruled)) return ruled;
    report("empty-ruled-name", location, { kind, name });
    return undefined;
  };
  const finish = (): void => {
    for (const [index, { match }] of list.entries()) {
      if (used.has(index)) continue;
      report("unused-name-rule", locate("nameRules", kind, index), { kind, match });
    }
  };
  return Object.assign(rename, { finish });
}

function compile({ match }: NameRule, where: string): RegExp {
  const fault = faultOfExpression(match);
  if (fault !== undefined) throw new UnusableError(`\`${where}.match\`: ${fault}.`);
  return new RegExp(match, flags);
}
