import type { Node } from "../data/json-object.ts";
import { trimEndOf } from "../text/trim-end.ts";
import type { UpgradeContext } from "./context.ts";

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
