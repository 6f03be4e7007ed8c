import { isNode, type Node } from "../json/json-object.ts";
import { isExtension, type Source } from "./context.ts";

/** Swagger 2.0 OAuth flows, as OpenAPI 3.x calls them. */
const flows: ReadonlyMap<unknown, string> = new Map([
  ["accessCode", "authorizationCode"],
  ["application", "clientCredentials"],
  ["implicit", "implicit"],
  ["password", "password"],
]);

/** The security schemes of a description: those of OpenAPI 3.x as they are, then those of 2.0. */
export function securitySchemesOf(source: Source): Node {
  const { components, securityDefinitions: definitions } = source.root;
  const given = isNode(components) ? components["securitySchemes"] : undefined;
  const upgraded = Object.entries(isNode(definitions) ? definitions : {}).flatMap(
    ([name, scheme]) => {
      const node = isNode(scheme) ? upgradeScheme(source, scheme) : undefined;
      if (node) return [[name, node]];
      const holder = isNode(definitions) ? definitions : source.root;
      source.warn("invalid-security-scheme", [holder, name], { name, fault: "unknown-type" });
      return [];
    },
  );
  const schemes = { ...(isNode(given) ? given : {}), ...Object.fromEntries(upgraded) };
  if (isNode(given) && upgraded.length === 0) return given;
  return source.derive(schemes, source.root, "securityDefinitions");
}

function upgradeScheme(source: Source, scheme: Node): Node | undefined {
  const {
    type,
    description,
    name,
    in: location,
    flow,
    authorizationUrl,
    tokenUrl,
    scopes,
  } = scheme;
  const extensions = Object.entries(scheme).filter(([key]) => isExtension(key));
  const make = (node: Node): Node => {
    const described = typeof description === "string" && { description };
    return source.derive({ ...node, ...described, ...Object.fromEntries(extensions) }, scheme);
  };
  if (type === "basic") return make({ type: "http", scheme: "basic" });
  if (type === "apiKey") return make({ type, name, in: location });
  const known = flows.get(flow);
  if (type !== "oauth2" || known === undefined) return undefined;
  const details = {
    ...(typeof authorizationUrl === "string" && { authorizationUrl }),
    ...(typeof tokenUrl === "string" && { tokenUrl }),
    scopes: isNode(scopes) ? scopes : source.derive({}, scheme),
  };
  const flowsOf = { [known]: source.derive(details, scheme) };
  return make({ type, flows: source.derive(flowsOf, scheme) });
}
