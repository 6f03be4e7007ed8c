// The emitter of `normalize`. In: the model. Out: OpenAPI 3.1. Knows nothing of the other emitters.
import type { Node } from "../../data/json-object.ts";
import { bodiesOf, isForm } from "../../model/body.ts";
import type { SecurityScheme } from "../../model/security.ts";
import type {
  Body,
  Field,
  FormBody,
  SerializationStyle,
  Location,
  IndexedList,
  Operation,
  Parameter,
  Response,
  Schema,
  Service,
} from "../../model/service.ts";
import { nameOfProtocol, type Protocol } from "../../model/protocol.ts";
import type { Naming } from "../../naming/service-names.ts";
import { pascalCase } from "../../naming/identifiers.ts";
import { schemaRenamer, type RenameSchemas } from "./schemas.ts";
import { callbacksNode, webhooksNode } from "./webhooks.ts";
import { pathItemNode, versionFor } from "./path-item.ts";
import { serverNode } from "./server.ts";
import { pathText, templateName } from "../../model/request-line.ts";
import { mediaTypesIn } from "../../model/response-rules.ts";
import type { Description } from "../../description.ts";
import { operationNames } from "../../naming/operation-names.ts";

/**
 * The model as an OpenAPI 3.1 document that other tools understand, and from which `generate` makes
 * the same client. Operations that share a path are kept apart by a fragment with their name, which
 * is never sent. What an address fixes is a required parameter with a single value; a flag is one
 * whose value is the empty text and that may come without it (`allowEmptyValue`). The parameters
 * stand in the order in which they are sent.
 */
export function normalize({ service, naming }: Description): Node {
  const { title, version, description, servers, tags = [] } = service;
  const rename = schemaRenamer(service, naming);
  return {
    openapi: versionFor(service),
    ...(service.protocol && protocolNode(service.protocol)),
    info: { title, ...(description !== "" && { description }), version, ...infoNode(service) },
    ...(servers.length > 0 && { servers: servers.map(serverNode) }),
    ...(tags.length > 0 && { tags: tags.map(({ definition }) => definition) }),
    paths: pathsOf(service.operations, naming, rename),
    ...webhooksNode(service.webhooks ?? [], (one) => operationNode(one, "", naming, rename)),
    ...componentsOf(service.securitySchemes, naming, rename),
  };
}

/** The protocol that the description has or shows: paths are written in another way here. */
function protocolNode(protocol: Protocol): Node {
  const target = protocol.kind === "aws-json" ? protocol.target : "";
  return {
    "x-aws-protocol": nameOfProtocol(protocol),
    ...(target !== "" && { "x-aws-target": target }),
  };
}

function infoNode({ signing }: Service): Node {
  if (!signing) return {};
  const { service, region } = signing;
  return { "x-serviceName": service, ...(region !== "" && { "x-aws-region": region }) };
}

function componentsOf(
  securitySchemes: readonly SecurityScheme[],
  { securitySchemes: names }: Naming,
  { components: schemas }: RenameSchemas,
): Node {
  const schemes = securitySchemes.map((scheme) => {
    return [names.get(scheme) ?? scheme.name, scheme.definition] as const;
  });
  const components = {
    ...(schemas.size > 0 && { schemas: Object.fromEntries(schemas) }),
    ...(schemes.length > 0 && { securitySchemes: Object.fromEntries(schemes) }),
  };
  return Object.keys(components).length > 0 ? { components } : {};
}

/** The first operation of a path and method keeps the path, the others get a fragment. */
function pathsOf(operations: readonly Operation[], naming: Naming, rename: RenameSchemas): Node {
  const paths = new Map<string, Map<string, Node>>();
  /** The spelling of a path among those that differ in the names of their templates alone. */
  const spellings = new Map<string, string>();
  for (const operation of operations) {
    const name = naming.operations.get(operation) ?? "";
    const path = pathText(operation.address);
    const shape = path.replace(/\{[^{}]*\}/g, "{}");
    if (!spellings.has(shape)) spellings.set(shape, path);
    const { method } = operation;
    const isFree = spellings.get(shape) === path && !paths.get(path)?.has(method);
    // An operation with an action would collide with one without.
    const label = isFree && !operation.hasAction ? "" : name;
    const key = label === "" ? path : `${path}#${label}`;
    const labelled = { ...operation, address: { ...operation.address, label } };
    const item = paths.get(key) ?? new Map<string, Node>();
    paths.set(key, item.set(method, operationNode(labelled, name, naming, rename)));
  }
  return Object.fromEntries([...paths].map(([key, item]) => [key, pathItemNode(item)]));
}

