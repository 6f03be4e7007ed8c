import { asNode, asText } from "../data/json-object.ts";
import type { Report } from "../diagnostics/problem.ts";
import { isForm } from "../model/body.ts";
import { asSchema, requiredOf } from "../model/json-schema.ts";
import { descriptionOf } from "../model/schemas-of.ts";
import type {
  Body,
  ContentBody,
  NamedSchema,
  Operation,
  Parameter,
  Response,
  Schema,
  Service,
  XmlBody,
} from "../model/service.ts";
import type { Member, Namespace } from "../model/shape.ts";
import { orEmpty } from "./aws-json.ts";
import { factsOf } from "../model/wire-facts.ts";
import { withJsonErrors, withXmlErrors } from "./errors.ts";
import { namespaceOf, type Shapes } from "./derive-shape.ts";
import type { Derive } from "./json-schemas.ts";
import { prefixHeadersIn, requestPayload, responsePayload, type Payload } from "./payload.ts";
import { isXml } from "../model/media-type.ts";
import { xmlContent } from "./xml-responses.ts";

/** The settings by which the operations of a REST service are rewritten. */
export interface RestContext {
  readonly kind: "rest-json" | "rest-xml";
  readonly shapes: Shapes;
  readonly derive: Derive;
  readonly report: Report;
  /** The namespace of bodies of XML that have none of their own. */
  readonly namespace: string | undefined;
}

/** Operations of a service that has paths and methods, with bodies as the protocol has them. */
export function restOperations(
  operations: readonly Operation[],
  service: Pick<Service, "schemas" | "version">,
  given: Omit<RestContext, "namespace">,
): readonly Operation[] {
  const context = { ...given, namespace: serviceNamespace(service) };
  const requested = operations.map((one) => restRequest(one, context));
  const known = new Set(requested.flatMap(({ payload }) => payload ?? []));
  return requested.map(({ operation }) => restResponses(operation, known, context));
}

/**
 * The namespace of all inputs of a service: descriptions of AWS have it where the input is a payload
 * alone. It is that of the service where it names the version of the API.
 */
function serviceNamespace({
  schemas,
  version,
}: Pick<Service, "schemas" | "version">): string | undefined {
  const found = schemas.flatMap(({ name, schema }): readonly string[] => {
    const namespace = /(?:Request|Input)$/.test(name) ? namespaceOf(schema) : undefined;
    return typeof namespace === "string" && namespace.includes(version) ? [namespace] : [];
  });
  const [uri, other] = new Set(found);
  return other === undefined && version !== "" ? uri : undefined;
}

interface RestRequest {
  readonly operation: Operation;
  /** The property that is the body itself, where it is text or bytes. */
  readonly payload: string | undefined;
}

function restRequest(operation: Operation, context: RestContext): RestRequest {
  const { shapes } = context;
  const described = withPrefixHeaders(withoutRepeated(operation), context);
  const plain = withQuotedLists(described, shapes);
  const { body } = plain;
  if (!body || isForm(body)) return { operation: plain, payload: undefined };
  const found =
    shapes.nameOf(body.schema) === undefined
      ? requestPayload(body.schema, plain, shapes)
      : undefined;
  const payload = found && withoutRoot(found, plain, context);
  if (payload) reportPayload(plain, body, payload, context);
  if (payload?.isBody === true && payload.isText) {
    return {
      operation: { ...plain, body: bytesOf(body, payload) },
      payload: payload.member.property,
    };
  }
  const written =
    context.kind === "rest-json"
      ? jsonBody(body, payload, shapes)
      : xmlBody(plain, body, payload, context);
  return { operation: { ...plain, body: written }, payload: undefined };
}

/** A text in XML that has no input around it, which would name the root, is the body itself. */
function withoutRoot(
  payload: Payload,
  { operationId = "" }: Operation,
  { kind, shapes }: RestContext,
): Payload {
  const isOpen = kind === "rest-xml" && payload.isText && payload.isBody === undefined;
  if (!isOpen || inputOf(operationId, [payload.member], shapes)) return payload;
  return { ...payload, isBody: true };
}

/** A body that the caller has, in whatever form. */
function bytesOf(
  { sourceLocation, description }: ContentBody | XmlBody,
  payload: Payload,
): ContentBody {
  const { schema, required } = payload;
  return {
    sourceLocation,
    kind: "binary",
    mediaType: "application/octet-stream",
    acceptsText: true,
    required,
    description: description || descriptionOf(schema),
    schema,
  };
}

/** Reports what was taken for a body, where the description does not say it. */
function reportPayload(
  { operationId = "" }: Operation,
  { sourceLocation }: Pick<Body, "sourceLocation">,
  { member: { property }, isBody, isStated, isText }: Payload,
  { kind, report }: RestContext,
): void {
  // In JSON nearly all texts are members, and all structures in XML have an element of their name.
  const isOpen = kind === "rest-xml" ? isText : isBody === true;
  if (isStated || !isOpen) return;
  const taken = isBody === true ? "body" : "member";
  report("assumed-payload", sourceLocation, { operation: operationId, property, taken });
}

