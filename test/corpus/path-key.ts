/**
 * A second reading of path keys, made from the table of forms alone. It shares nothing with the
 * generator, so that one does not repeat the other's mistakes.
 */
export interface PathKey {
  /** Decoded text, and the templates between. */
  readonly path: readonly PathPart[];
  readonly query: readonly KeyPair[];
  /** Constants of the fragment. Whether one goes anywhere depends on what is declared. */
  readonly fragment: readonly KeyPair[];
  /** The rows of the table that the key belongs to. */
  readonly forms: readonly string[];
}

export type PathPart = { readonly text: string } | { readonly template: string };

export interface KeyPair {
  readonly name: string;
  /** The constant; `undefined` for a flag. */
  readonly value: string | undefined;
  /** The name of its template where the caller gives the value; a name in place of a value too. */
  readonly template: string | undefined;
}

const brackets = /(\{[^{}]*\})/;

/** Reads a path key. */
export function readPathKey(raw: string): PathKey {
  const key = decodeEntities(raw).trim();
  const [beforeFragment, fragment] = cut(key, "#");
  const ampersand = indexOutside(beforeFragment, "&");
  const mark = indexOutside(beforeFragment, "?");
  const isEarly = ampersand >= 0 && (mark < 0 || ampersand < mark);
  const start = isEarly ? ampersand : mark;
  const path = start < 0 ? beforeFragment : beforeFragment.slice(0, start);
  const query = start < 0 ? "" : beforeFragment.slice(start + 1);
  const pairs = readPairs(query);
  return {
    path: readPath(path),
    query: pairs,
    fragment: readPairs(fragment ?? ""),
    forms: formsOf(raw, key, path, start < 0 ? undefined : query, fragment, isEarly, pairs),
  };
}

function readPath(written: string): PathPart[] {
  const path = written.trim().startsWith("/") ? written.trim() : `/${written.trim()}`;
  const braced = path.replace(/(?<=\/):([A-Za-z_]\w*)|<([A-Za-z_]\w*)>/g, "{$1$2}");
  return braced
    .split(brackets)
    .filter((part) => part !== "")
    .map((part) =>
      brackets.test(part)
        ? { template: part.slice(1, -1).replace(/\?$/, "").trim() }
        : { text: decodePercent(part) },
    );
}

function readPairs(query: string): KeyPair[] {
  return splitOutside(query, /[&;?]/)
    .map((pair) => pair.trim())
    .filter((pair) => pair !== "" && !pair.startsWith("*") && !isProse(pair))
    .map(readPair);
}