function operationNode(
  operation: Operation,
  name: string,
  naming: Naming,
  rename: RenameSchemas,
): Node {
  const {
    operationId = "",
    summary,
    address,
    tags,
    deprecated,
    externalDocs,
    server,
    declaredPagination: declared,
    callbacks = [],
  } = operation;
  const bodies = bodiesOf(operation);
  const description = [operation.description, address.remark].filter((text) => text !== "");
  const parameters = parametersOf(operation, rename);
  const isItsName = pascalCase(operationId) === pascalCase(name) && /^\w+$/.test(operationId);
  const id = isItsName ? operationId : name;
  const [nameOfId] = operationNames({ ...operation, operationId: id, name: undefined }).names;
  return {
    operationId: id,
    ...(nameOfId !== name && { "x-operation-name": name }),
    ...(summary !== "" && { summary }),
    ...(description.length > 0 && { description: description.join("\n\n") }),
    ...(tags.length > 0 && { tags }),
    ...(deprecated && { deprecated }),
    ...(externalDocs !== undefined && { externalDocs: { url: externalDocs } }),
    ...(server !== undefined && { servers: [{ url: server }] }),
    ...securityOf(operation, naming),
    ...(parameters.length > 0 && { parameters }),
    ...(bodies.length > 0 && { requestBody: bodyNode(bodies, rename) }),
    ...callbacksNode(callbacks, (one) => operationNode(one, "", naming, rename)),
    ...(declared && { [declared.extension]: declared.operation[declared.extension] }),
    responses: Object.fromEntries(
      operation.responses.map((response) => [response.status, responseNode(response, rename)]),
    ),
  };
}

/** All parameters in the order in which they are sent, what the address fixes among them. */
function parametersOf({ address, parameters }: Operation, rename: RenameSchemas): Node[] {
  const open = new Set(parameters);
  const take = (location: Location, name: string): Node[] => {
    const found = [...open].find((one) => one.location === location && one.name === name);
    if (!found) return [];
    open.delete(found);
    return parameterNodes(found, rename);
  };
  const path = address.path.flatMap((part) => {
    if (part.kind === "text") return [];
    const [node] = take("path", part.name);
    return node ? [{ ...node, name: templateName(part), required: true }] : [];
  });
  const sent = new Set<string>();
  const query = address.query.flatMap((part) => {
    if (part.kind === "template") return take("query", part.name);
    if (sent.has(part.name)) return [];
    sent.add(part.name);
    const values = address.query.flatMap((other) => {
      if (other.name !== part.name || other.kind === "template") return [];
      return [other.kind === "flag" ? "" : other.value];
    });
    return [constantNode("query", part.name, values, part.kind === "flag")];
  });
  const headers = address.headers.map(({ name, value }) =>
    constantNode("header", name, [value], false),
  );
  return [
    ...path,
    ...query,
    ...headers,
    ...[...open].flatMap((one) => parameterNodes(one, rename)),
  ];
}

function constantNode(
  location: Location,
  name: string,
  values: readonly string[],
  isFlag: boolean,
): Node {
  const [value] = values;
  const schema =
    values.length === 1
      ? { type: "string", enum: [value] }
      : { type: "array", items: { type: "string" }, enum: [values] };
  return { name, in: location, required: true, ...(isFlag && { allowEmptyValue: true }), schema };
}

function parameterNodes(parameter: Parameter, rename: RenameSchemas): Node[] {
  const { location, deprecated, style, example } = parameter;
  return leavesOf(parameter).map(({ name, required, description, schema }) => ({
    name,
    in: location,
    ...(required && { required }),
    ...(deprecated && { deprecated }),
    ...(description !== "" && { description }),
    ...(example !== undefined && { example }),
    ...serialization(style, location),
    ...(parameter.allowReserved && { allowReserved: true }),
    ...(style === "json"
      ? { content: { "application/json": { schema: rename.in(schema) } } }
      : { schema: rename.in(schema) }),
  }));
}

function securityOf({ securityRequirements }: Operation, { securitySchemes }: Naming): Node {
  if (securityRequirements.length === 0) return {};
  const names = new Map([...securitySchemes].map(([scheme, name]) => [scheme.name, name]));
  const security = securityRequirements.map((alternative) =>
    Object.fromEntries(alternative.map((name) => [names.get(name) ?? name, []])),
  );
  return { security };
}

type Leaf = Pick<Field, "name" | "required" | "description" | "schema">;

/** An indexed list as the names that go on the wire: `Filter.N.Name` and `Filter.N.Value.N`. */
function leavesOf(field: Leaf & { readonly indexedList?: IndexedList | undefined }): Leaf[] {
  const { indexedList, schema } = field;
  if (!indexedList) return [field];
  const { prefix, fields } = indexedList;
  const item = keywords(schema)["items"];
  if (fields.length === 0) {
    return [{ ...field, name: prefix, schema: { type: "array", items: keywords(item) } }];
  }
  const { properties, required } = keywords(item);
  const known = new Map(Object.entries(keywords(properties)));
  const wanted = new Set<unknown>(Array.isArray(required) ? required : []);
  return fields.flatMap(({ name, indexedList: inner }) => {
    const property = known.get(name);
    const { description } = keywords(property);
    const isRequired = wanted.has(name);
    return leavesOf({
      name,
      indexedList: inner,
      required: isRequired,
      description: typeof description === "string" ? description : "",
      schema: keywords(property),
    }).map((leaf) => ({ ...leaf, name: `${prefix}.${leaf.name}` }));
  });
}

