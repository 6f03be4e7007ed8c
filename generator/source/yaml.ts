import type { CST, Document, Lexer, YAMLError } from "yaml";
import { exceededLimit, type Limits } from "./limits.ts";
import { emptyDocument, underIndentedText } from "./yaml-problems.ts";
import { NodeReader, startOf, type Yaml } from "./yaml-composed.ts";
import { YamlLines } from "./yaml-lines.ts";
import { endOfQuotes } from "./yaml-scalar.ts";
import { DescriptionError, type Problem } from "../diagnostics/problem.ts";
import { tooDeep, type ParsedText, type SourceText } from "./source-text.ts";

/** How many syntax errors are reported at most: one slip often causes many. */
const maxErrors = 20;

/** Prose after a description may have a few rules (`---`), which start documents. */
const maxDocuments = 100;

/**
 * Parses YAML 1.2 with its core schema, whatever version the text declares: dates stay strings, and
 * `yes` too. Keys are strings as they are written: `200:` and `"200":` are one key, and of equal keys
 * in one object the last wins. Tags of other schemas are ignored. Aliases share the object they
 * refer to, and merge keys (`<<`) are merged.
 *
 * The first document with content is used. Empty ones besides it and prose after it, as in Markdown
 * with front matter, are reported.
 *
 * @returns `undefined` where the text has nothing but comments and markers.
 * @throws DescriptionError with every syntax error, up to twenty.
 */
export async function readCompleteYaml(
  source: SourceText,
  limits: Limits,
): Promise<ParsedText | undefined> {
  const yaml = await import("yaml");
  const underIndented: number[] = [];
  let documents = compose(yaml, source, limits, new yaml.Lexer());
  if (documents.some(({ errors }) => errors.some(lacksQuote))) {
    const lexer = tolerantLexer(yaml, source, underIndented);
    const tolerated = compose(yaml, source, limits, lexer);
    if (tolerated.every(({ errors }) => errors.length === 0)) documents = tolerated;
    else underIndented.length = 0;
  }
  const [document, ...others] = documents.filter(hasContent);
  if (!document) return undefined;
  if (document.errors.length > 0) {
    throw new DescriptionError(syntaxProblems(yaml, source, document));
  }
  const asides = asideProblems(yaml, source, documents, document, others);
  const reader = new NodeReader(yaml, source, limits);
  const node = reader.root(document.contents);
  const warnings = [
    ...document.warnings.map((warning) => parserWarning(source, warning)),
    ...underIndented.map((offset) => underIndentedText(source, offset)),
  ];
  const problems = [...asides, ...warnings, ...reader.problems].toSorted(byPosition);
  if (problems.some(({ severity }) => severity === "error")) throw new DescriptionError(problems);
  return { root: node.value, node, problems };
}

function byPosition({ location: a }: Problem, { location: b }: Problem): number {
  return a.line - b.line || a.column - b.column;
}

// Documents

