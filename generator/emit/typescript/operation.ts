import { groupBy } from "../../collections/group-by.ts";
import { code, joinCode, type Code } from "../../text/code.ts";
import { comment, commentOf, commentText, prose, verbatim } from "./comment.ts";
import { access, literal, memberKey, templateText } from "./literal.ts";
import type {
  Body,
  ContentBody,
  FormBody,
  Operation,
  Parameter,
  Schema,
} from "../../model/service.ts";
import { fileName, pascalCase } from "../../naming/identifiers.ts";
import type { TypeWriter } from "./type-writer.ts";
import { requirementsOf } from "./security.ts";
import type { Naming } from "../../naming/service-names.ts";
import {
  arrayLiteral,
  bindings,
  call,
  conditional,
  flatten,
  generic,
  property,
  signature,
} from "./layout.ts";
import { lineOf, type InterfaceView, type MemberView } from "./interface.ts";
import { viewGenerators, type GeneratorView } from "./pagination.ts";
import { requestLine } from "../../model/request-line.ts";
import { viewResponse, type ResponseView } from "./response.ts";
import { isHelper, moduleOf } from "./runtime-modules.ts";
import type { ShapeNames } from "./shape-modules.ts";
import { writeLayout, writePlain, writeXml } from "./shaped-value.ts";
import { addEntry, record, type Entry } from "./record.ts";
import { writeNumbered, writeOthers, writeValue, type Value } from "./value.ts";
import { descriptionOf } from "../../model/schemas-of.ts";
import { actionOf } from "../../model/operation-identity.ts";
import { asSchema } from "../../model/json-schema.ts";

export interface OperationView {
  readonly operation: Operation;
  readonly file: string;
  readonly header: Code;
  readonly imports: readonly { readonly statement: Code }[];
  /** What the caller passes, and the bodies of responses by status; each only where there is any. */
  readonly interfaces: readonly InterfaceView[];
  readonly response: Code;
  /** Constants that read responses. */
  readonly readers: readonly { readonly statement: Code }[];
  readonly doc: Code;
  readonly name: Code;
  /** `export`, but for a function that has its name only outside the module. */
  readonly keyword: Code;
  /** What the function is called in its module. */
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
  /** The caller's properties. */
  readonly params: readonly MemberView[];
  /** The statuses outside 2xx of which the body has a type. */
  readonly errors: readonly Code[];
  /** The runtime's functions that the module calls. */
  readonly helpers: readonly Code[];
  /** The types that the module exports. */
  readonly typeNames: readonly Code[];
}

