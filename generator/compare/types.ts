import { groupBy } from "../collections/group-by.ts";
import type { NamedSchema, Schema } from "../model/service.ts";
import { isNull, keyOf, type Property, type Reference, type Type } from "../types/type.ts";
import { quote, type ChangeCode, type Report } from "./change.ts";
import { compareLimits, compareNotes } from "./metadata.ts";
import type { Side } from "./side.ts";
import { step, where, within, type Spot } from "./location.ts";

/** Who is concerned: callers, who pass values of a type, or readers, who get them. */
export type Way = "request" | "response";

/**
 * Compares the types that two descriptions give, by what they allow and not by how they are
 * written. References are followed, and each pair of named types is entered once.
 */
export class TypeComparison {
  readonly before: Side;
  readonly after: Side;
  readonly report: Report;
  readonly #entered = new Set<string>();
  readonly #renamed = new Map<NamedSchema, NamedSchema>();
  readonly #heirs = new Set<NamedSchema>();
  /** The types of other names with which each was compared. */
  readonly #rivals = new Map<NamedSchema, Set<NamedSchema>>();
  /** Comparisons that were met within others: a chain of types may be longer than the stack is deep. */
  readonly #pending: (() => void)[] = [];
  #isBusy = false;

  constructor(before: Side, after: Side, report: Report) {
    this.before = before;
    this.after = after;
    this.report = report;
  }

  /** The types that stand in the same places, but under another name: old → new. */
  get renamed(): ReadonlyMap<NamedSchema, NamedSchema> {
    return this.#renamed;
  }

  /** Whether a named type was met among what callers pass or readers get. */
  hasEntered(before: NamedSchema, after: NamedSchema): boolean {
    return [...ways].some((way) => this.#entered.has(pairKey(before, after, way)));
  }

  compareSchemas(before: Schema, after: Schema, way: Way, spot: Spot): void {
    compareNotes(before, after, spot, this.report);
    this.compare(this.before.typeOf(before), this.after.typeOf(after), way, spot);
  }

  /** Compares what two schemas say of their values beside the types, and not in words. */
  compareLimits(before: Schema, after: Schema, spot: Spot): void {
    compareLimits(before, after, spot, this.report);
  }

  compareNamed(before: NamedSchema, after: NamedSchema, way: Way): void {
    const key = pairKey(before, after, way);
    if (this.#entered.has(key)) return;
    this.#entered.add(key);
    const spot: Spot = {
      subject: { kind: "schema", name: this.after.nameOf(after), request: "" },
      holder: "",
      path: "",
      before: before.place,
      after: after.place,
    };
    this.#later(() => {
      compareNotes(before.schema, after.schema, spot, this.report);
      this.compare(this.before.target(before), this.after.target(after), way, spot);
    });
  }

