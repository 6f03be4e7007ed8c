import { requireScalar } from "./encode.ts";
import { ParameterError } from "./errors.ts";
import {
  resolveMember,
  type ListShape,
  type MapShape,
  type Namespace,
  type Shape,
  type StructureShape,
} from "./shape.ts";
import { ownProperties } from "./internal.ts";
import { wireTime } from "./wire-time.ts";
import { isQualifiedName } from "./xml-name.ts";

/**
 * Writes a value of a shape as a document. `undefined` stays `undefined`, which sends no body.
 *
 * @param root the name of the outermost element.
 * @throws ParameterError for a value that has no text, for a character that XML does not allow, and
 * for a name of an element that is none.
 */
export function writeXml(
  root: string,
  shape: Shape,
  value: unknown,
  namespace?: Namespace,
): string | undefined {
  return value === undefined ? undefined : writeElement(root, shape, value, namespace);
}

/** @param scope the namespace of names without a prefix around the element. */
function writeElement(
  name: string,
  shape: Shape,
  value: unknown,
  namespace?: Namespace,
  scope?: string,
): string {
  const own = namespace ?? (typeof shape === "object" ? namespaceOf(shape) : undefined);
  const inner = typeof own === "string" ? own : scope;
  const { attributes, content } = writeContent(name, shape, value, inner);
  return element(name, own === scope ? attributes : withDeclaration(attributes, own), content);
}

function namespaceOf(shape: Exclude<Shape, string>): Namespace | undefined {
  return "members" in shape ? shape.namespace : undefined;
}

interface Content {
  readonly attributes: string;
  readonly content: string;
}

function writeContent(name: string, shape: Shape, value: unknown, scope?: string): Content {
  if (typeof shape === "string") {
    return { attributes: "", content: escape(requireScalar(wireTime(shape, value), name), name) };
  }
  if ("list" in shape) return { attributes: "", content: writeItems(shape, value, scope) };
  if ("map" in shape)
    return { attributes: "", content: writeEntries("entry", shape, value, scope) };
  return writeMembers(shape, value, scope);
}

function writeMembers(shape: StructureShape, value: unknown, scope?: string): Content {
  let attributes = "";
  let content = "";
  const own = ownProperties(value as Readonly<Record<string, unknown>>);
  for (const [property, member] of Object.entries(shape.members())) {
    const given = own[property];
    if (given === undefined || given === null) continue;
    const { name, is, attribute, namespace } = resolveMember(property, member);
    if (attribute) {
      const text = requireScalar(wireTime("string", given), name);
      if (typeof namespace === "object") attributes = withDeclaration(attributes, namespace);
      attributes += ` ${requireName(name)}="${escape(text, name)}"`;
    } else if (typeof is === "object" && "flat" in is) {
      content +=
        "list" in is
          ? writeFlat(name, is, given, namespace, scope)
          : writeEntries(name, is, given, scope);
    } else content += writeElement(name, is, given, namespace, scope);
  }
  return { attributes, content };
}

function writeItems(shape: ListShape, values: unknown, scope?: string): string {
  return writeFlat(shape.item ?? "member", shape, values, shape.namespace, scope);
}

function writeFlat(
  name: string,
  { list }: ListShape,
  values: unknown,
  namespace: Namespace | undefined,
  scope?: string,
): string {
  return (values as readonly unknown[])
    .filter((value) => value !== undefined && value !== null)
    .map((value) => writeElement(name, list, value, namespace, scope))
    .join("");
}

function writeEntries(entry: string, shape: MapShape, values: unknown, scope?: string): string {
  const { map, key = "key", value = "value", keyNamespace, valueNamespace } = shape;
  return Object.entries(values as object)
    .filter(([, one]) => one !== undefined && one !== null)
    .map(([name, one]) => {
      const first = writeElement(key, "string", name, keyNamespace, scope);
      return element(entry, "", first + writeElement(value, map, one, valueNamespace, scope));
    })
    .join("");
}

function element(name: string, attributes: string, content: string): string {
  return `<${requireName(name)}${attributes}>${content}</${name}>`;
}

/** Adds the declaration of a namespace, unless an attribute has it already. */
function withDeclaration(attributes: string, namespace: Namespace | undefined): string {
  const declaration = declare(namespace);
  return attributes.includes(declaration) ? attributes : declaration + attributes;
}

function declare(namespace: Namespace | undefined): string {
  if (namespace === undefined) return "";
  if (typeof namespace === "string") return ` xmlns="${escape(namespace, "xmlns")}"`;
  const [prefix, uri] = namespace;
  return ` xmlns:${requireName(prefix)}="${escape(uri, prefix)}"`;
}

/** Whatever is no name could end the tag, and begin others. */
function requireName(name: string): string {
  if (!isQualifiedName(name)) throw new ParameterError(name);
  return name;
}

/** Line ends are written as references: a parser would make them spaces, or other line ends. */
function escape(text: string, name: string): string {
  if (/[^\t\n\r -\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u.test(text)) {
    throw new ParameterError(name);
  }
  return text.replace(
    /[&<>"\n\r\u0085\u2028]/g,
    (mark) => `&#x${mark.charCodeAt(0).toString(16).toUpperCase()};`,
  );
}
