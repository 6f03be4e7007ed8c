import { isForm } from "../model/body.ts";
import { text } from "../data/json-object.ts";
import type {
  Body,
  NamedSchema,
  Operation,
  Parameter,
  Response,
  Schema,
} from "../model/service.ts";
import type { Member, Namespace } from "../model/shape.ts";
import { orEmpty } from "./aws-json.ts";
import { factsOf } from "../model/wire-facts.ts";
import { withJsonErrors, withXmlErrors } from "./errors.ts";
import { namespaceOf, type Shapes } from "./derive-shape.ts";
import { isXml } from "../model/media-type.ts";
import { xmlContent } from "./xml-responses.ts";

/** An operation of a service that has paths and methods, with its bodies as the protocol has them. */
export function restOperation(
  operation: Operation,
  kind: "rest-json" | "rest-xml",
  schemas: readonly NamedSchema[],
  shapes: Shapes,
): Operation {
  const plain = withQuotedLists(withoutRepeated(operation), shapes);
  if (kind === "rest-json") {
    const responses = withJsonErrors(plain.responses.map(orEmpty), shapes);
    return { ...plain, body: plain.body && jsonBody(plain.body, shapes), responses };
  }
  const responses = plain.responses.map((one) => xmlResponse(one, shapes));
  return {
    ...plain,
    body: plain.body && xmlBody(plain, plain.body, schemas, shapes),
    responses: withXmlErrors(responses, shapes),
  };
}

/** The parameters of paging are there twice, in two spellings: `max-keys` and `MaxKeys`. */
function withoutRepeated(operation: Operation): Operation {
  const seen = new Set<string>();
  const isNew = ({ location, name }: Parameter): boolean => {
    const key = `${location} ${name.replace(/[^A-Za-z0-9]/g, "").toLowerCase()}`;
    return location !== "query" || (!seen.has(key) && Boolean(seen.add(key)));
  };
  return { ...operation, parameters: operation.parameters.filter(isNew) };
}

/** Texts in lists of header fields are quoted where they have a comma; times are not. */
function withQuotedLists(operation: Operation, shapes: Shapes): Operation {
  const parameters = operation.parameters.map((one): Parameter => {
    const shape = shapes.of(one.schema);
    const isTexts = shape.kind === "list" && shape.of.kind === "string";
    return one.location === "header" && isTexts ? { ...one, style: "quoted-list" } : one;
  });
  return { ...operation, parameters };
}

/**
 * A body that is left out is sent as an object without members. Where its only member is a string,
 * that may be the body itself, and nothing is sent.
 */
function jsonBody(body: Body, shapes: Shapes): Body {
  if (body.kind !== "json") return body;
  const members = shapes.membersOf(body.schema) ?? [];
  const isText = members.length === 1 && members[0]?.shape.kind === "string";
  return members.length === 0 || isText ? body : { ...body, required: false, isNeverEmpty: true };
}

function xmlResponse(response: Response, shapes: Shapes): Response {
  const { content, status } = response;
  const isSuccess = status.startsWith("2");
  return content && isSuccess
    ? { ...response, content: xmlContent(content, undefined, shapes) }
    : response;
}

/**
 * A body of XML with its root. A description of AWS has it below the body's only property, or names
 * no root at all: then it is the name of the operation's input.
 */
function xmlBody(
  { operationId = "" }: Operation,
  body: Body,
  schemas: readonly NamedSchema[],
  shapes: Shapes,
): Body {
  if (isForm(body) || !isXml(body.mediaType)) return body;
  const { sourceLocation, required, description, schema } = body;
  const plain = {
    sourceLocation,
    kind: "xml",
    mediaType: "application/xml",
    required,
    description,
  } as const;
  const shape = shapes.of(schema);
  const name = shape.kind === "reference" ? shape.name : shapes.nameOf(schema);
  const members = shapes.membersOf(schema);
  if (name !== undefined || !members) {
    const root = rootOf(schema, shapes) || name;
    if (root === undefined || shape.kind === "any" || shape.kind === "string") return body;
    const namespace = namespaceOf(schema) ?? namespaceOf(shapes.resolve(schema));
    return { ...plain, schema, root, shape, namespace };
  }
  const input = inputOf(operationId, members, schemas, shapes);
  const namespace = input && namespaceOf(input.schema);
  const payload = payloadOf(members, namespace);
  if (payload) {
    const { member } = payload;
    const inner = shapes.propertyOf(schema, member.property);
    const own = {
      root: member.name,
      shape: member.shape,
      namespace: member.namespace ?? namespace,
    };
    return { ...plain, schema: inner, ...own };
  }
  return { ...plain, schema, root: input?.name ?? `${operationId}Request`, shape, namespace };
}

/** The name that a schema, or the one that it refers to, has as the outermost element. */
export function rootOf(schema: Schema, shapes: Shapes): string {
  const own = text(factsOf(schema).xml["name"]);
  return own || text(factsOf(shapes.resolve(schema)).xml["name"]);
}

/** The schema of an operation's input: its name begins with the operation's. */
function inputOf(
  operationId: string,
  members: readonly Member[],
  schemas: readonly NamedSchema[],
  shapes: Shapes,
): NamedSchema | undefined {
  const named = schemas.filter(({ name }) =>
    [`${operationId}Request`, `${operationId}Input`].includes(name),
  );
  const names = new Set(members.flatMap(({ property, name }) => [property, name]));
  return named.find(({ schema }) =>
    shapes.membersOf(schema)?.some(({ property, name }) => names.has(property) || names.has(name)),
  );
}

/** The only structure of a body whose input has a namespace is the payload itself. */
function payloadOf(
  members: readonly Member[],
  namespace: Namespace | undefined,
): { readonly member: Member } | undefined {
  const [member, ...others] = members;
  if (!member || others.length > 0 || namespace === undefined) return undefined;
  const { kind } = member.shape;
  return kind === "structure" || kind === "reference" ? { member } : undefined;
}
