import { successesOf } from "../../model/response-rules.ts";
import { requestLine } from "../../model/request-line.ts";
import type { Field, Operation, Parameter } from "../../model/service.ts";
import { pascalCase } from "../../naming/identifiers.ts";
import type { Naming } from "../../naming/service-names.ts";
import { code, joinCode, type Code } from "../../text/code.ts";
import { comment, commentOf, commentText, prose, verbatim } from "./comment.ts";
import { importHelpers, importTypes } from "./imports.ts";
import type { ModuleScope, NamedOperation, OperationModule } from "./operation-modules.ts";
import { lineOrNothing, type InterfaceView, type MemberView } from "./interface.ts";
import { generic, hardline, objectType, property, signature } from "./line-layout.ts";
import { memberKey } from "./literal.ts";
import { viewGenerators, type GeneratorView } from "./pagination.ts";
import {
  allProperties,
  defaultProperties,
  choicesOf,
  propertiesOf,
  type Properties,
  type Property,
} from "./properties.ts";
import { unionType } from "./print-type.ts";
import { operationName, requestFields, type RequestField } from "./request.ts";
import { viewResponse, type ResponseView } from "./response.ts";
import { viewHeaderReader, type HeaderReaderView } from "./response-headers.ts";
import { requirementsOf } from "./security.ts";
import type { ShapeNames } from "./shape-modules.ts";
import type { TypeWriter } from "./type-writer.ts";

/** A module of one or several operations. */
export interface ModuleView {
  readonly file: string;
  readonly header: Code;
  readonly imports: readonly { readonly statement: Code }[];
  readonly operations: readonly OperationView[];
}

export interface OperationView {
  readonly operation: Operation;
  /** Of its module. */
  readonly file: string;
  /** The declarations of the input, and of response bodies by status; each only where there is one. */
  readonly interfaces: readonly InterfaceView[];
  /** The input as a type alias, where there are several bodies to choose from. */
  readonly choice: Code;
  readonly response: Code;
  /** Constants that read responses. */
  readonly readers: readonly { readonly statement: Code }[];
  readonly doc: Code;
  readonly name: Code;
  /** `export`, but for a function that has its name only outside the module. */
  readonly keyword: Code;
  /** The function's name in its module. */
  readonly local: Code;
  /** The export of such a function, or nothing. */
  readonly exported: Code;
  /** The parameters and the type, as they follow the name. */
  readonly signature: Code;
  /** A statement before the request is put together, or nothing. */
  readonly prologue: Code;
  /** Of the request that the builder returns. */
  readonly properties: readonly { readonly property: Code }[];
  /** Of its pages and their items, where the description says how they are linked. */
  readonly generators: readonly GeneratorView[];
  /** All functions beside the builder: these, and the reader of headers. */
  readonly functions: readonly GeneratorView[];
  /** The caller's properties. */
  readonly params: readonly MemberView[];
  /** The statuses outside 2xx of which the body has a type. */
  readonly errors: readonly Code[];
  /** The runtime's functions that the module calls. */
  readonly helpers: readonly Code[];
  /** The keys of the schemas whose codecs the module imports. */
  readonly codecs: readonly string[];
  /** The types that the module exports. */
  readonly typeNames: readonly Code[];
}

/** Decides how the operations of a module look, from the imports to the requests they return. */
export function viewModule(
  module: OperationModule,
  scope: ModuleScope,
  naming: Naming,
  header: Code,
  types: TypeWriter,
  shapes: ShapeNames,
): ModuleView {
  const { file } = module;
  const parts = module.operations.map(({ operation, name }) => {
    const properties = propertiesOf(operation, types, shapes);
    const response = viewResponse(operation, name, types, shapes, scope);
    const headers = viewHeaderReader(operation, scope.localName(name), naming, types);
    const all = allProperties(properties);
    const references = referencesOf(operation, all, response, headers, types);
    const usedShapes = shapesOf(response, all);
    return { operation, name, properties, all, response, headers, references, usedShapes };
  });
  const references = distinct(parts.flatMap((one) => one.references));
  const runtime = runtimeTypes(references.map(pascalCase));
  const operations = parts.map((one) =>
    viewOperation(one, file, scope.localName(one.name), runtime, naming, types),
  );
  const hasPages = operations.some(({ generators }) => generators.length > 0);
  const hasEvents = module.operations.some(({ operation }) => receivesEvents(operation));
  const hasHeaders = parts.some(({ headers }) => headers !== undefined);
  return {
    file,
    header,
    imports: [
      ...importHelpers(distinct(operations.flatMap(({ helpers }) => helpers))),
      ...importRuntime(runtime, hasPages, hasEvents ? importedEvents(types) : [], hasHeaders),
      ...importTypes(references, code`../schemas/`),
      ...shapes.imports(
        parts.flatMap((one) => one.usedShapes),
        code`../schemas/`,
      ),
      ...types.codecNames.imports(
        operations.flatMap((one) => one.codecs),
        code`../schemas/`,
      ),
    ],
    operations,
  };
}

