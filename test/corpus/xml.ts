import { parseXml, XmlElement, XmlText } from "@rgrove/parse-xml";
import { follow, isNode, listOf, nodeOf, type Node } from "./description.ts";
import { typeOf, type Inventor } from "./invent.ts";

/** An element as it has to arrive, without the declarations of namespaces. */
export interface ExpectedElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly text: string;
  readonly children: readonly ExpectedElement[];
}

/** A value for an XML schema, and the element that it becomes (OpenAPI 3.1, section 4.8.26). */
export interface InventedElement {
  readonly given: unknown;
  readonly element: ExpectedElement;
}

/** Makes a document up; `undefined` for a schema that does not say what is in it, or its name. */
export function inventXml(
  root: Node,
  schema: unknown,
  inventor: Inventor,
): InventedElement | undefined {
  const xml = new XmlInventor(root, inventor);
  const name = xml.rootName(schema);
  return name === undefined
    ? undefined
    : (xml.structure(schema, name, 0) ?? xml.list(schema, name));
}

class XmlInventor {
  readonly #root: Node;
  readonly #inventor: Inventor;

  constructor(root: Node, inventor: Inventor) {
    this.#root = root;
    this.#inventor = inventor;
  }

  /** The `xml` name, or else that of the component. */
  rootName(schema: unknown): string | undefined {
    const reference = nodeOf(schema)["$ref"];
    const component = typeof reference === "string" ? reference.split("/").at(-1) : undefined;
    const named = this.#name(schema, component ?? "");
    return named === "" ? undefined : named;
  }

  structure(schema: unknown, name: string, depth: number): InventedElement | undefined {
    const properties = this.#properties(schema);
    if (properties.size === 0 || depth > 3) return undefined;
    const given: Record<string, unknown> = {};
    const attributes: Record<string, string> = {};
    const children: ExpectedElement[] = [];
    for (const [property, member] of properties) {
      const facts = nodeOf(this.#resolve(member)["xml"]);
      if (facts["attribute"] === true) {
        const value = this.#scalar(member);
        if (!value) continue;
        given[property] = value.given;
        attributes[this.#name(member, property)] = value.text;
      } else {
        const value = this.#member(member, property, depth);
        if (!value) continue;
        given[property] = value.given;
        children.push(...value.elements);
      }
    }
    return { given, element: { name, attributes, text: "", children } };
  }

  /** A document that is a list: its element holds the items, which have to have a name. */
  list(schema: unknown, name: string): InventedElement | undefined {
    const { items } = this.#resolve(schema);
    const item = this.rootName(items);
    if (item === undefined) return undefined;
    const two = [1, 2].flatMap(() => this.#element(items, item, 0) ?? []);
    const children = two.map(({ element }) => element);
    return {
      given: two.map(({ given }) => given),
      element: { name, attributes: {}, text: "", children },
    };
  }

  #member(
    schema: unknown,
    property: string,
    depth: number,
  ): { readonly given: unknown; readonly elements: readonly ExpectedElement[] } | undefined {
    const node = this.#resolve(schema);
    const name = this.#name(schema, property);
    if (typeOf(node) !== "array") {
      const one = this.#element(schema, name, depth);
      return one && { given: one.given, elements: [one.element] };
    }
    const { items } = node;
    const isWrapped = nodeOf(node["xml"])["wrapped"] === true;
    // The name beside an array is that of the element around it.
    const item = this.#name(items, isWrapped ? name : property);
    if (typeOf(this.#resolve(items)) === "array") return undefined;
    const two = [1, 2].flatMap(() => this.#element(items, item, depth) ?? []);
    if (two.length < 2) return undefined;
    const elements = two.map(({ element }) => element);
    const wrapper = { name, attributes: {}, text: "", children: elements };
    return { given: two.map((one) => one.given), elements: isWrapped ? [wrapper] : elements };
  }

  #element(schema: unknown, name: string, depth: number): InventedElement | undefined {
    if (this.#properties(schema).size > 0) return this.structure(schema, name, depth + 1);
    const value = this.#scalar(schema);
    if (!value) return undefined;
    return {
      given: value.given,
      element: { name, attributes: {}, text: value.text, children: [] },
    };
  }

  #scalar(schema: unknown): { readonly given: unknown; readonly text: string } | undefined {
    const node = this.#resolve(schema);
    const isPlain = !["allOf", "anyOf", "oneOf", "format", "$ref"].some((key) => key in node);
    if (!isPlain || !["string", "number", "integer", "boolean"].includes(typeOf(node))) {
      return undefined;
    }
    const value = this.#inventor.value(node);
    if (typeof value?.texts !== "string") return undefined;
    return { given: value.given, text: value.texts };
  }

  /** Those of a schema and of all that it extends; none of what has alternatives. */
  #properties(schema: unknown, depth: number = 0): ReadonlyMap<string, unknown> {
    const node = this.#resolve(schema);
    if (depth > 8 || "oneOf" in node || "anyOf" in node) return new Map();
    return new Map([
      ...listOf(node["allOf"]).flatMap((part) => [...this.#properties(part, depth + 1)]),
      ...Object.entries(nodeOf(node["properties"])),
    ]);
  }

  #name(schema: unknown, fallback: string): string {
    const facts = nodeOf(nodeOf(schema)["xml"] ?? this.#resolve(schema)["xml"]);
    const name = typeof facts["name"] === "string" ? facts["name"] : fallback;
    const { prefix } = facts;
    return typeof prefix === "string" && prefix !== "" ? `${prefix}:${name}` : name;
  }

  #resolve(schema: unknown): Node {
    const node = follow(this.#root, schema);
    return isNode(node) ? node : {};
  }
}

/** A document that arrived, or what is wrong with it. */
export function readElement(text: string): ExpectedElement | string {
  try {
    const { root } = parseXml(text);
    return root ? elementOf(root) : "no element";
  } catch (error) {
    return String(error);
  }
}

function elementOf({ name, attributes, children }: XmlElement): ExpectedElement {
  const own = Object.entries(attributes).filter(([key]) => !/^xmlns(:|$)/.test(key));
  return {
    name,
    attributes: Object.fromEntries(own),
    text: children.flatMap((child) => (child instanceof XmlText ? [child.text] : [])).join(""),
    children: children.flatMap((child) => (child instanceof XmlElement ? [elementOf(child)] : [])),
  };
}
