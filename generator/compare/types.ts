import type { NamedSchema, Schema } from "../model/service.ts";
import { isNull, type Reference, type Type } from "../types/type.ts";
import { quote, type ChangeCode, type Report } from "./change.ts";
import { compareLimits, compareMetadata } from "./metadata.ts";
import { fieldsOf, visibleIn, type Field, type Fields } from "./fields.ts";
import { coverOf, isList, isObject, membersOf, pairUp } from "./members.ts";
import type { Direction, Side } from "./side.ts";
import { fieldLocation, describeLocation, describeParent, type TypeLocation } from "./location.ts";

/**
 * Compares types by what they allow, not by how they are written. References are followed, and each
 * pair of named types is compared once.
 */
export class TypeComparison {
  readonly before: Side;
  readonly after: Side;
  readonly report: Report;
  readonly #entered = new Set<string>();
  readonly #renamed = new Map<NamedSchema, NamedSchema>();
  readonly #successors = new Set<NamedSchema>();
  /** The types with other names that each type was compared with. */
  readonly #candidates = new Map<NamedSchema, Set<NamedSchema>>();
  /** Comparisons that are still to be done: a chain of types may be longer than the stack. */
  readonly #pending: (() => void)[] = [];
  #isBusy = false;

  constructor(before: Side, after: Side, report: Report) {
    this.before = before;
    this.after = after;
    this.report = report;
  }

  /** The types that are used in the same places under another name: old → new. */
  get renamed(): ReadonlyMap<NamedSchema, NamedSchema> {
    return this.#renamed;
  }

  /** Whether a pair of named types was compared, in either direction. */
  hasEntered(before: NamedSchema, after: NamedSchema): boolean {
    return [...directions].some((direction) =>
      this.#entered.has(pairKey(before, after, direction)),
    );
  }

  compareSchemas(
    before: Schema,
    after: Schema,
    direction: Direction,
    location: TypeLocation,
  ): void {
    compareMetadata(before, after, location, this.report);
    this.compare(this.before.typeOf(before), this.after.typeOf(after), direction, location);
  }

  /** Compares the constraints that types do not show. */
  compareLimits(before: Schema, after: Schema, location: TypeLocation): void {
    compareLimits(before, after, location, this.report);
  }

