import type { ExceededLimit } from "../diagnostics/phrases.ts";

/** How much is read at most, so that no file takes unlimited time or memory. */
export interface Limits {
  /** Size of each file. */
  readonly bytes: number;
  /** Nesting of objects and arrays. */
  readonly depth: number;
  /** Objects, arrays and scalars, counting again what YAML aliases and merge keys repeat. */
  readonly values: number;
  /** Lines, punctuation, words and spaces of YAML: about one in five bytes. */
  readonly tokens: number;
}

/**
 * The largest known descriptions are far below these. Parsing YAML takes about forty times its size
 * in memory, JSON about five times: hence the limit on tokens besides that on bytes.
 */
export const defaultLimits: Limits = {
  bytes: 64 * 1024 * 1024,
  depth: 200,
  values: 2_000_000,
  tokens: 2_000_000,
};

/**
 * How far each can be raised. A JavaScript string has less than 2²⁹ characters; the stack overflows
 * from a depth of about 700 on.
 */
export const maximumLimits: Limits = {
  bytes: 512 * 1024 * 1024,
  depth: 400,
  values: 1_000_000_000,
  tokens: 1_000_000_000,
};

/** The limit that was exceeded, and twice its value where it can be raised. */
export function exceededLimit(name: keyof Limits, { [name]: value }: Limits): ExceededLimit {
  const maximum = maximumLimits[name];
  if (value >= maximum) return { name, value, next: undefined };
  const next = Math.min(value * 2, maximum);
  const isLarge = name === "bytes" && next >= 2 ** 20;
  return { name, value, next: isLarge ? `${Math.ceil(next / 2 ** 20)}MiB` : String(next) };
}

/**
 * Parses a limit of the command line: `values=4000000`, `bytes=128MiB`.
 *
 * @returns the limit, or what is wrong with it.
 */
export function readLimit(text: string): Partial<Limits> | string {
  const [name = "", value = ""] = text.split("=", 2);
  const names = Object.keys(defaultLimits);
  if (!isName(name)) return `Unknown limit \`${name}\`. The limits are ${names.join(", ")}.`;
  const [, digits, unit] = /^(\d{1,15})(KiB|MiB)?$/.exec(value) ?? [];
  if (digits === undefined || (unit !== undefined && name !== "bytes")) {
    return `\`${name}\` must be a number${name === "bytes" ? ", optionally in KiB or MiB" : ""}.`;
  }
  const number = Number(digits) * (unit === "MiB" ? 2 ** 20 : unit === "KiB" ? 2 ** 10 : 1);
  return validateLimit(name, number) ?? { [name]: number };
}

/** Returns what is wrong with a limit, `undefined` where nothing is. */
export function validateLimit(name: keyof Limits, value: number): string | undefined {
  if (Number.isSafeInteger(value) && value > 0 && value <= maximumLimits[name]) return undefined;
  return `\`${name}\` must be a whole number from 1 to ${maximumLimits[name]}.`;
}

function isName(name: string): name is keyof Limits {
  return Object.hasOwn(defaultLimits, name);
}
