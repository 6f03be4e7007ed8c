import type { Node } from "../data/json-object.ts";
import { isMediaType } from "../model/media-type.ts";
import type { DocumentContext } from "./document-context.ts";

/**
 * Returns the media types under `content` that a header can carry, as they are written there. Others
 * are reported and left out: they would end the header, or the request.
 *
 * @param isSent whether these are of a request, which would lose its body with the only one.
 */
export function mediaTypesIn(
  content: Node,
  { context }: DocumentContext,
  isSent: boolean,
): readonly string[] {
  const mediaTypes = Object.keys(content);
  const valid = mediaTypes.filter(isMediaType);
  for (const mediaType of mediaTypes) {
    if (isMediaType(mediaType)) continue;
    const isOnly = isSent && valid.length === 0;
    context.reportAt("invalid-media-type", [content, mediaType], {
      mediaType,
      as: undefined,
      isOnly,
    });
  }
  return valid;
}
