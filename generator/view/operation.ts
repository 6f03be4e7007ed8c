import { code, joinCode, type Code } from "../code.ts";
import { comment, commentOf, prose } from "../comment.ts";
import { access, literal, memberKey, propertyKey, templateText } from "../literal.ts";
import type { Body, Operation, Parameter, Response, Schema } from "../model.ts";
import { actionOf, fileName, pascalCase } from "../names.ts";
import type { TypeWriter } from "../types.ts";
import { requestLine } from "./request-line.ts";
import { moduleOf } from "./runtime.ts";
import { writeNumbered, writeValue, type Value } from "./value.ts";

export interface OperationView {
  readonly operation: Operation;
  readonly file: string;
  readonly header: Code;
  readonly imports: readonly { readonly statement: Code }[];
  /** One, or none where there is nothing to pass. */
  readonly params: readonly ParamsView[];
  readonly response: { readonly name: Code; readonly code: Code };
  readonly doc: Code;
  readonly name: Code;
  readonly signature: Code;
  readonly fields: readonly FieldView[];
  /** The runtime's functions that the builder calls. */
  readonly helpers: readonly Code[];
  /** The types that the module exports. */
  readonly typeNames: readonly Code[];
}

export interface ParamsView {
  readonly doc: Code;
  readonly name: Code;
  readonly members: readonly MemberView[];
}

export interface MemberView {
  /** Ends its line, where there is any. */
  readonly doc: Code;
  readonly key: Code;
  /** `?` or nothing. */
  readonly mark: Code;
  readonly type: Code;
}

/** A property of the request that a builder returns. */
export interface FieldView {
  readonly key: Code;
  readonly value: Code;
}

/** Every schema of an operation for which a type may be wanted. */
export function schemasOf({ parameters, body, responses }: Operation): Schema[] {
  return [
    ...parameters.map(({ schema }) => schema),
    ...(body ? ("fields" in body ? body.fields.map(({ schema }) => schema) : [body.schema]) : []),
    ...responses.flatMap(({ content }) => (content ? [content.schema] : [])),
  ];
}

/** Finds the schema that a local reference names. */
export type Resolve = (reference: string) => unknown;

/** Decides how one operation looks: its module, from the imports to the request it returns. */
export function viewOperation(
  operation: Operation,
  name: Code,
  header: Code,
  types: TypeWriter,
  resolve: Resolve,
): OperationView {
  const typeName = pascalCase(name);
  const properties = propertiesOf(operation, resolve, types);
  const response = viewResponse(operation.responses, code`${typeName}Response`, name, types);
  const fields = requestFields(operation, name, properties, response.answer);
  const helpers = [...new Set(fields.flatMap((field) => field.helpers))].sort();
  const isOptional = properties.every((property) => !property.required);
  const paramsName = code`${typeName}Params`;
  const references = [
    ...properties.flatMap((property) => property.references),
    ...response.references,
  ];
  return {
    operation,
    file: `operations/${fileName(name)}.ts`,
    header,
    imports: [
      ...importHelpers(helpers),
      { statement: code`import type { ApiRequest } from "../runtime/request.ts";` },
      ...importTypes([...new Set(references)].sort(), code`../schemas/`),
    ],
    params:
      properties.length === 0
        ? []
        : [
            {
              doc: commentOf([code`Parameters of {@link ${name}}.`]),
              name: paramsName,
              members: properties.map((property) => ({
                doc: lineOf(comment(property.description, { deprecated: property.deprecated })),
                key: memberKey(property.key),
                mark: property.required ? code`` : code`?`,
                type: property.type,
              })),
            },
          ],
    response: { name: code`${typeName}Response`, code: response.code },
    doc: operationDoc(operation),
    name,
    signature:
      properties.length === 0
        ? code``
        : isOptional
          ? code`params: ${paramsName} = {}`
          : code`params: ${paramsName}`,
    fields,
    helpers,
    typeNames: properties.length === 0 ? [response.name] : [paramsName, response.name],
  };
}

/** Code on a line of its own, or no line at all. */
function lineOf(text: Code): Code {
  return text === "" ? text : code`${text}\n`;
}

