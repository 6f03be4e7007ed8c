import { isNode, type Node } from "../data/json-object.ts";
import type { UpgradeContext } from "./context.ts";
import { isExtension } from "./draft.ts";

/** The OAuth flows of Swagger 2.0 and their names in OpenAPI 3.x. */
const flows: ReadonlyMap<unknown, string> = new Map([
  ["accessCode", "authorizationCode"],
  ["application", "clientCredentials"],
  ["implicit", "implicit"],
  ["password", "password"],
]);

/** Returns the security schemes: those of OpenAPI 3.x unchanged, then those of Swagger 2.0. */
export function securitySchemesOf(context: UpgradeContext): Node {
  const { components, securityDefinitions: definitions } = context.root;
  const given = isNode(components) ? components["securitySchemes"] : undefined;
  const upgraded = Object.entries(isNode(definitions) ? definitions : {}).flatMap(
    ([name, scheme]) => {
      const node = isNode(scheme) ? upgradeScheme(context, scheme) : undefined;
      if (node) return [[name, node]];
      const holder = isNode(definitions) ? definitions : context.root;
      context.warn("invalid-security-scheme", [holder, name], { name, fault: "unknown-type" });
      return [];
    },
  );
  const schemes = { ...(isNode(given) ? given : {}), ...Object.fromEntries(upgraded) };
  if (isNode(given) && upgraded.length === 0) return given;
  return context.derive(schemes, context.root, "securityDefinitions");
}

function upgradeScheme(context: UpgradeContext, scheme: Node): Node | undefined {
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
    return context.derive({ ...node, ...described, ...Object.fromEntries(extensions) }, scheme);
  };
  if (type === "basic") return make({ type: "http", scheme: "basic" });
  if (type === "apiKey") return make({ type, name, in: location });
  const known = flows.get(flow);
  if (type !== "oauth2" || known === undefined) return undefined;
  const details = {
    ...(typeof authorizationUrl === "string" && { authorizationUrl }),
    ...(typeof tokenUrl === "string" && { tokenUrl }),
    scopes: isNode(scopes) ? scopes : context.derive({}, scheme),
  };
  const flowsOf = { [known]: context.derive(details, scheme) };
  return make({ type, flows: context.derive(flowsOf, scheme) });
}
