import { isNode, type Node } from "../data/json-object.ts";
import { trimEndOf } from "../text/trim-end.ts";
import type { UpgradeContext } from "./context.ts";
import { Draft } from "./draft.ts";

const schemes: ReadonlySet<unknown> = new Set(["http", "https", "ws", "wss"]);

/**
 * Returns the servers for `host`, `basePath` and `schemes` of Swagger 2.0. Without a host the URL is
 * the relative base path; without a scheme it is scheme-relative.
 *
 * @param owner the operation or description whose `schemes` apply.
 */
export function serversOf(context: UpgradeContext, owner: Node): readonly Node[] {
  const { root } = context;
  const key = root["host"] === undefined ? "basePath" : "host";
  const servers = urlsOf(context, owner).map((url) => context.derive({ url }, root, key));
  return context.derive(servers, root, key);
}

/**
 * Returns the servers of OpenAPI 3.x. The `description` of variables is removed: the JSON Schema of OpenAPI
 * 3.1 that swagger-parser validates with misspells it, and would reject a valid description.
 */
export function givenServers(context: UpgradeContext): readonly unknown[] {
  const { servers } = context.root;
  if (!Array.isArray(servers)) return [];
  return context.mapList(servers, (server) => {
    const variables = isNode(server) && server["variables"];
    if (!isNode(server) || !isNode(variables)) return server;
    const draft = new Draft(server);
    const plain = context.mapEntries(variables, (variable) => {
      if (!isNode(variable)) return variable;
      const copy = new Draft(variable);
      copy.set("description", undefined);
      return copy.finish(context);
    });
    draft.set("variables", plain);
    return draft.finish(context);
  });
}

function urlsOf(context: UpgradeContext, owner: Node): readonly string[] {
  const basePath = basePathOf(context);
  if (/^https?:/i.test(basePath)) return [basePath];
  const host = hostOf(context);
  if (host === "") return basePath === "" ? [] : [basePath];
  if (host.includes("://")) return [host + basePath];
  const known = schemesOf(context, owner);
  const prefixes = known.length > 0 ? known.map((scheme) => `${scheme}:`) : [""];
  return prefixes.map((prefix) => `${prefix}//${host}${basePath}`);
}

/** Starts with `/` and does not end with one; empty where there is none. */
function basePathOf(context: UpgradeContext): string {
  const given = context.root["basePath"];
  if (given === undefined || given === "" || given === "/") return "";
  const text = typeof given === "string" ? given.trim() : "";
  const trimmed = trimEndOf(text, "/");
  const isUrl = /^https?:\/\//i.test(trimmed);
  const corrected = trimmed === "" || isUrl ? trimmed : `/${trimmed.replace(/^\/+/, "")}`;
  if (corrected !== given || isUrl) {
    context.warn("invalid-base-path", [context.root, "basePath"], { value: given, as: corrected });
  }
  return corrected;
}

/** Host and port; with a scheme and path only where the description writes them there. */
function hostOf(context: UpgradeContext): string {
  const given = context.root["host"];
  if (given === undefined || given === "") return "";
  const text = typeof given === "string" ? trimEndOf(given.trim(), "/") : "";
  const isHost =
    /^(https?:\/\/)?[\w.{}-]+(:[\w{}]+)?(\/[^\s?#<>]*)?$/i.test(text) ||
    /^\[[\da-f:.]+\](:\d+)?$/i.test(text);
  const corrected = isHost ? text : "";
  if (corrected !== given || corrected.includes("/")) {
    context.warn("invalid-host", [context.root, "host"], { value: given, as: corrected });
  }
  return corrected;
}

function schemesOf(context: UpgradeContext, owner: Node): readonly string[] {
  const { root } = context;
  const from = owner["schemes"] === undefined ? root : owner;
  const given = from["schemes"];
  if (given === undefined) return [];
  const list = [given].flat().filter((scheme) => typeof scheme === "string");
  const known = list.map((scheme) => scheme.trim().toLowerCase()).filter((one) => schemes.has(one));
  if (!Array.isArray(given) || known.length < given.length) {
    context.warn("invalid-schemes", [from, "schemes"], { as: known });
  }
  return [...new Set(known)];
}
