import { code, joinCode, type Code } from "../../text/code.ts";
import { commentOf, commentText } from "./comment.ts";
import { arrayLiteral, assignedValue } from "./line-layout.ts";
import { access, literal, memberKey, propertyKey, templateText } from "./literal.ts";

/**
 * The addresses that a description names, as statements of the package's index; the caller still
 * passes one of them.
 *
 * @param servers as the model has them: what no default fills is still in braces.
 */
export function viewServers(servers: readonly string[]): Code[] {
  const [first] = servers;
  if (first === undefined) return [];
  const all = arrayLiteral(servers.map(literal));
  const every = commentOf([commentText`Every server that the description names.`]);
  return [
    viewFirst(first),
    ...(servers.length > 1 ? [code`\n${every}\nexport const servers = ${all} as const;`] : []),
  ];
}

/** How a client of the sample comes by its base URL, if the description names a whole one. */
export function sampleBaseUrl(servers: readonly string[]): Code | undefined {
  const [first] = servers;
  if (first === undefined || !isWhole(first)) return undefined;
  const values = variablesOf(first).map((name) => code`${propertyKey(name)}: "…"`);
  return values.length === 0
    ? code`baseUrl`
    : code`baseUrl: baseUrl({ ${joinCode(values, ", ")} })`;
}

function viewFirst(server: string): Code {
  if (!isWhole(server)) {
    const doc = commentOf([
      commentText`The description names no server, only this path, which belongs at the end of the base URL.`,
    ]);
    return code`\n${doc}\nexport const basePath =${assignedValue(literal(server))};`;
  }
  const variables = variablesOf(server);
  if (variables.length === 0) {
    const doc = commentOf([
      commentText`The server that the description names, for {@link createClient}.`,
    ]);
    return code`\n${doc}\nexport const baseUrl =${assignedValue(literal(server))};`;
  }
  const doc = commentOf([
    commentText`The server that the description names, for {@link createClient}, with what varies filled in.`,
  ]);
  const types = variables.map((name) => code`readonly ${memberKey(name)}: string`);
  const url = joinCode(
    server.split(template).map((part, index) => {
      // Encoded, a value cannot lead to another host.
      const value = access(code`variables`, part);
      return index % 2 === 0 ? templateText(part) : code`\${encodeURIComponent(${value})}`;
    }),
    "",
  );
  return code`\n${doc}\nexport function baseUrl(variables: { ${joinCode(types, "; ")} }): string {\n  return \`${url}\`;\n}`;
}

const template = /\{([^{}]+)\}/;

function variablesOf(server: string): readonly string[] {
  return [...new Set(server.split(template).filter((_, index) => index % 2 === 1))];
}

function isWhole(server: string): boolean {
  return /^https?:\/\//i.test(server);
}