/** An operation of which the names in its module are still open. */
interface OperationParts extends NamedOperation {
  readonly properties: Properties;
  readonly all: readonly Property[];
  readonly response: ResponseView;
  readonly headers: HeaderReaderView | undefined;
}

function viewOperation(
  { operation, name, properties, all, response, headers }: OperationParts,
  file: string,
  local: Code,
  runtime: RuntimeTypes,
  naming: Naming,
  types: TypeWriter,
): OperationView {
  const requirements = requirementsOf(operation, naming);
  const fields = requestFields(operation, name, properties, response, requirements, types);
  const paramsName = code`${pascalCase(name)}Params`;
  const parameters = builderParameters(paramsName, properties);
  const generators = viewGenerators(
    operation,
    {
      name: local,
      operation: operationName(operation, name),
      parameters,
      response: response.name,
      keyOf: (source) => all.find((one) => isFor(one, source))?.key ?? "",
      client: runtime.client.local,
      options: runtime.options.local,
    },
    naming,
    types,
  );
  const functions = [...generators, ...(headers?.readers(runtime.withHeaders.local) ?? [])];
  const helpers = helpersOf(fields, functions, all);
  const codecs = [...codecsOf(response, fields, all), ...(headers?.codecs ?? [])];
  const members = defaultProperties(properties).map((one) => viewMember(one, types));
  const choice = viewChoice(name, paramsName, properties, types);
  const interfaces = [
    ...(members.length > 0 && choice === "" ? [viewParams(name, paramsName, members)] : []),
    ...[response.responses, headers?.declaration].flatMap((one) => one ?? []),
  ];
  return {
    operation,
    file,
    readers: response.constants,
    choice,
    interfaces,
    response: response.code,
    doc: operationDoc(operation),
    name,
    keyword: local === name ? code`export ` : code``,
    local,
    exported: lineOrNothing(local === name ? code`` : code`\nexport { ${local} as ${name} };`),
    signature: signature(parameters, generic(runtime.request.local, response.typeArguments)),
    prologue: members.length === 0 ? code`` : code`const params = ownProperties(input);${hardline}`,
    properties: fields.map(viewField),
    generators,
    functions,
    params: members,
    errors: response.errors,
    helpers,
    codecs,
    typeNames: [
      ...(choice === "" ? [] : [paramsName]),
      ...interfaces.map((one) => one.name),
      ...(response.code === "" ? [] : [response.name]),
    ],
  };
}

function viewField({ key, value }: RequestField): { readonly property: Code } {
  return { property: key === value ? key : property(key, value) };
}

/** Returns the runtime's functions that an operation's module calls. */
function helpersOf(
  fields: readonly RequestField[],
  generators: readonly GeneratorView[],
  properties: readonly Property[],
): readonly Code[] {
  const all = [
    ...[...fields, ...generators].flatMap(({ helpers }) => helpers),
    ...(properties.length > 0 ? [code`ownProperties`] : []),
  ];
  return distinct(all);
}

/** Sorted, each once. */
function distinct<Name extends string>(names: readonly Name[]): Name[] {
  return [...new Set(names)].sort();
}

/** Returns the names of the schemas whose shapes an operation's module uses. */
function shapesOf(response: ResponseView, properties: readonly Property[]): readonly string[] {
  return [...response.shapes, ...properties.flatMap(({ value }) => value.shapes ?? [])];
}

/** Returns the keys of the schemas whose codecs an operation's module uses. */
function codecsOf(
  response: ResponseView,
  fields: readonly RequestField[],
  properties: readonly Property[],
): readonly string[] {
  return [
    ...response.codecs,
    ...fields.flatMap(({ codecs = [] }) => codecs),
    ...properties.flatMap(({ value }) => value.codecs ?? []),
  ];
}

function builderParameters(type: Code, properties: Properties): readonly Code[] {
  const passed = defaultProperties(properties);
  if (passed.length === 0 && properties.bodies.length < 2) return [];
  const isOptional = passed.every(({ required }) => !required);
  return [isOptional ? code`input: ${type} = {}` : code`input: ${type}`];
}

/** Returns the names of the schemas whose types an operation's module mentions. */
function referencesOf(
  { pagination }: Operation,
  properties: readonly Property[],
  response: ResponseView,
  headers: HeaderReaderView | undefined,
  types: TypeWriter,
): readonly string[] {
  const items = pagination?.items;
  return [
    ...properties.flatMap((one) => one.references),
    ...response.references,
    ...(headers?.references ?? []),
    ...(items ? types.text(items.schema, "response").references : []),
  ];
}