function operationDoc(operation: Operation): Code {
  const { summary, description, address, deprecated, externalDocs } = operation;
  const line = `\`${requestLine(operation)}\``.replace(/\s+/g, " ");
  const isRepeated = description.trim().startsWith(summary.trim());
  return commentOf(
    [
      isRepeated ? code`` : prose(sentence(summary)),
      prose(description),
      prose(address.remark),
      prose(line),
      externalDocs === undefined ? code`` : prose(`See ${externalDocs}`),
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
  readonly source: Parameter | "body" | FormField;
  readonly required: boolean;
  readonly deprecated: boolean;
  readonly description: string;
  readonly value: Value;
  readonly type: Code;
  readonly references: readonly string[];
}

type FormField = Extract<Body, { readonly fields: unknown }>["fields"][number];

const params = code`params`;

/**
 * The caller's properties: parameters and form fields under their wire names, a body as `body`.
 * Where one name stands in two places, the path's keeps it and the others get their place added.
 */
function propertiesOf(
  { parameters, body }: Operation,
  resolve: Resolve,
  types: TypeWriter,
): Property[] {
  const taken = new Set<string>();
  const claim = (name: string, place: string): string => {
    let key = name;
    while (taken.has(key)) key = `${key}${pascalCase(place)}`;
    taken.add(key);
    return key;
  };
  const typed = (schema: Schema, value: Value): Pick<Property, "type" | "references"> => {
    if (value.type !== undefined) return { type: value.type, references: [] };
    const { code: type, references } = types.text(schema);
    return { type, references };
  };
  const inOrder = (["path", "query", "header", "cookie"] as const).flatMap((location) =>
    parameters.filter((parameter) => parameter.location === location),
  );
  const properties = inOrder.map((parameter): Property => {
    const { location, name, required, deprecated, schema, listing, numbering } = parameter;
    const key = claim(name, location);
    const isQuery = location === "query";
    const place = { canRepeat: isQuery, canSpread: isQuery, takesBlobs: false };
    const value = numbering
      ? writeNumbered(access(params, key), numbering)
      : writeValue(access(params, key), schema, listing, name, place, resolve);
    const description = parameter.description || describe(schema);
    const rest = typed(schema, value);
    return { key, source: parameter, required, deprecated, description, value, ...rest };
  });
  if (!body) return properties;
  if (!("fields" in body)) {
    const key = claim("body", "request");
    const given = access(params, key);
    const isBinary = body.kind === "binary";
    const isText = body.kind === "text";
    const value: Value = {
      code: body.kind === "json" ? code`json(${given})` : given,
      repeats: false,
      spreads: false,
      helpers: body.kind === "json" ? [code`json`] : [],
      type: isBinary
        ? code`Blob | Uint8Array<ArrayBuffer> | ReadableStream`
        : isText
          ? code`string`
          : undefined,
    };
    const { required, description } = body;
    const rest = typed(body.schema, value);
    const property = { key, required, deprecated: false, description, value, ...rest };
    return [...properties, { ...property, source: "body" }];
  }
  const takesBlobs = body.kind === "multipart";
  const fields = body.fields.map((field): Property => {
    const key = claim(field.name, "form");
    const place = { canRepeat: true, canSpread: false, takesBlobs };
    const value = field.numbering
      ? writeNumbered(access(params, key), field.numbering)
      : writeValue(access(params, key), field.schema, field.listing, field.name, place, resolve);
    const { required, description } = field;
    const rest = typed(field.schema, value);
    return { key, source: field, required, deprecated: false, description, value, ...rest };
  });
  return [...properties, ...fields];
}

function describe(schema: Schema): string {
  return schema === true ? "" : descriptionOf(schema);
}

interface ResponseView {
  readonly name: Code;
  readonly code: Code;
  readonly references: readonly string[];
  /** How the answer has to be read, where the description is sure of it. */
  readonly answer: Code | undefined;
}

/** The type of what a call gives: the declared 2xx, or the default where it is all there is. */
function viewResponse(
  responses: readonly Response[],
  name: Code,
  operation: Code,
  types: TypeWriter,
): ResponseView {
  const good = responses.filter(({ status }) => status.startsWith("2"));
  const declared = good.length > 0 ? good : responses.filter(({ status }) => status === "default");
  const doc = commentOf([
    code`What {@link ${operation}} answers.`,
    ...declared.map(({ description }) => prose(isTelling(description) ? description : "")),
  ]);
  const kinds = new Set(declared.flatMap(({ content }) => (content ? [content.kind] : [])));
  const [kind] = kinds;
  const answer = kinds.size === 1 && kind ? literal(kind) : undefined;
  const only = declared.length === 1 ? declared[0]?.content : undefined;
  if (only?.kind === "json") {
    const declaration = types.declaration(name, only.schema, doc);
    return { name, code: declaration.code, references: declaration.references, answer };
  }
  const members = declared.map(({ status, content }) => {
    if (content?.kind === "text") return { code: code`string`, references: [] };
    if (content?.kind === "binary") return { code: code`Blob`, references: [] };
    if (content) return types.text(content.schema);
    const isEmpty = status === "204" || status === "205";
    return { code: isEmpty ? code`undefined` : code`unknown`, references: [] };
  });
  const union = [...new Set(members.map((member) => member.code))];
  const isUnknown = union.length === 0 || union.includes(code`unknown`);
  const type = isUnknown ? code`unknown` : joinCode(union, " | ");
  return {
    name,
    code: code`${doc}\nexport type ${name} = ${type};`,
    references: isUnknown ? [] : members.flatMap((member) => member.references),
    answer: isUnknown ? undefined : answer,
  };
}

/** Whether a response's description says more than its status does. */
function isTelling(description: string): boolean {
  return !/^\s*(?:\d{3}|ok|okay|success(?:ful)?(?: (?:operation|response|request))?|default(?: response)?|no content|created|accepted)?\.?\s*$/i.test(
    description,
  );
}

interface RequestField extends FieldView {
  readonly helpers: readonly Code[];
}

function requestFields(
  { method, address, body }: Operation,
  name: Code,
  properties: readonly Property[],
  answer: Code | undefined,
): RequestField[] {
  const action = pascalCase(actionOf(address));
  const operation = action.toLowerCase() === name.toLowerCase() ? action : name;
  const find = (location: string, parameter: string): Property | undefined =>
    properties.find(
      ({ source }) =>
        typeof source === "object" &&
        "location" in source &&
        source.location === location &&
        source.name === parameter,
    );
  const located = (location: string): Property[] =>
    properties.filter(
      ({ source }) =>
        typeof source === "object" && "location" in source && source.location === location,
    );
  const fields: RequestField[] = [
    { key: code`operation`, value: literal(operation), helpers: [] },
    { key: code`method`, value: literal(method), helpers: [] },
    pathField(address.path, (parameter) => find("path", parameter)),
  ];

  const query = new Map<string, Entry[]>();
  for (const part of address.query) {
    if (part.kind === "template") {
      const property = find("query", part.name);
      if (property && !query.has(part.name)) put(query, part.name, property.value);
    } else {
      const value = part.kind === "flag" ? literal(null) : literal(part.value);
      put(query, part.name, { code: value, repeats: false, spreads: false, helpers: [] });
    }
  }
  const templated = new Set(
    address.query.flatMap((part) => (part.kind === "template" ? [part.name] : [])),
  );
  for (const { source, value } of located("query")) {
    if (typeof source !== "object" || templated.has(source.name)) continue;
    put(query, source.numbering?.prefix ?? source.name, value);
  }
  if (query.size > 0) fields.push({ key: code`query`, ...record(query) });

  const constants = new Map<string, Entry[]>();
  for (const { name: header, value } of address.headers) {
    put(constants, header, { code: literal(value), repeats: false, spreads: false, helpers: [] });
  }
  const given = new Map<string, Entry[]>();
  for (const { source, value } of located("header")) {
    if (typeof source === "object") put(given, source.name, value);
  }
  const cookies = new Map<string, Entry[]>();
  for (const { source, value } of located("cookie")) {
    if (typeof source === "object") put(cookies, source.name, value);
  }
  if (cookies.size > 0) {
    const { value, helpers } = record(cookies);
    const written = { code: code`cookies(${value})`, repeats: false, spreads: false };
    put(given, "Cookie", { ...written, helpers: [code`cookies`, ...helpers] });
  }
  if (body && body.kind !== "multipart") {
    const isDeclared = [...constants.keys(), ...given.keys()].some(
      (header) => header.toLowerCase() === "content-type",
    );
    const type = { code: literal(body.mediaType), repeats: false, spreads: false, helpers: [] };
    if (!isDeclared) put(constants, "Content-Type", type);
  }
  const sentHeaders = new Map([...constants, ...given]);
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
      for (const { source, value } of sent) {
        if (typeof source !== "object") continue;
        put(entries, source.numbering?.prefix ?? source.name, value);
      }
      const { value, helpers } = record(entries);
      const writer = body.kind === "form" ? code`form` : code`multipart`;
      const call = code`${writer}(${value})`;
      fields.push({ key: code`body`, value: call, helpers: [writer, ...helpers] });
    }
  }
  if (answer !== undefined) fields.push({ key: code`answer`, value: answer, helpers: [] });
  return fields;
}