function keywords(schema: unknown): Exclude<Schema, true> {
  return typeof schema === "object" && schema !== null ? { ...schema } : {};
}

/** Whether the default style of a location repeats names (OpenAPI 3.1, section 4.8.12.2.1). */
const repeatsByDefault: Readonly<Record<Location, boolean>> = {
  path: false,
  query: true,
  querystring: false,
  header: false,
  cookie: true,
};

/** Returns `style` and `explode`, without those that are the default of a location. */
function serialization(style: SerializationStyle, location: Location): Node {
  const repeats = repeatsByDefault[location];
  switch (style) {
    case "exploded-form":
      return repeats ? {} : { "x-collection-format": "multi" };
    case "simple":
      return repeats ? { style: "form", explode: false } : {};
    case "exploded-simple":
      return { explode: true };
    case "spaceDelimited":
      return location === "query"
        ? { style: "spaceDelimited", explode: false }
        : { "x-collection-format": "ssv" };
    case "pipeDelimited":
      return location === "query"
        ? { style: "pipeDelimited", explode: false }
        : { "x-collection-format": "pipes" };
    case "tabDelimited":
      return { "x-collection-format": "tsv" };
    case "deepObject":
      return { style: "deepObject", explode: true };
    case "label":
    case "matrix":
      return { style };
    case "exploded-label":
      return { style: "label", explode: true };
    case "exploded-matrix":
      return { style: "matrix", explode: true };
    case "cookie":
      return { style: "cookie", explode: false };
    case "exploded-cookie":
      return { style: "cookie" };
    // A header's default: a protocol quotes, and OpenAPI has no word for it.
    case "quoted-list":
    case "prefix":
    case "json":
      return {};
  }
}

function bodyNode(bodies: readonly Body[], rename: RenameSchemas): Node {
  const [first = {}, ...others] = bodies.map((body) =>
    isForm(body) ? formNode(body, rename) : plainNode(body, rename),
  );
  const content = [first, ...others].flatMap((one) => Object.entries(one["content"] ?? {}));
  return { ...first, content: Object.fromEntries(content) };
}

function plainNode(body: Exclude<Body, FormBody>, rename: RenameSchemas): Node {
  const { mediaType, otherMediaTypes = [], required, description } = body;
  const schema = rename.in(body.schema);
  return {
    ...(description !== "" && { description }),
    ...(required && { required }),
    content: Object.fromEntries([mediaType, ...otherMediaTypes].map((type) => [type, { schema }])),
  };
}

function formNode(body: FormBody, rename: RenameSchemas): Node {
  const leaves = body.fields.flatMap((field) =>
    leavesOf(field).map((leaf) => ({ ...leaf, encoding: encodingOf(field) })),
  );
  const required = leaves.filter((leaf) => leaf.required).map(({ name }) => name);
  const encoding = leaves.filter((leaf) => Object.keys(leaf.encoding).length > 0);
  const { others } = body;
  const isRequired = required.length > 0 || others?.required === true;
  return {
    ...(others && others.description !== "" && { description: others.description }),
    ...(isRequired && { required: true }),
    content: {
      [body.mediaType]: {
        schema: {
          ...(others && keywords(rename.in(others.schema))),
          type: "object",
          ...(leaves.length > 0 && {
            properties: Object.fromEntries(
              leaves.map((leaf) => [leaf.name, rename.in(leaf.schema)]),
            ),
          }),
          ...(leaves.length === 0 && !others && { additionalProperties: false }),
          ...(required.length > 0 && { required }),
        },
        ...(encoding.length > 0 && {
          encoding: Object.fromEntries(encoding.map((leaf) => [leaf.name, leaf.encoding])),
        }),
      },
    },
  };
}

function encodingOf({ style, part }: Field): Node {
  const { contentType, headers = [] } = part ?? {};
  const fixed = headers.map(({ name, value }) => [name, { schema: { const: value } }]);
  return {
    ...serialization(style, "query"),
    ...(contentType !== undefined && { contentType }),
    ...(fixed.length > 0 && { headers: Object.fromEntries(fixed) as Node }),
  };
}

function responseNode(
  { description, headers, content, alternatives = [] }: Response,
  rename: RenameSchemas,
): Node {
  const contents = content ? [content, ...alternatives] : [];
  const media = contents.flatMap((one) =>
    mediaTypesIn(one).map((type) => [type, { schema: rename.in(one.schema) }] as const),
  );
  const fields = headers.map((header): [string, Node] => [
    header.name,
    {
      ...(header.description !== "" && { description: header.description }),
      ...(header.style === "json"
        ? { content: { "application/json": { schema: rename.in(header.schema) } } }
        : { ...serialization(header.style, "header"), schema: rename.in(header.schema) }),
    },
  ]);
  return {
    description,
    ...(fields.length > 0 && { headers: Object.fromEntries(fields) }),
    ...(media.length > 0 && { content: Object.fromEntries(media) }),
  };
}
