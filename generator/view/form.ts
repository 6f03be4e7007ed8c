/** What a schema's values look like on the wire, as far as a URL or a form is concerned. */
export interface Form {
  readonly kind:
    | "untyped"
    | "null"
    | "scalar"
    | "binary"
    | "list"
    | "binary list"
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
export function formOf(schema: unknown, resolve: Resolve): Form {
  const known = new Map<unknown, Form>();

  function find(part: unknown, depth: number): Form {
    if (part === true || part === undefined) return form("untyped");
    if (!isNode(part) || depth > deepest) return form("other");
    // Inside of itself, a schema has no form that would fit into a URL.
    const found = known.get(part) ?? form("other");
    if (known.has(part)) return found;
    known.set(part, found);
    const whole = read(part, (inner) => find(inner, depth + 1));
    known.set(part, whole);
    return whole;
  }

  function read(node: Node, inner: Inner): Form {
    const { $ref: reference } = node;
    if (typeof reference === "string") return inner(resolve(reference));
    const formsOf = (keyword: string): readonly Form[] => {
      const options = node[keyword];
      return Array.isArray(options) ? options.map(inner) : [];
    };
    return both([
      ownForm(node, inner),
      ...["oneOf", "anyOf"].map(formsOf).map(either),
      ...formsOf("allOf"),
    ]);
  }

  return find(schema, 0);
}

/** What lies deeper goes as JSON. */
const deepest = 32;

type Inner = (schema: unknown) => Form;

/** The form as the schema's own keywords say it, those aside that combine others. */
function ownForm(schema: Node, inner: Inner): Form {
  const { type, enum: values, const: only, items } = schema;
  if (Array.isArray(values)) return either(values.map(formOfValue));
  if (Object.hasOwn(schema, "const")) return formOfValue(only);
  if (type === undefined) {
    if ("items" in schema) return list();
    return form("properties" in schema ? "object" : "untyped");
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
      case "array":
        return list();
      default:
        return form("other");
    }
  }

  function list(): Form {
    const { kind, nullable: hasHoles } = inner(items);
    if (kind === "untyped") return form("untyped list");
    if (kind === "binary") return { ...form("binary list"), hasHoles };
    return { ...form(kind === "scalar" ? "list" : "other"), hasHoles };
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
