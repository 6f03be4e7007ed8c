import fc from "fast-check";
import { payloads } from "./payloads.ts";

/** One change to a document. Positions are counted around, so that each fits every document. */
export type Mutation =
  | { readonly kind: "delete"; readonly at: number }
  | { readonly kind: "replace"; readonly at: number; readonly value: unknown }
  | { readonly kind: "rename"; readonly at: number; readonly key: string }
  | { readonly kind: "swap" | "move" | "copy"; readonly at: number; readonly other: number }
  | { readonly kind: "refer"; readonly at: number; readonly other: number }
  | { readonly kind: "redirect"; readonly at: number; readonly reference: string };

/** Keys that mean something to JavaScript, to OpenAPI or to the program. */
const keys: readonly string[] = (
  "__proto__ constructor prototype toString hasOwnProperty valueOf then length 0 -1 $ref $id allOf " +
  "anyOf oneOf not items prefixItems properties additionalProperties patternProperties required enum " +
  "const type format default example nullable discriminator mapping propertyName title description " +
  "deprecated readOnly paths x-ms-paths components definitions schemas parameters responses headers " +
  "securitySchemes securityDefinitions security servers host basePath schemes get post delete trace " +
  "head operationId x-operation-name tags summary requestBody content schema in name style explode " +
  "collectionFormat allowEmptyValue encoding swagger openapi info externalDocs url variables consumes " +
  "produces default 200 2XX application/json multipart/form-data application/x-www-form-urlencoded " +
  "text/plain overlay actions target update remove /a?Action=B /{a}?{b} /#c"
).split(" ");

const scalars: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -0,
  -1,
  1.5,
  1e308,
  2 ** 53,
  "",
  " ",
  "a.N.b",
  "#",
  "#/",
  "string",
  "array",
  "object",
  "null",
  "integer",
  "binary",
  "path",
  "query",
  "header",
  "cookie",
  "2.0",
  "3.1.0",
  "https://{a}.example/{b}",
];

const text = fc.oneof(
  fc.constantFrom(...keys),
  fc.constantFrom(...payloads.map(([, payload]) => payload)),
  fc.string({ unit: "binary", maxLength: 12 }),
);

const value = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...scalars) },
  text,
  fc.array(fc.oneof(fc.constantFrom(...scalars), text), { maxLength: 3 }),
  fc.dictionary(text, fc.oneof(fc.constantFrom(...scalars), text), { maxKeys: 3 }),
  fc.constantFrom<unknown>([], {}, [[]], [{}], { $ref: "#" }, { type: ["null"] }, { enum: [] }),
);

const reference = fc.oneof(
  fc.constantFrom(
    "",
    "#",
    "#/",
    "##",
    "#/paths",
    "#/%",
    "input.yaml",
    "input.json",
    "./",
    "%",
    "a#b#c",
  ),
  fc.constantFrom(
    "http://h/a.json#/b",
    "//h/a",
    "file:///etc/passwd",
    "../../x.yaml#/a",
    "data:,{}",
  ),
  text,
);

const at = fc.nat({ max: 1_000_000 });

/** Changes of every kind. */
export const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  fc.record({ kind: fc.constant("delete" as const), at }),
  fc.record({ kind: fc.constant("replace" as const), at, value }),
  fc.record({ kind: fc.constant("rename" as const), at, key: text }),
  fc.record({ kind: fc.constantFrom("swap", "move", "copy" as const), at, other: at }),
  fc.record({ kind: fc.constant("refer" as const), at, other: at }),
  fc.record({ kind: fc.constant("redirect" as const), at, reference }),
);

/** The document after all changes, one after the other. Nothing of it is shared with the given one. */
export function mutated(document: unknown, mutations: readonly Mutation[]): unknown {
  let root = copyOf(document);
  for (const mutation of mutations) root = applied(root, mutation);
  return root;
}

type Path = readonly (string | number)[];

function applied(root: unknown, mutation: Mutation): unknown {
  const paths = [...pathsIn(root)];
  const path = pick(paths, mutation.at);
  if (!path) return root;
  switch (mutation.kind) {
    case "delete":
      return without(root, path);
    case "replace":
      return put(root, path, copyOf(mutation.value));
    case "rename":
      return renamed(root, path, mutation.key);
    case "swap":
    case "move":
    case "copy": {
      const other = pick(paths, mutation.other) ?? path;
      const [here, there] = [copyOf(get(root, path)), copyOf(get(root, other))];
      const placed = put(root, other, here);
      if (mutation.kind === "copy") return placed;
      return mutation.kind === "swap" ? put(placed, path, there) : without(placed, path);
    }
    case "refer": {
      const other = pick(paths, mutation.other) ?? path;
      return put(root, path, { $ref: `#${other.map(segment).join("")}` });
    }
    case "redirect": {
      const references = paths.filter((one) => one.at(-1) === "$ref");
      return put(root, pick(references, mutation.at) ?? path, mutation.reference);
    }
  }
}

/** The paths to all nodes below the root. */
function* pathsIn(node: unknown, path: Path = []): Generator<Path> {
  for (const [key, child] of childrenOf(node)) {
    yield [...path, key];
    yield* pathsIn(child, [...path, key]);
  }
}

function childrenOf(node: unknown): [string | number, unknown][] {
  if (Array.isArray(node)) return [...node.entries()];
  return typeof node === "object" && node !== null ? Object.entries(node) : [];
}

function pick<T>(items: readonly T[], index: number): T | undefined {
  return items[index % items.length];
}

function get(root: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (node, key) => childrenOf(node).find(([name]) => name === key)?.[1],
    root,
  );
}

/** @param change makes the entries that replace one. */
function changed(
  node: unknown,
  [first, ...rest]: Path,
  change: (entry: [string | number, unknown]) => readonly [string | number, unknown][],
): unknown {
  const entries = childrenOf(node).flatMap((entry): readonly [string | number, unknown][] => {
    const [key, child] = entry;
    if (key !== first) return [entry];
    return rest.length === 0 ? change(entry) : [[key, changed(child, rest, change)]];
  });
  if (typeof node !== "object" || node === null) return node;
  return Array.isArray(node) ? entries.map(([, child]) => child) : Object.fromEntries(entries);
}

function put(root: unknown, path: Path, child: unknown): unknown {
  return changed(root, path, ([key]) => [[key, child]]);
}

function without(root: unknown, path: Path): unknown {
  return changed(root, path, () => []);
}

function renamed(root: unknown, path: Path, name: string): unknown {
  return changed(root, path, ([, child]) => [[name, child]]);
}

/** Whatever the key: `__proto__` is a name like others. */
function copyOf(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(copyOf);
  if (typeof node !== "object" || node === null) return node;
  return Object.fromEntries(Object.entries(node).map(([key, child]) => [key, copyOf(child)]));
}

function segment(key: string | number): string {
  return `/${String(key).replaceAll("~", "~0").replaceAll("/", "~1")}`;
}
