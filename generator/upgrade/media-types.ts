import type { Node } from "../data/json-object.ts";
import { essenceOf, isMediaType } from "../model/media-type.ts";
import type { UpgradeContext } from "./context.ts";
import { Draft } from "./draft.ts";

export const json = "application/json";
export const urlencoded = "application/x-www-form-urlencoded";
export const multipart = "multipart/form-data";

/** Returns `consumes` or `produces` (Swagger 2.0) of an operation, or those of the description. */
export function mediaTypesOf(
  context: UpgradeContext,
  operation: Node,
  key: "consumes" | "produces",
): readonly string[] {
  const { root } = context;
  const owner = operation[key] === undefined ? root : operation;
  const given = owner[key];
  if (given === undefined || given === null) return [];
  if (!Array.isArray(given)) {
    const as = typeof given === "string" ? "one" : "none";
    context.warn("invalid-media-types", [owner, key], { key, as });
  }
  const texts = [given].flat().filter((type) => typeof type === "string");
  const trimmed = texts.map((type) => type.trim()).filter((type) => type !== "");
  const repaired = trimmed.map((mediaType) => {
    const as = meantBy(mediaType);
    if (as === undefined) return mediaType;
    context.warn("invalid-media-type", [owner, key], { mediaType, as, isOnly: false });
    return as;
  });
  return [...new Set(repaired)];
}

/** Repairs the keys of a `content` that can only mean one media type. */
export function withValidKeys(content: Node, context: UpgradeContext): Node {
  const draft = new Draft(content);
  for (const mediaType of Object.keys(content)) {
    const as = meantBy(mediaType);
    if (as === undefined || draft.get(as) !== undefined) continue;
    context.warn("invalid-media-type", [content, mediaType], { mediaType, as, isOnly: false });
    draft.set(as, content[mediaType]);
    draft.set(mediaType, undefined);
  }
  return draft.finish(context);
}

/** Returns the media type that an invalid one must mean: `text/plain; utf-8`, and nothing at all. */
function meantBy(mediaType: string): string | undefined {
  if (isMediaType(mediaType)) return undefined;
  const as = mediaType.trim() === "" ? json : essenceOf(mediaType);
  return isMediaType(as) ? as : undefined;
}

export function isMultipart(type: string): boolean {
  return /^multipart\/form-data\b/i.test(type);
}

export function isFormType(type: string): boolean {
  return isMultipart(type) || /^application\/x-www-form-urlencoded\b/i.test(type);
}
