import type { SourceLocation } from "../diagnostics/problem.ts";

/**
 * The effect of a change on code that imports the generated package, and on clients generated
 * earlier that are still in use: `breaking` where that code may no longer compile, or the service no
 * longer accept its requests, or send responses that it does not expect; `additive` where there is
 * only more to use; `documentation` where the types and the requests stay as they were.
 */
export type ChangeClass = "breaking" | "additive" | "documentation";

export const changeClasses: readonly ChangeClass[] = ["breaking", "additive", "documentation"];

/** The stable code of each kind of change. */
export type ChangeCode =
  | `server-${"added" | "removed" | "changed"}`
  | `${"webhook" | "callback"}-${"added" | "removed"}`
  | `operation-${"added" | "removed" | "moved" | "renamed"}`
  | `${"required" | "optional"}-${"parameter" | "body"}-added`
  | `parameter-${"removed" | "renamed" | "moved" | "serialization-changed" | "deprecated"}`
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
 * what they read, where more may be returned (`response-…`). Four choices are ours:
 *
 * - One more value in a response is breaking: code that handled every value no longer compiles.
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

  "webhook-added": "additive",
  "webhook-removed": "breaking",
  "callback-added": "additive",
  "callback-removed": "breaking",

  "required-parameter-added": "breaking",
  "optional-parameter-added": "additive",
  "parameter-removed": "breaking",
  "parameter-renamed": "breaking",
  "parameter-moved": "breaking",
  "parameter-became-required": "breaking",
  "parameter-became-optional": "additive",
  "parameter-serialization-changed": "breaking",
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

/** The part of the API that changed. */
export interface Subject {
  readonly kind: "service" | "operation" | "webhook" | "callback" | "schema";
  /** The name of the function or type in code, or the title of the service. */
  readonly name: string;
  /** The request line of an operation, `GET /?Action=PollForTask`; otherwise empty. */
  readonly request: string;
}

/** One difference between two descriptions. */
export interface Change {
  readonly class: ChangeClass;
  /** Stable: what users filter and look up. */
  readonly code: ChangeCode;
  readonly subject: Subject;
  /** One line for people, with code in backticks. */
  readonly message: string;
  /** Its locations in the old and in the new description, where it exists there. */
  readonly before: SourceLocation | undefined;
  readonly after: SourceLocation | undefined;
}

/** The locations of something in both descriptions. */
export interface BeforeAfter {
  readonly before: SourceLocation | undefined;
  readonly after: SourceLocation | undefined;
}

/** Reports a change. */
export type Report = (
  code: ChangeCode,
  subject: Subject,
  message: string,
  locations: BeforeAfter,
) => void;

/** Quotes text of a description as code in a message. */
export function quote(text: string): string {
  return `\`${text.replaceAll("`", "'").replace(/\s+/g, " ")}\``;
}
