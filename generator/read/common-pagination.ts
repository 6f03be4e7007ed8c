import { isNode, asList, asNode, type Node } from "../data/json-object.ts";
import { pointerTo } from "../data/json-pointer.ts";
import { isForm } from "../model/body.ts";
import { typesOf } from "../model/json-schema.ts";
import { successesOf } from "../model/response-rules.ts";
import type { Operation } from "../model/service.ts";

/**
 * Returns what `x-pagination` would say of an operation that has its pages as most services do, by
 * the names of its parameters and of the response's fields: a token of the same name in both
 * (`NextToken`, `Marker`), or a next one for a parameter (`NextMarker` for `Marker`, `NextRecordName`
 * for `StartRecordName`); whether there is more (`IsTruncated`); the only list.
 *
 * @param resolve finds the schema of a local reference.
 * @returns `undefined` for what has no such tokens.
 */
export function commonPagination(
  operation: Operation,
  resolve: (reference: string) => unknown,
): Node | undefined {
  const content = successesOf(operation.responses)[0]?.content;
  if (content?.kind !== "json" && content?.kind !== "xml") return undefined;
  const { path, fields } = pageIn(content.schema, resolve);
  const inputs = inputsOf(operation, resolve);
  const tokens = tokensIn([...fields.keys()], inputs);
  if (tokens.length === 0) return undefined;
  const ofType = (type: string): readonly string[] =>
    [...fields].filter(([, one]) => typesOf(one)[0] === type).map(([name]) => name);
  const more = ofType("boolean").find((name) => moreNames.has(plain(name)));
  const [items, second] = ofType("array");
  const pointer = (name: string): string => pointerTo([...path, name]);
  return {
    parameter: tokens.map(({ input }) => input),
    token: tokens.map(({ field }) => pointer(field)),
    ...(more !== undefined && { more: pointer(more) }),
    ...(items !== undefined && second === undefined && { items: pointer(items) }),
  };
}

interface Token {
  readonly input: string;
  readonly field: string;
}

/** Some services repeat the token of a page beside the next one, which counts. */
function tokensIn(fields: readonly string[], inputs: readonly string[]): readonly Token[] {
  const byName = new Map(inputs.map((name) => [plain(name), name]));
  const next = fields.flatMap((field) => {
    const [, name = ""] = /^next(.+)$/.exec(plain(field)) ?? [];
    const input = byName.get(`next${name}`) ?? byName.get(name) ?? byName.get(`start${name}`);
    return name === "" || input === undefined ? [] : [{ input, field }];
  });
  if (next.length > 0) return next;
  return fields.flatMap((field) => {
    const input = /(?:token|marker|cursor)$/.test(plain(field))
      ? byName.get(plain(field))
      : undefined;
    return input === undefined ? [] : [{ input, field }];
  });
}

const moreNames: ReadonlySet<string> = new Set(["hasmore", "istruncated", "truncated"]);

/** `next-token` and `NextToken` are one name. */
function plain(name: string): string {
  return name.replace(/[^A-Za-z0-9]/g, "").toLowerCase();
}

function inputsOf(
  { parameters, body }: Operation,
  resolve: (reference: string) => unknown,
): readonly string[] {
  const fields = body && isForm(body) ? body.fields.map(({ name }) => name) : [];
  const properties = body?.kind === "json" ? fieldsOf(body.schema, resolve).keys() : [];
  return [...parameters.map(({ name }) => name), ...fields, ...properties];
}

interface Page {
  readonly path: readonly string[];
  readonly fields: ReadonlyMap<string, Node>;
}

/** The structure of a response that has the fields of a page: itself, or its only member. */
function pageIn(schema: unknown, resolve: (reference: string) => unknown): Page {
  const fields = fieldsOf(schema, resolve);
  const [only, ...others] = fields;
  const inner = only && others.length === 0 ? fieldsOf(only[1], resolve) : new Map<string, Node>();
  return only && inner.size > 0 ? { path: [only[0]], fields: inner } : { path: [], fields };
}

/** The properties of a schema, of what it refers to and of what it extends. */
function fieldsOf(
  schema: unknown,
  resolve: (reference: string) => unknown,
  seen: Set<unknown> = new Set<unknown>(),
): ReadonlyMap<string, Node> {
  if (!isNode(schema) || seen.has(schema)) return new Map();
  seen.add(schema);
  const { $ref: reference, allOf, properties } = schema;
  const parts = [...(typeof reference === "string" ? [resolve(reference)] : []), ...asList(allOf)];
  return new Map([
    ...parts.flatMap((part) => [...fieldsOf(part, resolve, seen)]),
    ...Object.entries(asNode(properties) ?? {}).map(
      ([name, one]) => [name, wholeOf(one, resolve)] as const,
    ),
  ]);
}

/** A schema with what its references and bases say of its type. */
function wholeOf(schema: unknown, resolve: (reference: string) => unknown, depth = 0): Node {
  if (!isNode(schema) || depth > 8) return {};
  const { $ref: reference, allOf } = schema;
  const parts = [...(typeof reference === "string" ? [resolve(reference)] : []), ...asList(allOf)];
  const whole = parts.map((part) => wholeOf(part, resolve, depth + 1));
  return Object.assign({}, ...whole, schema) as Node;
}
