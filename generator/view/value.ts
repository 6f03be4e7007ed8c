import { code, joinCode, type Code } from "../code.ts";
import { access, literal, propertyKey } from "../literal.ts";
import type { Listing, Numbering, Schema } from "../model.ts";

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
 * @param name as it goes on the wire.
 * @param resolve finds the schema that a local reference names.
 */
export function writeValue(
  property: Code,
  schema: Schema,
  listing: Listing,
  name: string,
  { canRepeat, canSpread, takesBlobs }: Place,
  resolve: (reference: string) => unknown,
): Value {
  const form = formOf(schema, resolve);
  const given = form.nullable ? code`${property} ?? undefined` : property;
  const plain = { repeats: false, spreads: false, helpers: [], type: undefined };
  if (listing === "json") {
    return { ...plain, code: code`json(${property})`, helpers: [code`json`] };
  }
  switch (form.kind) {
    case "untyped":
      return { ...plain, code: property, type: code`string | number | boolean` };
    case "binary":
      return { ...plain, code: given, type: takesBlobs ? undefined : code`string` };
    case "scalar":
      return { ...plain, code: given };
    case "list":
    case "untyped list": {
      const type = form.kind === "list" ? undefined : code`readonly (string | number | boolean)[]`;
      if ((listing === "multi" || listing === "deep") && canRepeat)
        return { ...plain, type, code: given, repeats: true };
      const helper = joiners[listing];
      return { ...plain, type, code: code`${helper}(${given})`, helpers: [helper] };
    }
    case "object":
      if (listing === "deep" && canRepeat) {
        const call = code`deepObject(${literal(name)}, ${property})`;
        return { ...plain, spreads: true, code: call, helpers: [code`deepObject`] };
      }
      if (listing === "multi" && canSpread) {
        const call = code`fields(${property})`;
        return { ...plain, spreads: true, takesAnyName: true, code: call, helpers: [code`fields`] };
      }
      return { ...plain, code: code`json(${given})`, helpers: [code`json`] };
    case "other":
      return { ...plain, code: code`json(${given})`, helpers: [code`json`] };
  }
}

/** Writes the expression for a numbered list: `numbered("InstanceId.N", params.InstanceId)`. */
export function writeNumbered(property: Code, { prefix, fields }: Numbering): Value {
  const base = { repeats: false, spreads: true, type: undefined };
  if (fields.length === 0) {
    const call = code`numbered(${literal(prefix)}, ${property})`;
    return { ...base, code: call, helpers: [code`numbered`] };
  }
  const item = code`item`;
  const members = fields.map(({ name, numbering }): Pick<Value, "code" | "helpers"> => {
    const value = access(item, name);
    if (!numbering) return { code: code`${propertyKey(name)}: ${value}`, helpers: [] };
    const inner = writeNumbered(value, numbering);
    return { code: code`...${inner.code}`, helpers: inner.helpers };
  });
  const listed = joinCode(
    members.map((member) => member.code),
    ", ",
  );
  return {
    ...base,
    code: code`numberedFields(${literal(prefix)}, ${property}, (${item}) => ({ ${listed} }))`,
    helpers: [code`numberedFields`, ...members.flatMap((member) => member.helpers)],
  };
}

/** What joins a list where a name cannot be repeated is the comma, as in OpenAPI's simple style. */
const joiners: Readonly<Record<Listing, Code>> = {
  multi: code`csv`,
  deep: code`csv`,
  json: code`json`,
  csv: code`csv`,
  ssv: code`ssv`,
  tsv: code`tsv`,
  pipes: code`pipes`,
};

interface Form {
  readonly kind: "untyped" | "scalar" | "binary" | "list" | "untyped list" | "object" | "other";
  readonly nullable: boolean;
}

/** What a schema's values look like on the wire, as far as a URL or a form is concerned. */
function formOf(schema: unknown, resolve: (reference: string) => unknown, depth = 0): Form {
  if (schema === true || schema === undefined) return { kind: "untyped", nullable: false };
  if (!isNode(schema) || depth > 32) return { kind: "other", nullable: false };
  const { $ref: reference, type, enum: values, format, items } = schema;
  if (typeof reference === "string") return formOf(resolve(reference), resolve, depth + 1);
  const types = typeof type === "string" ? [type] : Array.isArray(type) ? type : [];
  const named = types.filter((one) => one !== "null");
  const nullable = types.includes("null") || (Array.isArray(values) && values.includes(null));

  const options = [schema["oneOf"], schema["anyOf"], schema["allOf"]].flatMap((group) =>
    Array.isArray(group) ? group : [],
  );
  if (options.length > 0) {
    const forms = options
      .filter((option) => !isNull(option))
      .map((option) => formOf(option, resolve, depth + 1));
    const isNullable = nullable || options.some(isNull) || forms.some((form) => form.nullable);
    const [first] = forms;
    const same = first && forms.every((form) => form.kind === first.kind);
    const isPlain = same && (first.kind === "scalar" || first.kind === "object");
    const kind = isPlain || (same && forms.length === 1) ? first.kind : "other";
    return { kind, nullable: isNullable };
  }
  if (Array.isArray(values)) {
    const isScalar = values.every((value) => value === null || typeof value !== "object");
    return { kind: isScalar ? "scalar" : "other", nullable };
  }
  if (Object.hasOwn(schema, "const")) {
    return { kind: typeof schema["const"] === "object" ? "other" : "scalar", nullable };
  }
  if (named.length === 0) {
    if ("properties" in schema) return { kind: "object", nullable };
    return { kind: "items" in schema ? "other" : "untyped", nullable };
  }
  if (named.every((one) => scalars.has(String(one)))) {
    return { kind: format === "binary" ? "binary" : "scalar", nullable };
  }
  if (named.length === 1 && named[0] === "object") return { kind: "object", nullable };
  if (named.length === 1 && named[0] === "array") {
    const item = formOf(items ?? {}, resolve, depth + 1);
    if (item.kind === "untyped") return { kind: "untyped list", nullable };
    const isList = (item.kind === "scalar" || item.kind === "binary") && !item.nullable;
    return { kind: isList ? "list" : "other", nullable };
  }
  return { kind: "other", nullable };
}

const scalars = new Set(["string", "number", "integer", "boolean"]);

function isNull(schema: unknown): boolean {
  return isNode(schema) && schema["type"] === "null";
}

function isNode(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
