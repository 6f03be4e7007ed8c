import type { Body, Field, Operation, Parameter, Response } from "../model.ts";
import type { Shape } from "../types/shape.ts";
import { requestLine } from "../view/request-line.ts";
import { quote, type Ends, type Report, type Subject } from "./change.ts";
import { sentBy } from "./matching.ts";
import type { Side } from "./side.ts";
import type { Spot } from "./spot.ts";
import { TypeComparison } from "./types.ts";

/** Compares an operation with what became of it, and the types that it uses. */
export class OperationComparison {
  readonly #before: Side;
  readonly #after: Side;
  readonly #types: TypeComparison;
  readonly #report: Report;

  constructor(before: Side, after: Side, types: TypeComparison, report: Report) {
    this.#before = before;
    this.#after = after;
    this.#types = types;
    this.#report = report;
  }

  compare(before: Operation, after: Operation): void {
    const subject = this.#after.subjectOf(after);
    const ends = { before: before.place, after: after.place };
    const from = this.#before.functionOf(before);
    if (from !== subject.name) {
      const text = `the function ${quote(from)} is now called ${quote(subject.name)}`;
      this.#report("operation-renamed", subject, text, ends);
    }
    if (sentBy(before) !== sentBy(after)) {
      const text = `${quote(requestLine(before))} is now ${quote(requestLine(after))}`;
      this.#report("operation-moved", subject, text, ends);
    }
    if (before.deprecated !== after.deprecated) {
      const text = after.deprecated ? "it is deprecated" : "it is no longer deprecated";
      this.#report("operation-deprecated", subject, text, ends);
    }
    if (textsOf(before) !== textsOf(after)) {
      this.#report("operation-described", subject, "it is described in other words", ends);
    }
    this.#compareSecurity(before.security, after.security, subject, ends);
    this.#compareParameters(before, after, subject);
    this.#compareBodies(before.body, after.body, subject, ends);
    this.#compareResponses(responsesOf(before), responsesOf(after), subject, ends);
  }

