import type { Operation } from "../model/service.ts";
import { requestLine } from "../model/request-line.ts";
import { compareBodies } from "./body.ts";
import { quote, type Subject } from "./change.ts";
import { sentBy } from "./matching.ts";
import { compareParameters } from "./parameters.ts";
import { compareResponses } from "./responses.ts";
import { compareCallbacks } from "./service-requests.ts";
import type { TypeComparison } from "./types.ts";

/** Compares two versions of an operation and the types that it uses. */
export function compareOperations(
  types: TypeComparison,
  before: Operation,
  after: Operation,
): void {
  const subject = types.after.subjectOf(after);
  const locations = { before: before.sourceLocation, after: after.sourceLocation };
  const from = types.before.functionOf(before);
  if (from !== subject.name) {
    const text = `the function ${quote(from)} is now called ${quote(subject.name)}`;
    types.report("operation-renamed", subject, text, locations);
  }
  if (sentBy(before) !== sentBy(after)) {
    const text = `${quote(requestLine(before))} is now ${quote(requestLine(after))}`;
    types.report("operation-moved", subject, text, locations);
  }
  if (before.deprecated !== after.deprecated) {
    const text = after.deprecated ? "it is deprecated" : "it is no longer deprecated";
    types.report("operation-deprecated", subject, text, locations);
  }
  if (textsOf(before) !== textsOf(after)) {
    types.report("operation-described", subject, "it is described in other words", locations);
  }
  compareSecurity(types, before, after, subject);
  compareParameters(types, before, after, subject);
  compareBodies(types, before, after, subject);
  compareResponses(types, before, after, subject);
  compareCallbacks(types, before, after, subject);
}

function compareSecurity(
  { report }: TypeComparison,
  before: Operation,
  after: Operation,
  subject: Subject,
): void {
  const [left, right] = [securityAlternatives(before), securityAlternatives(after)];
  const hasAllOfLeft = [...left].every((way) => right.has(way));
  if (hasAllOfLeft && left.size === right.size) return;
  const isTightened = !right.has("") && !hasAllOfLeft;
  const code = isTightened ? "security-tightened" : "security-loosened";
  const words = (ways: ReadonlySet<string>): string =>
    [...ways].map((way) => (way === "" ? "nothing" : quote(way))).join(" or ");
  const text = `a caller now needs ${words(right)}, and needed ${words(left)}`;
  report(code, subject, text, { before: before.sourceLocation, after: after.sourceLocation });
}

/** Returns the alternative credentials; an empty string where none are needed. */
function securityAlternatives({ security }: Operation): ReadonlySet<string> {
  return new Set(security.length === 0 ? [""] : security);
}

function textsOf({ summary, description, address, externalDocs }: Operation): string {
  return JSON.stringify([
    summary.trim(),
    description.trim(),
    address.remark.trim(),
    externalDocs ?? "",
  ]);
}