/** Words without a value are no flag: `?Next paging op for policy states`. */
function isProse(pair: string): boolean {
  return /^[^=(]+\s[^=(]/.test(pair);
}

function readPair(pair: string): KeyPair {
  const [before, after] = cut(pair, "=");
  const name = decodePercent(before.trim());
  // `{k}=v` is for the caller to give, under the name in the braces.
  const named = /^\{([^{}]*)\}$/.exec(name)?.[1];
  if (named !== undefined) return { name: named, value: undefined, template: named };
  if (after === undefined) {
    return { name: name.split(/\s/)[0] ?? "", value: undefined, template: undefined };
  }
  const template = /^\{([^{}]*)\}$/.exec(after.trim())?.[1];
  if (template !== undefined) return { name, value: undefined, template: template.trim() };
  const value = decodePercent(after.trim().split(/\s/)[0] ?? "");
  return { name, value, template: isNameAgain(name, value) ? name : undefined };
}

function isNameAgain(name: string, value: string): boolean {
  const letters = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, "");
  return letters(value) !== "" && letters(name) === letters(value);
}

/** The first occurrence that stands outside of braces. */
function indexOutside(text: string, mark: string): number {
  let depth = 0;
  for (let index = 0; index < text.length; index += 1) {
    const character = text.charAt(index);
    if (character === "{") depth += 1;
    else if (character === "}") depth = Math.max(0, depth - 1);
    else if (character === mark && depth === 0) return index;
  }
  return -1;
}

function cut(text: string, mark: string): [before: string, after: string | undefined] {
  const index = indexOutside(text, mark);
  return index < 0 ? [text, undefined] : [text.slice(0, index), text.slice(index + 1)];
}

function splitOutside(text: string, mark: RegExp): string[] {
  const pieces = [""];
  for (const part of text.split(brackets)) {
    const [first = "", ...rest] = brackets.test(part) ? [part] : part.split(mark);
    pieces.push(`${pieces.pop() ?? ""}${first}`, ...rest);
  }
  return pieces;
}

function decodePercent(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Replaces HTML entities, as far as real descriptions have them. */
export function decodeEntities(text: string): string {
  return text.replace(/&(?:#(\d+)|#x([\da-f]+)|([a-z]+));/gi, (whole, decimal, hex, name) => {
    if (decimal !== undefined) return String.fromCodePoint(Number(decimal));
    if (hex !== undefined) return String.fromCodePoint(Number.parseInt(String(hex), 16));
    return entities.get(String(name).toLowerCase()) ?? whole;
  });
}

const entities: ReadonlyMap<string, string> = new Map([
  ["amp", "&"],
  ["lt", "<"],
  ["gt", ">"],
  ["quot", '"'],
  ["apos", "'"],
  ["nbsp", " "],
  ["ndash", "–"],
  ["mdash", "—"],
  ["hellip", "…"],
]);

function formsOf(
  raw: string,
  key: string,
  path: string,
  query: string | undefined,
  fragment: string | undefined,
  isEarly: boolean,
  pairs: readonly KeyPair[],
): string[] {
  const constants = pairs.filter(({ value, template }) => value !== undefined && !template);
  const sends = (name: RegExp): boolean => constants.some((one) => name.test(one.name));
  const words = fragment === undefined ? [] : readPairs(fragment);
  const rows: readonly [form: string, holds: boolean][] = [
    ["?Action=X", sends(/^Action$/)],
    ["?method=X", sends(/^method$/)],
    ["?action=x", sends(/^action$/)],
    ["?~action=x", sends(/^~action$/)],
    ["other dispatch keys", sends(/^(op|cmd|comp|operation-name)$/i)],
    ["?k=v", constants.some(({ name, value }) => value !== "" && !dispatching.test(name))],
    ["?flag", pairs.some(({ value, template }) => value === undefined && !template)],
    ["?k=", constants.some(({ value }) => value === "")],
    ["?k={k}", pairs.some(({ value, template }) => value === undefined && template)],
    ["several pairs", pairs.length > 1],
    ["{k}=v", /(^|[&;])\{[^{}]*\}=/.test(query ?? "")],
    ["&amp;", raw.includes("&amp;")],
    ["other HTML entities", /&(?!amp;)#?\w+;/.test(raw)],
    ["a name in place of a value", pairs.some(({ value, template }) => value && template)],
    ["remark after the value", /=\S+\s+\S/.test(query ?? "")],
    ["white space", raw !== raw.trim()],
    ["; between pairs", (query ?? "").includes(";")],
    ["escapes", /%[\da-f]{2}/i.test(query ?? "")],
    ["& before the first ?", isEarly],
    ["? at the end", key.endsWith("?")],
    ["empty pair", /^&|&&|&$/.test(query ?? "")],
    ["key starts with ?", key.startsWith("?")],
    ["no leading /", !/^[/?&#]/.test(key)],
    ["?*path", /(^|&)\*/.test(query ?? "")],
    ["{name?}", /\{[^{}]*\?\}/.test(path)],
    ["#Action=X", words.some(({ name }) => name === "Action")],
    ["#X-Amz-Target=X", words.some(({ name }) => name === "X-Amz-Target")],
    ["#word", words.some(({ value, template }) => value === undefined && !template)],
    ["#k=v", words.some(({ name, value }) => value && !/^(Action|X-Amz-Target)$/.test(name))],
    ["#…{t}…", (fragment ?? "").includes("{")],
    ["two ? in one key", (query ?? "").replace(brackets, "").includes("?")],
  ];
  return rows.filter(([, holds]) => holds).map(([form]) => form);
}

const dispatching = /^(~?action|method|op|cmd|comp|operation-name)$/i;
