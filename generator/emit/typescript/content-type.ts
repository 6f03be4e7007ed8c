import { isRange } from "../../model/media-type.ts";
import type { Body } from "../../model/service.ts";
import { code, joinCode, type Code } from "../../text/code.ts";
import { literal, templateText } from "./literal.ts";

/** The media types of a body, and what the caller may say of them. */
export interface MediaTypes {
  readonly types: readonly string[];
  /** The media type sent by default; `undefined` leaves it to the body. */
  readonly fallback: string | undefined;
  readonly hasRange: boolean;
  /** Whether the caller may choose among several. */
  readonly isOpen: boolean;
}

export function mediaTypesOf({ kind, mediaType, otherMediaTypes = [] }: Body): MediaTypes {
  const types = [mediaType, ...otherMediaTypes];
  const hasRange = types.some(isRange);
  const isOpen = types.length > 1 || hasRange;
  // `fetch` writes the boundary of a form with the media type.
  if (kind === "multipart") return { types, hasRange, fallback: undefined, isOpen: false };
  return { types, hasRange, fallback: isRange(mediaType) ? plainTypes[kind] : mediaType, isOpen };
}

/** The default media type of a body that may have any of a range. A `Blob` has its own. */
const plainTypes: Readonly<Record<Body["kind"], string | undefined>> = {
  json: "application/json",
  object: "application/json",
  xml: "application/xml",
  text: "text/plain",
  form: undefined,
  multipart: undefined,
  binary: undefined,
};

/** Returns a media type as a type: `"text/csv"`, and a template where it is a range. */
export function mediaTypeText(mediaType: string): Code {
  if (!isRange(mediaType)) return literal(mediaType);
  return code`\`${joinCode(mediaType.split("*").map(templateText), "${string}")}\``;
}
