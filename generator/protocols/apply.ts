// The stage `protocols`. In: the model. Out: the model as the protocol of an AWS service has it,
// where it has one. Knows nothing of OpenAPI or of TypeScript.
import type { Report } from "../diagnostics/problem.ts";
import { bodiesOf, isForm } from "../model/body.ts";
import type { FormatTypes } from "../model/format-types.ts";
import type { Protocol } from "../model/protocol.ts";
import type { Operation, Schema, Service } from "../model/service.ts";
import type { Shape } from "../model/shape.ts";
import { jsonOperation } from "./aws-json.ts";
import { queryOperation } from "./aws-query.ts";
import { withJsonNames, withJsonTimes, type Derive } from "./json-schemas.ts";
import { plainXmlOperation } from "./plain-xml.ts";
import { restOperations, type RestContext } from "./rest.ts";
import { Shapes } from "./derive-shape.ts";
import { reportXmlNames } from "./xml-names.ts";

/**
 * Rewrites the operations of a service to the wire format of its protocol. A service without a
 * protocol of AWS keeps everything but its XML, which becomes typed values by OpenAPI's own rules.
 *
 * @param formats the types of formats, where they are not those of JSON.
 * @param derive registers an object under the position of the one that it was made from.
 * @param report receives names that XML does not allow.
 */
export function applyProtocol(
  service: Service,
  formats: FormatTypes,
  derive: Derive,
  report: Report,
): Service {
  const applied = withWireFormat(service, formats, derive, report);
  reportXmlNames(applied, report);
  return applied;
}

function withWireFormat(
  service: Service,
  formats: FormatTypes,
  derive: Derive,
  report: Report,
): Service {
  const { protocol } = service;
  if (!protocol) {
    const shapes = new Shapes(service.schemas, "openapi", formats);
    const operations = service.operations.map((one) => plainXmlOperation(one, shapes));
    return { ...service, operations, shapes: usedShapes(operations, shapes) };
  }
  const described = describe(service, protocol, derive);
  const shapes = new Shapes(described.schemas, "aws", formats);
  const applied = operationsOf(described, protocol, { shapes, derive, report });
  const isRest = protocol.kind === "rest-json" || protocol.kind === "rest-xml";
  const operations =
    isRest && formats.dateTime === "Date"
      ? applied.map((one) => withTextInHeaders(one, shapes))
      : applied;
  return { ...described, operations, shapes: usedShapes(operations, shapes) };
}

/** The schemas as the protocol means them: JSON has times that are numbers, and names of its own. */
function describe(service: Service, { kind }: Protocol, derive: Derive): Service {
  switch (kind) {
    case "aws-json":
      return withJsonTimes(service, "number", derive);
    case "rest-json":
      return withJsonTimes(withJsonNames(service, derive), "either", derive);
    case "aws-query":
    case "ec2-query":
    case "rest-xml":
      return service;
  }
}

function operationsOf(
  { operations, schemas, version }: Service,
  protocol: Protocol,
  context: Pick<RestContext, "shapes" | "derive" | "report">,
): readonly Operation[] {
  const { shapes } = context;
  // The protocol has one notation of a body.
  const plain = operations.map((one) => ({ ...one, otherBodies: undefined }));
  switch (protocol.kind) {
    case "aws-json":
      return plain.map((one) => jsonOperation(one, protocol, shapes));
    case "aws-query":
      return plain.map((one) => queryOperation(one, version, "query", shapes));
    case "ec2-query":
      return plain.map((one) => queryOperation(one, version, "ec2", shapes));
    case "rest-json":
    case "rest-xml":
      return restOperations(plain, { schemas, version }, { ...context, kind: protocol.kind });
  }
}

/** Times in headers are not those of RFC 3339 in these protocols, so they stay text. */
function withTextInHeaders(operation: Operation, shapes: Shapes): Operation {
  const asText = <T extends { readonly schema: Schema }>(header: T): T => {
    const schema = shapes.resolve(header.schema);
    const isTime = schema !== true && schema["format"] === "date-time";
    return isTime ? { ...header, schema: { ...schema, format: undefined } } : header;
  };
  return {
    ...operation,
    parameters: operation.parameters.map((one) => (one.location === "header" ? asText(one) : one)),
    responses: operation.responses.map((one) => ({ ...one, headers: one.headers.map(asText) })),
  };
}

/** The named shapes that operations refer to, and those that these refer to. */
function usedShapes(operations: readonly Operation[], shapes: Shapes): ReadonlyMap<string, Shape> {
  const used = new Map<string, Shape>();
  const pending = operations.flatMap(shapesOf);
  for (let shape = pending.pop(); shape; shape = pending.pop()) {
    switch (shape.kind) {
      case "reference":
        if (!used.has(shape.name)) {
          const named = shapes.named(shape.name);
          used.set(shape.name, named);
          pending.push(named);
        }
        break;
      case "list":
      case "map":
        pending.push(shape.of);
        break;
      case "structure":
        pending.push(...shape.members.map((member) => member.shape));
        break;
      default:
    }
  }
  return used;
}

/** The shapes by which an operation writes and reads. */
function shapesOf(operation: Operation): Shape[] {
  const { responses } = operation;
  const bodies = bodiesOf(operation);
  const fields = bodies.filter(isForm).flatMap((body) => body.fields);
  return [
    ...bodies.flatMap((body) => (body.kind === "xml" ? [body.shape] : [])),
    ...fields.flatMap(({ layout }) => (layout ? [layout.shape] : [])),
    ...responses.flatMap(({ content }) => {
      if (content?.kind === "xml") return [content.shape];
      return content && "shapes" in content ? [...content.shapes.values()] : [];
    }),
  ];
}
