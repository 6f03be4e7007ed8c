import { asText } from "../data/json-object.ts";
import { bodiesOf, isForm } from "../model/body.ts";
import type { Body, Operation } from "../model/service.ts";
import type { Shape } from "../model/shape.ts";
import { rootOf } from "./rest.ts";
import { factsOf } from "../model/wire-facts.ts";
import { namespaceOf, withPrefix, type Shapes } from "./derive-shape.ts";
import { isXml } from "../model/media-type.ts";
import { xmlContent } from "./xml-responses.ts";

/**
 * An operation of any service with its XML as values, where schemas say what is in it. They are
 * written and read as the `xml` objects say (OpenAPI 3.1, section 4.8.26).
 */
export function plainXmlOperation(operation: Operation, shapes: Shapes): Operation {
  const { responses } = operation;
  const [body, ...otherBodies] = bodiesOf(operation).map((one) => xmlBody(one, shapes));
  return {
    ...operation,
    body,
    ...(otherBodies.length > 0 && { otherBodies }),
    responses: responses.map((response) =>
      response.content
        ? { ...response, content: xmlContent(response.content, undefined, shapes) }
        : response,
    ),
  };
}

function xmlBody(body: Body, shapes: Shapes): Body {
  if (isForm(body) || body.kind !== "text" || !isXml(body.mediaType)) return body;
  const { schema } = body;
  const shape = shapes.of(schema);
  const resolved = shapes.resolve(schema);
  const name = rootOf(schema, shapes) || shapes.nameOf(schema);
  if (name === undefined || !isStructured(shape)) return body;
  const prefix = asText(factsOf(schema).xml["prefix"] ?? factsOf(resolved).xml["prefix"]);
  const namespace = namespaceOf(schema) ?? namespaceOf(resolved);
  return { ...body, kind: "xml", root: withPrefix(name, prefix), shape, namespace };
}

/** Whether a shape says more than that there is a string. */
function isStructured({ kind }: Shape): boolean {
  return kind === "structure" || kind === "reference" || kind === "list" || kind === "map";
}