  #compareSecurity(
    before: readonly string[],
    after: readonly string[],
    subject: Subject,
    ends: Ends,
  ): void {
    const [left, right] = [before, after].map((ways) => new Set(ways.length === 0 ? [""] : ways));
    if (!left || !right || left.symmetricDifference(right).size === 0) return;
    const isTightened = !right.has("") && !left.isSubsetOf(right);
    const code = isTightened ? "security-tightened" : "security-loosened";
    const words = (ways: ReadonlySet<string>): string =>
      [...ways].map((way) => (way === "" ? "nothing" : quote(way))).join(" or ");
    const text = `a caller now needs ${words(right)}, and needed ${words(left)}`;
    this.#report(code, subject, text, ends);
  }

  #compareParameters(before: Operation, after: Operation, subject: Subject): void {
    const paths = ({ address }: Operation): readonly string[] =>
      address.path.flatMap((part) => (part.kind === "template" ? [part.name] : []));
    const [oldPath, newPath] = [paths(before), paths(after)];
    const sameTemplate = (one: Parameter, other: Parameter): boolean =>
      one.location === "path" &&
      other.location === "path" &&
      sentBy(before) === sentBy(after) &&
      oldPath.indexOf(one.name) === newPath.indexOf(other.name);
    const { pairs, removed, added } = matchGiven(before.parameters, after.parameters, [
      (one, other) => one.location === other.location && one.name === other.name,
      (one, other) => one.name === other.name,
      (one, other) => one.location === other.location && sameButCase(one.name, other.name),
      sameTemplate,
    ]);
    const ends = { before: before.place, after: after.place };
    this.#tellLone("parameter", removed, added, subject, ends);
    for (const [one, other] of pairs) {
      const spot = spotOf("the parameter", one, other, subject);
      if (one.location !== other.location) {
        const text = `${spot.holder} moved from ${one.location} to ${other.location}`;
        this.#report("parameter-moved", subject, text, spot);
      }
      if (one.deprecated !== other.deprecated) {
        const state = other.deprecated ? "is deprecated" : "is no longer deprecated";
        this.#report("parameter-deprecated", subject, `${spot.holder} ${state}`, spot);
      }
      this.#compareGiven(one, other, spot, false);
    }
  }

  #tellLone(
    kind: string,
    removed: readonly Given[],
    added: readonly Given[],
    subject: Subject,
    ends: Ends,
  ): void {
    for (const { name, place } of removed) {
      const text = `the ${kind} ${quote(name)} is gone`;
      this.#report("parameter-removed", subject, text, { before: place, after: ends.after });
    }
    for (const { name, place, required } of added) {
      const state = required ? "required" : "optional";
      const text = `a new ${state} ${kind} ${quote(name)}`;
      const at = { before: ends.before, after: place };
      this.#report(`${state}-parameter-added`, subject, text, at);
    }
  }

  /** @param takesBlobs whether bytes can be sent where it stands. */
  #compareGiven(before: Given, after: Given, spot: Spot, takesBlobs: boolean): void {
    const { subject, holder } = spot;
    if (before.name !== after.name) {
      const text = `the parameter ${quote(before.name)} is now called ${quote(after.name)}`;
      this.#report("parameter-renamed", subject, text, spot);
    }
    if (before.required !== after.required) {
      const state = after.required ? "required" : "optional";
      this.#report(`parameter-became-${state}`, subject, `${holder} became ${state}`, spot);
    }
    const [from, to] = [
      givenShape(this.#before.shapeOf(before.schema), takesBlobs),
      givenShape(this.#after.shapeOf(after.schema), takesBlobs),
    ];
    const written = writingOf(before, this.#before.expand(from));
    const writes = writingOf(after, this.#after.expand(to));
    if (written.thing === writes.thing && written.way !== writes.way) {
      const text = `${holder} is sent ${writes.way}, and was sent ${written.way}`;
      this.#report("parameter-serialisation-changed", subject, text, spot);
    }
    if (before.description.trim() !== after.description.trim()) {
      const text = `${holder} is described in other words`;
      this.#report("parameter-described", subject, text, spot);
    }
    this.#types.compareLimits(before.schema, after.schema, spot);
    this.#types.compare(from, to, "request", spot);
  }

  #compareBodies(
    before: Body | undefined,
    after: Body | undefined,
    subject: Subject,
    ends: Ends,
  ): void {
    if (!before && !after) return;
    if (!before || !after) {
      const state = after && isRequired(after) ? "required" : "optional";
      const code = after ? (`${state}-body-added` as const) : "body-removed";
      const text = after ? `a new ${state} body` : "the body is gone";
      const at = { before: before?.place ?? ends.before, after: after?.place ?? ends.after };
      this.#report(code, subject, text, at);
      return;
    }
    const spot: Spot = {
      subject,
      holder: "the body",
      path: "",
      before: before.place,
      after: after.place,
    };
    if (before.mediaType !== after.mediaType) {
      const text = `the body is now ${quote(after.mediaType)}, and was ${quote(before.mediaType)}`;
      this.#report("body-media-type-changed", subject, text, spot);
    }
    if ("fields" in before || "fields" in after) {
      if ("fields" in before && "fields" in after) this.#compareForms(before, after, spot);
      return;
    }
    if (before.required !== after.required) {
      const state = after.required ? "required" : "optional";
      this.#report(`body-became-${state}`, subject, `the body became ${state}`, spot);
    }
    if (before.description.trim() !== after.description.trim()) {
      this.#report("body-described", subject, "the body is described in other words", spot);
    }
    if (before.kind === "json" && after.kind === "json") {
      this.#types.compareSchemas(before.schema, after.schema, "request", spot);
    }
  }

  #compareForms(before: Form, after: Form, { subject, ...ends }: Spot): void {
    const { pairs, removed, added } = matchGiven(before.fields, after.fields, [
      (one, other) => one.name === other.name,
    ]);
    this.#tellLone("form field", removed, added, subject, ends);
    for (const [one, other] of pairs) {
      const spot = spotOf("the form field", one, other, subject);
      this.#compareGiven(one, other, spot, after.kind === "multipart");
    }
  }

  #compareResponses(
    before: readonly Response[],
    after: readonly Response[],
    subject: Subject,
    ends: Ends,
  ): void {
    for (const one of before) {
      const other = after.find(({ status }) => status === one.status);
      if (other) {
        this.#compareAnswers(one, other, subject);
      } else {
        const text = `the response ${quote(one.status)} is gone`;
        const at = { before: one.place, after: ends.after };
        this.#report("response-removed", subject, text, at);
      }
    }
    for (const one of after) {
      if (before.some(({ status }) => status === one.status)) continue;
      const isSuccess = one.status.startsWith("2");
      const code = isSuccess ? "success-response-added" : "error-response-added";
      const at = { before: ends.before, after: one.place };
      this.#report(code, subject, `a new response ${quote(one.status)}`, at);
    }
    this.#compareUnions(before, after, subject, ends);
  }

  /** A call gives the one or the other of its good answers: what is new among them widens it. */
  #compareUnions(
    before: readonly Response[],
    after: readonly Response[],
    subject: Subject,
    ends: Ends,
  ): void {
    const [left, right] = [answersOf(before), answersOf(after)];
    const news = right.filter((one) => !left.some(({ status }) => status === one.status));
    if (left.length === 0) return;
    for (const one of news) {
      if (left.some((other) => this.#isSameAnswer(other, one))) continue;
      const text = `a call may now give what the response ${quote(one.status)} says`;
      const at = { before: ends.before, after: one.place };
      this.#report("response-type-widened", subject, text, at);
    }
  }

  #isSameAnswer(before: Response, after: Response): boolean {
    if (before.content?.kind !== after.content?.kind) return false;
    if (!before.content || !after.content) return isEmpty(before) === isEmpty(after);
    let isSame = true;
    const trial = new TypeComparison(this.#before, this.#after, (code) => {
      if (!code.endsWith("-described") && code !== "limits-changed") isSame = false;
    });
    trial.compareSchemas(
      before.content.schema,
      after.content.schema,
      "response",
      spotOf("the response", { ...before, name: "" }, { ...after, name: "" }, noSubject),
    );
    return isSame;
  }

  #compareAnswers(before: Response, after: Response, subject: Subject): void {
    const spot = spotOf(
      "the response",
      { place: before.place, name: before.status },
      { place: after.place, name: after.status },
      subject,
    );
    if (responseTexts(before) !== responseTexts(after)) {
      const text = `${spot.holder} is described in other words`;
      this.#report("response-described", subject, text, spot);
    }
    const [left, right] = [before.content, after.content];
    if (left && right && left.kind !== right.kind) {
      const text = `${spot.holder} is read as ${right.kind}, and was read as ${left.kind}`;
      this.#report("response-kind-changed", subject, text, spot);
    } else if (left && right && left.kind === "json") {
      this.#types.compareSchemas(left.schema, right.schema, "response", spot);
    } else if (left && !right) {
      const text = `${spot.holder} no longer says what it holds`;
      this.#report("response-type-widened", subject, text, spot);
    } else if (right && !left) {
      const text = `${spot.holder} now says what it holds`;
      this.#report("response-type-narrowed", subject, text, spot);
    }
  }
}

