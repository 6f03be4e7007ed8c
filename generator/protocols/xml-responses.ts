import { isXml } from "../model/media-type.ts";
import type { Operation, Response, ResponseContent } from "../model/service.ts";
import type { Shape } from "../model/shape.ts";
import type { Shapes } from "./derive-shape.ts";

/**
 * The responses of an action with their XML as values.
 *
 * @param wrapper the element below the root that has the value.
 */
export function xmlResponses(
  { responses }: Operation,
  wrapper: string | undefined,
  shapes: Shapes,
): readonly Response[] {
  return responses.map((response) => {
    const { content, status } = response;
    if (!status.startsWith("2") && status !== "default") return response;
    if (!content) return { ...response, content: nothing };
    return { ...response, content: xmlContent(content, wrapper, shapes) };
  });
}

/** Content as a value, where it is XML and has a schema that says more than text would. */
export function xmlContent(
  content: ResponseContent,
  wrapper: string | undefined,
  shapes: Shapes,
): ResponseContent {
  const { mediaType, schema } = content;
  if (!isXml(mediaType)) return content;
  const shape = shapes.of(schema);
  if (shape.kind === "any" || shape.kind === "string") return content;
  return { mediaType, kind: "xml", schema, shape, wrapper };
}

const empty: Shape = { kind: "structure", members: [] };

/** An action without results still has a response, with the request ID. */
const nothing: ResponseContent = {
  mediaType: "text/xml",
  kind: "xml",
  schema: { type: "object", properties: {} },
  shape: empty,
};
