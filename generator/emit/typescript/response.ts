import { code, joinCode, type Code } from "../../text/code.ts";
import { comment, commentOf, commentText, prose } from "./comment.ts";
import { objectLiteral } from "./layout.ts";
import { literal, memberKey } from "./literal.ts";
import type { Operation, Response } from "../../model/service.ts";
import type { TypeWriter } from "./type-writer.ts";
import { lineOf, type InterfaceView } from "./interface.ts";
import { createReaders, type Readers } from "./readers.ts";
import type { ShapeNames } from "./shape-modules.ts";

export interface ResponseView {
  /** The declaration of what `send` gives. */
  readonly code: Code;
  /** Bodies by status, where some outside 2xx are described, or those of 2xx differ. */
  readonly answers: InterfaceView | undefined;
  /** The statuses outside 2xx of which the body has a type. */
  readonly errors: readonly Code[];
  readonly references: readonly string[];
  /** How answers have to be read, where the description is sure of it. */
  readonly answer: Code | undefined;
  /** Constants that read bodies, and what they use: schemas with shapes, and the runtime's functions. */
  readonly readers: readonly { readonly statement: Code }[];
  readonly shapes: readonly string[];
  readonly helpers: readonly Code[];
}

/** What the declarations of an operation's answers are called. */
export interface ResponseNames {
  readonly operation: Code;
  readonly response: Code;
  readonly answers: Code;
}

/** Decides how the answers of an operation are typed, documented and read. */
export function viewResponse(
  { method, responses }: Operation,
  names: ResponseNames,
  types: TypeWriter,
  shapes: ShapeNames,
): ResponseView {
  const readers = createReaders(shapes);
  const declared = responses.map((response) => readBody(response, method, types, readers));
  const successes = declared.filter(({ status }) => status.startsWith("2"));
  // A default that stands alone is how some descriptions say success.
  const good = successes.length > 0 ? successes : declared.filter(isDefault);
  const bad = declared.filter((one) => /^[345]/.test(one.status) || isDefault(one));
  const failures = bad.filter((one) => !good.includes(one));
  const isSplit = new Set(good.map(({ type }) => type)).size > 1;
  const hasAnswers = isSplit || failures.some(({ kind }) => kind !== undefined);

  const success = declareSuccess(good, isSplit, names, types);
  const read = {
    readers: readers.statements,
    shapes: readers.references,
    helpers: readers.helpers,
  };
  if (!hasAnswers) {
    return { ...success, ...read, answers: undefined, errors: [], answer: uniformKind(good) };
  }
  const all = [...successes, ...failures];
  const isDeclaredBelow = (one: DeclaredBody): boolean => one === good[0] && !isSplit;
  const members = all.map((one) => {
    const key = { key: statusKey(one.status), mark: code`` };
    return isDeclaredBelow(one)
      ? { ...key, doc: code``, type: names.response }
      : { ...key, doc: lineOf(comment(documentation(one))), type: one.type };
  });
  return {
    code: success.code,
    answers: {
      doc: commentOf([commentText`What {@link ${names.operation}} answers, by status.`]),
      name: names.answers,
      members,
    },
    errors: failures.flatMap(({ status, kind }) =>
      kind && /^\d+$/.test(status) ? [statusKey(status)] : [],
    ),
    references: [
      ...success.references,
      ...all.flatMap((one) => (isDeclaredBelow(one) ? [] : one.references)),
    ],
    answer: kindsByStatus(good, failures),
    ...read,
  };
}

interface DeclaredBody extends Response {
  readonly type: Code;
  readonly references: readonly string[];
  /** How it has to be read; `undefined` where the type says nothing of it. */
  readonly kind: Kind | undefined;
}

/** A kind as the literal that names it, or the constant that reads it. */
type Kind = Code;