/** What a caller passes by name. */
type Given = Parameter | Field;
type Form = Extract<Body, { readonly fields: unknown }>;

const noSubject: Subject = { kind: "service", name: "", request: "" };

function textsOf({ summary, description, address, externalDocs }: Operation): string {
  return JSON.stringify([
    summary.trim(),
    description.trim(),
    address.remark.trim(),
    externalDocs ?? "",
  ]);
}

interface GivenMatching<T> {
  readonly pairs: readonly (readonly [T, T])[];
  readonly removed: readonly T[];
  readonly added: readonly T[];
}

/** @param rules what makes two the same, the strictest first. */
function matchGiven<T extends Given>(
  before: readonly T[],
  after: readonly T[],
  rules: readonly ((one: T, other: T) => boolean)[],
): GivenMatching<T> {
  const pairs: (readonly [T, T])[] = [];
  let removed = [...before];
  const added = [...after];
  for (const rule of rules) {
    removed = removed.filter((one) => {
      const index = added.findIndex((other) => rule(one, other));
      const [other] = index < 0 ? [] : added.splice(index, 1);
      if (other) pairs.push([one, other]);
      return !other;
    });
  }
  return { pairs, removed, added };
}

function spotOf(
  kind: string,
  before: Pick<Given, "place" | "name">,
  after: Pick<Given, "place" | "name">,
  subject: Subject,
): Spot {
  const holder = `${kind} ${quote(after.name)}`;
  return { subject, holder, path: "", before: before.place, after: after.place };
}

