import { code, type Code } from "../../text/code.ts";
import { call, callWithMapper, conditional, objectType } from "./layout.ts";
import { access, literal, propertyKey } from "./literal.ts";
import type { Listing, Numbering } from "../../model/service.ts";
import type { WireKind } from "../../types/wire-kind.ts";

/** How a caller's value is written into a request. */
export interface Value {
  /** The expression: `params.ids`, `pipes(params.ids)`. */
  readonly code: Code;
  /** Whether the expression is a list, which repeats the name. */
  readonly repeats: boolean;
  /** Whether the expression is a map of names and values, to be spread among the others. */
  readonly spreads: boolean;
  /** Whether the names in that map are the caller's. */
  readonly takesAnyName?: boolean;
  /** The runtime's functions that the expression calls. */
  readonly helpers: readonly Code[];
  /** What the caller passes, where the schema does not say it well enough. */
  readonly type: Code | undefined;
  /** Names of the schemas of which it uses the shape. */
  readonly shapes?: readonly string[];
}

/** What takes a value: only some places can repeat a name, and only some take bytes. */
export interface Place {
  readonly canRepeat: boolean;
  /** Whether an object's properties can stand there by themselves. */
  readonly canSpread: boolean;
  readonly takesBlobs: boolean;
}

/**
 * Writes the expression for a parameter or a form field. Scalars go as they are, lists and objects as
 * their listing says; what is neither is sent as JSON.
 *
 * @param property reads the caller's value: `params.ids`.
 * @param form of what the caller passes.
 * @param name as it goes on the wire.
 */
export function writeValue(
  property: Code,
  form: WireKind,
  listing: Listing,
  name: string,
  { canRepeat, canSpread, takesBlobs }: Place,
): Value {
  const given = form.nullable ? code`${property} ?? undefined` : property;
  const plain = { repeats: false, spreads: false, helpers: [], type: undefined };
  if (listing === "json") {
    return { ...plain, code: call(code`json`, [property]), helpers: [code`json`] };
  }
  if (listing === "deep" && canRepeat && !plainKinds.has(form.kind)) {
    const map = call(code`deepObject`, [literal(name), property]);
    const type = takesBlobs ? typesWithBlobs[form.kind] : types[form.kind];
    return { ...plain, spreads: true, type, code: map, helpers: [code`deepObject`] };
  }
  switch (form.kind) {
    case "untyped":
      return { ...plain, code: property, type: types[form.kind] };
    case "null":
    case "scalar":
    case "binary":
    case "scalar or binary": {
      const type = takesBlobs ? typesWithBlobs[form.kind] : types[form.kind];
      return { ...plain, code: given, type };
    }
    case "list":
    case "binary list":
    case "untyped list":
    case "scalar or list":
    case "binary or list":
    case "any or list": {
      const repeats = listing === "multi" && canRepeat;
      const type = repeats && takesBlobs ? typesWithBlobs[form.kind] : types[form.kind];
      const values = form.hasNullItems ? withoutNulls(property, form.kind) : given;
      if (repeats) return { ...plain, type, code: values, repeats };
      const helper = joiners[listing];
      return { ...plain, type, code: call(helper, [values]), helpers: [helper] };
    }
    case "object":
      if (listing === "multi" && canSpread) {
        const map = call(code`fields`, [property]);
        return { ...plain, spreads: true, takesAnyName: true, code: map, helpers: [code`fields`] };
      }
      if (listing === "multi" || listing === "deep") {
        return { ...plain, code: call(code`json`, [given]), helpers: [code`json`] };
      }
      return joined(property, listing);
    case "scalar or object":
    case "scalar or other": {
      const test = code`typeof ${property} === "object"`;
      const value = conditional(test, call(code`json`, [given]), property);
      return { ...plain, code: value, helpers: [code`json`] };
    }
    case "other":
      return { ...plain, code: call(code`json`, [given]), helpers: [code`json`] };
  }
}