  compareNamed(before: NamedSchema, after: NamedSchema, direction: Direction): void {
    const key = pairKey(before, after, direction);
    if (this.#entered.has(key)) return;
    this.#entered.add(key);
    const location: TypeLocation = {
      subject: { kind: "schema", name: this.after.nameOf(after), request: "" },
      owner: "",
      path: "",
      before: before.sourceLocation,
      after: after.sourceLocation,
    };
    this.#later(() => {
      compareMetadata(before.schema, after.schema, location, this.report);
      this.compare(this.before.target(before), this.after.target(after), direction, location);
    });
  }

  /** Runs a comparison now, or after the current one. */
  #later(comparison: () => void): void {
    this.#pending.push(comparison);
    if (this.#isBusy) return;
    this.#isBusy = true;
    for (let next = this.#pending.pop(); next; next = this.#pending.pop()) next();
    this.#isBusy = false;
  }

  compare(before: Type, after: Type, direction: Direction, location: TypeLocation): void {
    if (before.kind === "reference" && after.kind === "reference") {
      this.#compareReferences(before, after, direction, location);
      return;
    }
    const left = membersOf(before, this.before);
    const right = membersOf(after, this.after);
    const objects = pairUp(left.filter(isObject), right.filter(isObject), this.before, this.after);
    const lists = pairUp(left.filter(isList), right.filter(isList), this.before, this.after);
    for (const [one, other] of objects.pairs) this.#compareObjects(one, other, direction, location);
    for (const [one, other] of lists.pairs) this.#compareLists(one, other, direction, location);

    const isSimple = (type: Type): boolean => !isObject(type) && !isList(type);
    const [isOnLeft, isOnRight] = [coverOf(left), coverOf(right)];
    const removed = [...left.filter(isSimple), ...objects.removed, ...lists.removed].filter(
      (type) => !isOnRight(type),
    );
    const added = [...right.filter(isSimple), ...objects.added, ...lists.added].filter(
      (type) => !isOnLeft(type),
    );
    this.#reportMembers({ left, right, removed, added }, direction, location);
  }

  #compareReferences(
    before: Reference,
    after: Reference,
    direction: Direction,
    location: TypeLocation,
  ): void {
    const one = this.before.schemaOf(before);
    const other = this.after.schemaOf(after);
    if (!one || !other) return;
    if (one.name === other.name || this.#isRenaming(one, other)) {
      this.compareNamed(one, other, direction);
      return;
    }
    const key = `${pairKey(one, other, direction)} ${location.subject.name}`;
    if (this.#entered.has(key)) return;
    this.#entered.add(key);
    const candidates = this.#candidates.get(one) ?? new Set();
    this.#candidates.set(one, candidates);
    if (!candidates.has(other) && candidates.size >= maxCandidates) {
      this.#reportType(`${direction}-type-changed`, [before], [after], location);
      return;
    }
    candidates.add(other);
    this.#later(() => {
      this.compare(this.before.target(one), this.after.target(other), direction, location);
    });
  }

  /** Whether one name replaced the other. */
  #isRenaming(before: NamedSchema, after: NamedSchema): boolean {
    const known = this.#renamed.get(before);
    if (known) return known === after;
    if (this.after.hasSchema(before.name) || this.before.hasSchema(after.name)) return false;
    if (this.#successors.has(after)) return false;
    this.#renamed.set(before, after);
    this.#successors.add(after);
    return true;
  }

  #compareObjects(before: Type, after: Type, direction: Direction, location: TypeLocation): void {
    if (before.kind === "reference" && after.kind === "reference") {
      this.#compareReferences(before, after, direction, location);
      return;
    }
    const left = visibleIn(fieldsOf(before, this.before), direction);
    const right = visibleIn(fieldsOf(after, this.after), direction);
    for (const [name, base] of left.bases) {
      const other = right.bases.get(name);
      if (other) this.compareNamed(base, other, direction);
    }
    for (const [name, field] of left.fields)
      this.#compareField(name, field, right, direction, location);
    for (const [name, field] of right.fields) {
      if (left.fields.has(name) || left.bases.has(field.base)) continue;
      const at = { ...location, after: this.after.placeOf(field.property.schema, location.after) };
      const kind = field.isRequired ? "required" : "optional";
      const code = direction === "request" ? (`request-${kind}-field-added` as const) : fieldAdded;
      const what = direction === "request" ? `a new ${kind} field` : "a new field";
      this.report(code, location.subject, `${what} ${quote(name)}${describeParent(location)}`, at);
      // Until now it was one of the additional properties.
      if (left.additional && left.additional.kind !== "unknown") {
        this.compare(left.additional, field.property.type, direction, {
          ...fieldLocation(location, name),
          ...at,
        });
      }
    }
    if (left.additional && right.additional) {
      this.compare(left.additional, right.additional, direction, fieldLocation(location, "*"));
    } else if (left.additional) {
      const isTyped = left.additional.kind !== "unknown";
      const kind = direction === "response" && isTyped ? "changed" : "narrowed";
      const text = `${describeLocation(location)} no longer has fields of any name`;
      this.report(`${direction}-type-${kind}`, location.subject, text, location);
    } else if (right.additional) {
      const code = direction === "request" ? "request-type-widened" : "response-field-added";
      this.report(
        code,
        location.subject,
        `${describeLocation(location)} may now have fields of any name`,
        location,
      );
    }
    if (left.rest.length !== right.rest.length) {
      const text = `${describeLocation(location)} is put together from other types`;
      this.report(`${direction}-type-changed`, location.subject, text, location);
    } else {
      for (const [index, one] of left.rest.entries()) {
        const other = right.rest[index];
        if (other) this.compare(one, other, direction, location);
      }
    }
  }

  #compareField(
    name: string,
    before: Field,
    right: Fields,
    direction: Direction,
    location: TypeLocation,
  ): void {
    const after = right.fields.get(name);
    const from = this.before.placeOf(before.property.schema, location.before);
    const isSame = after?.base === before.base && after.isRequired === before.isRequired;
    // The comparison of the base reports the fields that both inherit from it.
    if (right.bases.has(before.base) && (!after || isSame)) return;
    if (!after) {
      const text = `the field ${quote(name)}${describeParent(location)} was removed`;
      const locations = { before: from, after: location.after };
      this.report(`${direction}-field-removed`, location.subject, text, locations);
      return;
    }
    const at: TypeLocation = {
      ...fieldLocation(location, name),
      before: from,
      after: this.after.placeOf(after.property.schema, location.after),
    };
    if (before.isRequired !== after.isRequired) {
      const state = after.isRequired ? "required" : "optional";
      const code = `${direction}-field-became-${state}` as const;
      this.report(code, location.subject, `${describeLocation(at)} became ${state}`, at);
    }
    compareMetadata(before.property.schema, after.property.schema, at, this.report);
    this.compare(before.property.type, after.property.type, direction, at);
  }

  #compareLists(before: Type, after: Type, direction: Direction, location: TypeLocation): void {
    if (before.kind === "array" && after.kind === "array") {
      this.compare(before.items, after.items, direction, {
        ...location,
        path: `${location.path}[]`,
      });
    } else if (
      before.kind === "tuple" &&
      after.kind === "tuple" &&
      before.items.length === after.items.length &&
      before.least === after.least &&
      (before.rest === undefined) === (after.rest === undefined)
    ) {
      for (const [index, one] of before.items.entries()) {
        const other = after.items[index];
        if (other)
          this.compare(one, other, direction, { ...location, path: `${location.path}[${index}]` });
      }
      if (before.rest && after.rest) {
        this.compare(before.rest, after.rest, direction, {
          ...location,
          path: `${location.path}[]`,
        });
      }
    } else {
      this.#reportType(`${direction}-type-changed`, [before], [after], location);
    }
  }

  #reportMembers(
    { left, right, removed, added }: Members,
    direction: Direction,
    location: TypeLocation,
  ): void {
    const [gone, come] = [removed.filter(isPlain), added.filter(isPlain)];
    const isList = [left, right].every((types) => types.some(isLiteral));
    if (isList && [...gone, ...come].every(isLiteral)) {
      this.#reportValues(`${direction}-value-removed`, gone, "is no longer", location);
      this.#reportValues(`${direction}-value-added`, come, "may now be", location);
    } else if (gone.length > 0 || come.length > 0) {
      const kind = come.length === 0 ? "narrowed" : gone.length === 0 ? "widened" : "changed";
      this.#reportType(`${direction}-type-${kind}`, left, right, location);
    }
    if (removed.some(isNull)) {
      const text = `${describeLocation(location)} is no longer \`null\``;
      this.report(`${direction}-null-removed`, location.subject, text, location);
    }
    if (added.some(isNull)) {
      const text = `${describeLocation(location)} may now be \`null\``;
      this.report(`${direction}-null-added`, location.subject, text, location);
    }
  }

  #reportValues(
    code: ChangeCode,
    values: readonly Type[],
    verb: string,
    location: TypeLocation,
  ): void {
    if (values.length === 0) return;
    const text = quote(this.after.describe({ kind: "union", members: values }));
    this.report(code, location.subject, `${describeLocation(location)} ${verb} ${text}`, location);
  }

  #reportType(
    code: ChangeCode,
    before: readonly Type[],
    after: readonly Type[],
    location: TypeLocation,
  ): void {
    const text = (side: Side, members: readonly Type[]): string =>
      quote(side.describe({ kind: "union", members: members.filter(isPlain) }));
    const [now, was] = [text(this.after, after), text(this.before, before)];
    const message = `${describeLocation(location)} is now ${now}, and was ${was}`;
    this.report(code, location.subject, message, location);
  }
}

/** A type that was compared with more types of other names is reported as changed. */
const maxCandidates = 32;

const directions: readonly Direction[] = ["request", "response"];
const fieldAdded = "response-field-added";

function pairKey(before: NamedSchema, after: NamedSchema, direction: Direction): string {
  return JSON.stringify([direction, before.name, after.name]);
}

interface Members {
  readonly left: readonly Type[];
  readonly right: readonly Type[];
  readonly removed: readonly Type[];
  readonly added: readonly Type[];
}

function isLiteral({ kind }: Type): boolean {
  return kind === "literal";
}

function isPlain(type: Type): boolean {
  return !isNull(type);
}
