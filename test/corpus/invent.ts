import { follow, isNode, listOf, nodeOf, type Node } from "./description.ts";

/** A value made up for a parameter. */
export interface Invented {
  /** The caller's input. */
  readonly given: unknown;
  /** Its text, or those of its items. */
  readonly texts: string | readonly string[];
}

/** Makes up values that are all different, and hard on encoders where the type allows it. */
export class Inventor {
  readonly #root: Node;
  #count = 0;

  constructor(root: Node) {
    this.#root = root;
  }

  /** A text with a space, a slash, a letter beyond ASCII and the marks of a query. */
  text(): string {
    this.#count += 1;
    return `v a/ü&=${this.#count}`;
  }

  /** A value for a schema; `undefined` for an object, of which no rule says how it is written. */
  value(schema: unknown, depth: number = 0): Invented | undefined {
    const node = nodeOf(follow(this.#root, schema));
    if (depth > 8) return undefined;
    const type = typeOf(node);
    if (type === "array") return this.#list(node, depth);
    const allowed = listOf(node["enum"]).filter((value) => value !== null);
    const [first = node["const"]] = allowed;
    if (first !== undefined) {
      return isScalar(first) ? { given: first, texts: String(first) } : undefined;
    }
    const options = ["allOf", "oneOf", "anyOf"].flatMap((group) => listOf(node[group]));
    const some = options.filter((option) => nodeOf(option)["type"] !== "null");
    if (some.length > 0) return some.length === 1 ? this.value(some[0], depth + 1) : undefined;
    if (type === "object" || isNode(node["properties"]) || isNode(node["items"])) return undefined;
    this.#count += 1;
    if (type === "integer" || type === "number") {
      return { given: this.#count, texts: String(this.#count) };
    }
    if (type === "boolean") return { given: true, texts: "true" };
    const text = this.text();
    return { given: text, texts: text };
  }

  #list(node: Node, depth: number): Invented | undefined {
    const items = isNode(node["items"]) ? node["items"] : {};
    const two = [this.value(items, depth + 1), this.value(items, depth + 1)];
    const texts = two.flatMap((one) => (typeof one?.texts === "string" ? [one.texts] : []));
    return texts.length === 2 ? { given: two.map((one) => one?.given), texts } : undefined;
  }
}

function isScalar(value: unknown): value is string | number | boolean {
  return ["string", "number", "boolean"].includes(typeof value);
}

/** The type, of OpenAPI 3.1's lists the first that is not `null`. */
export function typeOf(schema: Node): string {
  const types = [schema["type"]].flat().map((type) => String(type).trim().toLowerCase());
  return types.find((type) => type !== "null") ?? "";
}
