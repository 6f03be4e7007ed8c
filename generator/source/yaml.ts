import type { ProblemCode } from "../diagnostics/problem-codes.ts";
import type { Alias, CST, Document, ErrorCode, YAMLError, YAMLMap, YAMLSeq } from "yaml";
import type * as yamlModule from "yaml";
import { raise, type Limits } from "./limits.ts";
import { escapePointer } from "../json/json-pointer.ts";
import { DescriptionError, type Problem } from "../diagnostics/problem.ts";
import {
  duplicateKey,
  grouped,
  oddSpelling,
  tooDeep,
  tooManyValues,
  type Reading,
  type SourceText,
  type Spot,
} from "./source-text.ts";

/** The parser is imported only when there is YAML: that takes as long as reading a small file. */
type Yaml = typeof yamlModule;

/** How many faults are told at most: one slip often makes many. */
const mostFaults = 20;

/** Prose behind a description may hold a few rules (`---`), which begin documents. */
const mostDocuments = 100;

/**
 * Reads YAML 1.2 with its core schema, whatever version the text names: dates stay strings, and
 * `yes` too. Keys are strings as they are written: `200:` and `"200":` are one key, and of two
 * equal keys in one map the later wins. No tag of other schemas is obeyed. Aliases share the
 * object they name, and merge keys (`<<`) are merged.
 *
 * The first document that holds something is taken. Empty ones beside it and prose after it, as
 * in Markdown with front matter, are reported.
 *
 * @returns `undefined` where the text holds nothing but comments and markers.
 * @throws DescriptionError with every fault found, up to twenty.
 */
export async function readYaml(source: SourceText, limits: Limits): Promise<Reading | undefined> {
  const yaml = await import("yaml");
  const documents = compose(yaml, source, limits);
  giveErrorsBack(documents);
  const [document, ...others] = documents.filter(holdsSomething);
  if (!document) return undefined;
  if (document.errors.length > 0) {
    throw new DescriptionError(syntaxProblems(yaml, source, document));
  }
  const asides = asideProblems(yaml, source, documents, document, others);
  const reader = new NodeReader(yaml, source, limits);
  const spot = reader.root(document.contents);
  const oddities = document.warnings.map((warning) => oddity(source, warning));
  const problems = [...asides, ...oddities, ...reader.problems].toSorted(byPlace);
  if (problems.some(({ severity }) => severity === "error")) throw new DescriptionError(problems);
  return { root: spot.value, spot, problems };
}

function byPlace({ place: a }: Problem, { place: b }: Problem): number {
  return a.line - b.line || a.column - b.column;
}

// Documents

