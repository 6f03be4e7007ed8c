import { asNode, asText } from "../../data/json-object.ts";
import { code, type Code } from "../../text/code.ts";
import { commentOf, commentText, prose, verbatim, type CommentText } from "./comment.ts";
import { literal, memberKey, propertyKey } from "./literal.ts";
import { lineOrNothing, readonlyModifier, type MemberView } from "./interface.ts";
import { arrow, bindings, call, objectLiteral, property } from "./line-layout.ts";
import type { SecurityScheme } from "../../model/security.ts";
import type { Operation, Service } from "../../model/service.ts";
import type { Naming } from "../../naming/service-names.ts";

/** The module that gives each call the credentials that its operation asks for. */
export interface SecurityView {
  readonly header: Code;
  readonly imports: readonly { readonly statement: Code }[];
  /** The caller's credentials, by the name of their scheme. */
  readonly members: readonly MemberView[];
  /** How a call is authorized by each scheme. */
  readonly schemes: readonly { readonly entry: Code }[];
}

/** The credential that a scheme takes from the caller, and how it is sent. */
interface SchemeView {
  readonly said: CommentText;
  readonly type: Code;
  readonly value: Code;
  /** The runtime's functions and types. */
  readonly imported: readonly Code[];
}

/** @returns `undefined` where the description has no scheme that a client can do something for. */
export function viewSecurity(
  { securitySchemes }: Service,
  { securitySchemes: names }: Naming,
  header: Code,
): SecurityView | undefined {
  const usable = securitySchemes
    .flatMap((scheme) => {
      const view = viewScheme(scheme);
      return view ? [{ scheme, name: names.get(scheme) ?? scheme.name, view }] : [];
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  if (usable.length === 0) return undefined;
  const imported = new Set([code`authorize`, ...usable.flatMap(({ view }) => view.imported)]);
  const imports = [
    code`import type { Fetch } from "./runtime/client.ts";`,
    code`import ${bindings([...imported].sort())} from "./runtime/middleware/auth.ts";`,
  ];
  return {
    header,
    imports: imports.map((statement) => ({ statement })),
    members: usable.map(({ scheme, name, view }) => ({
      doc: lineOrNothing(commentOf([commentText`${view.said}.`, prose(scheme.description)])),
      modifier: readonlyModifier,
      key: memberKey(name),
      mark: code`?`,
      type: code`${view.type} | undefined`,
    })),
    schemes: usable.map(({ name, view }) => ({ entry: property(propertyKey(name), view.value) })),
  };
}

/**
 * Returns the alternatives of an operation by the names of the package, without schemes for which
 * nothing is sent (a certificate, a signature); none where nothing is asked for.
 */
export function requirementsOf(
  { securityRequirements }: Operation,
  { securitySchemes }: Naming,
): readonly (readonly string[])[] {
  const byName = new Map(
    [...securitySchemes].map(([scheme, name]) => [scheme.name, { scheme, name }]),
  );
  const alternatives = securityRequirements
    .filter((names) => names.every((name) => byName.has(name)))
    .map((names) =>
      names.flatMap((given) => {
        const known = byName.get(given);
        return known && known.scheme.credentials.kind !== "none" ? [known.name] : [];
      }),
    );
  return alternatives.some((names) => names.length > 0) ? alternatives : [];
}

function viewScheme({ credentials, definition }: SecurityScheme): SchemeView | undefined {
  switch (credentials.kind) {
    case "key": {
      const location = objectLiteral([
        property(code`in`, literal(credentials.in)),
        property(code`name`, literal(credentials.name)),
      ]);
      return {
        said: commentText`A key in the ${wordFor(credentials.in)} \`${verbatim(credentials.name)}\``,
        type: code`string`,
        value: arrow(code`(fetch, key)`, call(code`apiKey`, [code`fetch`, location, code`key`])),
        imported: [code`apiKey`],
      };
    }
    case "password":
      return {
        said: commentText`A name and a password`,
        type: code`{ readonly user: string; readonly password: string }`,
        value: code`(fetch, { user, password }) => basic(fetch, user, password)`,
        imported: [code`basic`],
      };
    case "token":
      return {
        said: commentText`A bearer token, or a function that gets one${tokenUrlOf(definition)}`,
        type: code`Token`,
        value: code`bearer`,
        imported: [code`bearer`, code`type Token`],
      };
    case "none":
      return undefined;
  }
}

/** Names the token endpoint of the flows that a program can go through by itself. */
function tokenUrlOf({ flows }: SecurityScheme["definition"]): CommentText {
  const { clientCredentials, authorizationCode } = asNode(flows) ?? {};
  const url = asText((asNode(clientCredentials) ?? asNode(authorizationCode))?.["tokenUrl"]);
  return url === "" ? commentText`` : commentText`: \`oauth2\` with the token URL ${verbatim(url)}`;
}

function wordFor(location: "header" | "query" | "cookie"): Code {
  switch (location) {
    case "header":
      return code`header`;
    case "query":
      return code`query parameter`;
    case "cookie":
      return code`cookie`;
  }
}