  /** Does it at once, or after what is being done. */
  #later(comparison: () => void): void {
    this.#pending.push(comparison);
    if (this.#isBusy) return;
    this.#isBusy = true;
    for (let next = this.#pending.pop(); next; next = this.#pending.pop()) next();
    this.#isBusy = false;
  }

  compare(before: Type, after: Type, way: Way, spot: Spot): void {
    if (before.kind === "reference" && after.kind === "reference") {
      this.#compareReferences(before, after, way, spot);
      return;
    }
    const left = membersOf(before, this.before);
    const right = membersOf(after, this.after);
    const objects = pairUp(left.filter(isObject), right.filter(isObject), this.before, this.after);
    const lists = pairUp(left.filter(isList), right.filter(isList), this.before, this.after);
    for (const [one, other] of objects.pairs) this.#compareObjects(one, other, way, spot);
    for (const [one, other] of lists.pairs) this.#compareLists(one, other, way, spot);

    const isSimple = (type: Type): boolean => !isObject(type) && !isList(type);
    const [isOnLeft, isOnRight] = [coverOf(left), coverOf(right)];
    const removed = [...left.filter(isSimple), ...objects.removed, ...lists.removed].filter(
      (type) => !isOnRight(type),
    );
    const added = [...right.filter(isSimple), ...objects.added, ...lists.added].filter(
      (type) => !isOnLeft(type),
    );
    this.#tellMembers({ left, right, removed, added }, way, spot);
  }

  #compareReferences(before: Reference, after: Reference, way: Way, spot: Spot): void {
    const one = this.before.schemaOf(before);
    const other = this.after.schemaOf(after);
    if (!one || !other) return;
    if (one.name === other.name || this.#isRenaming(one, other)) {
      this.compareNamed(one, other, way);
      return;
    }
    const key = `${pairKey(one, other, way)} ${spot.subject.name}`;
    if (this.#entered.has(key)) return;
    this.#entered.add(key);
    const rivals = this.#rivals.get(one) ?? new Set();
    this.#rivals.set(one, rivals);
    if (!rivals.has(other) && rivals.size >= mostRivals) {
      this.#tellType(`${way}-type-changed`, [before], [after], spot);
      return;
    }
    rivals.add(other);
    this.#later(() => {
      this.compare(this.before.target(one), this.after.target(other), way, spot);
    });
  }

  /** Whether one name went where the other came. */
  #isRenaming(before: NamedSchema, after: NamedSchema): boolean {
    const known = this.#renamed.get(before);
    if (known) return known === after;
    if (this.after.hasSchema(before.name) || this.before.hasSchema(after.name)) return false;
    if (this.#heirs.has(after)) return false;
    this.#renamed.set(before, after);
    this.#heirs.add(after);
    return true;
  }

  #compareObjects(before: Type, after: Type, way: Way, spot: Spot): void {
    if (before.kind === "reference" && after.kind === "reference") {
      this.#compareReferences(before, after, way, spot);
      return;
    }
    const left = onItsWay(fieldsOf(before, this.before), way);
    const right = onItsWay(fieldsOf(after, this.after), way);
    for (const [name, base] of left.bases) {
      const other = right.bases.get(name);
      if (other) this.compareNamed(base, other, way);
    }
    for (const [name, field] of left.fields) this.#compareField(name, field, right, way, spot);
    for (const [name, field] of right.fields) {
      if (left.fields.has(name) || left.bases.has(field.base)) continue;
      const at = { ...spot, after: this.after.placeOf(field.property.schema, spot.after) };
      const kind = field.isRequired ? "required" : "optional";
      const code = way === "request" ? (`request-${kind}-field-added` as const) : fieldAdded;
      const what = way === "request" ? `a new ${kind} field` : "a new field";
      this.report(code, spot.subject, `${what} ${quote(name)}${within(spot)}`, at);
      // Until now it could stand there like any other.
      if (left.additional && left.additional.kind !== "unknown") {
        this.compare(left.additional, field.property.type, way, { ...step(spot, name), ...at });
      }
    }
    if (left.additional && right.additional) {
      this.compare(left.additional, right.additional, way, step(spot, "*"));
    } else if (left.additional) {
      const isTyped = left.additional.kind !== "unknown";
      const kind = way === "response" && isTyped ? "changed" : "narrowed";
      const text = `${where(spot)} no longer has fields of any name`;
      this.report(`${way}-type-${kind}`, spot.subject, text, spot);
    } else if (right.additional) {
      const code = way === "request" ? "request-type-widened" : "response-field-added";
      this.report(code, spot.subject, `${where(spot)} may now have fields of any name`, spot);
    }
    if (left.rest.length !== right.rest.length) {
      const text = `${where(spot)} is put together from other types`;
      this.report(`${way}-type-changed`, spot.subject, text, spot);
    } else {
      for (const [index, one] of left.rest.entries()) {
        const other = right.rest[index];
        if (other) this.compare(one, other, way, spot);
      }
    }
  }

  #compareField(name: string, before: Field, right: Fields, way: Way, spot: Spot): void {
    const after = right.fields.get(name);
    const from = this.before.placeOf(before.property.schema, spot.before);
    const isTold = after?.base === before.base && after.isRequired === before.isRequired;
    // What both have from one base, the comparison of the base tells.
    if (right.bases.has(before.base) && (!after || isTold)) return;
    if (!after) {
      const text = `the field ${quote(name)}${within(spot)} is gone`;
      const ends = { before: from, after: spot.after };
      this.report(`${way}-field-removed`, spot.subject, text, ends);
      return;
    }
    const at: Spot = {
      ...step(spot, name),
      before: from,
      after: this.after.placeOf(after.property.schema, spot.after),
    };
    if (before.isRequired !== after.isRequired) {
      const state = after.isRequired ? "required" : "optional";
      const code = `${way}-field-became-${state}` as const;
      this.report(code, spot.subject, `${where(at)} became ${state}`, at);
    }
    compareNotes(before.property.schema, after.property.schema, at, this.report);
    this.compare(before.property.type, after.property.type, way, at);
  }

  #compareLists(before: Type, after: Type, way: Way, spot: Spot): void {
    if (before.kind === "array" && after.kind === "array") {
      this.compare(before.items, after.items, way, { ...spot, path: `${spot.path}[]` });
    } else if (
      before.kind === "tuple" &&
      after.kind === "tuple" &&
      before.items.length === after.items.length
    ) {
      for (const [index, one] of before.items.entries()) {
        const other = after.items[index];
        if (other) this.compare(one, other, way, { ...spot, path: `${spot.path}[${index}]` });
      }
    } else {
      this.#tellType(`${way}-type-changed`, [before], [after], spot);
    }
  }

  #tellMembers({ left, right, removed, added }: Members, way: Way, spot: Spot): void {
    const [gone, come] = [removed.filter(isPlain), added.filter(isPlain)];
    const isList = [left, right].every((types) => types.some(isLiteral));
    if (isList && [...gone, ...come].every(isLiteral)) {
      this.#tellValues(`${way}-value-removed`, gone, "is no longer", spot);
      this.#tellValues(`${way}-value-added`, come, "may now be", spot);
    } else if (gone.length > 0 || come.length > 0) {
      const kind = come.length === 0 ? "narrowed" : gone.length === 0 ? "widened" : "changed";
      this.#tellType(`${way}-type-${kind}`, left, right, spot);
    }
    if (removed.some(isNull)) {
      const text = `${where(spot)} is no longer \`null\``;
      this.report(`${way}-null-removed`, spot.subject, text, spot);
    }
    if (added.some(isNull)) {
      const text = `${where(spot)} may now be \`null\``;
      this.report(`${way}-null-added`, spot.subject, text, spot);
    }
  }

  #tellValues(code: ChangeCode, values: readonly Type[], verb: string, spot: Spot): void {
    if (values.length === 0) return;
    const text = quote(this.after.describe({ kind: "union", members: values }));
    this.report(code, spot.subject, `${where(spot)} ${verb} ${text}`, spot);
  }

  #tellType(code: ChangeCode, before: readonly Type[], after: readonly Type[], spot: Spot): void {
    const text = (side: Side, members: readonly Type[]): string =>
      quote(side.describe({ kind: "union", members: members.filter(isPlain) }));
    const [now, was] = [text(this.after, after), text(this.before, before)];
    const message = `${where(spot)} is now ${now}, and was ${was}`;
    this.report(code, spot.subject, message, spot);
  }
}

