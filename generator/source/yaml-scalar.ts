// The text of YAML scalars, as YAML 1.2.2 defines it (chapters 7 and 8), and what plain ones mean in
// the core schema (section 10.3).

/**
 * The offset behind the quote that closes the one at an offset, or -1. Inside single quotes a quote
 * is written twice, inside double quotes behind a backslash.
 */
export function endOfQuotes(text: string, start: number): number {
  const quote = text.charAt(start);
  for (let end = text.indexOf(quote, start + 1); end !== -1; end = text.indexOf(quote, end + 1)) {
    if (quote === "'") {
      if (text.charAt(end + 1) !== "'") return end + 1;
      end += 1;
      continue;
    }
    let escape = end;
    while (escape - 1 > start && text.charAt(escape - 1) === "\\") escape -= 1;
    if ((end - escape) % 2 === 0) return end + 1;
  }
  return -1;
}

/** Reads a single-quoted scalar; `undefined` where a line holds a tab. */
export function singleQuotedValue(inside: string): string | undefined {
  const text = inside.includes("\n") ? foldQuoted(inside) : inside;
  return text?.replaceAll("''", "'");
}

function foldQuoted(inside: string): string | undefined {
  if (inside.includes("\t")) return undefined;
  const lines = inside.split("\n");
  const last = lines.length - 1;
  const trimmed = lines.map((line, index) => {
    const start = index === 0 ? line : trimStart(line);
    return index === last ? start : trimEnd(start);
  });
  return foldLines(trimmed);
}

const escapes: Readonly<Record<string, string>> = {
  "0": "\0",
  a: "\x07",
  b: "\b",
  e: "\x1b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
  N: "\u0085",
  _: "\u00a0",
  L: "\u2028",
  P: "\u2029",
  " ": " ",
  '"': '"',
  "/": "/",
  "\\": "\\",
};

const digitsOf: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

/** Reads a double-quoted scalar; `undefined` for an unknown escape, or a tab in several lines. */
export function doubleQuotedValue(inside: string): string | undefined {
  const hasLines = inside.includes("\n");
  if (!hasLines && !inside.includes("\\")) return inside;
  if (hasLines && inside.includes("\t")) return undefined;
  let value = "";
  let from = 0;
  for (let at = 0; at < inside.length; at += 1) {
    const sign = inside.charAt(at);
    if (sign === "\n") {
      const start = backOverSpaces(inside, at, from);
      const { fold, end } = foldLineEnds(inside, at);
      value += inside.slice(from, start) + fold;
      from = end;
    } else if (sign === "\\") {
      const escape = readEscape(inside, at + 1);
      if (!escape) return undefined;
      value += inside.slice(from, at) + escape.value;
      from = escape.end;
    } else continue;
    at = from - 1;
  }
  return value + inside.slice(from);
}

/** A single line break becomes a space; of several, the first is dropped. */
function foldLineEnds(text: string, start: number): { fold: string; end: number } {
  let ends = 0;
  let end = start;
  for (; text.charAt(end) === "\n" || text.charAt(end) === " "; end += 1) {
    if (text.charAt(end) === "\n") ends += 1;
  }
  return { fold: ends === 1 ? " " : "\n".repeat(ends - 1), end };
}

/** Reads what follows a backslash. */
function readEscape(text: string, at: number): { value: string; end: number } | undefined {
  const sign = text.charAt(at);
  if (sign === "\n") {
    let end = at + 1;
    while (text.charAt(end) === " ") end += 1;
    return { value: "", end };
  }
  const digits = Object.hasOwn(digitsOf, sign) ? digitsOf[sign] : undefined;
  if (digits !== undefined) {
    const end = at + 1 + digits;
    const code = text.slice(at + 1, end);
    const isCode = code.length === digits && /^[\da-f]+$/i.test(code);
    if (!isCode || parseInt(code, 16) > 0x10ffff) return undefined;
    return { value: String.fromCodePoint(parseInt(code, 16)), end };
  }
  const value = Object.hasOwn(escapes, sign) ? escapes[sign] : undefined;
  return value === undefined ? undefined : { value, end: at + 1 };
}

function backOverSpaces(text: string, end: number, start: number): number {
  let at = end;
  while (at > start && text.charAt(at - 1) === " ") at -= 1;
  return at;
}

/** Joins the trimmed lines of a plain or quoted scalar: a line break is a space, `n` more are `n`. */
export function foldLines(lines: readonly string[]): string {
  const [first = "", ...others] = lines;
  const last = others.length - 1;
  let text = first;
  let separator = " ";
  for (const [index, line] of others.entries()) {
    if (line === "" && index < last) {
      text += separator === "\n" ? "\n" : "";
      separator = "\n";
    } else {
      text += separator + line;
      separator = " ";
    }
  }
  return text;
}

/** Joins the lines of a folded block scalar; those that begin with white space keep their ends. */
export function foldBlock(lines: readonly string[]): string {
  let text = "";
  let separator = "";
  let isAfterIndented = false;
  const firstWithText = lines.findIndex((line) => line !== "");
  text += "\n".repeat(Math.max(0, firstWithText));
  for (const line of lines.slice(Math.max(0, firstWithText))) {
    if (line === "") {
      if (separator === "\n") text += "\n";
      else separator = "\n";
    } else if (line.startsWith(" ") || line.startsWith("\t")) {
      if (separator === " ") separator = "\n";
      else if (!isAfterIndented && separator === "\n") separator = "\n\n";
      text += separator + line;
      separator = "\n";
      isAfterIndented = true;
    } else {
      text += separator + line;
      separator = " ";
      isAfterIndented = false;
    }
  }
  return text;
}

const numeric = /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/;

/** Resolves a plain scalar by the core schema. */
export function resolvePlain(text: string): string | number | boolean | null {
  // Few begin as anything else than text does.
  if (!/^[-+.\d~nNtTfF]/.test(text)) return text;
  switch (text) {
    case "~":
    case "null":
    case "Null":
    case "NULL":
      return null;
    case "true":
    case "True":
    case "TRUE":
      return true;
    case "false":
    case "False":
    case "FALSE":
      return false;
  }
  if (numeric.test(text)) return Number(text);
  if (/^0o[0-7]+$/.test(text)) return parseInt(text.slice(2), 8);
  if (/^0x[\da-fA-F]+$/.test(text)) return parseInt(text.slice(2), 16);
  if (/^[-+]?\.(?:inf|Inf|INF)$/.test(text)) return text.startsWith("-") ? -Infinity : Infinity;
  return /^\.(?:nan|NaN|NAN)$/.test(text) ? NaN : text;
}

function trimStart(line: string): string {
  let start = 0;
  while (line.charAt(start) === " ") start += 1;
  return line.slice(start);
}

function trimEnd(line: string): string {
  return line.slice(0, backOverSpaces(line, line.length, 0));
}