function isFor(property: Property, source: Parameter | Field | "body"): boolean {
  return source === "body" ? property.source.kind === "body" : property.source === source;
}

function viewMember(
  { key, required, type, description, ...marks }: Property,
  { modifier }: TypeWriter,
): MemberView {
  return {
    doc: lineOrNothing(comment(description, marks)),
    modifier,
    key: memberKey(key),
    mark: required ? code`` : code`?`,
    type,
  };
}

function viewParams(operation: Code, name: Code, members: readonly MemberView[]): InterfaceView {
  return { doc: commentOf([commentText`Parameters of {@link ${operation}}.`]), name, members };
}

/** Declares what the caller passes where there are several bodies; empty where there are not. */
function viewChoice(
  operation: Code,
  name: Code,
  { shared, bodies }: Properties,
  types: TypeWriter,
): Code {
  if (bodies.length < 2) return code``;
  const options = bodies.flatMap((body) =>
    choicesOf(body, bodies).map((contentType) => {
      const passed = [...shared, contentType, ...body.properties];
      const members = passed.map((one) => viewMember(one, types));
      return objectType(
        members.map(
          ({ doc, modifier, key, mark, type }) => code`${doc}${modifier}${key}${mark}: ${type}`,
        ),
      );
    }),
  );
  const doc = commentOf([
    commentText`Parameters of {@link ${operation}}, by the body that is sent.`,
  ]);
  return code`${doc}\nexport type ${name} = ${unionType(options)};`;
}

function receivesEvents({ responses }: Operation): boolean {
  const contents = successesOf(responses).flatMap(({ content, alternatives = [] }) => [
    content,
    ...alternatives,
  ]);
  return contents.some((one) => one?.kind === "events" || one?.kind === "text events");
}

/** Returns the type of events as it is imported. */
function importedEvents({ event }: TypeWriter): readonly Code[] {
  const name = code`ServerSentEvent`;
  return [event === name ? name : code`${name} as ${event}`];
}

/** Imports the types of the runtime that a module mentions, in the order of the modules. */
function importRuntime(
  { client, options, request, withHeaders }: RuntimeTypes,
  isPaged: boolean,
  events: readonly Code[],
  hasHeaders: boolean,
): readonly { readonly statement: Code }[] {
  const modules: readonly (readonly [module: Code, types: readonly Code[]])[] = [
    [code`client`, isPaged ? [client.imported, options.imported] : []],
    [code`event-stream`, events],
    [code`request`, [request.imported]],
    [code`response-headers`, hasHeaders ? [withHeaders.imported] : []],
  ];
  return modules.flatMap(([module, types]) => {
    const names = joinCode(types, ", ");
    const statement = code`import type { ${names} } from "../runtime/${module}.ts";`;
    return types.length === 0 ? [] : [{ statement }];
  });
}

/** A type of the runtime: what a module imports, and what it is called there. */
interface RuntimeType {
  readonly imported: Code;
  readonly local: Code;
}

type RuntimeTypes = ReturnType<typeof runtimeTypes>;

function runtimeTypes(
  references: readonly Code[],
): Readonly<Record<"client" | "options" | "request" | "withHeaders", RuntimeType>> {
  const runtimeType = runtimeTypeNames(references);
  return {
    client: runtimeType(code`Client`),
    options: runtimeType(code`SendOptions`),
    request: runtimeType(code`ApiRequest`),
    withHeaders: runtimeType(code`WithHeaders`),
  };
}

/**
 * Returns how the types of the runtime are imported beside types of the user's, which keep their
 * names: `ApiRequest as RuntimeApiRequest`.
 */
function runtimeTypeNames(names: readonly Code[]): (type: Code) => RuntimeType {
  return (type) => {
    const local = names.includes(type) ? code`Runtime${type}` : type;
    return { local, imported: local === type ? type : code`${type} as ${local}` };
  };
}

/** A path is on the host of the client's base URL. */
function serverDoc(server: string): string {
  return server.startsWith("/")
    ? `Sent to \`${server}\` of the client's host, not below its base URL.`
    : `Sent to ${server}, not to the base URL of the client.`;
}

function operationDoc(operation: Operation): Code {
  const { summary, description, address, deprecated, externalDocs, server } = operation;
  const isRepeated = description.trim().startsWith(summary.trim());
  return commentOf(
    [
      prose(isRepeated ? "" : sentence(summary)),
      prose(description),
      prose(address.remark),
      verbatim(`\`${requestLine(operation)}\``),
      verbatim(server === undefined ? "" : serverDoc(server)),
      verbatim(externalDocs === undefined ? "" : `See ${externalDocs}`),
    ],
    { deprecated },
  );
}

function sentence(text: string): string {
  const trimmed = text.trim();
  return trimmed === "" || /[.!?:]$/.test(trimmed) ? trimmed : `${trimmed}.`;
}
