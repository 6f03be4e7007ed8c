import { code, type Code } from "../../text/code.ts";
import { commentOf, commentText } from "./comment.ts";
import {
  arrayLiteral,
  arrow,
  call,
  callWithArray,
  generic,
  objectLiteral,
  objectType,
  property,
  signature,
} from "./line-layout.ts";
import { access, literal, propertyKey } from "./literal.ts";
import type { Field, Operation, PageToken, Pagination, Parameter } from "../../model/service.ts";
import type { Naming } from "../../naming/service-names.ts";
import type { TypeWriter } from "./type-writer.ts";

/** An async generator beside a builder, as the templates write it. */
export interface GeneratorView {
  readonly doc: Code;
  readonly name: Code;
  /** The parameters and the type, as they follow the name. */
  readonly signature: Code;
  readonly value: Code;
  /** The runtime's functions that it calls. */
  readonly helpers: readonly Code[];
}

/** The builder that the generators call. */
export interface Builder {
  readonly name: Code;
  /** The operation's name, for errors. */
  readonly operation: Code;
  /** Its parameter: `input: ListParams = {}`, or nothing. */
  readonly parameters: readonly Code[];
  readonly response: Code;
  /** The names of the types of a client and of its options in the module. */
  readonly client: Code;
  readonly options: Code;
  /** The caller's property for a parameter, a form field or the body. */
  readonly keyOf: (source: Parameter | Field | "body") => string;
}

/** The generators of an operation's pages, and of their items: none where nothing is said of pages. */
export function viewGenerators(
  { pagination }: Operation,
  builder: Builder,
  { pages: names }: Pick<Naming, "pages">,
  types: TypeWriter,
): readonly GeneratorView[] {
  if (!pagination) return [];
  const { items } = pagination;
  const passed = builder.parameters.map(() => code`input`);
  const parameters = [
    code`client: ${builder.client}`,
    ...builder.parameters,
    code`options?: ${builder.options}`,
  ];
  const generator = (type: Code): Code =>
    signature(parameters, generic(code`AsyncGenerator`, [type, code`void`, code`undefined`]));
  const nameOfPages = names.get(pagination) ?? code`unnamed`;
  const { helper, arguments: steps } = stepsOf(pagination, builder, types);
  const values = [code`client`, call(builder.name, passed), ...steps, code`options`];
  const pages: GeneratorView = {
    doc: commentOf([
      commentText`The pages of {@link ${builder.name}}, one by one as they are asked for.`,
      commentText`@throws PageError where the next cannot be found, beside what \`send\` throws.`,
    ]),
    name: nameOfPages,
    signature: generator(builder.response),
    value: call(helper, values),
    helpers: [helper],
  };
  if (!items) return [pages];
  const allPages = call(nameOfPages, [code`client`, ...passed, code`options`]);
  const { code: item } = types.text(items.schema, "response");
  return [
    pages,
    {
      doc: commentOf([
        commentText`The items on the pages of {@link ${builder.name}}, one by one.`,
        commentText`@throws as {@link ${nameOfPages}} does.`,
      ]),
      name: names.get(items) ?? code`unnamed`,
      signature: generator(item),
      value: callWithArray(
        code`pageItems`,
        [builder.operation, allPages],
        items.path.map((one) => literal(one)),
      ),
      helpers: [code`pageItems`],
    },
  ];
}

/** The runtime's function that goes from page to page, and how. */
interface Steps {
  readonly helper: Code;
  readonly arguments: readonly Code[];
}

function stepsOf(pagination: Pagination, builder: Builder, types: PageTypes): Steps {
  if (pagination.kind === "link") {
    return { helper: code`linkPages`, arguments: [pathOf(pagination.path)] };
  }
  const { tokens, more } = pagination;
  const [token, ...others] = tokens;
  if (others.length === 0 && more === undefined) {
    const next = nextOf(token, builder, types);
    return { helper: code`tokenPages`, arguments: [pathOf(token.path), next] };
  }
  const paths = tokens.map((one) => property(tokenKey(one, builder), pathOf(one.path)));
  const next = nextOfTokens(tokens, builder, types);
  return { helper: code`markerPages`, arguments: [objectLiteral(paths), pathOf(more ?? []), next] };
}

function pathOf(path: readonly string[]): Code {
  return arrayLiteral(path.map((name) => literal(name)));
}

/** The property of the input, or of the body in it, that takes a token. */
function tokenKey({ parameter }: PageToken, { keyOf }: Builder): Code {
  return propertyKey(parameter.kind === "property" ? parameter.name : keyOf(parameter));
}

function typeOfToken({ type, schema }: PageToken, { headerTextOf }: PageTypes): Code {
  const text = headerTextOf(schema);
  switch (text?.kind === "value" ? text.of : undefined) {
    case "date-time":
      return code`Date`;
    case "int64":
    case "int64 text":
      return code`bigint`;
    case "int64 digits":
      return code`string`;
    default:
      return type === "string" ? code`string` : code`number`;
  }
}

type PageTypes = Pick<TypeWriter, "headerTextOf">;

/** `(token: string) => list({ ...input, marker: token })` */
function nextOf(token: PageToken, builder: Builder, types: PageTypes): Code {
  const entry = property(tokenKey(token, builder), code`token`);
  const next = withInput(entry, [token], builder);
  return arrow(code`(token: ${typeOfToken(token, types)})`, call(builder.name, [next]));
}

/** `(tokens: { key?: string; version?: string }) => list({ ...input, ...tokens })` */
function nextOfTokens(tokens: readonly PageToken[], builder: Builder, types: PageTypes): Code {
  const members = tokens.map((one) => code`${tokenKey(one, builder)}?: ${typeOfToken(one, types)}`);
  const next = withInput(code`...tokens`, tokens, builder);
  return arrow(code`(tokens: ${objectType(members)})`, call(builder.name, [next]));
}

/** The input of the next page: the caller's, with an entry added where its tokens are. */
function withInput(entry: Code, [token]: readonly PageToken[], { keyOf }: Builder): Code {
  if (token?.parameter.kind !== "property") return objectLiteral([code`...input`, entry]);
  const body = keyOf("body");
  const inner = objectLiteral([code`...${access(code`input`, body)}`, entry]);
  return objectLiteral([code`...input`, property(propertyKey(body), inner)]);
}
