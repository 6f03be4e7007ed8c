import type { ProblemCode } from "../diagnostics/problem-codes.ts";
import { constants } from "node:fs";
import { open, type FileHandle } from "node:fs/promises";
import { sep } from "node:path";
import { defaultLimits, raise, type Limits } from "./limits.ts";
import { isWebAddress } from "./uri.ts";
import { readJson, type JsonFault } from "./json.ts";
import { readYaml } from "./read-yaml.ts";
import type { Located } from "./positions.ts";
import { DescriptionError, UnusableError, type Problem } from "../diagnostics/problem.ts";
import { SourceText, type Reading, type Spot } from "./source-text.ts";

/** A description, or a part of one, as it stands in one file. */
export interface Source extends Located {
  readonly file: string;
  /** Without a byte order mark. */
  readonly text: string;
  /** Plain JavaScript data: what the file holds. Aliases of YAML share their objects. */
  readonly root: { readonly [key: string]: unknown };
  /** Warnings: what was mended while reading. */
  readonly problems: readonly Problem[];
}

/**
 * Reads a description from a file.
 *
 * @param path as the user typed it.
 * @param shownAs the file's name in problems.
 * @throws UnusableError where there is no file that can be read, or it is too large.
 * @throws DescriptionError as {@link parseSource}.
 */
export async function loadFile(
  path: string,
  shownAs: string = path,
  limits: Limits = defaultLimits,
): Promise<Source> {
  return parseSource(shownAs.replaceAll(sep, "/"), await readBytes(path, limits), limits);
}

/**
 * Reads a description from text or bytes: JSON or YAML, in UTF-8 or UTF-16.
 *
 * @param file its name in problems.
 * @throws DescriptionError with every fault of the text, all with their positions.
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
  const { root, spot, problems } = await read(source, limits);
  if (!isMap(root)) throw notADescription(source, spot, root);
  return {
    file,
    text,
    root,
    problems,
    locate: (pointer) => source.position(deepest(spot, pointer).spot.offset),
    spelling: (pointer) => {
      const found = deepest(spot, pointer);
      return found.isWhole ? found.spot.spelling : undefined;
    },
  };
}

// Files

async function readBytes(path: string, limits: Limits): Promise<Uint8Array> {
  let file: FileHandle | undefined;
  try {
    // Without O_NONBLOCK, opening a pipe waits for a writer. On Windows it is undefined: no bit.
    file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const stat = await file.stat();
    if (stat.isDirectory()) throw new UnusableError(`"${path}" is a folder: name the file in it.`);
    if (!stat.isFile()) {
      throw new UnusableError(`"${path}" is no ordinary file, but a device, pipe or socket.`);
    }
    if (stat.size > limits.bytes) {
      throw new UnusableError(
        `"${path}" has ${sizes(stat.size, limits)}. ${raise("bytes", limits)}`,
      );
    }
    return await file.readFile();
  } catch (error) {
    throw error instanceof UnusableError ? error : unreadable(path, error);
  } finally {
    await file?.close();
  }
}

function unreadable(path: string, error: unknown): UnusableError {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  switch (code) {
    case "ENOENT":
    case "ENOTDIR":
      return new UnusableError(
        isWebAddress(path)
          ? `"${path}" is on the network, and a description is read from a file: save it first.`
          : `There is no file "${path}".`,
      );
    case "EISDIR":
      return new UnusableError(`"${path}" is a folder: name the file in it.`);
    case "ENXIO":
      return new UnusableError(`"${path}" is no ordinary file, but a device, pipe or socket.`);
    case "EACCES":
    case "EPERM":
      return new UnusableError(`"${path}" may not be read: permission denied.`);
    default:
      return new UnusableError(`"${path}" cannot be read (${String(code ?? error)}).`);
  }
}

function sizes(bytes: number, limits: Limits): string {
  const [size, limit] = [bytes, limits.bytes].map((count) => `${(count / 2 ** 20).toFixed(1)} MiB`);
  return `${size}, more than the limit of ${limit}`;
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
  const name = encoding.toUpperCase();
  const message = `These bytes are no ${name === "UTF-8" ? name : "UTF-16"} text.`;
  const hint = "Save the file as UTF-8; or it is no text at all, but an archive or an image.";
  return refusal(new SourceText(file, text), "invalid-utf8", offset, message, hint);
}

function refuseMarkup(source: SourceText): void {
  const start = source.text.slice(0, 2000).trimStart();
  if (!/^<[!?a-z]/i.test(start)) return;
  const offset = source.text.indexOf("<");
  if (/<!doctype html|<html[\s>]/i.test(start)) {
    const hint = "It may be a login page or an error page: fetch the description itself.";
    throw refusal(source, "html-page", offset, "This is a web page, not a description.", hint);
  }
  const hint = "WADL, WSDL and other XML is not read: convert it to OpenAPI first.";
  throw refusal(source, "xml-file", offset, "This is XML, not JSON or YAML.", hint);
}

function tooLarge(file: string, size: number, limits: Limits): DescriptionError {
  const message = `The file has ${sizes(size, limits)}.`;
  return refusal(new SourceText(file, ""), "too-large", 0, message, raise("bytes", limits));
}

function refusal(
  source: SourceText,
  code: ProblemCode,
  offset: number,
  message: string,
  hint: string,
): DescriptionError {
  return new DescriptionError([source.problem(code, "error", offset, "", message, hint)]);
}

// Documents

/**
 * What begins with a brace or bracket is JSON, or else YAML's flow style. YAML gives a sense to
 * nearly every slip in JSON, though seldom the one that was meant: `1 // one` is a text to it. So a
 * text that was meant as JSON is read as YAML only where its name says that it may.
 */
