/** How messages show a value of the description: on one line, cut where it is long. */
export function quote(value: unknown): string {
  if (Array.isArray(value)) return "an array";
  if (typeof value === "object" && value !== null) return "an object";
  const line = String(value).replace(/\s+/g, " ");
  return `\`${line.length > 60 ? `${line.slice(0, 57)}…` : line}\``;
}

/** A hint: the word that was probably meant, or else what to do. */
export function didYouMean(similar: string | undefined, otherwise: string): string {
  return similar === undefined ? otherwise : `Did you mean ${quote(similar)}?`;
}

/** How a fault was handled: `as` is what the value was treated as, if anything. */
export function treatedAs(as: string | undefined): string {
  return as === undefined ? "ignoring it" : `treating it as ${as}`;
}

/** Joins with commas, and `or` before the last: `a, b or c`. */
export function either(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}

/** A number with separators: `3,000,000`. */
export function grouped(count: number): string {
  return count.toLocaleString("en-GB");
}

/** A size in bytes, in MiB. */
export function mebibytes(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(1)} MiB`;
}

/** A limit that was exceeded, and the value to which it can be raised, if it can. */
export interface ExceededLimit {
  readonly name: string;
  readonly value: number;
  /** As `--limit` takes it: `128MiB`, `400`. */
  readonly next: string | undefined;
}

/** How to raise a limit. */
export function raiseHint({ name, next }: ExceededLimit): string {
  return next === undefined
    ? `The limit \`${name}\` cannot be raised further: make the file smaller.`
    : `If the file really has to be this large, raise the limit: --limit ${name}=${next}`;
}
