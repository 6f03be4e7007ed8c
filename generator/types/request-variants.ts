import type { Body, NamedSchema, Operation, Response, Schema, Service } from "../model/service.ts";
import { escapePointer } from "../json/json-pointer.ts";
import { schemaReference } from "../model/component-name.ts";
import { decodeRef, isKeywords, listOf, type Keywords } from "../model/json-schema.ts";

/**
 * The two sides of a service's schemas: without `readOnly` properties where a client sends them, and
 * without `writeOnly` ones where it receives them (OpenAPI 3.1, section 4.8.24; JSON Schema
 * Validation 2020-12, section 9.4).
 */
export interface Directions {
  /** Named schemas that differ by direction and go both ways, so that each needs a second type. */
  readonly doubled: ReadonlySet<NamedSchema>;
  /** What a named schema is first of all: what is received, or what is sent where that is all. */
  declared(schema: NamedSchema): Schema;
  /** A schema as it is sent. References to doubled schemas are {@link sentReference}s. */
  sent(schema: Schema): Schema;
  /** An operation with its body as it is sent and its answers as they are received. */
  operation(operation: Operation): Operation;
}

type Way = "sent" | "received";

/** The reference to a doubled schema as it is sent. Its end is the name, as discriminators need it. */
export function sentReference(name: string): string {
  return `#/sent/${escapePointer(name)}`;
}

/** Separates what is sent from what is received. */
export function separateDirections({ schemas, operations }: Service): Directions {
  const named = new Map(schemas.map((one) => [decodeRef(schemaReference(one.name)), one]));
  const find = (reference: unknown): NamedSchema | undefined =>
    typeof reference === "string" ? named.get(decodeRef(reference)) : undefined;

  const bodies = operations.flatMap(({ body }) => (body ? schemasOfBody(body) : []));
  const answers = operations.flatMap(({ responses }) =>
    responses.flatMap(({ content }) => (content ? [content.schema] : [])),
  );
  const declared = schemas.map(({ schema }) => schema);
  if (![...declared, ...bodies, ...answers].some(hasMark)) return sameBothWays;

  const uses = new Map(schemas.map((one) => [one, targetsIn(one.schema)]));
  const marked = schemas.filter(({ schema }) => hasMark(schema));
  const affected = reach(marked, reversed(uses));
  const isSent = reach(bodies.flatMap(targetsIn), uses);
  const isReceived = reach(answers.flatMap(targetsIn), uses);
  const doubled = new Set([...affected].filter((one) => isSent.has(one) && isReceived.has(one)));

  function targetsIn(schema: Schema): NamedSchema[] {
    return [...nodesIn(schema)].flatMap((node) => find(node["$ref"]) ?? []);
  }

  /** @param gone properties that another part of the same object leaves out. */
  function rewrite(schema: unknown, way: Way, gone: ReadonlySet<string>): unknown {
    if (!isKeywords(schema)) return schema;
    const target = find(schema["$ref"]);
    if (target) return way === "sent" ? refer(schema, target) : schema;
    const left = new Set([...gone, ...namesLeftOut(schema, way)]);
    const kept = Object.fromEntries(
      Object.entries(schema).map(([key, value]) => [key, rewriteKeyword(key, value, way, left)]),
    );
    return Object.keys(schema).every((key) => kept[key] === schema[key]) ? schema : kept;
  }

  function rewriteKeyword(
    key: string,
    value: unknown,
    way: Way,
    gone: ReadonlySet<string>,
  ): unknown {
    if (key === "properties" && isKeywords(value)) {
      const all = Object.entries(value);
      const some = all.filter(([, schema]) => !isLeftOut(schema, way));
      const rest = some.map(([name, schema]) => [name, rewrite(schema, way, none)] as const);
      const isSame = rest.length === all.length && rest.every(([name, one]) => value[name] === one);
      return isSame ? value : Object.fromEntries(rest);
    }
    if (key === "required" && Array.isArray(value)) {
      return kept(value, (name) => !gone.has(String(name)));
    }
    if (isPart.has(key)) return rewrite(value, way, none);
    if (key === "allOf" && Array.isArray(value)) {
      const some = kept(value, (part) => !isEmptied(part, way));
      return changed(some, (part) => rewrite(part, way, gone));
    }
    if (isListOfParts.has(key) && Array.isArray(value)) {
      return changed(value, (part) => rewrite(part, way, key === "prefixItems" ? none : gone));
    }
    if (key === "discriminator" && way === "sent") return readdress(value);
    return value;
  }

  /** Whether what is added from another schema has nothing but properties that are left out. */
  function isEmptied(part: unknown, way: Way): boolean {
    const { properties, ...rest } = keywordsOf(isKeywords(part) && find(part["$ref"])?.schema);
    const all = entriesOf(properties);
    const isWhole = !Object.keys(rest).some((key) => isPart.has(key) || isListOfParts.has(key));
    return isWhole && all.length > 0 && all.every(([, property]) => isLeftOut(property, way));
  }

  function refer(schema: Keywords, target: NamedSchema): Keywords {
    return doubled.has(target) ? { ...schema, $ref: sentReference(target.name) } : schema;
  }

  function readdress(discriminator: unknown): unknown {
    if (!isKeywords(discriminator) || !isKeywords(discriminator["mapping"])) return discriminator;
    const mapping = Object.entries(discriminator["mapping"]).map(([value, reference]) => {
      const target = find(reference) ?? find(schemaReference(String(reference)));
      return [value, target && doubled.has(target) ? sentReference(target.name) : reference];
    });
    return { ...discriminator, mapping: Object.fromEntries(mapping) };
  }

  /** The properties that an object leaves out, those of what it extends among them. */
  function namesLeftOut(schema: Keywords, way: Way): ReadonlySet<string> {
    const names = new Set<string>();
    const family = new Set<unknown>([schema]);
    for (const part of family) {
      if (!isKeywords(part)) continue;
      const target = find(part["$ref"]);
      if (target) family.add(target.schema);
      for (const base of listOf(part["allOf"])) family.add(base);
      for (const [name, property] of entriesOf(part["properties"])) {
        if (isLeftOut(property, way)) names.add(name);
      }
    }
    return names;
  }

  const turn = (schema: Schema, way: Way): Schema => rewrite(schema, way, none) as Schema;
  const sent = (schema: Schema): Schema => turn(schema, "sent");

  function sentBody(body: Body): Body {
    if (!("fields" in body)) return { ...body, schema: sent(body.schema) };
    const { others } = body;
    const fields = body.fields.filter(({ schema }) => !isLeftOut(schema, "sent"));
    return {
      ...body,
      fields: fields.map((field) => {
        const schema = sent(field.schema);
        return schema === field.schema ? field : { ...field, schema };
      }),
      others: others && { ...others, schema: sent(others.schema) },
    };
  }

  function received(response: Response): Response {
    const { content } = response;
    if (!content) return response;
    return { ...response, content: { ...content, schema: turn(content.schema, "received") } };
  }

  return {
    doubled,
    declared(one) {
      if (!affected.has(one)) return one.schema;
      if (isReceived.has(one)) return turn(one.schema, "received");
      return isSent.has(one) ? sent(one.schema) : one.schema;
    },
    sent,
    operation: (operation) => ({
      ...operation,
      body: operation.body && sentBody(operation.body),
      responses: operation.responses.map(received),
    }),
  };
}