function compose(yaml: Yaml, source: SourceText, limits: Limits): Document.Parsed[] {
  const documents: Document.Parsed[] = [];
  const options = { schema: "core", merge: false, resolveKnownTags: false, uniqueKeys: false };
  const composer = new yaml.Composer(options);
  const { stackTraceLimit } = Error;
  // A hostile text has a million faults, and the stack trace of each would take most of the time.
  Error.stackTraceLimit = 0;
  try {
    for (const document of composer.compose(
      parse(yaml, source, limits),
      true,
      source.text.length,
    )) {
      documents.push(document);
      if (documents.length > mostDocuments) throw tooManyDocuments(source, document);
    }
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
  return documents;
}

function* parse(yaml: Yaml, source: SourceText, limits: Limits): Generator<CST.Token> {
  const parser = new yaml.Parser();
  let tokens = source.lineStarts.length;
  let faults = 0;
  for (const token of new yaml.Lexer().lex(source.text)) {
    tokens += 1;
    if (tokens > limits.tokens) throw tooManyTokens(source, parser.offset, limits);
    // The stack holds the document, its maps and lists, and the scalar at hand.
    if (parser.stack.length > limits.depth + 2) throw tooDeep(source, parser.offset, limits);
    for (const node of parser.next(token)) {
      yield node;
      if (node.type === "error") faults += 1;
    }
    // Whoever has made a thousand faults is not helped by the rest.
    if (faults > 1000) return;
  }
  yield* parser.end();
}

function tooManyTokens(source: SourceText, offset: number, limits: Limits): DescriptionError {
  const message = `The YAML has more than ${grouped(limits.tokens)} lines and words, too many to read.`;
  const hint = `Convert it to JSON, which takes far less to read. ${raise("tokens", limits)}`;
  return new DescriptionError([source.problem("too-large", "error", offset, "", message, hint)]);
}

function tooManyDocuments(source: SourceText, document: Document.Parsed): DescriptionError {
  const message = `The file holds more than ${mostDocuments} documents.`;
  const hint = "Keep one document in the file.";
  const offset = document.range[0];
  return new DescriptionError([
    source.problem("several-documents", "error", offset, "", message, hint),
  ]);
}

/** The composer gives an error that the parser found in a document to the document before it. */
function giveErrorsBack(documents: readonly Document.Parsed[]): void {
  const errors = documents.flatMap((document) => document.errors);
  for (const [index, document] of documents.entries()) {
    const start = index === 0 ? 0 : document.range[0];
    const end = documents[index + 1]?.range[0] ?? Infinity;
    document.errors = errors.filter(({ pos }) => start <= pos[0] && pos[0] < end);
  }
}

function holdsSomething({ contents, errors }: Document.Parsed): boolean {
  const isEmpty = contents === null || ("value" in contents && contents.value === null);
  return !isEmpty || errors.length > 0;
}

/** What is to be said of the documents that are not taken. */
function asideProblems(
  yaml: Yaml,
  source: SourceText,
  documents: readonly Document.Parsed[],
  taken: Document.Parsed,
  others: readonly Document.Parsed[],
): Problem[] {
  const [rival] = others;
  if (!rival) {
    return documents
      .filter((document) => document !== taken)
      .map(({ range }) => emptyDocument(source, range[0]));
  }
  const isProse =
    others.some(({ errors }) => errors.length > 0) ||
    others.every(({ contents }) => yaml.isScalar(contents));
  if (isProse) return [trailingText(source, rival.range[0])];
  return [severalDocuments(source, startOf(yaml, taken.contents), startOf(yaml, rival.contents))];
}

function emptyDocument(source: SourceText, offset: number): Problem {
  const message = "An empty document stands here, beside the description: it is left out.";
  const hint = "Remove its `---`.";
  return source.problem("empty-document", "warning", offset, "", message, hint);
}

function trailingText(source: SourceText, offset: number): Problem {
  const message = "Text that is no description follows from here on: it is left out.";
  const hint = "Keep the text in a file of its own, or in a comment.";
  return source.problem("trailing-text", "warning", offset, "", message, hint);
}

function severalDocuments(source: SourceText, first: number, second: number): Problem {
  const [a, b] = [source.position(first).line, source.position(second).line];
  const message = `The file holds two documents, one from line ${a} and one from line ${b}.`;
  const hint = "Keep one of them, or put each into a file of its own.";
  return source.problem("several-documents", "error", second, "", message, hint);
}

// Faults that the parser found

function syntaxProblems(yaml: Yaml, source: SourceText, document: Document.Parsed): Problem[] {
  const faults = new Map<number, Problem>();
  for (const error of document.errors.toSorted((a, b) => a.pos[0] - b.pos[0])) {
    const problem = syntaxProblem(yaml, source, document, error);
    if (!faults.has(problem.place.line)) faults.set(problem.place.line, problem);
    if (faults.size === mostFaults) break;
  }
  return [...faults.values()].toSorted(byPlace);
}

function syntaxProblem(
  yaml: Yaml,
  source: SourceText,
  { contents }: Document.Parsed,
  { code, message, pos }: YAMLError,
): Problem {
  const [offset] = pos;
  if (code === "RESOURCE_EXHAUSTION") {
    const text = "Maps and lists stand deeper within each other here than YAML can be read.";
    return source.problem("too-deep", "error", offset, "", text, "Make the document flatter.");
  }
  if (message.startsWith("Missing closing") && message.endsWith("quote")) {
    const start = startOf(yaml, lastLeaf(yaml, contents));
    const text = "The text that begins here has no closing quote.";
    return source.problem("yaml-syntax", "error", start, "", text, "Add the closing quote.");
  }
  const [text, hint] = explanations[code] ?? [
    `${message.replace(/\.$/, "")}.`,
    "Look at this line and the one before: indentation, quotes, colons, brackets.",
  ];
  return source.problem("yaml-syntax", "error", offset, "", text, hint);
}

/** The last scalar: what lacks its closing quote goes on to the end. */
function lastLeaf(yaml: Yaml, contents: unknown): unknown {
  let leaf = contents;
  while (yaml.isCollection(leaf)) {
    const last: unknown = leaf.items.at(-1);
    leaf = yaml.isPair(last) ? (last.value ?? last.key) : last;
  }
  return leaf;
}

const explanations: Partial<Record<ErrorCode, readonly [message: string, hint: string]>> = {
  BAD_INDENT: [
    "The indentation does not fit what comes before.",
    "Let the keys of one map begin in one column, and close every { and [.",
  ],
  BAD_SCALAR_START: [
    "A text begins with a sign that YAML keeps for itself.",
    "Put the text in quotes.",
  ],
  BLOCK_AS_IMPLICIT_KEY: [
    "A second key stands on the line of the first.",
    "Put the value in quotes if the colon belongs to it, otherwise begin a new line.",
  ],
  MULTILINE_IMPLICIT_KEY: [
    "A key goes over several lines, or has no colon.",
    "Add the colon, or indent the text under the key that it belongs to.",
  ],
  TAB_AS_INDENT: [
    "A tab stands where YAML allows only blanks.",
    "Indent with blanks instead of tabs.",
  ],
  UNEXPECTED_TOKEN: [
    "This cannot follow what comes before.",
    "Look for a quote or bracket too many or too few; inside single quotes, write ' twice.",
  ],
};

function oddity(source: SourceText, { code, message, pos }: YAMLError): Problem {
  if (code !== "TAG_RESOLVE_FAILED") {
    const hint = "Look whether the file means what you mean.";
    return source.problem("yaml-oddity", "warning", pos[0], "", `${message}.`, hint);
  }
  const tag = JSON.stringify(source.text.slice(...pos));
  const text = `The tag ${tag} is not obeyed: what it stands on is read as text, map or list.`;
  return source.problem("unknown-tag", "warning", pos[0], "", text, "Remove the tag.");
}

// Nodes

interface NodeSpot extends Spot {
  readonly children: ReadonlyMap<string, NodeSpot> | undefined;
  readonly value: unknown;
  /** How many values it holds, itself among them, with what aliases repeat. */
  readonly size: number;
  /** How many maps and lists stand within each other in it; 0 for a scalar. */
  readonly height: number;
}

/** Turns nodes into data and places. */
class NodeReader {
  readonly problems: Problem[] = [];
  readonly #yaml: Yaml;
  readonly #source: SourceText;
  readonly #limits: Limits;
  /** What each anchor names, `undefined` while that is being read. */
  readonly #anchors = new Map<string, NodeSpot | undefined>();
  readonly #path: string[] = [];
  #merged = 0;

  constructor(yaml: Yaml, source: SourceText, limits: Limits) {
    this.#yaml = yaml;
    this.#source = source;
    this.#limits = limits;
  }

  root(contents: unknown): NodeSpot {
    return this.#node(contents, startOf(this.#yaml, contents), 1);
  }

  #node(node: unknown, offset: number, depth: number): NodeSpot {
    if (this.#yaml.isAlias(node)) return this.#alias(node, offset, depth);
    const anchor = this.#yaml.isNode(node) ? node.anchor : undefined;
    if (anchor !== undefined) this.#anchors.set(anchor, undefined);
    const spot = this.#named(node, offset, depth);
    if (anchor !== undefined) this.#anchors.set(anchor, spot);
    return spot;
  }

  #named(node: unknown, offset: number, depth: number): NodeSpot {
    if (this.#yaml.isMap<unknown, unknown>(node)) return this.#map(node, offset, depth);
    if (this.#yaml.isSeq<unknown>(node)) return this.#list(node, offset, depth);
    const scalar = this.#yaml.isScalar(node) ? node : undefined;
    const value = scalar?.value ?? null;
    const spelling = oddSpelling(value, scalar?.source ?? "");
    return { offset, children: undefined, spelling, value, size: 1, height: 0 };
  }

  #map(map: YAMLMap<unknown, unknown>, offset: number, depth: number): NodeSpot {
    const children = new Map<string, NodeSpot>();
    const inherited = new Set<string>();
    for (const pair of map.items) {
      const start = startOf(this.#yaml, pair.key);
      const key = this.#key(pair.key, start);
      if (key === undefined) continue;
      this.#path.push(`/${escapePointer(key)}`);
      const child = this.#node(pair.value, start, depth + 1);
      const bases = this.#isMergeKey(pair.key) ? mergeBases(child) : undefined;
      if (bases) {
        this.#merge(bases, children, inherited, start);
      } else {
        const before = inherited.delete(key) ? undefined : children.get(key);
        if (before) {
          const pointer = this.#path.join("");
          this.problems.push(duplicateKey(this.#source, key, before.offset, start, pointer));
        }
        children.set(key, child);
      }
      this.#path.pop();
    }
    const entries = Array.from(children, ([key, { value }]): [string, unknown] => [key, value]);
    return this.#collection(Object.fromEntries(entries), children, offset, depth);
  }

  /** Enters what merge keys bring: an own key beats it, and an earlier base a later one. */
  #merge(
    bases: Iterable<NodeSpot>,
    children: Map<string, NodeSpot>,
    inherited: Set<string>,
    offset: number,
  ): void {
    for (const base of bases) {
      this.#merged += base.children?.size ?? 0;
      if (this.#merged > this.#limits.values) throw this.#tooManyAliases(offset);
      for (const [key, child] of base.children ?? []) {
        if (children.has(key)) continue;
        children.set(key, child);
        inherited.add(key);
      }
    }
  }

  #list(list: YAMLSeq<unknown>, offset: number, depth: number): NodeSpot {
    const children = new Map<string, NodeSpot>();
    for (const [index, item] of list.items.entries()) {
      this.#path.push(`/${index}`);
      children.set(String(index), this.#node(item, startOf(this.#yaml, item), depth + 1));
      this.#path.pop();
    }
    const values = Array.from(children.values(), ({ value }) => value);
    return this.#collection(values, children, offset, depth);
  }

  #collection(
    value: object,
    children: ReadonlyMap<string, NodeSpot>,
    offset: number,
    depth: number,
  ): NodeSpot {
    let size = 1;
    let height = 1;
    for (const child of children.values()) {
      size += child.size;
      height = Math.max(height, child.height + 1);
    }
    if (depth - 1 + height > this.#limits.depth) throw tooDeep(this.#source, offset, this.#limits);
    if (size > this.#limits.values) {
      throw this.#anchors.size > 0
        ? this.#tooManyAliases(offset)
        : tooManyValues(this.#source, offset, this.#limits);
    }
    return { offset, children, spelling: undefined, value, size, height };
  }

  #alias(alias: Alias, offset: number, depth: number): NodeSpot {
    const named = this.#anchors.get(alias.source);
    if (named) {
      if (depth - 1 + named.height > this.#limits.depth) {
        throw tooDeep(this.#source, offset, this.#limits);
      }
      return { ...named, offset };
    }
    const name = JSON.stringify(`*${alias.source}`);
    if (this.#anchors.has(alias.source)) {
      const message = `The alias ${name} stands inside what it names.`;
      this.#refuse("cyclic-alias", alias, message, "Refer to it with a $ref instead.");
    } else {
      const message = `The alias ${name} names nothing that stands before it.`;
      const hint = `Mark what it means with &${alias.source}, or put the text in quotes.`;
      this.#refuse("unknown-alias", alias, message, hint);
    }
    return this.#named(null, offset, depth);
  }

  /** The key as it is written, `undefined` for one that is refused. */
  #key(node: unknown, offset: number): string | undefined {
    const named = this.#yaml.isAlias(node) ? this.#node(node, offset, 1) : undefined;
    if (named && !named.children) return named.spelling ?? String(named.value);
    if (this.#yaml.isScalar(node)) {
      return typeof node.value === "string" ? node.value : (node.source ?? "");
    }
    const message = "A key is a map or a list itself.";
    const hint = 'Put text with braces or brackets in quotes: "{id}".';
    this.#refuse("complex-key", node, message, hint);
    return undefined;
  }

  #isMergeKey(key: unknown): boolean {
    return this.#yaml.isScalar(key) && key.value === "<<" && key.type === "PLAIN";
  }

  #refuse(code: ProblemCode, node: unknown, message: string, hint: string): void {
    const offset = startOf(this.#yaml, node);
    const pointer = this.#path.join("");
    this.problems.push(this.#source.problem(code, "error", offset, pointer, message, hint));
  }

  #tooManyAliases(offset: number): DescriptionError {
    const most = grouped(this.#limits.values);
    const message = `With what its aliases repeat, the document holds more than ${most} values.`;
    return new DescriptionError([
      this.#source.problem(
        "too-many-aliases",
        "error",
        offset,
        "",
        message,
        raise("values", this.#limits),
      ),
    ]);
  }
}

/** The maps that a merge key names, or `undefined` where its value is no map and no list of them. */
function mergeBases(spot: NodeSpot): readonly NodeSpot[] | undefined {
  if (!spot.children) return undefined;
  if (!Array.isArray(spot.value)) return [spot];
  const bases = [...spot.children.values()];
  return bases.every(({ children, value }) => children && !Array.isArray(value))
    ? bases
    : undefined;
}

function startOf(yaml: Yaml, node: unknown): number {
  return (yaml.isNode(node) && node.range?.[0]) || 0;
}