async function read(source: SourceText, limits: Limits): Promise<Reading> {
  const { file, text } = source;
  if (!/^\s*[{[]/.test(text)) return readYamlOrRefuse(source, limits);
  const json = readJson(source, limits);
  if ("root" in json) return json;
  const looksLikeJson = /^\s*(?:\{\s*"|\[\s*["{[])/.test(text);
  const isNamedYaml = /\.ya?ml$/i.test(file);
  if (/\.json$/i.test(file) || (looksLikeJson && !isNamedYaml)) throw notJson(source, json);
  try {
    return await readYamlOrRefuse(source, limits);
  } catch (error) {
    throw looksLikeJson ? notJson(source, json) : error;
  }
}

async function readYamlOrRefuse(source: SourceText, limits: Limits): Promise<Reading> {
  const reading = await readYaml(source, limits);
  if (reading) return reading;
  const isBlank = source.text.trim() === "";
  const message = isBlank
    ? "The file is empty."
    : "The file holds nothing but comments or markers.";
  throw refusal(source, "empty-file", 0, message, "Name the file that holds the description.");
}

function notJson(source: SourceText, { offset, message, hint }: JsonFault): DescriptionError {
  return refusal(source, "json-syntax", offset, message, hint);
}

function notADescription(source: SourceText, { offset }: Spot, root: unknown): DescriptionError {
  const kind = Array.isArray(root) ? "list" : typeof root === "string" ? "text" : typeof root;
  const message = `The file holds a ${kind}; a description is a map.`;
  const hint = 'A description begins with `swagger: "2.0"` or `openapi: 3.1.0`: is this the file?';
  return refusal(source, "not-a-description", offset, message, hint);
}

function isMap(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What a JSON Pointer (RFC 6901) leads to, or else the last node on its way. */
function deepest(root: Spot, pointer: string): { spot: Spot; isWhole: boolean } {
  let spot = root;
  for (const segment of pointer.split("/").slice(1)) {
    const child = spot.children?.get(segment.replaceAll("~1", "/").replaceAll("~0", "~"));
    if (!child) return { spot, isWhole: false };
    spot = child;
  }
  return { spot, isWhole: true };
}
