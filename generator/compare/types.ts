import type { NamedSchema, Schema } from "../model/service.ts";
import { keyOf, type Property, type Reference, type Shape } from "../types/build-type.ts";
import { quote, type ChangeCode, type Report } from "./change.ts";
import { compareLimits, compareNotes } from "./metadata.ts";
import { describeShape } from "../types/describe-type.ts";
import type { Side } from "./side.ts";
import { isKeywords } from "../model/json-schema.ts";
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
    this.compare(this.before.shapeOf(before), this.after.shapeOf(after), way, spot);
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

  compare(before: Shape, after: Shape, way: Way, spot: Spot): void {
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

    const isSimple = (shape: Shape): boolean => !isObject(shape) && !isList(shape);
    const [isOnLeft, isOnRight] = [coverOf(left), coverOf(right)];
    const removed = [...left.filter(isSimple), ...objects.removed, ...lists.removed].filter(
      (shape) => !isOnRight(shape),
    );
    const added = [...right.filter(isSimple), ...objects.added, ...lists.added].filter(
      (shape) => !isOnLeft(shape),
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

  #compareObjects(before: Shape, after: Shape, way: Way, spot: Spot): void {
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
      if (left.others && left.others.kind !== "unknown") {
        this.compare(left.others, field.property.shape, way, { ...step(spot, name), ...at });
      }
    }
    if (left.others && right.others) {
      this.compare(left.others, right.others, way, step(spot, "*"));
    } else if (left.others) {
      const isTyped = left.others.kind !== "unknown";
      const kind = way === "response" && isTyped ? "changed" : "narrowed";
      const text = `${where(spot)} no longer has fields of any name`;
      this.report(`${way}-type-${kind}`, spot.subject, text, spot);
    } else if (right.others) {
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
    this.compare(before.property.shape, after.property.shape, way, at);
  }

  #compareLists(before: Shape, after: Shape, way: Way, spot: Spot): void {
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
    const isList = [left, right].every((shapes) => shapes.some(isLiteral));
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

  #tellValues(code: ChangeCode, values: readonly Shape[], verb: string, spot: Spot): void {
    if (values.length === 0) return;
    const text = quote(describeShape({ kind: "union", members: values }));
    this.report(code, spot.subject, `${where(spot)} ${verb} ${text}`, spot);
  }

  #tellType(code: ChangeCode, before: readonly Shape[], after: readonly Shape[], spot: Spot): void {
    const text = (members: readonly Shape[]): string =>
      quote(describeShape({ kind: "union", members: members.filter(isPlain) }));
    const message = `${where(spot)} is now ${text(after)}, and was ${text(before)}`;
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
function membersOf(shape: Shape, side: Side, open: ReadonlySet<string> = new Set()): Shape[] {
  const passed = new Set(open);
  let member = shape;
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
  readonly left: readonly Shape[];
  readonly right: readonly Shape[];
  readonly removed: readonly Shape[];
  readonly added: readonly Shape[];
}

interface Pairs {
  readonly pairs: readonly (readonly [Shape, Shape])[];
  readonly removed: readonly Shape[];
  readonly added: readonly Shape[];
}

/** Pairs what has the same name or look; of what is left, one and one belong together too. */
function pairUp(left: readonly Shape[], right: readonly Shape[], before: Side, after: Side): Pairs {
  const pairs: (readonly [Shape, Shape])[] = [];
  const byLabel = Map.groupBy(right, (shape) => labelOf(shape, after));
  const removed = left.filter((shape) => {
    const other = byLabel.get(labelOf(shape, before))?.shift();
    if (other) pairs.push([shape, other]);
    return !other;
  });
  const alone = new Set([...byLabel.values()].flat());
  const added = right.filter((shape) => alone.has(shape));
  const [one] = removed;
  const [other] = added;
  if (one && other && removed.length === 1 && added.length === 1) {
    return { pairs: [...pairs, [one, other]], removed: [], added: [] };
  }
  return { pairs, removed, added };
}

function labelOf(shape: Shape, side: Side): string {
  return shape.kind === "reference" ? `#${side.schemaOf(shape)?.name ?? ""}` : keyOf(shape);
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
  readonly others: Shape | undefined;
  readonly rest: readonly Shape[];
  readonly bases: ReadonlyMap<string, NamedSchema>;
}

/** Bases of bases that lie deeper are told with their own. */
const deepestBase = 64;

function fieldsOf(shape: Shape, side: Side, base = "", open: readonly string[] = []): Fields {
  switch (shape.kind) {
    case "object": {
      const fields = [...shape.properties].map(([name, property]) => {
        return [name, { property, isRequired: shape.required.has(name), base }] as const;
      });
      return { ...noFields, fields: new Map(fields), others: shape.others };
    }
    case "reference": {
      const schema = side.schemaOf(shape);
      if (!schema || open.includes(schema.name) || open.length > deepestBase) return noFields;
      const found = fieldsOf(side.target(schema), side, schema.name, [...open, schema.name]);
      return { ...found, bases: new Map([[schema.name, schema], ...found.bases]) };
    }
    case "intersection": {
      const own = shape.object ? [shape.object] : [];
      const parts = [...shape.bases, ...own].map((part) => fieldsOf(part, side, base, open));
      const all = parts.flatMap(({ fields }) => [...fields]);
      const required = new Set(shape.object?.required);
      for (const [name, { isRequired }] of all) if (isRequired) required.add(name);
      return {
        fields: new Map(
          all.map(([name, field]) => [name, { ...field, isRequired: required.has(name) }]),
        ),
        others: parts.findLast(({ others }) => others !== undefined)?.others,
        rest: [...parts.flatMap(({ rest }) => rest), ...shape.rest],
        bases: new Map(parts.flatMap(({ bases }) => [...bases])),
      };
    }
    default:
      return { ...noFields, rest: [shape] };
  }
}

const noFields: Fields = { fields: new Map(), others: undefined, rest: [], bases: new Map() };

/** @returns whether every value of a type is one of these, as far as one look tells. */
function coverOf(shapes: readonly Shape[]): (shape: Shape) => boolean {
  const isOpen = shapes.some(({ kind }) => kind === "unknown");
  const keys = new Set(shapes.filter(isLeaf).map(keyOf));
  return (shape) =>
    isOpen ||
    (isLeaf(shape) && keys.has(keyOf(shape))) ||
    (shape.kind === "literal" && keys.has(typeof shape.value));
}

function isLeaf({ kind }: Shape): boolean {
  return kind === "scalar" || kind === "literal";
}

function isObject({ kind }: Shape): boolean {
  return kind === "object" || kind === "intersection" || kind === "reference";
}

function isList({ kind }: Shape): boolean {
  return kind === "array" || kind === "tuple";
}

function isLiteral({ kind }: Shape): boolean {
  return kind === "literal";
}

function isNull(shape: Shape): boolean {
  return shape.kind === "scalar" && shape.type === "null";
}

function isPlain(shape: Shape): boolean {
  return !isNull(shape);
}

/** Without what is only received, or only sent (OpenAPI 3.1: `readOnly`, `writeOnly`). */
function onItsWay({ fields, ...rest }: Fields, way: Way): Fields {
  const here = [...fields].filter(([, { property }]) => !goesOnly(property.schema, way));
  return { ...rest, fields: new Map(here) };
}

function goesOnly(schema: unknown, way: Way): boolean {
  const mark = way === "request" ? "readOnly" : "writeOnly";
  return isKeywords(schema) && schema[mark] === true;
}