function sameButCase(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** What a parameter takes where its schema says nothing, and where bytes cannot be sent. */
function givenShape(shape: Shape, takesBlobs: boolean): Shape {
  if (shape.kind === "unknown") return anyScalar;
  if (shape.kind === "array") return { ...shape, items: givenShape(shape.items, takesBlobs) };
  const isBlob = shape.kind === "scalar" && shape.type === "Blob";
  return isBlob && !takesBlobs ? { kind: "scalar", type: "string" } : shape;
}

const anyScalar: Shape = {
  kind: "union",
  members: [
    { kind: "scalar", type: "string" },
    { kind: "scalar", type: "number" },
    { kind: "scalar", type: "boolean" },
  ],
};

interface Writing {
  readonly thing: "list" | "object" | "value";
  /** In words. */
  readonly way: string;
}

/** How a parameter is written. */
function writingOf({ listing, numbering }: Given, { kind }: Shape): Writing {
  if (numbering) {
    const names = numberedNames(numbering).join(", ");
    return { thing: "list", way: `numbered, as ${quote(names)}` };
  }
  if (kind === "array") return { thing: "list", way: listWritings[listing] };
  if (kind === "object" || kind === "intersection") {
    return { thing: "object", way: objectWritings.get(listing) ?? asJson };
  }
  return { thing: "value", way: listing === "json" ? asJson : "as it is" };
}

const asJson = "as JSON";

const listWritings: Readonly<Record<Given["listing"], string>> = {
  multi: "as one pair for each value",
  deep: "as one pair for each value",
  csv: "with commas between the values",
  ssv: "with spaces between the values",
  tsv: "with tabs between the values",
  pipes: "with `|` between the values",
  json: asJson,
};

const objectWritings: ReadonlyMap<Given["listing"], string> = new Map([
  ["multi", "as one pair for each property"],
  ["deep", "as `name[property]`"],
]);

function numberedNames({ prefix, fields }: NonNullable<Given["numbering"]>): string[] {
  if (fields.length === 0) return [prefix];
  return fields.flatMap(({ name, numbering }) =>
    (numbering ? numberedNames(numbering) : [name]).map((inner) => `${prefix}.${inner}`),
  );
}

function isRequired(body: Body): boolean {
  return "fields" in body ? body.fields.some(({ required }) => required) : body.required;
}

/** The answers that a call gives: the 2xx, or the default where it is all there is. */
function answersOf(responses: readonly Response[]): readonly Response[] {
  const good = responses.filter(({ status }) => status.startsWith("2"));
  return good.length > 0 ? good : responses.filter(({ status }) => status === "default");
}

/** The responses of an operation, without content where none can come. */
function responsesOf({ method, responses }: Operation): readonly Response[] {
  return responses.map((response) =>
    method === "HEAD" || isEmpty(response) ? { ...response, content: undefined } : response,
  );
}

/** Whether the status allows no content (RFC 9110, section 15). */
function isEmpty({ status }: Response): boolean {
  return ["204", "205", "304"].includes(status);
}

/** Headers are text for people too: no type shows them. */
function responseTexts({ description, headers }: Response): string {
  return JSON.stringify([description.trim(), headers]);
}