/** Types that are compared with more of other names than that have changed, whatever is in them. */
const mostRivals = 32;

const ways: readonly Way[] = ["request", "response"];
const fieldAdded = "response-field-added";

function pairKey(before: NamedSchema, after: NamedSchema, way: Way): string {
  return JSON.stringify([way, before.name, after.name]);
}

/** What a type is one of, of which objects stay as they are, also under their names. */
function membersOf(type: Type, side: Side, open: ReadonlySet<string> = new Set()): Type[] {
  const passed = new Set(open);
  let member = type;
  while (member.kind === "reference") {
    const schema = side.schemaOf(member);
    if (!schema || passed.has(member.key)) return [{ kind: "unknown" }];
    const target = side.target(schema);
    if (target.kind === "object" || target.kind === "intersection") return [member];
    passed.add(member.key);
    member = target;
  }
  if (member.kind === "never") return [];
  if (member.kind !== "union") return [member];
  return member.members.flatMap((one) => membersOf(one, side, passed));
}

interface Members {
  readonly left: readonly Type[];
  readonly right: readonly Type[];
  readonly removed: readonly Type[];
  readonly added: readonly Type[];
}

interface Pairs {
  readonly pairs: readonly (readonly [Type, Type])[];
  readonly removed: readonly Type[];
  readonly added: readonly Type[];
}

