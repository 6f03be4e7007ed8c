import type { SourceLocation } from "../diagnostics/problem.ts";

/**
 * What a change means for code that imports the generated package, and for clients generated before
 * that are still in use: `breaking` where that code may no longer compile, or the service no longer
 * understand it, or answer what it does not expect; `additive` where there is only more to use;
 * `documentation` where the types and the requests stay as they were.
 */
export type ChangeClass = "breaking" | "additive" | "documentation";

export const changeClasses: readonly ChangeClass[] = ["breaking", "additive", "documentation"];

/** Every kind of change, by a name that stays. */
export type ChangeCode =
  | `server-${"added" | "removed" | "changed"}`
  | `operation-${"added" | "removed" | "moved" | "renamed"}`
  | `${"required" | "optional"}-${"parameter" | "body"}-added`
  | `parameter-${"removed" | "renamed" | "moved" | "serialisation-changed" | "deprecated"}`
  | `${"parameter" | "body"}-became-${"required" | "optional"}`
  | `body-${"removed" | "media-type-changed"}`
  | `${"success" | "error"}-response-added`
  | `response-${"removed" | "kind-changed"}`
  | `${"request" | "response"}-type-${"narrowed" | "widened" | "changed"}`
  | `${"request" | "response"}-${"value" | "null"}-${"added" | "removed"}`
  | `${"request" | "response"}-field-${"removed" | "became-required" | "became-optional"}`
  | `request-${"required" | "optional"}-field-added`
  | "response-field-added"
  | `schema-${"added" | "removed" | "renamed"}`
  | `${"service" | "operation" | "parameter" | "body" | "response" | "schema" | "field"}-described`
  | `${"operation" | "field"}-deprecated`
  | `security-${"tightened" | "loosened"}`
  | "limits-changed";

/**
 * The class of each kind of change. What callers pass breaks where less is allowed (`request-…`),
 * what they read where more may come (`response-…`). Four choices are ours:
 *
 * - One more value in an answer is breaking: code that handled every value no longer compiles.
 * - A type that has another name is breaking, though nothing else changed: people import it.
 * - Limits that a TypeScript type cannot show (`pattern`, `maximum`, `format`, `default`) are
 *   documentation, whichever way they go.
 * - A status that is no longer described is breaking: somebody may tell it apart from the others.
 */
const classes: Readonly<Record<ChangeCode, ChangeClass>> = {
  "server-added": "additive",
  "server-removed": "breaking",
  "server-changed": "breaking",
  "service-described": "documentation",

  "operation-added": "additive",
  "operation-removed": "breaking",
  "operation-moved": "breaking",
  "operation-renamed": "breaking",
  "security-tightened": "breaking",
  "security-loosened": "additive",
  "operation-deprecated": "documentation",
  "operation-described": "documentation",

  "required-parameter-added": "breaking",
  "optional-parameter-added": "additive",
  "parameter-removed": "breaking",
  "parameter-renamed": "breaking",
  "parameter-moved": "breaking",
  "parameter-became-required": "breaking",
  "parameter-became-optional": "additive",
  "parameter-serialisation-changed": "breaking",
  "parameter-deprecated": "documentation",
  "parameter-described": "documentation",

  "required-body-added": "breaking",
  "optional-body-added": "additive",
  "body-removed": "breaking",
  "body-became-required": "breaking",
  "body-became-optional": "additive",
  "body-media-type-changed": "breaking",
  "body-described": "documentation",

  "success-response-added": "additive",
  "error-response-added": "additive",
  "response-removed": "breaking",
  "response-kind-changed": "breaking",
  "response-described": "documentation",

  "request-type-narrowed": "breaking",
  "request-type-widened": "additive",
  "request-type-changed": "breaking",
  "request-value-removed": "breaking",
  "request-value-added": "additive",
  "request-null-removed": "breaking",
  "request-null-added": "additive",
  "request-required-field-added": "breaking",
  "request-optional-field-added": "additive",
  "request-field-removed": "breaking",
  "request-field-became-required": "breaking",
  "request-field-became-optional": "additive",

  "response-type-narrowed": "additive",
  "response-type-widened": "breaking",
  "response-type-changed": "breaking",
  "response-value-removed": "additive",
  "response-value-added": "breaking",
  "response-null-removed": "additive",
  "response-null-added": "breaking",
  "response-field-added": "additive",
  "response-field-removed": "breaking",
  "response-field-became-required": "additive",
  "response-field-became-optional": "breaking",

  "schema-added": "additive",
  "schema-removed": "breaking",
  "schema-renamed": "breaking",
  "schema-described": "documentation",
  "field-described": "documentation",
  "field-deprecated": "documentation",
  "limits-changed": "documentation",
};

export function isChangeCode(code: string): code is ChangeCode {
  return Object.hasOwn(classes, code);
}

export function classOf(code: ChangeCode): ChangeClass {
  return classes[code];
}

/** What a change belongs to. */
export interface Subject {
  readonly kind: "service" | "operation" | "schema";
  /** The function or type in code; of the service its title. */
  readonly name: string;
  /** Of an operation what it fixes of a request, `GET /?Action=PollForTask`; otherwise empty. */
  readonly request: string;
}

/** One difference between two descriptions. */
export interface Change {
  readonly class: ChangeClass;
  /** Stable: what users filter and look up. */
  readonly code: ChangeCode;
  readonly subject: Subject;
  /** One line for people. What stands between backticks is code. */
  readonly message: string;
  /** Where it stands in the old description, and in the new one, as far as it is there. */
  readonly before: SourceLocation | undefined;
  readonly after: SourceLocation | undefined;
}

/** Where something stands in both descriptions. */
export interface Ends {
  readonly before: SourceLocation | undefined;
  readonly after: SourceLocation | undefined;
}

/** Takes changes as they are found. */
export type Report = (code: ChangeCode, subject: Subject, message: string, ends: Ends) => void;

/** Text of a description as code within a message. */
export function quote(text: string): string {
  return `\`${text.replaceAll("`", "'").replace(/\s+/g, " ")}\``;
}
