/** What a schema's values look like on the wire, as far as a URL or a form is concerned. */
export interface Form {
  readonly kind:
    | "untyped"
    | "null"
    | "scalar"
    | "binary"
    | "list"
    | "untyped list"
    | "scalar or list"
    | "object"
    | "scalar or object"
    | "scalar or other"
    | "other";
  readonly nullable: boolean;
  /** Whether `null` may stand in the list. */
  readonly hasHoles: boolean;
}

type Resolve = (reference: string) => unknown;
type Node = Readonly<Record<string, unknown>>;

/** @param resolve finds the schema that a local reference names. */
export function formOf(schema: unknown, resolve: Resolve, depth = 0): Form {
  if (schema === true || schema === undefined) return form("untyped");
  if (!isNode(schema) || depth > 32) return form("other");
  const { $ref: reference } = schema;
  if (typeof reference === "string") return formOf(resolve(reference), resolve, depth + 1);
  const formsOf = (keyword: string): readonly Form[] => {
    const options = schema[keyword];
    if (!Array.isArray(options)) return [];
    return options.map((option: unknown) => formOf(option, resolve, depth + 1));
  };
  return both([
    ownForm(schema, resolve, depth),
    ...["oneOf", "anyOf"].map(formsOf).map(either),
    ...formsOf("allOf"),
  ]);
}

/** The form as the schema's own keywords say it, those aside that combine others. */
function ownForm(schema: Node, resolve: Resolve, depth: number): Form {
  const { type, enum: values, const: only, items } = schema;
  if (Array.isArray(values)) return either(values.map(formOfValue));
  if (Object.hasOwn(schema, "const")) return formOfValue(only);
  if (type === undefined) {
    return form("items" in schema ? listOf(items) : "properties" in schema ? "object" : "untyped");
  }
  return either((Array.isArray(type) ? type : [type]).map(formOfType));

  function formOfType(one: unknown): Form {
    switch (one) {
      case "null":
        return nothing;
      case "string":
      case "number":
      case "integer":
      case "boolean":
        return form(schema["format"] === "binary" ? "binary" : "scalar");
      case "object":
        return form("object");
      case "array": {
        const item = formOf(items, resolve, depth + 1);
        return { ...form(listOf(items)), hasHoles: item.nullable };
      }
      default:
        return form("other");
    }
  }

  function listOf(item: unknown): Form["kind"] {
    const { kind } = formOf(item, resolve, depth + 1);
    if (kind === "untyped") return "untyped list";
    return kind === "scalar" || kind === "binary" ? "list" : "other";
  }
}

function formOfValue(value: unknown): Form {
  if (value === null) return nothing;
  return form(typeof value === "object" ? "other" : "scalar");
}

function form(kind: Form["kind"]): Form {
  return { kind, nullable: false, hasHoles: false };
}

/** The form of what is `null` and nothing else. */
const nothing: Form = { kind: "null", nullable: true, hasHoles: false };

/** What has one of several forms. */
function either(options: readonly Form[]): Form {
  const forms = options.filter(({ kind }) => kind !== "null");
  const kinds = new Set(forms.map(({ kind }) => kind));
  if (options.length > 0 && forms.length === 0) return nothing;
  return {
    kind: kindOfEither(kinds),
    nullable: options.some(({ nullable }) => nullable),
    hasHoles: options.some(({ hasHoles }) => hasHoles),
  };
}

function kindOfEither(kinds: ReadonlySet<Form["kind"]>): Form["kind"] {
  const [first, ...others] = kinds;
  if (first === undefined) return "untyped";
  if (others.length === 0) return first;
  if (kinds.isSubsetOf(new Set(["scalar", "untyped"]))) return "untyped";
  if (kinds.isSubsetOf(new Set(["scalar", "list", "scalar or list"]))) return "scalar or list";
  if (kinds.isSubsetOf(new Set(["scalar", "object", "scalar or object"])))
    return "scalar or object";
  return [...kinds].some((kind) => kind.startsWith("scalar")) ? "scalar or other" : "other";
}

/** What has several forms at once. */
function both(parts: readonly Form[]): Form {
  const typed = parts.filter(({ kind }) => kind !== "untyped");
  const [first, ...others] = typed;
  const isOne = others.every(({ kind }) => kind === first?.kind);
  return {
    kind: first === undefined ? "untyped" : isOne ? first.kind : "other",
    nullable: parts.some(({ nullable }) => nullable),
    hasHoles: parts.some(({ hasHoles }) => hasHoles),
  };
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