/** Pairs what has the same name or look; of what is left, one and one belong together too. */
function pairUp(left: readonly Type[], right: readonly Type[], before: Side, after: Side): Pairs {
  const pairs: (readonly [Type, Type])[] = [];
  const byLabel = groupBy(right, (type) => labelOf(type, after));
  const removed = left.filter((type) => {
    const other = byLabel.get(labelOf(type, before))?.shift();
    if (other) pairs.push([type, other]);
    return !other;
  });
  const alone = new Set([...byLabel.values()].flat());
  const added = right.filter((type) => alone.has(type));
  const [one] = removed;
  const [other] = added;
  if (one && other && removed.length === 1 && added.length === 1) {
    return { pairs: [...pairs, [one, other]], removed: [], added: [] };
  }
  return { pairs, removed, added };
}

function labelOf(type: Type, side: Side): string {
  return type.kind === "reference" ? `#${side.schemaOf(type)?.name ?? ""}` : keyOf(type);
}

interface Field {
  readonly property: Property;
  readonly isRequired: boolean;
  /** The named schema that it comes from, as the description calls it; empty for an own field. */
  readonly base: string;
}

/** An object with all that it has from others. */
interface Fields {
  readonly fields: ReadonlyMap<string, Field>;
  readonly additional: Type | undefined;
  readonly rest: readonly Type[];
  readonly bases: ReadonlyMap<string, NamedSchema>;
}

/** Bases of bases that lie deeper are told with their own. */
const deepestBase = 64;

function fieldsOf(type: Type, side: Side, base = "", open: readonly string[] = []): Fields {
  switch (type.kind) {
    case "object": {
      const fields = [...type.properties].map(([name, property]) => {
        return [name, { property, isRequired: type.required.has(name), base }] as const;
      });
      return { ...noFields, fields: new Map(fields), additional: type.additional };
    }
    case "reference": {
      const schema = side.schemaOf(type);
      if (!schema || open.includes(schema.name) || open.length > deepestBase) return noFields;
      const found = fieldsOf(side.target(schema), side, schema.name, [...open, schema.name]);
      return { ...found, bases: new Map([[schema.name, schema], ...found.bases]) };
    }
    case "intersection": {
      const own = type.object ? [type.object] : [];
      const parts = [...type.bases, ...own].map((part) => fieldsOf(part, side, base, open));
      const all = parts.flatMap(({ fields }) => [...fields]);
      const required = new Set(type.object?.required);
      for (const [name, { isRequired }] of all) if (isRequired) required.add(name);
      return {
        fields: new Map(
          all.map(([name, field]) => [name, { ...field, isRequired: required.has(name) }]),
        ),
        additional: parts.findLast(({ additional }) => additional !== undefined)?.additional,
        rest: [...parts.flatMap(({ rest }) => rest), ...type.rest],
        bases: new Map(parts.flatMap(({ bases }) => [...bases])),
      };
    }
    default:
      return { ...noFields, rest: [type] };
  }
}

const noFields: Fields = { fields: new Map(), additional: undefined, rest: [], bases: new Map() };

/** @returns whether every value of a type is one of these, as far as one look tells. */
function coverOf(types: readonly Type[]): (type: Type) => boolean {
  const isOpen = types.some(({ kind }) => kind === "unknown");
  const keys = new Set(types.filter(isLeaf).map(keyOf));
  return (type) =>
    isOpen ||
    (isLeaf(type) && keys.has(keyOf(type))) ||
    (type.kind === "literal" && keys.has(typeof type.value));
}

function isLeaf({ kind }: Type): boolean {
  return kind === "scalar" || kind === "literal";
}

function isObject({ kind }: Type): boolean {
  return kind === "object" || kind === "intersection" || kind === "reference";
}

function isList({ kind }: Type): boolean {
  return kind === "array" || kind === "tuple";
}

function isLiteral({ kind }: Type): boolean {
  return kind === "literal";
}

function isPlain(type: Type): boolean {
  return !isNull(type);
}

/** Without what is only received, or only sent (OpenAPI 3.1: `readOnly`, `writeOnly`). */
function onItsWay({ fields, ...rest }: Fields, way: Way): Fields {
  const other = way === "request" ? "readOnly" : "writeOnly";
  const here = [...fields].filter(([, { property }]) => property.access !== other);
  return { ...rest, fields: new Map(here) };
}