/** Decides how one operation looks: its module, from the imports to the request it returns. */
export function viewOperation(
  operation: Operation,
  name: Code,
  naming: Naming,
  header: Code,
  types: TypeWriter,
  shapes: ShapeNames,
): OperationView {
  const typeName = pascalCase(name);
  const properties = propertiesOf(operation, types, shapes);
  const names = {
    operation: name,
    response: code`${typeName}Response`,
    responses: code`${typeName}Responses`,
  };
  const response = viewResponse(operation, names, types, shapes);
  // A function named like one of the runtime's that its module imports has another name there.
  const local = isHelper(name) ? code`${name}Request` : name;
  const requirements = requirementsOf(operation, naming);
  const fields = requestFields(operation, name, properties, response, requirements);
  const isOptional = properties.every((property) => !property.required);
  const paramsName = code`${typeName}Params`;
  const parameters =
    properties.length === 0
      ? []
      : [isOptional ? code`input: ${paramsName} = {}` : code`input: ${paramsName}`];
  const keyOf = (source: Property["source"]): string =>
    properties.find((property) => property.source === source)?.key ?? "";
  const items = operation.pagination?.items;
  const references = [
    ...new Set([
      ...properties.flatMap((property) => property.references),
      ...response.references,
      ...(items ? types.text(items.schema, "response").references : []),
    ]),
  ].sort();
  const runtimeType = besides(references.map(pascalCase));
  const generators = viewGenerators(
    operation,
    {
      name: local,
      operation: operationName(operation, name),
      parameters,
      response: names.response,
      keyOf,
      client: runtimeType(code`Client`).local,
      options: runtimeType(code`SendOptions`).local,
    },
    naming,
    types,
  );
  const helpers = [
    ...new Set([
      ...fields.flatMap((field) => field.helpers),
      ...generators.flatMap((generator) => generator.helpers),
      ...(properties.length > 0 ? [code`ownProperties`] : []),
    ]),
  ].sort();
  const members = properties.map((property) => ({
    doc: lineOf(comment(property.description, { deprecated: property.deprecated })),
    key: memberKey(property.key),
    mark: property.required ? code`` : code`?`,
    type: property.type,
  }));
  const params = {
    doc: commentOf([commentText`Parameters of {@link ${name}}.`]),
    name: paramsName,
    members,
  };
  const interfaces = [
    ...(members.length > 0 ? [params] : []),
    ...(response.responses ? [response.responses] : []),
  ];
  const typeArguments = response.responses ? [names.response, names.responses] : [names.response];
  const request = runtimeType(code`ApiRequest`);
  const paged = [runtimeType(code`Client`).imported, runtimeType(code`SendOptions`).imported];
  const typeNames = [
    ...interfaces.map((one) => one.name),
    ...(response.code === "" ? [] : [names.response]),
  ];
  return {
    operation,
    file: `operations/${fileName(name)}.ts`,
    header,
    imports: [
      ...importHelpers(helpers),
      ...(generators.length > 0
        ? [
            {
              statement: code`import type { ${joinCode(paged, ", ")} } from "../runtime/client.ts";`,
            },
          ]
        : []),
      { statement: code`import type { ${request.imported} } from "../runtime/request.ts";` },
      ...importTypes(references, code`../schemas/`),
      ...shapes.imports(
        [...response.shapes, ...properties.flatMap(({ value }) => value.shapes ?? [])],
        code`../schemas/`,
      ),
    ],
    readers: response.constants,
    interfaces,
    response: response.code,
    doc: operationDoc(operation),
    name,
    keyword: local === name ? code`export ` : code``,
    local,
    exported: lineOf(local === name ? code`` : code`\nexport { ${local} as ${name} };`),
    signature: signature(parameters, generic(request.local, typeArguments)),
    prologue: lineOf(members.length === 0 ? code`` : code`const params = ownProperties(input);`),
    properties: fields.map(({ key, value }) => ({ property: property(key, value) })),
    generators,
    params: members,
    errors: response.errors,
    helpers,
    typeNames,
  };
}

/**
 * Returns how the types of the runtime are imported beside types of the user's, which keep their
 * names: `ApiRequest as RuntimeApiRequest`.
 */
function besides(
  names: readonly Code[],
): (type: Code) => { readonly imported: Code; readonly local: Code } {
  return (type) => {
    const local = names.includes(type) ? code`Runtime${type}` : type;
    return { local, imported: local === type ? type : code`${type} as ${local}` };
  };
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
      verbatim(
        server === undefined ? "" : `Served at ${server}: make a client with this base URL.`,
      ),
      verbatim(externalDocs === undefined ? "" : `See ${externalDocs}`),
    ],
    { deprecated },
  );
}

function sentence(text: string): string {
  const trimmed = text.trim();
  return trimmed === "" || /[.!?:]$/.test(trimmed) ? trimmed : `${trimmed}.`;
}

/** A property of what the caller passes. */
interface Property {
  readonly key: string;
  readonly source: Parameter | "body" | FormField | "other fields";
  readonly required: boolean;
  readonly deprecated: boolean;
  readonly description: string;
  readonly value: Value;
  readonly type: Code;
  readonly references: readonly string[];
}

type FormField = Extract<Body, { readonly fields: unknown }>["fields"][number];

/** The caller's own properties. What an object inherits is no parameter. */
const params = code`params`;

/**
 * What every object inherits. An object literal without an optional property of such a name is not
 * assignable to a type that has it: TypeScript takes the inherited one for it.
 */
const inherited: readonly string[] = (
  "constructor hasOwnProperty isPrototypeOf propertyIsEnumerable toLocaleString toString valueOf " +
  "__defineGetter__ __defineSetter__ __lookupGetter__ __lookupSetter__ __proto__"
).split(" ");

