import { map, type Node } from "../json/json-object.ts";
import { asSchema } from "../model/json-schema.ts";
import type { PlainContent, Response } from "../model/service.ts";
import { byPreference, kindOf, responseKind } from "../model/media-type.ts";

/**
 * Reads what a response may hold: the media type that a client reads best, and the others that are
 * read another way. The same schema in another notation (XML beside JSON, a second name of JSON) is
 * no other: it is not asked for.
 *
 * @param content the `content` of a response (OpenAPI 3.1, section 4.8.17), by media type.
 */
export function readResponseContents(content: Node): Pick<Response, "content" | "alternatives"> {
  const [chosen] = byPreference(Object.keys(content));
  const first = chosen === undefined ? undefined : readContent(content, chosen);
  if (!first) return { content: undefined };
  const others = Object.keys(content)
    .filter((mediaType) => mediaType !== first.mediaType)
    .flatMap((mediaType) => readContent(content, mediaType) ?? []);
  const known = new Set([identityOf(first)]);
  const alternatives = others.filter((one) => {
    const isKnown = known.has(identityOf(one));
    known.add(identityOf(one));
    return !isKnown;
  });
  return { content: first, ...(alternatives.length > 0 && { alternatives }) };
}

function readContent(content: Node, mediaType: string): PlainContent | undefined {
  const declared = map(content[mediaType])?.["schema"];
  if (declared === undefined && kindOf(mediaType) === "json") return undefined;
  const schema = asSchema(declared ?? true);
  return { mediaType, kind: responseKind(mediaType, schema), schema };
}

/** Equal for contents that hold the same: models by their schema, text and bytes by their kind. */
function identityOf({ mediaType, kind, schema }: PlainContent): string {
  const isModel = kind === "json" || (/[/+]xml\b/i.test(mediaType) && schema !== true);
  return isModel ? JSON.stringify(schema) : kind;
}
