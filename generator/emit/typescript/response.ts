import { code, type Code } from "../../text/code.ts";
import { comment, commentOf, commentText, prose } from "./comment.ts";
import { pascalCase } from "../../naming/identifiers.ts";
import { generic, objectLiteral } from "./line-layout.ts";
import { literal, memberKey } from "./literal.ts";
import { declareAlias, unionType } from "./print-type.ts";
import { canHaveBody, mediaTypesIn, successesOf } from "../../model/response-rules.ts";
import type { Operation, Response, ResponseContent } from "../../model/service.ts";
import type { TypeText, TypeWriter } from "./type-writer.ts";
import { lineOrNothing, readonlyModifier, type InterfaceView } from "./interface.ts";
import { createReaders, type Readers } from "./readers.ts";
import type { ModuleScope } from "./operation-modules.ts";
import type { ShapeNames } from "./shape-modules.ts";

export interface ResponseView {
  /** The type of what `send` resolves to. */
  readonly name: Code;
  /** That, and the type of the bodies by status where there is one. */
  readonly typeArguments: readonly Code[];
  /** The declaration of what `send` resolves to; empty where a schema of that name is it. */
  readonly code: Code;
  /** Bodies by status, where some outside 2xx are described, or those of 2xx differ. */
  readonly responses: InterfaceView | undefined;
  /** The statuses outside 2xx of which the body has a type. */
  readonly errors: readonly Code[];
  readonly references: readonly string[];
  /** How the responses are read: `{ "2XX": readJson }`. */
  readonly readers: { readonly code: Code; readonly helpers: readonly Code[] };
  /** Constants that read bodies, and the schemas whose shapes they use. */
  readonly constants: readonly { readonly statement: Code }[];
  readonly shapes: readonly string[];
  /** The keys of the schemas whose codecs they use. */
  readonly codecs: readonly string[];
  /** The media types to ask for, as the value of the header `Accept`; may be empty. */
  readonly accept: string;
}

/** The names of the declarations of an operation's responses. */
interface ResponseNames {
  readonly operation: Code;
  readonly response: Code;
  readonly responses: Code;
}

/** Decides how the responses of an operation are typed, documented and read. */
export function viewResponse(
  operation: Operation,
  name: Code,
  types: TypeWriter,
  shapes: ShapeNames,
  scope: ModuleScope,
): ResponseView {
  const typeName = pascalCase(name);
  const names: ResponseNames = {
    operation: name,
    response: code`${typeName}Response`,
    responses: code`${typeName}Responses`,
  };
  const readers = createReaders(shapes, types, (kind) => scope.nameReader(name, kind));
  const { responses } = operation;
  const good = successesOf(responses);
  const bad = responses.filter((one) => isFailure(one.status) && !good.includes(one));
  const successes = good
    .map((one) => readBody(operation, one, true, types, readers))
    .map((one) => (one.status === "default" ? { ...one, status: "2XX" } : one));
  const failures = bad.map((one) => readBody(operation, one, false, types, readers));
  const isSplit = new Set(successes.map(({ type }) => type)).size > 1;
  const hasTypedFailure = failures.some(({ isTyped }) => isTyped);
  const accept = acceptOf(good, bad);

  const read = (entries: readonly Code[], used: readonly Code[]): ReadersOfResponses => ({
    readers: { code: objectLiteral(entries), helpers: [...used, ...readers.helpers] },
    constants: readers.statements,
    shapes: readers.references,
    codecs: readers.codecs,
  });
  const success = declareSuccess(successes, isSplit, names, types);
  if (!isSplit && !hasTypedFailure) {
    const { reader, helpers } = successes[0] ?? undescribed;
    const only = read([code`"2XX": ${reader()}`], helpers);
    const typeArguments = [names.response];
    const view = { name: names.response, typeArguments, accept };
    return { ...view, ...success, ...only, responses: undefined, errors: [] };
  }
  const all = [...(successes.length > 0 ? successes : [undescribed]), ...failures];
  const isDeclaredBelow = (one: DeclaredBody): boolean => one === successes[0] && !isSplit;
  const members = all.map((one) => {
    const key = { modifier: readonlyModifier, key: statusKey(one.status), mark: code`` };
    return isDeclaredBelow(one)
      ? { ...key, doc: code``, type: names.response }
      : { ...key, doc: lineOrNothing(comment(documentation(one))), type: one.type };
  });
  return {
    name: names.response,
    typeArguments: [names.response, names.responses],
    code: success.code,
    responses: {
      doc: commentOf([
        commentText`Bodies of the responses of {@link ${names.operation}} by status.`,
      ]),
      name: names.responses,
      members,
    },
    errors: failures.flatMap(({ status, isTyped }) =>
      isTyped && /^\d+$/.test(status) ? [statusKey(status)] : [],
    ),
    references: [
      ...success.references,
      ...all.flatMap((one) => (isDeclaredBelow(one) ? [] : one.references)),
    ],
    ...read(
      all.map(({ status, reader }) => code`${statusKey(status)}: ${reader()}`),
      all.flatMap(({ helpers }) => helpers),
    ),
    accept,
  };
}

function isFailure(status: string): boolean {
  return /^[345]/.test(status) || status === "default";
}

/** How the body of a response is typed and read. */
interface DeclaredBody extends Omit<Response, "sourceLocation"> {
  readonly type: Code;
  readonly references: readonly string[];
  readonly isTyped: boolean;
  /** The function that reads it. What this takes of the runtime is imported once it is called. */
  readonly reader: () => Code;
  readonly helpers: readonly Code[];
}