type Entry = Pick<Value, "code" | "repeats" | "spreads" | "takesAnyName" | "helpers">;

function put(entries: Map<string, Entry[]>, name: string, entry: Entry): void {
  entries.set(name, [...(entries.get(name) ?? []), entry]);
}

/**
 * An object literal; a name that stands twice gets a list. What brings names of the caller's own
 * comes first, so that it cannot take the place of what follows.
 */
function record(entries: ReadonlyMap<string, readonly Entry[]>): Omit<RequestField, "key"> {
  const inOrder = [...entries].sort(([, a], [, b]) => Number(isOpen(b)) - Number(isOpen(a)));
  const members = inOrder.map(([name, values]) => {
    const spread = values.find((value) => value.spreads);
    if (spread) return code`...${spread.code}`;
    const list = joinCode(
      values.map((value) => value.code),
      ", ",
    );
    const flat = values.some((value) => value.repeats) ? code`[${list}].flat()` : code`[${list}]`;
    return code`${propertyKey(name)}: ${values.length === 1 ? list : flat}`;
  });
  const helpers = [...entries.values()].flat().flatMap((value) => value.helpers);
  return { value: code`{ ${joinCode(members, ", ")} }`, helpers };
}

function isOpen(values: readonly Entry[]): boolean {
  return values.some(({ takesAnyName }) => takesAnyName === true);
}

