import type { ParamsArgument, ProblemCode } from "../diagnostics/catalogue.ts";
import { parameterKey } from "./parameter.ts";
import type { Address, Constant, PathPart, QueryPart } from "../model/service.ts";
import { decodeEntities } from "../text/prose.ts";
import { trimEndOf } from "../text/trim-end.ts";

/** A parameter that the operation declares, as far as a path key can refer to it. */
export interface Declared {
  readonly name: string;
  readonly location: string;
}

/** Takes each fault of a path key that was worked around. */
export type AddressWarn = <Code extends ProblemCode>(
  code: Code,
  ...params: ParamsArgument<Code>
) => void;

/**
 * Takes a path key apart: `/{bucket}?acl&max-keys={max}` is the path `/{bucket}`, the flag `acl` and
 * the query parameter `max-keys`.
 *
 * In this order: HTML entities are decoded; the first `#` outside braces starts the fragment, the
 * first `?` outside braces the query; pairs are split at `&` and `;`; names and values are
 * percent-decoded, once. A fragment never goes on the wire: `#name=value` is a constant of the query
 * or header parameter `name` where the operation declares one, and everything else in it is a label.
 *
 * @param key as the description has it.
 * @param declared the operation's parameters, those of its path included.
 */
export function readAddress(
  key: string,
  declared: readonly Declared[],
  warn: AddressWarn,
): Address {
  const { rest, expanded } = takeQueryExpressions(decodeEntities(key).trim());
  const { path, query, fragment } = split(withoutOrigin(rest, warn), warn);
  const { pairs, remark } = readPairs(query, warn);
  const resolved = readFragment(fragment, declared, warn);
  return {
    path: readPath(path, declared, warn),
    query: [...pairs, ...expanded, ...resolved.query],
    headers: resolved.headers,
    label: resolved.label,
    remark,
  };
}

interface Sections {
  readonly path: string;
  readonly query: string;
  readonly fragment: string;
}