function restResponses(
  operation: Operation,
  known: ReadonlySet<string>,
  context: RestContext,
): Operation {
  const { kind, shapes } = context;
  const responses = operation.responses.map((one): Response => {
    const { content, status, sourceLocation } = one;
    if (!content || !status.startsWith("2")) return kind === "rest-json" ? orEmpty(one) : one;
    const payload = responsePayload(one, operation, known, shapes);
    if (payload) reportPayload(operation, { sourceLocation }, payload, context);
    if (payload?.isBody === true && payload.isText) {
      return { ...one, content: { kind: "binary", mediaType: "*/*", schema: payload.schema } };
    }
    if (kind === "rest-xml") return xmlResponse(one, shapes);
    const { schema } = payload?.isBody === true ? payload : content;
    return orEmpty({ ...one, content: { ...content, schema } });
  });
  return {
    ...operation,
    responses:
      kind === "rest-json" ? withJsonErrors(responses, shapes) : withXmlErrors(responses, shapes),
  };
}

/** What descriptions of AWS have among the properties of the body, named by its prefix. */
function withPrefixHeaders(operation: Operation, { derive }: RestContext): Operation {
  const { body, parameters } = operation;
  if (!body || isForm(body) || body.schema === true) return operation;
  const { schema, sourceLocation } = body;
  const names = prefixHeadersIn(schema);
  if (names.length === 0) return operation;
  const properties = asNode(schema["properties"]) ?? {};
  const added = names.map((name): Parameter => {
    const own = asSchema(properties[name]);
    return {
      kind: "parameter",
      sourceLocation,
      location: "header",
      name,
      required: requiredOf(schema).includes(name),
      deprecated: false,
      description: descriptionOf(own),
      schema: own,
      style: "prefix",
      allowReserved: false,
    };
  });
  const others = Object.entries(properties).filter(([name]) => !names.includes(name));
  const rest = derive({ ...schema, properties: Object.fromEntries(others) }, schema);
  const kept = others.length === 0 ? undefined : { ...body, schema: rest };
  return { ...operation, body: kept, parameters: [...added, ...parameters] };
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
function jsonBody(body: ContentBody | XmlBody, payload: Payload | undefined, shapes: Shapes): Body {
  if (body.kind !== "json") return body;
  const isText = payload?.isText === true && payload.isBody === undefined;
  const { schema, required } = payload?.isBody === true ? payload : body;
  const own = { ...body, schema, required };
  const members = shapes.membersOf(schema) ?? [];
  return members.length === 0 || isText ? own : { ...own, required: false, isNeverEmpty: true };
}

function xmlResponse(response: Response, shapes: Shapes): Response {
  const { content } = response;
  if (!content) return response;
  const read = xmlContent(content, undefined, shapes);
  const [member, ...others] = shapes.membersOf(content.schema) ?? [];
  const isOnly = read.kind === "xml" && member !== undefined && others.length === 0;
  return { ...response, content: isOnly ? { ...read, payload: member.name } : read };
}

/**
 * A body of XML with its root. A description of AWS has it below the body's only property, or names
 * no root at all: then it is the name of the operation's input.
 */
function xmlBody(
  { operationId = "" }: Operation,
  body: ContentBody | XmlBody,
  payload: Payload | undefined,
  { shapes, namespace: ofService }: RestContext,
): Body {
  if (!isXml(body.mediaType)) return body;
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
    const own = namespaceOf(schema) ?? namespaceOf(shapes.resolve(schema));
    const namespace = own ?? ofService;
    return { ...plain, schema, root, shape, namespace };
  }
  const input = inputOf(operationId, members, shapes);
  const namespace = input && namespaceOf(input.schema);
  if (payload && isElement(payload, namespace)) {
    const { member } = payload;
    return {
      ...plain,
      schema: payload.schema,
      root: member.name,
      shape: member.shape,
      namespace: member.namespace ?? namespace ?? ofService,
    };
  }
  return {
    ...plain,
    schema,
    root: input?.name ?? `${operationId}Request`,
    shape,
    namespace: namespace ?? ofService,
  };
}

/** The name that a schema, or the one that it refers to, has as the outermost element. */
export function rootOf(schema: Schema, shapes: Shapes): string {
  const own = asText(factsOf(schema).xml["name"]);
  return own || asText(factsOf(shapes.resolve(schema)).xml["name"]);
}

/** The schema of an operation's input: its name begins with the operation's, without a version. */
function inputOf(
  operationId: string,
  members: readonly Member[],
  shapes: Shapes,
): NamedSchema | undefined {
  const action = operationId.replace(/\d{4}_\d\d_\d\d$/, "");
  const named = [`${action}Request`, `${action}Input`].flatMap(
    (name) => shapes.schemaNamed(name) ?? [],
  );
  const names = new Set(members.flatMap(({ property, name }) => [property, name]));
  return named.find(({ schema }) =>
    shapes.membersOf(schema)?.some(({ property, name }) => names.has(property) || names.has(name)),
  );
}

/** The only structure of a body whose input has a namespace is the payload itself. */
function isElement({ isStated, isBody, member }: Payload, namespace?: Namespace): boolean {
  if (isStated) return isBody === true;
  const { kind } = member.shape;
  return namespace !== undefined && (kind === "structure" || kind === "reference");
}