/**
 * The caller's properties: parameters and form fields under their wire names, a body as `body`.
 * Where one name stands in two places, the path's keeps it and the others get their place added. So
 * does a name that every object has.
 */
function propertiesOf(
  { parameters, body }: Operation,
  types: TypeWriter,
  shapes: ShapeNames,
): Property[] {
  const taken = new Set(inherited);
  const claim = (name: string, place: string): string => {
    let key = name;
    while (taken.has(key)) key = `${key}${pascalCase(place)}`;
    taken.add(key);
    return key;
  };
  const typed = (
    schema: Schema,
    value: Value,
    direction?: "request",
  ): Pick<Property, "type" | "references"> => {
    if (value.type !== undefined) return { type: value.type, references: [] };
    const { code: type, references } = types.text(schema, direction);
    return { type, references };
  };
  const inOrder = (["path", "query", "querystring", "header", "cookie"] as const).flatMap(
    (location) => parameters.filter((parameter) => parameter.location === location),
  );
  const properties = inOrder.map((parameter): Property => {
    const { location, name, required, deprecated, schema, numbering } = parameter;
    const key = claim(name, location);
    const value = numbering
      ? writeNumbered(access(params, key), numbering)
      : writeValue(
          access(params, key),
          types.wireKindOf(schema),
          parameter,
          location,
          types.propertyNames(schema),
        );
    const description = parameter.description || describe(schema);
    const rest = typed(schema, value);
    return { key, source: parameter, required, deprecated, description, value, ...rest };
  });
  if (!body) return properties;
  if (!("fields" in body)) {
    const key = claim("body", "request");
    const plain = access(params, key);
    const value = body.kind === "xml" ? writeXml(plain, body, shapes) : writeContent(plain, body);
    const { required, description } = body;
    const rest = typed(body.schema, value, "request");
    const property = { key, required, deprecated: false, description, value, ...rest };
    return [...properties, { ...property, source: "body" }];
  }
  const takesBlobs = body.kind === "multipart";
  const fields = body.fields.map((field): Property => {
    const key = claim(field.name, "form");
    const property = access(params, key);
    const write = (): Value => {
      if (body.kind === "object") return writePlain(property);
      if (field.layout) {
        return writeLayout(property, field.layout, types.wireKindOf(field.schema), shapes);
      }
      if (field.numbering) return writeNumbered(property, field.numbering);
      return writeValue(property, types.wireKindOf(field.schema), field, body.kind);
    };
    const value = write();
    const { required, description } = field;
    const rest = typed(field.schema, value, "request");
    return { key, source: field, required, deprecated: false, description, value, ...rest };
  });
  const { others } = body;
  if (!others) return [...properties, ...fields];
  const key = claim(others.name, "form");
  const each = others.schema === true ? true : others.schema["additionalProperties"];
  const form = types.wireKindOf(asSchema(each));
  const value = writeOthers(access(params, key), form, takesBlobs);
  const { required, description } = others;
  const rest = typed(others.schema, value, "request");
  const property = { key, required, deprecated: false, description, value, ...rest };
  return [...properties, ...fields, { ...property, source: "other fields" }];
}

/** The expression of a body that is JSON, text or bytes. */
function writeContent(property: Code, { kind, isNeverEmpty }: ContentBody): Value {
  const writer = writers[kind];
  const given = isNeverEmpty ? code`${property} ?? {}` : property;
  return {
    ...writePlain(writer ? code`${writer}(${given})` : property),
    helpers: writer ? [writer] : [],
    type: bodyTypes[kind],
  };
}

/** The runtime's function that writes a body, where one has to. */
const writers: Readonly<Record<ContentBody["kind"], Code | undefined>> = {
  json: code`json`,
  text: code`text`,
  binary: undefined,
};

/** What a caller passes for a body, where the schema does not say it well enough. */
const bodyTypes: Readonly<Record<ContentBody["kind"], Code | undefined>> = {
  json: undefined,
  text: code`string`,
  binary: code`Blob | Uint8Array<ArrayBuffer> | ReadableStream`,
};

function describe(schema: Schema): string {
  return schema === true ? "" : descriptionOf(schema);
}

