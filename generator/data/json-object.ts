/** An object of a description, with unchecked content. */
export type Node = Readonly<Record<string, unknown>>;

export function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Returns a value that is an object; `undefined` for any other. */
export function asNode(value: unknown): Node | undefined {
  return isNode(value) ? value : undefined;
}

/** Returns those of the values that are objects. */
export function objectsIn(values: readonly unknown[]): Node[] {
  return values.filter(isNode);
}

/** Returns a value that is an array; an empty one for any other. */
export function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Returns a string, or a number as one; an empty string for any other value. */
export function asText(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}
