import type { CST, Document, ErrorCode, Lexer, YAMLError } from "yaml";
import { raise, type Limits } from "./limits.ts";
import { emptyDocument, underIndentedText } from "./yaml-problems.ts";
import { NodeReader, startOf, type Yaml } from "./yaml-composed.ts";
import { YamlLines } from "./yaml-lines.ts";
import { endOfQuotes } from "./yaml-scalar.ts";
import { DescriptionError, type Problem } from "../diagnostics/problem.ts";
import { grouped, tooDeep, type Reading, type SourceText } from "./source-text.ts";

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
export async function readCompleteYaml(
  source: SourceText,
  limits: Limits,
): Promise<Reading | undefined> {
  const yaml = await import("yaml");
  const underIndented: number[] = [];
  let documents = compose(yaml, source, limits, new yaml.Lexer());
  if (documents.some(({ errors }) => errors.some(lacksQuote))) {
    const lexer = tolerantLexer(yaml, source, underIndented);
    const mended = compose(yaml, source, limits, lexer);
    if (mended.every(({ errors }) => errors.length === 0)) documents = mended;
    else underIndented.length = 0;
  }
  const [document, ...others] = documents.filter(holdsSomething);
  if (!document) return undefined;
  if (document.errors.length > 0) {
    throw new DescriptionError(syntaxProblems(yaml, source, document));
  }
  const asides = asideProblems(yaml, source, documents, document, others);
  const reader = new NodeReader(yaml, source, limits);
  const spot = reader.root(document.contents);
  const oddities = [
    ...document.warnings.map((warning) => oddity(source, warning)),
    ...underIndented.map((offset) => underIndentedText(source, offset)),
  ];
  const problems = [...asides, ...oddities, ...reader.problems].toSorted(byPlace);
  if (problems.some(({ severity }) => severity === "error")) throw new DescriptionError(problems);
  return { root: spot.value, spot, problems };
}

function byPlace({ place: a }: Problem, { place: b }: Problem): number {
  return a.line - b.line || a.column - b.column;
}

// Documents

function compose(yaml: Yaml, source: SourceText, limits: Limits, lexer: Lexer): Document.Parsed[] {
  const documents: Document.Parsed[] = [];
  const options = { schema: "core", merge: false, resolveKnownTags: false, uniqueKeys: false };
  const composer = new yaml.Composer(options);
  const { stackTraceLimit } = Error;
  // A hostile text has a million faults, and the stack trace of each would take most of the time.
  Error.stackTraceLimit = 0;
  try {
    for (const document of composer.compose(
      parse(yaml, source, limits, lexer),
      true,
      source.text.length,
    )) {
      documents.push(document);
      if (documents.length > mostDocuments) throw tooManyDocuments(source, document);
    }
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
  giveErrorsBack(documents);
  return documents;
}

function* parse(
  yaml: Yaml,
  source: SourceText,
  limits: Limits,
  lexer: Lexer,
): Generator<CST.Token> {
  const parser = new yaml.Parser();
  let tokens = source.lineStarts.length;
  let faults = 0;
  for (const token of lexer.lex(source.text)) {
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

/** What {@link tolerantLexer} uses of a lexer though it is private there; a test holds it. */
interface LexerInternals {
  indentNext: number;
  readonly pos: number;
  parseQuotedScalar: () => Generator<string, string | undefined>;
}

/**
 * A lexer that lets quoted scalars go on in lines that are not indented deeper than their parent.
 *
 * @param found takes where such scalars begin.
 */
function tolerantLexer(yaml: Yaml, { text }: SourceText, found: number[]): Lexer {
  const lexer = new yaml.Lexer();
  const lines = new YamlLines(text.replaceAll("\r\n", " \n"));
  const internals = lexer as unknown as LexerInternals;
  const parseStrictly = internals.parseQuotedScalar.bind(lexer);
  internals.parseQuotedScalar = function* () {
    const { indentNext, pos } = internals;
    const end = endOfQuotes(text, pos);
    const isText = end !== -1 && lines.underIndented(pos, end, indentNext - 1) === "text";
    if (isText) {
      found.push(pos);
      internals.indentNext = 0;
    }
    const next = yield* parseStrictly();
    internals.indentNext = indentNext;
    return next;
  };
  return lexer;
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
  if (lacksQuote({ message })) {
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

function lacksQuote({ message }: Pick<YAMLError, "message">): boolean {
  return message.startsWith("Missing closing") && message.endsWith("quote");
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