function readBody(
  response: Response,
  method: string,
  types: TypeWriter,
  readers: Readers,
): DeclaredBody {
  const { status, content } = response;
  const plain = { ...response, references: [] };
  if (method === "HEAD" || ["204", "205", "304"].includes(status)) {
    return { ...plain, type: code`undefined`, kind: undefined };
  }
  if (content?.kind === "text") return { ...plain, type: code`string`, kind: literal("text") };
  const isSuccess = status.startsWith("2");
  if (content?.kind === "binary" && isSuccess)
    return { ...plain, type: code`Blob`, kind: literal("binary") };
  if (!content || content.kind === "binary") {
    return { ...plain, type: code`unknown`, kind: undefined };
  }
  const { code: type, references } = types.text(content.schema, "response");
  const kind = type === "unknown" ? undefined : readers.kindOf(content);
  return { ...response, type, references, kind };
}

function isDefault({ status }: Response): boolean {
  return status === "default";
}

/** Declares what `send` gives: the declared 2xx. */
function declareSuccess(
  good: readonly DeclaredBody[],
  isSplit: boolean,
  { operation, response, answers }: ResponseNames,
  types: TypeWriter,
): Pick<ResponseView, "code" | "references"> {
  const head = commentText`What {@link ${operation}} answers.`;
  if (isSplit) {
    const keys = joinCode(
      good.map(({ status }) => statusKey(status)),
      " | ",
    );
    const type = code`export type ${response} = ${answers}[${keys}];`;
    return { code: code`${commentOf([head])}\n${type}`, references: [] };
  }
  const [first] = good;
  const doc = commentOf([head, ...good.map((one) => prose(documentation(one)))]);
  const isModel =
    first?.content && first.content.kind !== "text" && first.content.kind !== "binary";
  if (good.length === 1 && first?.kind && first.content && isModel) {
    return types.declareResponse(response, first.content.schema, doc);
  }
  const type = first?.type ?? code`unknown`;
  const { references = [] } = first ?? {};
  return { code: code`${doc}\nexport type ${response} = ${type};`, references };
}

/** The kind that all have; `undefined` where they differ or one is not known. */
function uniformKind(good: readonly DeclaredBody[]): Code | undefined {
  const kinds = new Set(good.filter(({ type }) => type !== "undefined").map(({ kind }) => kind));
  const [kind] = kinds;
  return kinds.size === 1 ? kind : undefined;
}

/** `{ "2XX": "json", 404: "json" }`; what is not known is said only where it would be taken for more. */
function kindsByStatus(
  good: readonly DeclaredBody[],
  bad: readonly DeclaredBody[],
): Code | undefined {
  const uniform = uniformKind(good);
  if (uniform !== undefined && bad.every(({ kind }) => kind === undefined)) return uniform;
  const hasDefault = bad.some((one) => isDefault(one) && one.kind);
  const successes =
    uniform !== undefined
      ? [code`"2XX": ${uniform}`]
      : [
          ...good.flatMap(({ status, kind }) => (kind ? [entry(status, kind)] : [])),
          ...(hasDefault ? [entry("2XX", literal("any"))] : []),
        ];
  const failures = bad.flatMap(({ status, kind, type }) => {
    const isCovered = hasDefault || bad.some((one) => one.kind && one.status === `${status[0]}XX`);
    return kind || (isCovered && type !== "undefined")
      ? [entry(status, kind ?? literal("any"))]
      : [];
  });
  return objectLiteral([...successes, ...failures]);
}

function entry(status: string, kind: Kind): Code {
  return code`${statusKey(status)}: ${kind}`;
}

function statusKey(status: string): Code {
  return /^\d+$/.test(status) ? literal(Number(status)) : memberKey(status);
}

/** What a response's description says beyond its status, and its headers. */
function documentation({ description, headers }: Response): string {
  const lines = headers.map((header) =>
    `- \`${header.name}\`: ${header.description}`.replace(/: $/, ""),
  );
  const list = lines.length > 0 ? `Headers:\n${lines.join("\n")}` : "";
  return [isTelling(description) ? description : "", list]
    .filter((text) => text !== "")
    .join("\n\n");
}

function isTelling(description: string): boolean {
  return !/^(?:\d{3}|ok|okay|success(?:ful)?(?: (?:operation|response|request))?|default(?: response)?|no content|created|accepted)?\.?$/i.test(
    description.trim(),
  );
}
