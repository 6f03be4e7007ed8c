/**
 * Returns the values of an `enum` as its type has them, since YAML reads `[2020, on]` as other types
 * than are meant: `"2020"` where strings are listed, 1 for `"1"` where numbers are. A value that is
 * none of the type's is `undefined`. Where the type is not that of a scalar, all are returned as given.
 *
 * @param rawNumber returns how the number at an index is written, where JavaScript writes it otherwise.
 */
export function enumValues(
  values: readonly unknown[],
  type: unknown,
  rawNumber: (index: number) => string | undefined,
): readonly unknown[] {
  const types = new Set([type].flat().filter((one) => one !== "null"));
  const [only] = types;
  if (types.size !== 1 || !isScalar(only)) return values;
  return values.map((value, index) => {
    if (value === null || isOf(value, only)) return value;
    if (only === "string") return textOf(value, rawNumber(index));
    return typeof value === "string" ? valueOf(value, only) : undefined;
  });
}

type Scalar = "string" | "integer" | "number" | "boolean";

function isScalar(type: unknown): type is Scalar {
  return type === "string" || type === "integer" || type === "number" || type === "boolean";
}

/** An integer may be listed with a fraction: no type of TypeScript tells them apart. */
function isOf(value: unknown, type: Scalar): boolean {
  return typeof value === (type === "integer" ? "number" : type);
}

function textOf(value: unknown, raw: string | undefined): string | undefined {
  const isPlain = typeof value === "number" || typeof value === "boolean";
  return isPlain ? (raw ?? String(value)) : undefined;
}

/** Returns the number or boolean that a text is the usual notation of. */
function valueOf(text: string, type: Scalar): number | boolean | undefined {
  if (type === "boolean") return text === "true" || (text === "false" ? false : undefined);
  const number = Number(text);
  return String(number) === text && Number.isFinite(number) ? number : undefined;
}