const sameBothWays: Directions = {
  doubled: new Set(),
  declared: ({ schema }) => schema,
  sent: (schema) => schema,
  operation: (operation) => operation,
};

const none: ReadonlySet<string> = new Set();

/** Keywords that hold a schema, and those that hold a list of them. */
const isPart = new Set(["items", "additionalProperties"]);
const isListOfParts = new Set(["allOf", "oneOf", "anyOf", "prefixItems"]);

/** Every schema object that a schema is written with, itself first. */
function* nodesIn(schema: unknown): Generator<Keywords> {
  const found = new Set([schema]);
  for (const node of found) {
    if (!isKeywords(node)) continue;
    yield node;
    for (const [key, value] of Object.entries(node)) {
      if (isPart.has(key)) found.add(value);
      if (isListOfParts.has(key)) for (const part of listOf(value)) found.add(part);
      if (key === "properties") for (const [, property] of entriesOf(value)) found.add(property);
    }
  }
}

function hasMark(schema: Schema): boolean {
  return nodesIn(schema).some(({ readOnly, writeOnly }) => readOnly === true || writeOnly === true);
}

function isLeftOut(property: unknown, way: Way): boolean {
  const mark = way === "sent" ? "readOnly" : "writeOnly";
  return isKeywords(property) && property[mark] === true;
}

function schemasOfBody(body: Body): Schema[] {
  if (!("fields" in body)) return [body.schema];
  return [...body.fields, ...(body.others ? [body.others] : [])].map(({ schema }) => schema);
}

function keywordsOf(value: unknown): Keywords {
  return isKeywords(value) ? value : {};
}

function entriesOf(value: unknown): [string, unknown][] {
  return isKeywords(value) ? Object.entries(value) : [];
}

/** Like `map`, but the list itself where nothing changes. */
function changed<Value>(
  values: readonly Value[],
  change: (value: Value) => unknown,
): readonly unknown[] {
  const all = values.map(change);
  return all.every((value, index) => value === values[index]) ? values : all;
}

/** Like `filter`, but the list itself where nothing goes. */
function kept<Value>(
  values: readonly Value[],
  isKept: (value: Value) => boolean,
): readonly Value[] {
  const some = values.filter(isKept);
  return some.length === values.length ? values : some;
}

type Uses = ReadonlyMap<NamedSchema, readonly NamedSchema[]>;

/** What can be reached, the beginnings among it. */
function reach(from: readonly NamedSchema[], uses: Uses): ReadonlySet<NamedSchema> {
  const found = new Set(from);
  for (const one of found) for (const target of uses.get(one) ?? []) found.add(target);
  return found;
}

function reversed(uses: Uses): Uses {
  const users = new Map([...uses.keys()].map((one) => [one, new Array<NamedSchema>()]));
  for (const [user, targets] of uses) for (const target of targets) users.get(target)?.push(user);
  return users;
}
