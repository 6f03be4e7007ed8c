import type { Report, SourceLocation } from "../diagnostics/problem.ts";
import { nearest } from "../diagnostics/suggest.ts";
import { pathText, requestLine } from "../model/request-line.ts";
import type { Operation } from "../model/service.ts";
import type { Filters } from "./config.ts";

/** The location of a value of the configuration. */
export type Locate = (...path: readonly (string | number)[]) => SourceLocation;

/** The texts of an operation that the patterns of each filter are held against. */
const textsFor = {
  operations: identitiesOf,
  tags: ({ tags }: Operation): readonly string[] => tags,
  paths: ({ address }: Operation): readonly string[] => [pathText(address)],
};

/**
 * Returns the operations that pass every filter. Reports each pattern that matches nothing, and
 * filters that leave nothing although each of them matches something.
 */
export function filterOperations(
  operations: readonly Operation[],
  filters: Filters,
  locate: Locate,
  report: Report,
): readonly Operation[] {
  const kinds = ["operations", "tags", "paths"] as const;
  const tests = kinds.map((filter) => {
    const textsOf = textsFor[filter];
    return patternTest(filters[filter], operations, textsOf, (index, pattern) => {
      const similar = similarTo(pattern, [...new Set(operations.flatMap(textsOf))]);
      report("unused-filter", locate("filters", filter, index), { filter, pattern, ...similar });
    });
  });
  const kept = operations.filter(
    (operation) =>
      tests.every((passes) => passes(operation)) &&
      !(operation.deprecated && filters.deprecated === false),
  );
  if (kept.length === 0 && operations.length > 0) report("no-operations-left", locate("filters"));
  return kept;
}

/** The names by which the configuration refers to an operation. */
export function identitiesOf(operation: Operation): readonly string[] {
  const { operationId } = operation;
  return [...(operationId === undefined ? [] : [operationId]), requestLine(operation)];
}

function patternTest(
  patterns: readonly string[] = [],
  operations: readonly Operation[],
  textsOf: (operation: Operation) => readonly string[],
  reportUnused: (index: number, pattern: string) => void,
): (operation: Operation) => boolean {
  const wanted: RegExp[] = [];
  const unwanted: RegExp[] = [];
  for (const [index, pattern] of patterns.entries()) {
    const isUnwanted = pattern.startsWith("!");
    const expression = toExpression(isUnwanted ? pattern.slice(1) : pattern);
    (isUnwanted ? unwanted : wanted).push(expression);
    if (!operations.some((one) => textsOf(one).some((text) => expression.test(text)))) {
      reportUnused(index, pattern);
    }
  }
  return (operation) => {
    const matches = (expression: RegExp): boolean =>
      textsOf(operation).some((text) => expression.test(text));
    return (wanted.length === 0 || wanted.some(matches)) && !unwanted.some(matches);
  };
}

/** Compiles a pattern in which `*` matches anything but `/`, and `**` anything. */
function toExpression(pattern: string): RegExp {
  const parts = pattern.split(/(\*+)/).map((part) => {
    if (part === "*") return "[^/]*";
    return part.startsWith("**") ? ".*" : part.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
  });
  return new RegExp(`^${parts.join("")}$`, "s");
}

/** How many texts a hint lists. */
const maxListed = 5;

/** What somebody may have meant by a pattern that matches none of these texts. */
function similarTo(
  pattern: string,
  texts: readonly string[],
): { readonly similar?: string; readonly known: readonly string[] } {
  const wanted = pattern.replace(/^!/, "");
  const known = texts.slice(0, maxListed);
  const matching = (expression: RegExp): boolean => texts.some((text) => expression.test(text));
  // The usual slips: a star that has to cross a slash, and capitals.
  const deep = wanted.replace(/\*+/g, "**");
  if (matching(toExpression(deep))) return { similar: deep, known };
  const [stars = ""] = /(?<!\*)\*+$/.exec(wanted) ?? [];
  const words = wanted.slice(0, wanted.length - stars.length);
  const starts = stars === "" ? texts : texts.map((text) => startLike(words, text));
  const close = nearest(words, [...new Set(starts)]);
  return close === undefined ? { known } : { similar: close + stars, known };
}

/** As much of a text as a pattern names of its beginning: whole segments, or as many letters. */
function startLike(words: string, text: string): string {
  if (!words.endsWith("/")) return text.slice(0, words.length);
  const segments = text.split("/").slice(0, words.split("/").length - 1);
  return `${segments.join("/")}/`;
}
