import type { Node } from "../data/json-object.ts";
import type { UpgradeContext } from "./context.ts";

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
  return [...new Set(texts.map((type) => type.trim()).filter((type) => type !== ""))];
}
export function isMultipart(type: string): boolean {
  return /^multipart\/form-data\b/i.test(type);
}

export function isFormType(type: string): boolean {
  return isMultipart(type) || /^application\/x-www-form-urlencoded\b/i.test(type);
}