interface RequestField {
  readonly key: Code;
  readonly value: Code;
  readonly helpers: readonly Code[];
}

/** What errors and logs call an operation: its action, as the service writes it. */
function operationName(operation: Operation, name: Code): Code {
  const action = pascalCase(actionOf(operation));
  return literal(action.toLowerCase() === name.toLowerCase() ? action : name);
}

function requestFields(
  operation: Operation,
  name: Code,
  properties: readonly Property[],
  response: ResponseView,
  requirements: readonly (readonly string[])[],
): RequestField[] {
  const { method, address, body } = operation;
  const located = (location: string): Property[] =>
    properties.filter(
      ({ source }) =>
        typeof source === "object" && "location" in source && source.location === location,
    );
  const namedIn = (location: string): ReadonlyMap<string, Property> =>
    new Map(
      located(location).flatMap((property) =>
        typeof property.source === "object" ? [[property.source.name, property]] : [],
      ),
    );
  const fields: RequestField[] = [
    { key: code`operation`, value: operationName(operation, name), helpers: [] },
    { key: code`method`, value: literal(method), helpers: [] },
    pathField(address.path, namedIn("path")),
    ...(operation.hasAction ? [{ key: code`hasAction`, value: literal(true), helpers: [] }] : []),
    ...(requirements.length > 0
      ? [{ key: code`security`, value: listsOf(requirements), helpers: [] }]
      : []),
  ];

  const query = new Map<string, Entry[]>();
  const inQuery = namedIn("query");
  for (const part of address.query) {
    if (part.kind === "template") {
      const found = inQuery.get(part.name);
      if (found && !query.has(part.name)) addEntry(query, part.name, found.value);
    } else {
      const value = part.kind === "flag" ? literal(null) : literal(part.value);
      addEntry(query, part.name, { code: value, repeats: false, spreads: false, helpers: [] });
    }
  }
  const templated = new Set(
    address.query.flatMap((part) => (part.kind === "template" ? [part.name] : [])),
  );
  for (const { source, value } of located("query")) {
    if (typeof source !== "object" || templated.has(source.name)) continue;
    addEntry(query, source.numbering?.prefix ?? source.name, value);
  }
  for (const { source, value } of located("querystring")) {
    if (typeof source === "object") addEntry(query, source.name, value);
  }
  if (query.size > 0) fields.push({ key: code`query`, ...record(query) });

  const constants = new Map<string, Entry[]>();
  for (const { name: header, value } of address.headers) {
    addEntry(constants, header, {
      code: literal(value),
      repeats: false,
      spreads: false,
      helpers: [],
    });
  }
  const passed = new Map<string, Entry[]>();
  for (const { source, value } of located("header")) {
    if (typeof source === "object") addEntry(passed, source.name, value);
  }
  const cookies = new Map<string, Entry[]>();
  for (const { source, value } of located("cookie")) {
    if (typeof source === "object") addEntry(cookies, source.name, value);
  }
  if (cookies.size > 0) {
    const { value, helpers } = record(cookies);
    const written = { code: call(code`encodeCookies`, [value]), repeats: false, spreads: false };
    addEntry(passed, "Cookie", { ...written, helpers: [code`encodeCookies`, ...helpers] });
  }
  if (body && body.kind !== "multipart") {
    const isDeclared = [...constants.keys(), ...passed.keys()].some(
      (header) => header.toLowerCase() === "content-type",
    );
    const type = contentType(body, properties);
    const entry = { code: type, repeats: false, spreads: false, helpers: [] };
    if (!isDeclared) addEntry(constants, "Content-Type", entry);
  }
  const isAcceptSet = [...constants.keys(), ...passed.keys()].some(
    (header) => header.toLowerCase() === "accept",
  );
  if (response.accept !== "" && !isAcceptSet) {
    const entry = { code: literal(response.accept), repeats: false, spreads: false, helpers: [] };
    constants.set("Accept", [entry]);
  }
  const sentHeaders = new Map([...constants, ...passed]);
  if (sentHeaders.size > 0) fields.push({ key: code`headers`, ...record(sentHeaders) });

  if (body) {
    const sent = properties.filter(
      ({ source }) => source === "body" || (typeof source === "object" && !("location" in source)),
    );
    const [only] = sent;
    if (!("fields" in body)) {
      if (only) {
        fields.push({ key: code`body`, value: only.value.code, helpers: only.value.helpers });
      }
    } else {
      const entries = new Map<string, Entry[]>();
      for (const { name: constant, value } of body.constants ?? []) {
        addEntry(entries, constant, writePlain(literal(value)));
      }
      for (const { source, value } of sent) {
        if (typeof source !== "object" || "location" in source) continue;
        addEntry(entries, source.layout?.name ?? source.numbering?.prefix ?? source.name, value);
      }
      const others = properties.find(({ source }) => source === "other fields");
      const { value, helpers } = record(entries, others?.value);
      const writer = formWriters[body.kind];
      fields.push({ key: code`body`, value: call(writer, [value]), helpers: [writer, ...helpers] });
    }
  }
  const { readers } = response;
  fields.push({ key: code`responses`, value: readers.code, helpers: readers.helpers });
  return fields;
}