/** A list, or what may be one, with nothing in place of `null`. */
function withoutNulls(property: Code, kind: WireKind["kind"]): Code {
  const list = kind.includes(" or ") ? code`[${property}].flat()` : code`${property}?`;
  return code`${list}.map((item) => item ?? undefined)`;
}

/** An object as a list of its names and values. */
function joined(property: Code, listing: Listing): Value {
  const list = listing === "equals" ? code`assigned` : code`alternating`;
  const joiner = joiners[listing];
  return {
    code: call(joiner, [call(list, [property])]),
    repeats: false,
    spreads: false,
    helpers: [joiner, list],
    type: undefined,
  };
}

/** What is one value, whatever a listing says. */
const plainKinds: ReadonlySet<WireKind["kind"]> = new Set([
  "untyped",
  "null",
  "scalar",
  "binary",
  "scalar or binary",
]);

const untyped = code`string | number | boolean`;

/**
 * Writes the expression for form fields of names that the caller chooses, passed as a map.
 *
 * @param form of each.
 */
export function writeOthers(
  property: Code,
  { kind, nullable, hasNullItems }: WireKind,
  takesBlobs: boolean,
): Value {
  const plain = { repeats: false, spreads: true, takesAnyName: true, type: undefined };
  const isBinary = kind === "binary" || kind === "binary list";
  const isPlain = kind === "scalar" || kind === "list" || (isBinary && takesBlobs);
  if (isPlain && !nullable && !hasNullItems) return { ...plain, code: property, helpers: [] };
  if (!takesBlobs && !isBinary && kind !== "untyped") {
    return { ...plain, code: call(code`fields`, [property]), helpers: [code`fields`] };
  }
  const single = takesBlobs ? code`${untyped} | Blob` : untyped;
  const type = objectType([code`readonly [name: string]: ${single} | readonly (${single})[]`]);
  return { ...plain, type, code: property, helpers: [] };
}

/** Writes the expression for a numbered list: `indexed("InstanceId.N", params.InstanceId)`. */
export function writeNumbered(property: Code, { prefix, fields }: Numbering): Value {
  const base = { repeats: false, spreads: true, type: undefined };
  if (fields.length === 0) {
    const list = call(code`indexed`, [literal(prefix), property]);
    return { ...base, code: list, helpers: [code`indexed`] };
  }
  const item = code`item`;
  const members = fields.map(({ name, numbering }): Pick<Value, "code" | "helpers"> => {
    const value = access(item, name);
    if (!numbering) return { code: code`${propertyKey(name)}: ${value}`, helpers: [] };
    const inner = writeNumbered(value, numbering);
    return { code: code`...${inner.code}`, helpers: inner.helpers };
  });
  return {
    ...base,
    code: callWithMapper(
      code`indexedFields`,
      [literal(prefix), property],
      item,
      members.map((member) => member.code),
    ),
    helpers: [code`indexedFields`, ...members.flatMap((member) => member.helpers)],
  };
}

/** What the caller passes where the schema does not say it well enough: text in place of bytes. */
const types: Partial<Readonly<Record<WireKind["kind"], Code>>> = {
  untyped,
  binary: code`string`,
  "scalar or binary": untyped,
  "binary list": code`readonly string[]`,
  "untyped list": code`readonly (${untyped})[]`,
  "binary or list": code`${untyped} | readonly (${untyped})[]`,
  "any or list": code`${untyped} | readonly (${untyped})[]`,
};

/** The same where bytes can be sent. */
const typesWithBlobs: Partial<Readonly<Record<WireKind["kind"], Code>>> = {
  untyped,
  "untyped list": code`readonly (${untyped})[]`,
  "any or list": code`${untyped} | Blob | readonly (${untyped} | Blob)[]`,
};

/** What joins a list where a name cannot be repeated is the comma, as in OpenAPI's simple style. */
const joiners: Readonly<Record<Listing, Code>> = {
  multi: code`csv`,
  deep: code`csv`,
  json: code`json`,
  csv: code`csv`,
  equals: code`csv`,
  ssv: code`ssv`,
  tsv: code`tsv`,
  pipes: code`pipes`,
};