function compose(yaml: Yaml, source: SourceText, limits: Limits, lexer: Lexer): Document.Parsed[] {
  const documents: Document.Parsed[] = [];
  const options = { schema: "core", merge: false, resolveKnownTags: false, uniqueKeys: false };
  const composer = new yaml.Composer(options);
  const { stackTraceLimit } = Error;
  // A hostile text has a million errors, and the stack trace of each would take most of the time.
  Error.stackTraceLimit = 0;
  try {
    for (const document of composer.compose(
      parse(yaml, source, limits, lexer),
      true,
      source.text.length,
    )) {
      documents.push(document);
      if (documents.length > maxDocuments) {
        const [offset] = document.range;
        throw source.error("multiple-documents", offset, { max: maxDocuments });
      }
    }
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
  reassignErrors(documents);
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
  let errors = 0;
  for (const token of lexer.lex(source.text)) {
    tokens += 1;
    if (tokens > limits.tokens) throw tooManyTokens(source, parser.offset, limits);
    // The stack holds the document, its objects and arrays, and the current scalar.
    if (parser.stack.length > limits.depth + 2) throw tooDeep(source, parser.offset, limits);
    for (const node of parser.next(token)) {
      yield node;
      if (node.type === "error") errors += 1;
    }
    // After a thousand errors the rest helps nobody.
    if (errors > 1000) return;
  }
  yield* parser.end();
}

/** Private members of the lexer that {@link tolerantLexer} uses; a test guards them. */
interface LexerInternals {
  indentNext: number;
  readonly pos: number;
  parseQuotedScalar: () => Generator<string, string | undefined>;
}

/**
 * A lexer that lets quoted scalars continue on lines that are not indented deeper than their parent.
 *
 * @param found receives the offsets of such scalars.
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
  return source.error("too-large", offset, { limit: exceededLimit("tokens", limits) });
}

/** The composer assigns an error that the parser found in a document to the document before it. */
function reassignErrors(documents: readonly Document.Parsed[]): void {
  const errors = documents.flatMap((document) => document.errors);
  for (const [index, document] of documents.entries()) {
    const start = index === 0 ? 0 : document.range[0];
    const end = documents[index + 1]?.range[0] ?? Infinity;
    document.errors = errors.filter(({ pos }) => start <= pos[0] && pos[0] < end);
  }
}

function hasContent({ contents, errors }: Document.Parsed): boolean {
  const isEmpty = contents === null || ("value" in contents && contents.value === null);
  return !isEmpty || errors.length > 0;
}

/** The problems with the documents that are not used. */
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
  if (isProse) return [source.problem("trailing-text", [rival.range[0]])];
  const starts = [taken, rival].map(({ contents }) => startOf(yaml, contents));
  const lines = starts.map((start) => source.position(start).line);
  return [source.problem("multiple-documents", [starts[1] ?? 0], { lines })];
}

// Errors and warnings of the parser

function syntaxProblems(yaml: Yaml, source: SourceText, document: Document.Parsed): Problem[] {
  const byLine = new Map<number, Problem>();
  for (const error of document.errors.toSorted((a, b) => a.pos[0] - b.pos[0])) {
    const problem = syntaxProblem(yaml, source, document, error);
    if (!byLine.has(problem.location.line)) byLine.set(problem.location.line, problem);
    if (byLine.size === maxErrors) break;
  }
  return [...byLine.values()].toSorted(byPosition);
}

function syntaxProblem(
  yaml: Yaml,
  source: SourceText,
  { contents }: Document.Parsed,
  { code, message, pos }: YAMLError,
): Problem {
  const [offset] = pos;
  if (code === "RESOURCE_EXHAUSTION") {
    const limit = { name: "depth", value: 0, next: undefined };
    return source.problem("too-deep", [offset], { what: "parser", limit });
  }
  const isUnclosed = lacksQuote({ message });
  const start = isUnclosed ? startOf(yaml, lastLeaf(yaml, contents)) : offset;
  const fault = isUnclosed ? "MISSING_QUOTE" : code;
  return source.problem("invalid-yaml", [start], { fault, detail: message });
}

function lacksQuote({ message }: Pick<YAMLError, "message">): boolean {
  return message.startsWith("Missing closing") && message.endsWith("quote");
}

/** The last scalar: one without its closing quote extends to the end. */
function lastLeaf(yaml: Yaml, contents: unknown): unknown {
  let leaf = contents;
  while (yaml.isCollection(leaf)) {
    const last: unknown = leaf.items.at(-1);
    leaf = yaml.isPair(last) ? (last.value ?? last.key) : last;
  }
  return leaf;
}

function parserWarning(source: SourceText, { code, message, pos }: YAMLError): Problem {
  return code === "TAG_RESOLVE_FAILED"
    ? source.problem("unsupported-tag", [pos[0]], { tag: source.text.slice(...pos) })
    : source.problem("yaml-warning", [pos[0]], { fault: "other", detail: message });
}