/** The runtime's functions that write fields. */
const formWriters: Readonly<Record<FormBody["kind"], Code>> = {
  form: code`encodeForm`,
  multipart: code`multipart`,
  object: code`json`,
};

function listsOf(lists: readonly (readonly string[])[]): Code {
  return arrayLiteral(lists.map((names) => arrayLiteral(names.map(literal))));
}

/** A body that is left out has no type: servers refuse an empty one that says it is JSON. */
function contentType(body: Body, properties: readonly Property[]): Code {
  const type = literal(body.mediaType);
  const isAlways = "isNeverEmpty" in body && body.isNeverEmpty === true;
  const optional = properties.find(
    ({ source, required }) => source === "body" && !required && !isAlways,
  );
  if (!optional) return type;
  return conditional(code`${access(params, optional.key)} === undefined`, code`undefined`, type);
}

/** `"/"`, or a template literal whose values cannot leave their segment unless they may. */
function pathField(
  parts: Operation["address"]["path"],
  properties: ReadonlyMap<string, Property>,
): RequestField {
  const key = code`path`;
  const last = parts.at(-1);
  const write = (some: typeof parts): { value: Code; helpers: readonly Code[] } => {
    const templates = some.filter((part) => part.kind === "template");
    if (templates.length === 0) {
      const text = some.map((part) => (part.kind === "text" ? part.text : "")).join("");
      return { value: literal(text === "" ? "/" : text), helpers: [] };
    }
    const helpers: Code[] = [code`path`];
    const pieces = some.map((part) => {
      if (part.kind === "text") return templateText(part.text);
      const found = properties.get(part.name);
      helpers.push(...(found?.value.helpers ?? []));
      const value = flatten(found?.value.code ?? literal(""));
      if (!part.greedy) return code`\${${value}}`;
      helpers.push(code`segments`);
      return code`\${segments(${value})}`;
    });
    return { value: code`path\`${joinCode(pieces, "")}\``, helpers };
  };
  const whole = write(parts);
  const optional =
    last?.kind === "template" && last.optional ? properties.get(last.name) : undefined;
  if (!optional) return { key, ...whole };
  const before = parts.slice(0, -1).map((part, index, { length }) => {
    const isLast = index === length - 1 && part.kind === "text";
    return isLast ? { ...part, text: part.text.replace(/\/$/, "") } : part;
  });
  const without = write(before);
  const test = code`${optional.value.code} === undefined`;
  const value = conditional(test, without.value, whole.value);
  return { key, value, helpers: [...whole.helpers, ...without.helpers] };
}

function importHelpers(helpers: readonly Code[]): { readonly statement: Code }[] {
  const modules = groupBy(helpers, moduleOf);
  return [...modules]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([module, names]) => ({
      statement: code`import ${bindings(names)} from "../runtime/${module}.ts";`,
    }));
}

/** Imports of declared types, each from its own module. */
export function importTypes(
  names: readonly string[],
  folder: Code,
): { readonly statement: Code }[] {
  return names.map((name) => {
    const identifier = pascalCase(name);
    return {
      statement: code`import type { ${identifier} } from "${folder}${fileName(identifier)}.ts";`,
    };
  });
}
