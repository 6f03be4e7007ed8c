import { code, type Code } from "../../text/code.ts";
import { commentOf, commentText } from "./comment.ts";
import {
  arrayLiteral,
  arrow,
  call,
  callWithArray,
  generic,
  objectLiteral,
  property,
  signature,
} from "./line-layout.ts";
import { access, literal, propertyKey } from "./literal.ts";
import type {
  Field,
  Operation,
  Pagination,
  Parameter,
  TokenPagination,
} from "../../model/service.ts";
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
  const helper = pagination.kind === "token" ? code`tokenPages` : code`linkPages`;
  const values = [
    code`client`,
    call(builder.name, passed),
    pathOf(pagination.path),
    ...(pagination.kind === "token" ? [nextOf(pagination, builder)] : []),
    code`options`,
  ];
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

function pathOf(path: Pagination["path"]): Code {
  return arrayLiteral(path.map((name) => literal(name)));
}

/** `(token: string) => list({ ...input, marker: token })` */
function nextOf({ parameter, type }: TokenPagination, { name, keyOf }: Builder): Code {
  const isInBody = parameter.kind === "property";
  const key = keyOf(isInBody ? "body" : parameter);
  const value = isInBody
    ? objectLiteral([
        code`...${access(code`input`, key)}`,
        property(propertyKey(parameter.name), code`token`),
      ])
    : code`token`;
  const word = type === "string" ? code`string` : code`number`;
  const next = objectLiteral([code`...input`, property(propertyKey(key), value)]);
  return arrow(code`(token: ${word})`, call(name, [next]));
}
