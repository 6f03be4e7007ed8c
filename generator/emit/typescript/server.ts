import { defaultUrl, partsOfUrl, type Server, type ServerVariable } from "../../model/server.ts";
import { code, joinCode, type Code } from "../../text/code.ts";
import { comment, commentOf, commentText } from "./comment.ts";
import { lineOrNothing } from "./interface.ts";
import {
  assignedValue,
  hardline,
  indent,
  end,
  linesOf,
  objectType,
  property,
  signature,
} from "./line-layout.ts";
import { access, literal, memberKey, propertyKey, templateText } from "./literal.ts";
import { unionType } from "./print-type.ts";

/** Returns the description's servers as statements of the index; the caller passes one of them. */
export function viewServers(servers: readonly Server[]): Code[] {
  const [first] = servers;
  if (first === undefined) return [];
  return [viewFirst(first), ...(servers.length > 1 ? [viewAll(servers)] : [])];
}

const serverUrl = code`serverUrl`;
const serverModule = code`server-url`;

/** Returns the modules of the runtime that the statements need. */
export function runtimeForServers(servers: readonly Server[]): readonly Code[] {
  return servers.some(hasVariables) ? [serverModule] : [];
}

/** Returns the import that the statements need. */
export function importForServers(servers: readonly Server[]): readonly Code[] {
  return servers.some(hasVariables)
    ? [code`import { ${serverUrl} } from "./runtime/${serverModule}.ts";`]
    : [];
}

/** Returns how a client of the sample gets its base URL, if the description names a whole one. */
export function sampleBaseUrl(servers: readonly Server[]): Code | undefined {
  const [first] = servers;
  if (first === undefined || isPath(first)) return undefined;
  if (!hasVariables(first)) return code`baseUrl`;
  const required = first.variables.filter((one) => one.default === undefined);
  const values = required.map(({ name }) => code`${propertyKey(name)}: "…"`);
  return values.length === 0
    ? code`baseUrl: baseUrl()`
    : code`baseUrl: baseUrl({ ${joinCode(values, ", ")} })`;
}

function viewFirst(server: Server): Code {
  const name = isPath(server) ? code`basePath` : code`baseUrl`;
  const doc = isPath(server)
    ? commentText`The description names no server, only this path: the end of the base URL. In a browser it is one by itself.`
    : commentText`The server that the description names, for {@link createClient}.`;
  const lines = commentOf([doc]);
  return hasVariables(server)
    ? code`\n${lines}\nexport function ${name}${bodyOf(server)}`
    : code`\n${lines}\nexport const ${name} =${assignedValue(literal(server.url))};`;
}

/** Returns an object of all servers by their names, or descriptions, or URLs. */
function viewAll(servers: readonly Server[]): Code {
  const entries = [...keysOf(servers)].map(([key, server]) => {
    const doc = lineOrNothing(key === server.description ? code`` : comment(server.description));
    const entry = hasVariables(server)
      ? code`${propertyKey(key)}${linesOf(bodyOf(server))}`
      : property(propertyKey(key), literal(server.url));
    return code`${doc}${entry}`;
  });
  const doc = commentOf([
    commentText`The servers that the description names, for {@link createClient}.`,
  ]);
  const list = joinCode(entries, `,${hardline}`);
  return code`\n${doc}\nexport const servers = {${indent}${hardline}${list},${end}${hardline}} as const;`;
}

/** A description that is longer than a line, or another server's too, is no key. */
function keysOf(servers: readonly Server[]): ReadonlyMap<string, Server> {
  const texts = servers.map(({ name, description, url }) => {
    const isKey = /^[^\n]{1,60}$/.test(description);
    return name || (isKey && description) || url;
  });
  const keys = texts.map((text, index) => {
    const isUnique = texts.indexOf(text) === texts.lastIndexOf(text);
    return isUnique ? text : (servers[index]?.url ?? text);
  });
  return new Map(servers.map((server, index) => [keys[index] ?? server.url, server]));
}

/** Returns the parameters, the type and the body of a function that fills in the variables. */
function bodyOf(server: Server): Code {
  const { variables } = server;
  const isOptional = variables.every((one) => one.default !== undefined);
  const type = objectType(variables.map(viewVariable));
  const parameters = isOptional
    ? signature([code`variables: ${type} = {}`], code`string`)
    : code`(variables: ${type}): string`;
  return code`${parameters} {\n  return ${serverUrl}\`${urlOf(server)}\`;\n}`;
}

function viewVariable(variable: ServerVariable): Code {
  const { name, description, values } = variable;
  const isOptional = variable.default !== undefined;
  const types = values.length === 0 ? [code`string`] : values.map(literal);
  const type = unionType(isOptional ? [...types, code`undefined`] : types);
  const doc = lineOrNothing(comment(description));
  return code`${doc}readonly ${memberKey(name)}${isOptional ? code`?` : code``}: ${type}`;
}

function urlOf({ url, variables }: Server): Code {
  const parts = partsOfUrl(url).map((part, index) => {
    if (index % 2 === 0) return templateText(part);
    const fallback = variables.find(({ name }) => name === part)?.default;
    const value = access(code`variables`, part);
    return fallback === undefined ? code`\${${value}}` : code`\${${value} ?? ${literal(fallback)}}`;
  });
  return joinCode(parts, "");
}

function hasVariables({ variables }: Server): boolean {
  return variables.length > 0;
}

function isPath(server: Server): boolean {
  return !/^(?:\w+:|\{)/.test(defaultUrl(server));
}
