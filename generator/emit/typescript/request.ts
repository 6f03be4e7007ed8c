import { actionOf } from "../../model/operation-identity.ts";
import type { Location, Operation } from "../../model/service.ts";
import { pascalCase } from "../../naming/identifiers.ts";
import { code, type Code } from "../../text/code.ts";
import { arrayLiteral, call } from "./line-layout.ts";
import { literal } from "./literal.ts";
import type { Properties, Property } from "./properties.ts";
import { addEntry, record, type Entry, type Expression } from "./record.ts";
import { writeBody, writeContentType } from "./request-body.ts";
import { writePath } from "./request-path.ts";
import type { ResponseView } from "./response.ts";
import { writePlain } from "./shaped-value.ts";
import type { TypeWriter } from "./type-writer.ts";

/** A property of the request that a builder returns. */
export interface RequestField extends Expression {
  readonly key: Code;
}

/**
 * Returns the properties of the request that a builder returns, in their order.
 *
 * @param name of the builder.
 * @param properties what the caller passes.
 * @param requirements the names of security schemes, any of these alternatives and all of one.
 */
export function requestFields(
  operation: Operation,
  name: Code,
  properties: Properties,
  response: ResponseView,
  requirements: readonly (readonly string[])[],
  types: Pick<TypeWriter, "codecOfFields">,
): RequestField[] {
  const { method, address, hasAction } = operation;
  const { shared, bodies } = properties;
  const located = byLocation(shared);
  const query = queryEntries(operation, located);
  const headers = headerEntries(operation, located, properties, response);
  const inPath = new Map(located.path.map((one) => [one.name, one.property]));
  const { readers } = response;
  return [
    { key: code`operation`, value: operationName(operation, name), helpers: [] },
    { key: code`method`, value: literal(method), helpers: [] },
    { key: code`path`, ...writePath(address.path, inPath) },
    ...serverFields(operation),
    ...(hasAction ? [{ key: code`hasAction`, value: literal(true), helpers: [] }] : []),
    ...(requirements.length > 0
      ? [{ key: code`security`, value: listsOf(requirements), helpers: [] }]
      : []),
    ...(query.size > 0 ? [{ key: code`query`, ...record(query) }] : []),
    ...(headers.size > 0 ? [{ key: code`headers`, ...record(headers) }] : []),
    ...(bodies.length > 0 ? [{ key: code`body`, ...writeBody(bodies, types) }] : []),
    { key: code`responses`, value: readers.code, helpers: readers.helpers },
  ];
}

/** The name of an operation in errors and logs: its action, as the service writes it. */
export function operationName(operation: Operation, name: Code): Code {
  const action = pascalCase(actionOf(operation));
  return literal(action.toLowerCase() === name.toLowerCase() ? action : name);
}

function serverFields({ server }: Operation): RequestField[] {
  if (server === undefined) return [];
  const atServer = code`atServer`;
  return [
    { key: code`server`, value: literal(server), helpers: [] },
    { key: atServer, value: atServer, helpers: [atServer] },
  ];
}

function listsOf(lists: readonly (readonly string[])[]): Code {
  return arrayLiteral(lists.map((names) => arrayLiteral(names.map(literal))));
}

interface LocatedProperty {
  /** On the wire. */
  readonly name: string;
  /** The wire's name of an item, where it is an indexed list. */
  readonly entryName: string;
  readonly property: Property;
}

type ByLocation = Readonly<Record<Location, readonly LocatedProperty[]>>;

/** Groups the caller's properties by location. */
function byLocation(properties: readonly Property[]): ByLocation {
  const groups: Record<Location, LocatedProperty[]> = {
    path: [],
    query: [],
    querystring: [],
    header: [],
    cookie: [],
  };
  for (const property of properties) {
    const { source } = property;
    if (source.kind !== "parameter") continue;
    const { location, name, indexedList } = source;
    groups[location].push({ name, entryName: indexedList?.prefix ?? name, property });
  }
  return groups;
}

type Entries = Map<string, Entry[]>;

function queryEntries({ address }: Operation, located: ByLocation): Entries {
  const entries: Entries = new Map();
  const inQuery = located.query;
  const byName = new Map(inQuery.map(({ name, property }) => [name, property]));
  const templated = new Set<string>();
  for (const part of address.query) {
    switch (part.kind) {
      case "template": {
        const found = byName.get(part.name);
        if (found && !entries.has(part.name)) addEntry(entries, part.name, found.value);
        templated.add(part.name);
        break;
      }
      case "flag":
        addEntry(entries, part.name, writePlain(literal(null)));
        break;
      case "constant":
        addEntry(entries, part.name, writePlain(literal(part.value)));
        break;
    }
  }
  for (const { name, entryName, property } of inQuery) {
    if (!templated.has(name)) addEntry(entries, entryName, property.value);
  }
  for (const { name, property } of located.querystring) {
    addEntry(entries, name, property.value);
  }
  return entries;
}

/** Returns the headers: what is constant first, then the caller's, then their cookies. */
function headerEntries(
  operation: Operation,
  located: ByLocation,
  { bodies }: Properties,
  { accept }: Pick<ResponseView, "accept">,
): Entries {
  const constants: Entries = new Map();
  for (const { name, value } of operation.address.headers) {
    addEntry(constants, name, writePlain(literal(value)));
  }
  const passed: Entries = new Map();
  const contentType = writeContentType(bodies);
  const defaults = new Map<string, Code>([
    ...(contentType === undefined ? [] : [["content-type", contentType] as const]),
    ...(accept === "" ? [] : [["accept", literal(accept)] as const]),
  ]);
  for (const { name, property } of located.header) {
    addEntry(passed, name, orDefault(property, defaults.get(name.toLowerCase())));
  }
  const cookies: Entries = new Map();
  for (const { name, property } of located.cookie) {
    addEntry(cookies, name, property.value);
  }
  if (cookies.size > 0) {
    const { value, helpers } = record(cookies);
    const written = writePlain(call(code`encodeCookies`, [value]));
    addEntry(passed, "Cookie", { ...written, helpers: [code`encodeCookies`, ...helpers] });
  }
  const names = [...constants.keys(), ...passed.keys()].map((name) => name.toLowerCase());
  if (contentType !== undefined && !names.includes("content-type")) {
    addEntry(constants, "Content-Type", writePlain(contentType));
  }
  if (accept !== "" && !names.includes("accept")) {
    addEntry(constants, "Accept", writePlain(literal(accept)));
  }
  return new Map([...constants, ...passed]);
}

/** A media type that the caller may give: the description's own where it is left out. */
function orDefault({ required, value }: Property, otherwise: Code | undefined): Entry {
  if (required || otherwise === undefined) return value;
  const operand = otherwise.startsWith('"') ? otherwise : code`(${otherwise})`;
  return { ...value, code: code`${value.code} ?? ${operand}` };
}
