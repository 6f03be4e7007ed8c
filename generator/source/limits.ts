/** How much is read at most, so that no file takes all time or memory. */
export interface Limits {
  /** Of each file. */
  readonly bytes: number;
  /** Maps and lists within each other. */
  readonly depth: number;
  /** Maps, lists and scalars, those that YAML aliases and merge keys repeat counted again. */
  readonly values: number;
  /** Lines of a YAML text, and the signs, words and blanks that they are made of: one in five bytes. */
  readonly tokens: number;
}

/**
 * The largest known descriptions are far below these. YAML takes about forty times its size in
 * memory while it is read, JSON about five times: hence the limit on tokens beside that on bytes.
 */
export const defaultLimits: Limits = {
  bytes: 64 * 1024 * 1024,
  depth: 200,
  values: 2_000_000,
  tokens: 2_000_000,
};

/**
 * How far each can be raised. A text in JavaScript has less than 2²⁹ signs; the stack overflows from
 * a depth of about 700 on.
 */
export const highestLimits: Limits = {
  bytes: 512 * 1024 * 1024,
  depth: 400,
  values: 1_000_000_000,
  tokens: 1_000_000_000,
};

/** The hint that goes with every limit. */
export function raise(limit: keyof Limits, { [limit]: now }: Limits): string {
  const highest = highestLimits[limit];
  if (now >= highest) return `The limit (\`${limit}\`) cannot be raised: make the file smaller.`;
  const next = Math.min(now * 2, highest);
  const value =
    limit === "bytes" && next >= 2 ** 20 ? `${Math.ceil(next / 2 ** 20)}MiB` : String(next);
  return `If it has to be so large, raise the limit: --limit ${limit}=${value}`;
}

/**
 * Reads a limit as the command line has it: `values=4000000`, `bytes=128MiB`.
 *
 * @returns the limit, or what is wrong with it.
 */
export function readLimit(text: string): Partial<Limits> | string {
  const [name = "", value = ""] = text.split("=", 2);
  const names = Object.keys(defaultLimits);
  if (!isName(name)) return `There is no limit \`${name}\`. There are ${names.join(", ")}.`;
  const [, digits, unit] = /^(\d{1,15})(KiB|MiB)?$/.exec(value) ?? [];
  if (digits === undefined || (unit !== undefined && name !== "bytes")) {
    const example = name === "bytes" ? "a number, or one with KiB or MiB" : "a number";
    return `\`${name}\` has to be ${example}.`;
  }
  const number = Number(digits) * (unit === "MiB" ? 2 ** 20 : unit === "KiB" ? 2 ** 10 : 1);
  return faultOf(name, number) ?? { [name]: number };
}

/** What is wrong with a limit; `undefined` where nothing is. */
export function faultOf(name: keyof Limits, value: number): string | undefined {
  if (Number.isSafeInteger(value) && value > 0 && value <= highestLimits[name]) return undefined;
  return `\`${name}\` has to be a whole number from 1 to ${highestLimits[name]}.`;
}

function isName(name: string): name is keyof Limits {
  return Object.hasOwn(defaultLimits, name);
}
