import { isNode, type Node } from "../json/json-object.ts";
import { trimEndOf } from "../text/trim-end.ts";
import { Draft, type Source } from "./context.ts";

const schemes: ReadonlySet<unknown> = new Set(["http", "https", "ws", "wss"]);

/**
 * The servers of `host`, `basePath` and `schemes` of Swagger 2.0. None is invented: without a host
 * the URL is the relative base path; without a scheme it is relative to the scheme.
 * @param owner the operation or description whose `schemes` are used
 */
export function serversOf(source: Source, owner: Node): readonly Node[] {
  const { root } = source;
  const key = root["host"] === undefined ? "basePath" : "host";
  const servers = urlsOf(source, owner).map((url) => source.derive({ url }, root, key));
  return source.derive(servers, root, key);
}

/**
 * The servers of OpenAPI 3.x. The `description` of variables is removed: the JSON Schema of OpenAPI
 * 3.1 that swagger-parser validates with misspells it, and would reject a valid description.
 */
export function givenServers(source: Source): readonly unknown[] {
  const { servers } = source.root;
  if (!Array.isArray(servers)) return [];
  return source.mapList(servers, (server) => {
    const variables = isNode(server) && server["variables"];
    if (!isNode(server) || !isNode(variables)) return server;
    const draft = new Draft(server);
    const plain = source.mapEntries(variables, (variable) => {
      if (!isNode(variable)) return variable;
      const copy = new Draft(variable);
      copy.set("description", undefined);
      return copy.finish(source);
    });
    draft.set("variables", plain);
    return draft.finish(source);
  });
}

function urlsOf(source: Source, owner: Node): readonly string[] {
  const basePath = basePathOf(source);
  if (/^https?:/i.test(basePath)) return [basePath];
  const host = hostOf(source);
  if (host === "") return basePath === "" ? [] : [basePath];
  if (host.includes("://")) return [host + basePath];
  const known = schemesOf(source, owner);
  const prefixes = known.length > 0 ? known.map((scheme) => `${scheme}:`) : [""];
  return prefixes.map((prefix) => `${prefix}//${host}${basePath}`);
}

/** Starts with `/` and does not end with one; empty where there is none. */
function basePathOf(source: Source): string {
  const given = source.root["basePath"];
  if (given === undefined || given === "" || given === "/") return "";
  const text = typeof given === "string" ? given.trim() : "";
  const trimmed = trimEndOf(text, "/");
  const isUrl = /^https?:\/\//i.test(trimmed);
  const corrected = trimmed === "" || isUrl ? trimmed : `/${trimmed.replace(/^\/+/, "")}`;
  if (corrected !== given || isUrl) {
    source.warn("invalid-base-path", [source.root, "basePath"], { value: given, as: corrected });
  }
  return corrected;
}

/** Host and port; with a scheme and path only where the description writes them there. */
function hostOf(source: Source): string {
  const given = source.root["host"];
  if (given === undefined || given === "") return "";
  const text = typeof given === "string" ? trimEndOf(given.trim(), "/") : "";
  const isHost =
    /^(https?:\/\/)?[\w.{}-]+(:[\w{}]+)?(\/[^\s?#<>]*)?$/i.test(text) ||
    /^\[[\da-f:.]+\](:\d+)?$/i.test(text);
  const corrected = isHost ? text : "";
  if (corrected !== given || corrected.includes("/")) {
    source.warn("invalid-host", [source.root, "host"], { value: given, as: corrected });
  }
  return corrected;
}

function schemesOf(source: Source, owner: Node): readonly string[] {
  const { root } = source;
  const from = owner["schemes"] === undefined ? root : owner;
  const given = from["schemes"];
  if (given === undefined) return [];
  const list = [given].flat().filter((scheme) => typeof scheme === "string");
  const known = list.map((scheme) => scheme.trim().toLowerCase()).filter((one) => schemes.has(one));
  if (!Array.isArray(given) || known.length < given.length) {
    source.warn("invalid-schemes", [from, "schemes"], { as: known });
  }
  return [...new Set(known)];
}
