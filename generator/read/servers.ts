import type { SourceLocation } from "../diagnostics/problem.ts";
import { asList, asNode, asText, type Node } from "../data/json-object.ts";
import { defaultUrl, type Server, variableNames } from "../model/server.ts";
import { trimEndOf } from "../text/trim-end.ts";
import type { DocumentContext } from "./document-context.ts";

/**
 * Returns the servers of a document, or else the one on which its paths and operations agree.
 *
 * @param owners the path items and operations of the document.
 */
export function commonServers(document: Node, owners: readonly Node[]): readonly Server[] {
  const own = serversOf(document);
  if (own.length > 0) return own;
  const firsts = owners.flatMap((node) => serversOf(node).slice(0, 1));
  return new Set(firsts.map(defaultUrl)).size === 1 ? firsts.slice(0, 1) : own;
}

/**
 * Returns the first server of an operation or its path (OpenAPI 3.1, section 4.8.9), where none of
 * them is one of the common ones. On the origin of the first of these it is a path.
 */
export function ownServer(
  node: Node,
  item: Node,
  common: readonly Server[],
  sourceLocation: SourceLocation,
  { context }: DocumentContext,
): string | undefined {
  const known = common.map(defaultUrl);
  const urls = serversOf(asList(node["servers"]).length > 0 ? node : item).map(defaultUrl);
  const [server] = urls;
  if (server === undefined || urls.some((url) => known.includes(url))) return undefined;
  if (server.includes("{")) {
    context.report("server-override", sourceLocation, { server });
    return undefined;
  }
  const own = parse(server);
  const isSame = own !== undefined && own.origin === parse(known[0] ?? "")?.origin;
  return trimEndOf(isSame ? own.pathname : server, "/") || "/";
}

function parse(url: string): URL | undefined {
  return URL.canParse(url) ? new URL(url) : undefined;
}

function serversOf(owner: Node): Server[] {
  return asList(owner["servers"]).flatMap((server) => {
    const { url, name, description, variables } = asNode(server) ?? {};
    if (typeof url !== "string" || url === "") return [];
    // A description that names no scheme is of its time; nobody serves an API without TLS now.
    const whole = url.startsWith("//") ? `https:${url}` : url;
    return [
      {
        url: whole,
        name: asText(name).trim(),
        description: asText(description).trim(),
        variables: variablesOf(whole, asNode(variables) ?? {}),
      },
    ];
  });
}

function variablesOf(url: string, definitions: Node): Server["variables"] {
  return variableNames(url).map((name) => {
    const definition = Object.hasOwn(definitions, name) ? asNode(definitions[name]) : undefined;
    const fallback = definition?.["default"];
    const values = asList(definition?.["enum"]).filter((one) => typeof one === "string");
    return {
      name,
      default: typeof fallback === "string" ? fallback : undefined,
      // The default is one of them (OpenAPI 3.1, section 4.8.6), and is the right one where it is not.
      values: typeof fallback === "string" && !values.includes(fallback) ? [] : values,
      description: asText(definition?.["description"]).trim(),
    };
  });
}
