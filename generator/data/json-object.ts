/** An object of a description, with unchecked content. */
export type Node = Readonly<Record<string, unknown>>;

export function map(value: unknown): Node | undefined {
  return isNode(value) ? value : undefined;
}

export function objectsIn(values: readonly unknown[]): Node[] {
  return values.filter(isNode);
}

export function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function text(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}
