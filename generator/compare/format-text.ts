import { groupBy } from "../data/group-by.ts";
import { countChanges } from "./compare.ts";
import type { SourceLocation } from "../diagnostics/problem.ts";
import { escapeToLine } from "../text/invisible.ts";
import { changeClasses, type Change, type Subject } from "./change.ts";

/**
 * Changes as text for a terminal, by class and by what they belong to, each with its code and its
 * places in the old and the new description. BeforeAfter with a line end.
 */
export function formatChanges(changes: readonly Change[]): string {
  if (changes.length === 0) return "no change\n";
  const blocks = changeClasses.flatMap((wanted) => {
    const some = changes.filter((change) => change.class === wanted);
    if (some.length === 0) return [];
    const groups = groupBy(some, ({ subject }) => describeSubject(subject));
    const lines = [...groups].flatMap(([subject, ones]) => [
      `  ${subject}`,
      ...ones.flatMap((one) => [
        `    ${one.code}: ${one.message}`,
        ...[placesOf(one)].filter((places) => places !== "").map((places) => `      ${places}`),
      ]),
    ]);
    return [["", wanted, ...lines.map(escapeToLine)].join("\n")];
  });
  return `${[summarise(changes), ...blocks].join("\n")}\n`;
}

/** "2 breaking, 1 additive, 0 documentation" */
export function summarise(changes: readonly Change[]): string {
  const counts = countChanges(changes);
  return changeClasses.map((one) => `${counts[one].toLocaleString("en")} ${one}`).join(", ");
}

const kindNames: Readonly<Record<Subject["kind"], string>> = {
  operation: "",
  webhook: "webhook ",
  callback: "callback ",
  schema: "type ",
  service: "service ",
};

function describeSubject({ kind, name, request }: Subject): string {
  const about = request === "" ? "" : `  ${request}`;
  return `${kindNames[kind]}${name}${about}`;
}

/** Formats the locations of a change: "old.yaml:3:5 → new.yaml:3:5", or the only one. */
export function placesOf({ before, after }: Pick<Change, "before" | "after">): string {
  return [before, after].flatMap((side) => (side ? [positionOf(side)] : [])).join(" → ");
}

function positionOf({ file, line, column }: SourceLocation): string {
  return `${file}:${line}:${column}`;
}
