import type { SourceLocation } from "../diagnostics/problem.ts";
import { list, map, type Node } from "../data/json-object.ts";
import type { DocumentContext } from "./document-context.ts";

/**
 * Returns the servers of a document, or else the one on which its paths and operations agree.
 *
 * @param owners the path items and operations of the document.
 */
export function commonServers(document: Node, owners: readonly Node[]): readonly string[] {
  const own = serversOf(document);
  if (own.length > 0) return own;
  const firsts = owners.flatMap((node) => serversOf(node).slice(0, 1));
  return new Set(firsts).size === 1 ? firsts.slice(0, 1) : own;
}

/**
 * Returns the first server of an operation or its path (OpenAPI 3.1, section 4.8.9) that is none of
 * the common ones.
 */
export function ownServer(
  node: Node,
  item: Node,
  common: readonly string[],
  sourceLocation: SourceLocation,
  { context }: DocumentContext,
): string | undefined {
  const servers = serversOf(list(node["servers"]).length > 0 ? node : item);
  const [server] = servers;
  if (server === undefined || servers.some((one) => common.includes(one))) return undefined;
  context.report("server-override", sourceLocation, { server });
  return server;
}

function serversOf(owner: Node): string[] {
  return list(owner["servers"]).flatMap((server) => {
    const { url, variables } = map(server) ?? {};
    if (typeof url !== "string" || url === "") return [];
    const values = map(variables) ?? {};
    // A description that names no scheme is of its time; nobody serves an API without TLS now.
    const whole = url.startsWith("//") ? `https:${url}` : url;
    return [
      whole.replace(/\{([^{}]+)\}/g, (template, name: string) => {
        const value = Object.hasOwn(values, name) ? map(values[name])?.["default"] : undefined;
        return typeof value === "string" ? value : template;
      }),
    ];
  });
}
