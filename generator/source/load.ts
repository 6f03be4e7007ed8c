// The stage `source`. In: the bytes of a description or an overlay. Out: a document as plain data,
// and the position of each of its nodes on demand. Knows nothing of OpenAPI.
import { disk } from "./disk.ts";
import type { SourceFiles } from "./files.ts";
import { defaultLimits, exceededLimit, type Limits } from "./limits.ts";
import { readJson } from "./json.ts";
import { readYaml } from "./read-yaml.ts";
import type { PositionedSource } from "./positions.ts";
import type { DescriptionError, Problem } from "../diagnostics/problem.ts";
import { withSlashes } from "../text/slashes.ts";
import { SourceText, type ParsedText, type PositionedNode } from "./source-text.ts";

/** A parsed file: a description, a part of one or an overlay. */
export interface Source extends PositionedSource {
  readonly file: string;
  /** Without a byte order mark. */
  readonly text: string;
  /** The content as plain JavaScript data. YAML aliases share their objects. */
  readonly root: { readonly [key: string]: unknown };
  /** Warnings of the parser. */
  readonly problems: readonly Problem[];
}

/**
 * Reads a description from a file.
 *
 * @param path as the user typed it.
 * @param shownAs the file's name in problems.
 * @throws UnusableError where the file cannot be read, or is too large.
 * @throws DescriptionError as {@link parseSource}.
 */
export async function loadFile(
  path: string,
  shownAs: string = path,
  limits: Limits = defaultLimits,
  files: SourceFiles = disk,
): Promise<Source> {
  return parseSource(withSlashes(shownAs), await files.read(path, limits), limits);
}

/**
 * Parses a description from a string or bytes: JSON or YAML, in UTF-8 or UTF-16.
 *
 * @param file its name in problems.
 * @throws DescriptionError with every syntax error, each with its position.
 */
export async function parseSource(
  file: string,
  content: string | Uint8Array,
  limits: Limits = defaultLimits,
): Promise<Source> {
  if (content.length > limits.bytes) throw tooLarge(file, content.length, limits);
  const text = typeof content === "string" ? content.replace(/^\uFEFF/, "") : decode(file, content);
  const source = new SourceText(file, text);
  refuseMarkup(source);
  const { root, node, problems } = await read(source, limits);
  if (!isObject(root)) throw notADescription(source, node, root);
  return {
    file,
    text,
    root,
    problems,
    locate: (pointer) => source.position(deepest(node, pointer).node.offset),
    rawNumber: (pointer) => {
      const found = deepest(node, pointer);
      return found.isComplete ? found.node.rawNumber : undefined;
    },
  };
}

// Text

/** Decodes UTF-8, or UTF-16 where the first bytes say so (YAML 1.2.2, section 5.2). */
function decode(file: string, bytes: Uint8Array): string {
  const encoding = encodingOf(bytes);
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw invalidEncoding(file, bytes, encoding);
  }
}

function encodingOf([first, second]: Uint8Array): "utf-8" | "utf-16le" | "utf-16be" {
  if ((first === 0xff && second === 0xfe) || (first && second === 0)) return "utf-16le";
  if ((first === 0xfe && second === 0xff) || (first === 0 && second)) return "utf-16be";
  return "utf-8";
}

function invalidEncoding(file: string, bytes: Uint8Array, encoding: string): DescriptionError {
  const text = new TextDecoder(encoding).decode(bytes);
  const offset = Math.max(0, text.indexOf("\uFFFD"));
  const shown = encoding === "utf-8" ? "UTF-8" : "UTF-16";
  return new SourceText(file, text).error("invalid-encoding", offset, { encoding: shown });
}

function refuseMarkup(source: SourceText): void {
  const start = source.text.slice(0, 2000).trimStart();
  if (!/^<[!?a-z]/i.test(start)) return;
  const isHtml = /<!doctype html|<html[\s>]/i.test(start);
  const offset = source.text.indexOf("<");
  throw source.error(isHtml ? "unsupported-html" : "unsupported-xml", offset);
}

function tooLarge(file: string, bytes: number, limits: Limits): DescriptionError {
  const limit = exceededLimit("bytes", limits);
  return new SourceText(file, "").error("too-large", 0, { bytes, limit });
}

// Documents

/**
 * Parses as JSON what starts with a brace or bracket, or else as YAML's flow style. YAML accepts
 * nearly every slip in JSON, though seldom with the meaning that was intended: `1 // one` is a string
 * in it. So input that looks like JSON is parsed as YAML only where the file name allows it.
 */
async function read(source: SourceText, limits: Limits): Promise<ParsedText> {
  const { file, text } = source;
  if (!/^\s*[{[]/.test(text)) return readYamlOrRefuse(source, limits);
  const json = readJson(source, limits);
  if ("root" in json) return json;
  const syntaxError = source.error("invalid-json", json.offset, json.fault);
  const looksLikeJson = /^\s*(?:\{\s*"|\[\s*["{[])/.test(text);
  const isNamedYaml = /\.ya?ml$/i.test(file);
  if (/\.json$/i.test(file) || (looksLikeJson && !isNamedYaml)) throw syntaxError;
  try {
    return await readYamlOrRefuse(source, limits);
  } catch (error) {
    throw looksLikeJson ? syntaxError : error;
  }
}

async function readYamlOrRefuse(source: SourceText, limits: Limits): Promise<ParsedText> {
  const parsed = await readYaml(source, limits);
  if (parsed) return parsed;
  throw source.error("empty-file", 0, { isBlank: source.text.trim() === "" });
}

function notADescription(
  source: SourceText,
  { offset }: PositionedNode,
  root: unknown,
): DescriptionError {
  const type = typeof root;
  const found = Array.isArray(root)
    ? "array"
    : type === "number" || type === "boolean"
      ? type
      : "string";
  return source.error("not-a-description", offset, { found });
}

function isObject(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The node that a JSON Pointer (RFC 6901) leads to, or else the last existing one on its way. */
function deepest(
  root: PositionedNode,
  pointer: string,
): { node: PositionedNode; isComplete: boolean } {
  let node = root;
  for (const segment of pointer.split("/").slice(1)) {
    const child = node.children?.get(segment.replaceAll("~1", "/").replaceAll("~0", "~"));
    if (!child) return { node, isComplete: false };
    node = child;
  }
  return { node, isComplete: true };
}
