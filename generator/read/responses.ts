import { asNode, asText, type Node } from "../data/json-object.ts";
import { asSchema } from "../model/json-schema.ts";
import type { Response, ResponseHeader } from "../model/service.ts";
import { styleOf } from "./parameter.ts";
import { resolve, type DocumentContext } from "./document-context.ts";
import { readResponseContents } from "./response-contents.ts";

/** Reads responses from the exact to the general: `400`, `404`, `4XX`, `default`. */
export function readResponses(operation: Node, reading: DocumentContext): Response[] {
  const responses = asNode(operation["responses"]) ?? {};
  const found = Object.keys(responses)
    .filter((status) => /^(?:[1-5](?:\d\d|XX)|default)$/i.test(status))
    .map((status) => {
      const node = asNode(resolve(reading, responses[status], responses, status)) ?? {};
      return {
        sourceLocation: reading.context.positions.of(responses, status),
        status: status.toLowerCase() === "default" ? "default" : status.toUpperCase(),
        description: asText(node["description"]),
        headers: readHeaders(node, reading),
        ...readResponseContents(asNode(node["content"]) ?? {}, status.startsWith("2"), reading),
      };
    });
  return found.sort((a, b) => (a.status < b.status ? -1 : 1));
}

/** Reads headers, but for the content's own type, which is none (OpenAPI 3.1, section 4.8.17.1). */
function readHeaders(response: Node, reading: DocumentContext): ResponseHeader[] {
  const headers = asNode(response["headers"]) ?? {};
  return Object.keys(headers)
    .filter((name) => name.toLowerCase() !== "content-type")
    .map((name) => {
      const header = asNode(resolve(reading, headers[name], headers, name)) ?? {};
      const [media] = Object.values(asNode(header["content"]) ?? {});
      const schema = asSchema(header["schema"] ?? asNode(media)?.["schema"] ?? true);
      const style = styleOf(header, "header");
      return { name, description: asText(header["description"]), schema, style };
    });
}