/** `"/"`, or a template literal whose values cannot leave their segment. */
function pathField(
  parts: Operation["address"]["path"],
  find: (name: string) => Property | undefined,
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
      const property = find(part.name);
      helpers.push(...(property?.value.helpers ?? []));
      return code`\${${property?.value.code ?? literal("")}}`;
    });
    return { value: code`path\`${joinCode(pieces, "")}\``, helpers };
  };
  const whole = write(parts);
  const optional = last?.kind === "template" && last.optional ? find(last.name) : undefined;
  if (!optional) return { key, ...whole };
  const before = parts.slice(0, -1).map((part, index, { length }) => {
    const isLast = index === length - 1 && part.kind === "text";
    return isLast ? { ...part, text: part.text.replace(/\/$/, "") } : part;
  });
  const without = write(before);
  const value = code`${optional.value.code} === undefined ? ${without.value} : ${whole.value}`;
  return { key, value, helpers: [...whole.helpers, ...without.helpers] };
}

function importHelpers(helpers: readonly Code[]): { readonly statement: Code }[] {
  const modules = Map.groupBy(helpers, moduleOf);
  return [...modules]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([module, names]) => ({
      statement: code`import { ${joinCode(names, ", ")} } from "../runtime/${module}.ts";`,
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

/** What a schema says of itself. */
export function descriptionOf(schema: { readonly [keyword: string]: unknown }): string {
  const { description, title } = schema;
  return typeof description === "string" ? description : typeof title === "string" ? title : "";
}
