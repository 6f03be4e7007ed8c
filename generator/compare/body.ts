import { isForm } from "../model/body.ts";
import type { Body, Operation } from "../model/service.ts";
import { quote, type Subject } from "./change.ts";
import { compareForms } from "./parameters.ts";
import type { TypeLocation } from "./location.ts";
import type { TypeComparison } from "./types.ts";

/** Compares the bodies that an operation sends. */
export function compareBodies(
  types: TypeComparison,
  { body: before, sourceLocation: from }: Operation,
  { body: after, sourceLocation: to }: Operation,
  subject: Subject,
): void {
  if (!before && !after) return;
  if (!before || !after) {
    const state = after && isRequired(after) ? "required" : "optional";
    const code = after ? (`${state}-body-added` as const) : "body-removed";
    const text = after ? `a new ${state} body` : "the body was removed";
    const at = { before: before?.sourceLocation ?? from, after: after?.sourceLocation ?? to };
    types.report(code, subject, text, at);
    return;
  }
  const location: TypeLocation = {
    subject,
    owner: "the body",
    path: "",
    before: before.sourceLocation,
    after: after.sourceLocation,
  };
  if (before.mediaType !== after.mediaType) {
    const text = `the body is now ${quote(after.mediaType)}, and was ${quote(before.mediaType)}`;
    types.report("body-media-type-changed", subject, text, location);
  }
  if (isForm(before) || isForm(after)) {
    if (isForm(before) && isForm(after)) compareForms(types, before, after, location);
    return;
  }
  if (before.required !== after.required) {
    const state = after.required ? "required" : "optional";
    types.report(`body-became-${state}`, subject, `the body became ${state}`, location);
  }
  if (before.description.trim() !== after.description.trim()) {
    types.report("body-described", subject, "the body is described in other words", location);
  }
  const isModel = before.kind === "json" || before.kind === "xml";
  if (before.kind === after.kind && isModel) {
    types.compareSchemas(before.schema, after.schema, "request", location);
  }
}

function isRequired(body: Body): boolean {
  if (!isForm(body)) return body.required;
  return body.fields.some(({ required }) => required) || body.others?.required === true;
}
