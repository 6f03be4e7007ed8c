import { asList, asNode, asText, objectsIn, type Node } from "../data/json-object.ts";
import { asSchema } from "../model/json-schema.ts";
import { locations, type Constant, type Flag, type Parameter } from "../model/service.ts";
import { resolve, type DocumentContext } from "./document-context.ts";
import {
  constantsOf,
  ignoredHeaders,
  itemStylesOf,
  parameterKey,
  styleOf,
  unsendableHeaders,
  wireName,
} from "./parameter.ts";

/** The constants of an operation: parameters that leave no choice. */
export type FixedParts = ReadonlyMap<Parameter, readonly (Constant | Flag)[]>;

/** The parameters that an operation and its path declare. */
export interface DeclaredParameters {
  readonly parameters: readonly Parameter[];
  readonly fixed: FixedParts;
}

/** Reads the parameters of an operation and of its path, whose place the operation's own take. */
export function readParameters(
  item: Node,
  operation: Node,
  reading: DocumentContext,
): DeclaredParameters {
  const own = parameterList(operation, true, reading);
  const ownKeys = new Map(own.map((one) => [parameterKey(one.parameter), one.parameter]));
  const shared = parameterList(item, false, reading).filter(({ parameter: outer }) => {
    const inner = ownKeys.get(parameterKey(outer));
    if (inner && inner.name !== outer.name) reportTwin(outer, inner, reading);
    return inner === undefined;
  });
  const all = [...shared, ...own];
  return {
    parameters: withOneCookie(
      all.map(({ parameter }) => parameter),
      reading,
    ),
    fixed: new Map(
      all.flatMap(({ parameter, fixed }) =>
        fixed.length > 0 ? [[parameter, fixed] as const] : [],
      ),
    ),
  };
}

/** A header `Cookie` and cookie parameters are one field of the request, written from the latter. */
function withOneCookie(
  parameters: readonly Parameter[],
  { context }: DocumentContext,
): readonly Parameter[] {
  const hasCookies = parameters.some(({ location }) => location === "cookie");
  return parameters.filter((parameter) => {
    if (!hasCookies || parameterKey(parameter) !== "header cookie") return true;
    const { name, sourceLocation } = parameter;
    context.report("duplicate-parameter", sourceLocation, { name, kept: "cookies" });
    return false;
  });
}

function reportTwin(twin: Parameter, kept: Parameter, { context }: DocumentContext): void {
  const { name, sourceLocation } = twin;
  context.report("duplicate-parameter", sourceLocation, { name, kept: kept.name });
}

interface DeclaredParameter {
  readonly parameter: Parameter;
  readonly fixed: readonly (Constant | Flag)[];
}

function parameterList(
  owner: Node,
  reportTwins: boolean,
  reading: DocumentContext,
): readonly DeclaredParameter[] {
  const parameters = new Map<string, DeclaredParameter>();
  const nodes = asList(owner["parameters"]);
  for (const [index, value] of nodes.entries()) {
    const node = asNode(resolve(reading, value, nodes, index));
    const declared = node && readParameter(node, reading);
    if (!declared) continue;
    const { parameter } = declared;
    const known = parameters.get(parameterKey(parameter))?.parameter;
    if (!known) parameters.set(parameterKey(parameter), declared);
    else if (reportTwins || known.name !== parameter.name) reportTwin(parameter, known, reading);
  }
  return [...parameters.values()];
}

function readParameter(node: Node, reading: DocumentContext): DeclaredParameter | undefined {
  const { context, takesMediaTypes } = reading;
  const sourceLocation = context.positions.of(node);
  const location = locations.find((known) => known === node["in"]);
  const name = wireName(asText(node["name"]), location);
  // The upgrade leaves no other locations.
  if (!location) return undefined;
  if (name === "") {
    const fault = "characters";
    context.report("invalid-parameter-name", sourceLocation, { name: asText(node["name"]), fault });
    return undefined;
  }
  if (location === "header" && unsendableHeaders.has(name.toLowerCase())) {
    context.report("unsupported-header", sourceLocation, { name });
    return undefined;
  }
  const isTaken = takesMediaTypes && name.toLowerCase() !== "authorization";
  if (location === "header" && ignoredHeaders.has(name.toLowerCase()) && !isTaken) {
    context.report("ignored-header", sourceLocation, { name });
    return undefined;
  }
  const content = Object.values(asNode(node["content"]) ?? {})[0];
  const schema = asSchema(node["schema"] ?? asNode(content)?.["schema"] ?? { type: "string" });
  const parameter: Parameter = {
    kind: "parameter",
    sourceLocation,
    location,
    name,
    required: node["required"] === true,
    deprecated: node["deprecated"] === true,
    description: asText(node["description"]),
    schema,
    style: styleOf(node, location),
    itemStyles: itemStylesOf(schema),
    allowReserved: node["allowReserved"] === true && location === "query",
    ...exampleOf(node),
  };
  return { parameter, fixed: constantsOf(parameter, node["allowEmptyValue"] === true) };
}

/** The first example of a parameter (OpenAPI 3.1, section 4.8.12; `dataValue` since 3.2). */
function exampleOf({ example, examples }: Node): Pick<Parameter, "example"> {
  const [first] = objectsIn(Object.values(asNode(examples) ?? {}));
  const shown = example ?? first?.["dataValue"] ?? first?.["value"];
  return shown === undefined ? {} : { example: shown };
}