type ReadersOfResponses = Pick<ResponseView, "readers" | "constants" | "shapes" | "codecs">;

/** A success of which nothing is said. */
const undescribed: DeclaredBody = {
  status: "2XX",
  description: "",
  headers: [],
  content: undefined,
  type: code`unknown`,
  references: [],
  isTyped: false,
  reader: () => code`readByContentType`,
  helpers: [code`readByContentType`],
};

function readBody(
  operation: Operation,
  response: Response,
  isSuccess: boolean,
  types: TypeWriter,
  readers: Readers,
): DeclaredBody {
  const { content } = response;
  const plain = { ...response, references: [], isTyped: false };
  if (!canHaveBody(operation, response.status)) {
    const reader = code`readJsonOrText`;
    return { ...plain, type: code`undefined`, reader: () => reader, helpers: [reader] };
  }
  if (!content) {
    const reader = isSuccess ? code`readByContentType` : code`readJsonOrText`;
    return { ...plain, type: code`unknown`, reader: () => reader, helpers: [reader] };
  }
  const { alternatives = [] } = response;
  const typed = [content, ...alternatives].map((one) => typeOf(one, types));
  const type = unionType([...new Set(typed.map(({ code: one }) => one))]);
  return {
    ...response,
    type,
    references: typed.flatMap(({ references }) => references),
    isTyped: typed.some(({ code: one }) => one !== "unknown"),
    reader: () => readers.readerOf(content, alternatives),
    helpers: [],
  };
}

function typeOf(content: ResponseContent, types: TypeWriter): TypeText {
  const { kind, schema } = content;
  switch (kind) {
    case "text":
      return { code: code`string`, references: [] };
    case "binary":
      return { code: code`Blob`, references: [] };
    case "text events":
      return { code: iterable(eventOf(code`string`, types)), references: [] };
    case "events": {
      const { code: data, references } = types.text(schema, "response");
      return { code: iterable(eventOf(data, types)), references };
    }
    case "json lines":
    case "json sequence": {
      const { code: item, references } = types.text(schema, "response");
      return { code: iterable(item), references };
    }
    case "json":
    case "xml":
    case "xml-error":
    case "json-error":
      return types.text(schema, "response");
  }
}

function iterable(item: Code): Code {
  return generic(code`AsyncIterable`, [item]);
}

function eventOf(data: Code, { event }: TypeWriter): Code {
  return generic(event, [data]);
}

/** Whether the type of a content is its schema's. */
function isModel({ kind }: ResponseContent): boolean {
  return kind === "json" || kind === "xml" || kind === "xml-error" || kind === "json-error";
}

/** Asks for the types of a success, and less so for those of errors (RFC 9110, section 12.5.1). */
function acceptOf(good: readonly Response[], bad: readonly Response[]): string {
  const typesOf = (responses: readonly Response[]): string[] =>
    responses.flatMap(({ content, alternatives = [] }) =>
      [...(content ? [content] : []), ...alternatives].flatMap(mediaTypesIn),
    );
  const wanted = new Set(typesOf(good));
  if (wanted.size === 0 || (wanted.size === 1 && wanted.has("*/*"))) return "";
  const others = typesOf(bad).filter((type) => !wanted.has(type));
  return [...wanted, ...new Set(others.map((type) => `${type};q=0.9`))].join(", ");
}

/** Declares what `send` resolves to: the declared 2xx. */
function declareSuccess(
  good: readonly DeclaredBody[],
  isSplit: boolean,
  { operation, response, responses }: ResponseNames,
  types: TypeWriter,
): Pick<ResponseView, "code" | "references"> {
  const head = commentText`Response of {@link ${operation}}.`;
  if (isSplit) {
    const keys = unionType(good.map(({ status }) => statusKey(status)));
    const type = declareAlias(response, code`${responses}[${keys}]`);
    return { code: code`${commentOf([head])}\n${type}`, references: [] };
  }
  const [first] = good;
  if (first?.type === response) return { code: code``, references: first.references };
  const doc = commentOf([head, ...good.map((one) => prose(documentation(one)))]);
  const { content } = first ?? {};
  const isDeclared = content && isModel(content) && !first?.alternatives;
  if (good.length === 1 && first?.isTyped && isDeclared) {
    return types.declareResponse(response, content.schema, doc);
  }
  const type = first?.type ?? code`unknown`;
  const { references = [] } = first ?? {};
  return { code: code`${doc}\n${declareAlias(response, type)}`, references };
}

function statusKey(status: string): Code {
  return /^\d+$/.test(status) ? literal(Number(status)) : memberKey(status);
}

/** The documentation of a response: its description beyond the status, and its headers. */
function documentation({
  description,
  headers,
}: Pick<Response, "description" | "headers">): string {
  const lines = headers.map((header) =>
    `- \`${header.name}\`: ${header.description}`.replace(/: $/, ""),
  );
  const list = lines.length > 0 ? `Headers:\n${lines.join("\n")}` : "";
  return [addsInformation(description) ? description : "", list]
    .filter((text) => text !== "")
    .join("\n\n");
}

function addsInformation(description: string): boolean {
  return !/^(?:\d{3}|ok|okay|success(?:ful)?(?: (?:operation|response|request))?|default(?: response)?|no content|created|accepted)?\.?$/i.test(
    description.trim(),
  );
}
