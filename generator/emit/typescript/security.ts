import { code, type Code } from "../../text/code.ts";
import { commentOf, commentText, prose, verbatim, type CommentText } from "./comment.ts";
import { bindings, call, objectLiteral, property } from "./layout.ts";
import { literal } from "./literal.ts";
import type { SecurityScheme, Service } from "../../model/service.ts";
import type { Naming } from "../../naming/service-names.ts";

/** The module with a function for each security scheme. */
export interface SecurityView {
  readonly header: Code;
  readonly imports: readonly { readonly statement: Code }[];
  readonly functions: readonly SecurityFunction[];
}

interface SecurityFunction {
  readonly scheme: SecurityScheme;
  readonly doc: Code;
  readonly name: Code;
  /** What the caller passes beside `fetch`. */
  readonly credentials: Code;
  readonly call: Code;
  /** What is taken from the runtime. */
  readonly imported: readonly Code[];
}

/** @returns `undefined` where the description has no scheme that a client can do something for. */
export function viewSecurity(
  { securitySchemes }: Service,
  { securitySchemes: schemeNames }: Naming,
  header: Code,
): SecurityView | undefined {
  const functions = securitySchemes
    .flatMap((scheme) => viewScheme(scheme, schemeNames.get(scheme) ?? code`unnamed`))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  if (functions.length === 0) return undefined;
  const names = [...new Set(functions.flatMap(({ imported }) => imported))].sort();
  const imports = [
    code`import type { Fetch } from "./runtime/client.ts";`,
    code`import ${bindings(names)} from "./runtime/middleware/auth.ts";`,
  ];
  return { header, imports: imports.map((statement) => ({ statement })), functions };
}

function viewScheme(scheme: SecurityScheme, name: Code): SecurityFunction[] {
  const { credentials } = scheme;
  const view = (
    said: CommentText,
    parts: Pick<SecurityFunction, "credentials" | "call" | "imported">,
  ): SecurityFunction[] => {
    const head = commentText`Authorizes calls with ${said}.`;
    return [{ ...parts, scheme, name, doc: commentOf([head, prose(scheme.description)]) }];
  };
  switch (credentials.kind) {
    case "key":
      return view(
        commentText`a key in the ${wordFor(credentials.in)} \`${verbatim(credentials.name)}\``,
        {
          credentials: code`key: string`,
          call: call(code`apiKey`, [
            code`fetch`,
            objectLiteral([
              property(code`in`, literal(credentials.in)),
              property(code`name`, literal(credentials.name)),
            ]),
            code`key`,
          ]),
          imported: [code`apiKey`],
        },
      );
    case "password":
      return view(commentText`a name and a password`, {
        credentials: code`user: string, password: string`,
        call: code`basic(fetch, user, password)`,
        imported: [code`basic`],
      });
    case "token":
      return view(commentText`a bearer token, or a function that gets one`, {
        credentials: code`token: Token`,
        call: code`bearer(fetch, token)`,
        imported: [code`bearer`, code`type Token`],
      });
    case "none":
      return [];
  }
}

function wordFor(location: "header" | "query" | "cookie"): Code {
  return location === "query"
    ? code`query parameter`
    : location === "header"
      ? code`header`
      : code`cookie`;
}
