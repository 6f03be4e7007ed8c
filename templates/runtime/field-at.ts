/**
 * What an answer has at a path of property names, from the outside in; `undefined` where it has not
 * all of them, whatever came in their place.
 */
export function fieldAt(answer: unknown, path: readonly string[]): unknown {
  return path.reduce(
    (value, name) =>
      typeof value === "object" && value !== null && Object.hasOwn(value, name)
        ? Reflect.get(value, name)
        : undefined,
    answer,
  );
}