function withoutOrigin(key: string, warn: AddressWarn): string {
  const origin = /^https?:\/\/[^/?#{}]+/i.exec(key)?.[0];
  if (origin === undefined) return key;
  warn("absolute-path-key");
  return key.slice(origin.length);
}

/** Splits at the first `#` and then at the first `?`, neither of them inside braces. */
function split(key: string, warn: AddressWarn): Sections {
  const hash = indexOutside(key, "#");
  const whole = hash < 0 ? key : key.slice(0, hash);
  const fragment = hash < 0 ? "" : key.slice(hash + 1);
  const mark = indexOutside(whole, "?");
  const ampersand = indexOutside(whole, "&");
  if (ampersand >= 0 && (mark < 0 || ampersand < mark)) {
    warn("missing-question-mark");
    return { path: whole.slice(0, ampersand), query: whole.slice(ampersand + 1), fragment };
  }
  if (mark < 0) return { path: whole, query: "", fragment };
  return { path: whole.slice(0, mark), query: whole.slice(mark + 1), fragment };
}

/** The index of the first of the characters that is not inside `{…}`; -1 where there is none. */
function indexOutside(text: string, characters: string): number {
  for (const index of indexesOutside(text, characters)) return index;
  return -1;
}

function* indexesOutside(text: string, characters: string): Generator<number> {
  const lastBrace = text.lastIndexOf("}");
  for (let index = 0; index < text.length; index += 1) {
    if (text[index] === "{" && index < lastBrace) {
      index = text.indexOf("}", index);
    } else if (characters.includes(text.charAt(index))) yield index;
  }
}

function splitOutside(text: string, characters: string): string[] {
  const pieces: string[] = [];
  let start = 0;
  for (const end of indexesOutside(text, characters)) {
    pieces.push(text.slice(start, end));
    start = end + 1;
  }
  return [...pieces, text.slice(start)];
}

/** `{?x,y}` and `{&x,y}` of URI Templates (RFC 6570, sections 3.2.8 and 3.2.9) name query parameters. */
function takeQueryExpressions(key: string): { rest: string; expanded: QueryPart[] } {
  const expanded: QueryPart[] = [];
  const rest = key.replace(/\{[?&]([^{}]*)\}/g, (_, names: string) => {
    for (const name of names.split(",").map(bareName)) {
      if (name !== "") expanded.push({ kind: "template", name, variable: name });
    }
    return "";
  });
  return { rest, expanded };
}

function readPath(text: string, declared: readonly Declared[], warn: AddressWarn): PathPart[] {
  const inPath = declared.filter(({ location }) => location === "path");
  const declaredNames = new Set(inPath.map(({ name }) => name));
  if (text !== "" && !text.startsWith("/")) {
    warn("missing-leading-slash");
  }
  const path = withoutDotSegments(text.startsWith("/") ? text : `/${text}`, warn);
  const parts: PathPart[] = [];
  const template = /\{([^{}]*)\}|(?<=\/):([A-Za-z_]\w*)(?=\/|$)|(?<=\/)<([^<>/]+)>(?=\/|$)/g;
  let end = 0;
  for (const match of path.matchAll(template)) {
    const [whole, inBraces, afterColon, inAngles] = match;
    const written = (inBraces ?? afterColon ?? inAngles ?? "").trim();
    if (inBraces === undefined) {
      warn("invalid-template", { written: whole, name: written });
    }
    const optional = written.endsWith("?");
    const name = declaredNames.has(written) && !optional ? written : bareName(written);
    parts.push(...literalText(path.slice(end, match.index)));
    if (name === "") warn("missing-template-name");
    else {
      if (name !== written) parts.push(...literalText(prefixOf(written, name)));
      parts.push({ kind: "template", name, optional, greedy: isGreedy(written) });
    }
    end = match.index + whole.length;
  }
  parts.push(...literalText(path.slice(end)));
  return parts.map((part, index) =>
    part.kind === "template" && index < parts.length - 1 ? { ...part, optional: false } : part,
  );
}

/**
 * Resolves `.` and `..` as RFC 3986, section 5.2.4 does, which never leads above the first `/`. Sent
 * as they are, the URL parser of `fetch` would resolve them, and could leave the base path: `%2e` is
 * a dot to it too.
 */
function withoutDotSegments(path: string, warn: AddressWarn): string {
  const segments = splitOutside(path, "/").map((segment) => segment.replaceAll(/%2e/gi, "."));
  if (!segments.some(isDotSegment)) return segments.join("/");
  const kept: string[] = [];
  for (const segment of segments.slice(1)) {
    if (segment === "..") kept.pop();
    else if (segment !== ".") kept.push(segment);
  }
  const isFolder = isDotSegment(segments.at(-1) ?? "");
  const resolved = `/${kept.join("/")}${isFolder && kept.length > 0 ? "/" : ""}`;
  warn("dot-segment", { resolved });
  return resolved;
}

function isDotSegment(segment: string): boolean {
  return segment === "." || segment === "..";
}

/**
 * A template's name without the operators and patterns of other notations: `{+p}`, `{p*}`,
 * `{p:int}`, `{p=projects/*}`.
 */
function bareName(expression: string): string {
  const [name = ""] = expression
    .trim()
    .replace(/^[+#./;*]+/, "")
    .split(/[:=]/, 1);
  return name.replace(/[?*+]{1,3}$/, "").trim();
}

/** The prefix of the value in `{/p}`, `{.p}` and `{;p}` (RFC 6570, sections 3.2.5 to 3.2.7). */
function prefixOf(expression: string, name: string): string {
  if (expression.startsWith(";")) return `;${name}=`;
  return /^[/.]/.exec(expression)?.[0] ?? "";
}

/**
 * Whether a template is one that other notations let go over several segments: RFC 6570 (section
 * 3.2.3) by `{+p}`, gateways and routers by `{p+}`, `{p*}`, `{**p}`, `{p:path}` and `{p:.*}`, Google's
 * HTTP rules by `{p=projects/*}`.
 */
function isGreedy(expression: string): boolean {
  return /^[+*]|^[^:=]*(?:[+*]$|:path$|:.*\.[+*]|=.*(?:\/|\*\*))/.test(expression);
}

function literalText(text: string): PathPart[] {
  return text === "" ? [] : [{ kind: "text", text: encodePath(text) }];
}

/** Keeps the characters of a path (RFC 3986, section 3.3), escapes included, and encodes the rest. */
function encodePath(text: string): string {
  return text
    .toWellFormed()
    .replace(/%(?![\da-f]{2})|[^\w\-.~!$&'()*+,;=:@/%]/giu, (character) =>
      encodeURIComponent(character),
    );
}

/** The pairs of a query. `;` separates like `&`, and so does a second `?`. */
function readPairs(query: string, warn: AddressWarn): { pairs: QueryPart[]; remark: string } {
  const pairs: QueryPart[] = [];
  const remarks: string[] = [];
  if (indexOutside(query, ";") >= 0) {
    warn("semicolon-separator");
  }
  if (indexOutside(trimEndOf(query, "?"), "?") >= 0) {
    warn("duplicate-question-mark");
  }
  for (const piece of splitOutside(query, "&;?")) {
    const pair = piece.trim();
    if (pair === "") continue;
    if (pair.startsWith("*")) {
      warn("query-wildcard", { pair });
      continue;
    }
    const { part, remark } = readPair(pair, warn);
    if (part) pairs.push(part);
    if (remark !== "") remarks.push(remark);
  }
  return { pairs, remark: remarks.join(" ") };
}

function readPair(
  pair: string,
  warn: AddressWarn,
): { part: QueryPart | undefined; remark: string } {
  const equals = indexOutside(pair, "=");
  if (equals < 0) {
    const whole = /^\{([^{}]*)\}$/.exec(pair)?.[1];
    if (whole !== undefined) return { part: template(bareName(whole)), remark: "" };
    const [name, remark] = splitTrailingProse(pair);
    if (remark !== "" && !remark.startsWith("(")) {
      warn("prose-in-query", { pair });
      return { part: undefined, remark: pair };
    }
    return { part: { kind: "flag", name: decode(name) }, remark };
  }
  const name = decode(pair.slice(0, equals).trim());
  const written = pair.slice(equals + 1).trim();
  const templatedName = /^\{([^{}]*)\}$/.exec(name)?.[1];
  if (templatedName !== undefined) {
    warn("templated-query-name", { pair });
    return { part: template(bareName(templatedName)), remark: "" };
  }
  const variable = /\{([^{}]*)\}/.exec(written);
  if (variable) {
    if (variable[0] !== written) {
      warn("partial-query-template", { pair });
    }
    return { part: template(name, bareName(variable[1] ?? "")), remark: "" };
  }
  const [text, remark] = splitTrailingProse(written);
  const value = decode(text);
  if (value !== "" && normalizeForComparison(value) === normalizeForComparison(name)) {
    warn("query-placeholder", { pair });
    return { part: template(name, name), remark };
  }
  return { part: { kind: "constant", name, value }, remark };
}

function template(name: string, variable: string = name): QueryPart {
  return { kind: "template", name, variable: variable === "" ? name : variable };
}

/** Splits a value at its first white space: what follows is prose. */
function splitTrailingProse(text: string): readonly [value: string, remark: string] {
  const space = text.search(/\s/);
  return space < 0 ? [text, ""] : [text.slice(0, space), text.slice(space).trim()];
}

/** A name without case and punctuation. */
function normalizeForComparison(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
}

/** Percent-decodes once. Text that is no valid escape stays as it is. */
function decode(text: string): string {
  return text.replace(/(?:%[\da-f]{2})+/gi, (escapes) => {
    try {
      return decodeURIComponent(escapes);
    } catch {
      return escapes;
    }
  });
}

interface FragmentReading {
  readonly query: readonly Constant[];
  readonly headers: readonly Constant[];
  readonly label: string;
}

function readFragment(
  fragment: string,
  declared: readonly Declared[],
  warn: AddressWarn,
): FragmentReading {
  const query: Constant[] = [];
  const headers: Constant[] = [];
  const words: string[] = [];
  if (fragment.includes("{")) {
    warn("templated-fragment");
    return { query, headers, label: fragment };
  }
  const byKey = new Map(declared.map((parameter) => [parameterKey(parameter), parameter]));
  const fixed = new Map<Declared, string>();
  for (const piece of fragment.split(/[&;]/).map((text) => text.trim())) {
    const [, written = "", text = ""] = /^([^=]+)=(.+)$/.exec(piece) ?? [];
    const name = decode(written);
    const parameter =
      byKey.get(parameterKey({ location: "query", name })) ??
      byKey.get(parameterKey({ location: "header", name }));
    if (!parameter) {
      if (piece !== "") words.push(piece);
      continue;
    }
    const value = decode(text);
    if (parameter.location !== "header") {
      query.push({ kind: "constant", name: parameter.name, value });
    } else if (!fixed.has(parameter)) {
      fixed.set(parameter, value);
      headers.push({ kind: "constant", name: parameter.name, value });
    } else if (fixed.get(parameter) !== value) {
      warn("duplicate-header", { name: parameter.name, value });
    }
  }
  return { query, headers, label: words.join("&") };
}
