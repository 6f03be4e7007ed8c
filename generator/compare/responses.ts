import { successesOf } from "../model/response-rules.ts";
import type { Operation, Response } from "../model/service.ts";
import { quote, type Subject } from "./change.ts";
import type { TypeLocation } from "./location.ts";
import { TypeComparison } from "./types.ts";

/** Compares the responses of an operation. */
export function compareResponses(
  types: TypeComparison,
  before: Operation,
  after: Operation,
  subject: Subject,
): void {
  const [left, right] = [responsesOf(before), responsesOf(after)];
  for (const one of left) {
    const other = right.find(({ status }) => status === one.status);
    if (other) {
      compareContents(types, one, other, locationOf(one, other, subject));
    } else {
      const text = `the response ${quote(one.status)} was removed`;
      types.report("response-removed", subject, text, {
        before: one.sourceLocation,
        after: after.sourceLocation,
      });
    }
  }
  for (const one of right) {
    if (left.some(({ status }) => status === one.status)) continue;
    const code = one.status.startsWith("2") ? "success-response-added" : "error-response-added";
    const at = { before: before.sourceLocation, after: one.sourceLocation };
    types.report(code, subject, `a new response ${quote(one.status)}`, at);
  }
  // A call resolves to one of its successful responses: a new one among them widens its result.
  const successes = successesOf(left);
  for (const one of successesOf(right)) {
    const isKnown = successes.some((other) => {
      return other.status === one.status || isSameResponse(types, other, one);
    });
    if (successes.length === 0 || isKnown) continue;
    const text = `a call may now return the response ${quote(one.status)}`;
    const at = { before: before.sourceLocation, after: one.sourceLocation };
    types.report("response-type-widened", subject, text, at);
  }
}

function compareContents(
  types: TypeComparison,
  before: Response,
  after: Response,
  location: TypeLocation,
): void {
  const { subject, owner } = location;
  if (textsOf(before) !== textsOf(after)) {
    types.report("response-described", subject, `${owner} is described in other words`, location);
  }
  const [left, right] = [before.content, after.content];
  if (left && right && left.kind !== right.kind) {
    const text = `${owner} is read as ${right.kind}, and was read as ${left.kind}`;
    types.report("response-kind-changed", subject, text, location);
  } else if (left && right && left.kind !== "text" && left.kind !== "binary") {
    types.compareSchemas(left.schema, right.schema, "response", location);
  } else if (left && !right) {
    types.report(
      "response-type-widened",
      subject,
      `${owner} no longer says what it holds`,
      location,
    );
  } else if (right && !left) {
    types.report("response-type-narrowed", subject, `${owner} now says what it holds`, location);
  }
}

/** Whether two responses give the same to a caller, whatever is said of it in words. */
function isSameResponse(types: TypeComparison, before: Response, after: Response): boolean {
  if (isEmpty(before) !== isEmpty(after)) return false;
  let isSame = true;
  const trial = new TypeComparison(types.before, types.after, (code) => {
    if (!code.endsWith("-described") && code !== "limits-changed") isSame = false;
  });
  const subject: Subject = { kind: "operation", name: "", request: "" };
  compareContents(trial, before, after, locationOf(before, after, subject));
  return isSame;
}

function locationOf(before: Response, after: Response, subject: Subject): TypeLocation {
  const owner = `the response ${quote(after.status)}`;
  return { subject, owner, path: "", before: before.sourceLocation, after: after.sourceLocation };
}

/** The responses of an operation, without content where none can come. */
function responsesOf({ method, responses }: Operation): readonly Response[] {
  return responses.map((response) =>
    method === "HEAD" || isEmpty(response)
      ? { ...response, content: undefined, alternatives: undefined }
      : response,
  );
}

/** Whether the status allows no content (RFC 9110, section 15). */
function isEmpty({ status }: Response): boolean {
  return ["204", "205", "304"].includes(status);
}

/** Headers are text for people too: no type shows them. */
function textsOf({ description, headers }: Response): string {
  return JSON.stringify([description.trim(), headers]);
}
