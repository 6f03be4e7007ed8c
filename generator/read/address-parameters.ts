import type { SourceLocation } from "../diagnostics/problem.ts";
import { asNode } from "../data/json-object.ts";
import type {
  Address,
  Constant,
  Flag,
  Location,
  Parameter,
  QueryPart,
  SerializationStyle,
} from "../model/service.ts";
import type { ReadContext } from "../source/read-context.ts";
import type { FixedParts } from "./declared-parameters.ts";
import type { DocumentContext } from "./document-context.ts";
import { isIndexedName, joinIndexedParameters } from "./indexed-lists.ts";
import { parameterKey, undeclaredParameter } from "./parameter.ts";

/**
 * Returns the declared parameters with styles that write no second prefix: a label behind a dot that
 * the path has already, as in `/{id}.{ext}`.
 */
export function withoutSecondPrefix(
  address: Address,
  declared: readonly Parameter[],
): readonly Parameter[] {
  const before = new Map(
    address.path.flatMap((part, index, parts) => {
      const previous = parts[index - 1];
      return part.kind === "template" && previous?.kind === "text"
        ? [[part.name, previous.text] as const]
        : [];
    }),
  );
  return declared.map((parameter) => {
    const prefix = prefixes.get(parameter.style);
    if (parameter.location !== "path" || prefix === undefined) return parameter;
    const isThere = before.get(parameter.name)?.endsWith(prefix(parameter.name)) === true;
    return isThere ? { ...parameter, style: "simple" } : parameter;
  });
}

/** The prefix of a value by each style of a path (OpenAPI 3.1, section 4.8.12.4). */
const prefixes: ReadonlyMap<SerializationStyle, (name: string) => string> = new Map<
  SerializationStyle,
  (name: string) => string
>([
  ["label", () => "."],
  ["exploded-label", () => "."],
  ["matrix", (name) => `;${encodeURIComponent(name)}=`],
  ["exploded-matrix", (name) => `;${encodeURIComponent(name)}=`],
]);

/**
 * Adds what is declared with a single value: a required parameter of the query or a header is then a
 * constant too. The query keeps the declared order up to the last of them.
 */
export function withDeclaredConstants(
  address: Address,
  declared: readonly Parameter[],
  fixed: FixedParts,
): Address {
  const written = new Set([
    ...address.headers.map(({ name }) => parameterKey({ location: "header", name })),
    ...address.query.flatMap((part) =>
      [part.name, nameOfVariable(part) ?? part.name].map((name) =>
        parameterKey({ location: "query", name }),
      ),
    ),
  ]);
  const open = declared.filter((one) => !written.has(parameterKey(one)));
  const inQuery = open.filter(({ location }) => location === "query");
  const last = inQuery.findLastIndex((one) => fixed.has(one));
  const query = inQuery.slice(0, last + 1).flatMap((one): readonly QueryPart[] => {
    if (isIndexedName(one.name)) return [];
    return fixed.get(one) ?? [{ kind: "template", name: one.name, variable: one.name }];
  });
  const headers = open
    .filter(({ location }) => location === "header")
    .flatMap((one) => fixed.get(one) ?? [])
    .filter((part) => part.kind === "constant");
  return {
    ...address,
    query: [...address.query, ...query],
    headers: [...address.headers, ...headers],
  };
}

function nameOfVariable(part: QueryPart): string | undefined {
  return part.kind === "template" ? part.variable : undefined;
}

/**
 * Returns what a caller passes: the declared parameters, but for constants, and undeclared templates.
 */
export function callerParameters(
  address: Address,
  declared: readonly Parameter[],
  sourceLocation: SourceLocation,
  { context }: DocumentContext,
): Parameter[] {
  const byKey = new Map(declared.map((parameter) => [parameterKey(parameter), parameter]));
  const find = (name: string, location: Location): Parameter | undefined =>
    byKey.get(parameterKey({ name, location }));
  const inPath = pathParameters(address, find, sourceLocation, context);
  const inQuery = queryParameters(address, find, sourceLocation);
  const taken = new Set([...inPath, ...inQuery].flatMap(({ declaration }) => declaration ?? []));
  const collapse = (constant: Constant | Flag, namesake: Parameter | undefined): void => {
    if (!namesake) return;
    taken.add(namesake);
    checkConstant(constant, namesake, context);
  };
  for (const part of address.query) {
    if (part.kind !== "template") collapse(part, find(part.name, "query"));
  }
  for (const header of address.headers) collapse(header, find(header.name, "header"));

  const queryNames = new Set(address.query.map(({ name }) => name));
  const others = declared.filter((parameter) => {
    const { name, location } = parameter;
    if (taken.has(parameter)) return false;
    if (location !== "path") return true;
    if (!queryNames.has(name))
      context.report("unused-path-parameter", parameter.sourceLocation, { name });
    return false;
  });
  const templates = [...inPath, ...inQuery].flatMap(({ parameter }) => parameter ?? []);
  return joinIndexedParameters([...templates, ...others]);
}

/** A template of an address. */
interface Template {
  /** `undefined` where the address has the same template before. */
  readonly parameter: Parameter | undefined;
  /** Its declaration in the description. */
  readonly declaration: Parameter | undefined;
}

type Find = (name: string, location: Location) => Parameter | undefined;

function pathParameters(
  { path }: Address,
  find: Find,
  sourceLocation: SourceLocation,
  { report }: ReadContext,
): readonly Template[] {
  const seen = new Set<string>();
  return path.flatMap((part) => {
    if (part.kind !== "template" || seen.has(part.name)) return [];
    seen.add(part.name);
    const { name, optional } = part;
    const declaration = find(name, "path");
    if (!declaration && !optional) report("undeclared-path-parameter", sourceLocation, { name });
    const base = declaration ?? undeclaredParameter(name, "path", sourceLocation);
    return [{ parameter: { ...base, required: !optional }, declaration }];
  });
}

function queryParameters(
  { query }: Address,
  find: Find,
  sourceLocation: SourceLocation,
): readonly Template[] {
  const seen = new Set<string>();
  return query.flatMap((part): readonly Template[] => {
    if (part.kind !== "template") return [];
    const { name, variable } = part;
    const declaration =
      find(variable, "query") ??
      find(variable, "path") ??
      find(name, "query") ??
      find(name, "path");
    if (seen.has(name)) return [{ parameter: undefined, declaration }];
    seen.add(name);
    const base = declaration ?? undeclaredParameter(name, "query", sourceLocation);
    return [{ parameter: { ...base, location: "query", name }, declaration }];
  });
}

/** A constant that is declared too is only a constant. */
function checkConstant(
  constant: Constant | Flag,
  { schema, sourceLocation }: Parameter,
  context: ReadContext,
): void {
  const allowed = asNode(schema)?.["enum"];
  const value = constant.kind === "constant" ? constant.value : "";
  if (!Array.isArray(allowed) || allowed.flat().map(String).includes(value)) return;
  context.report("conflicting-constant", sourceLocation, { name: constant.name, value });
}
