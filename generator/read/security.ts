import { isNode, asList, asNode, asText, type Node } from "../data/json-object.ts";
import type { Credentials, SecurityScheme } from "../model/security.ts";
import { ignoredHeaders, unsendableHeaders } from "./parameter.ts";
import { resolve, type DocumentContext } from "./document-context.ts";

export function readSecuritySchemes(reading: DocumentContext): SecurityScheme[] {
  const { context } = reading;
  const schemes = schemesOf(reading);
  return Object.entries(schemes).flatMap(([name, value]) => {
    const definition = asNode(resolve(reading, value, schemes, name));
    if (!definition) return [];
    const sourceLocation = isNode(value)
      ? context.positions.of(value)
      : context.positions.of(schemes, name);
    const credentials = credentialsOf(definition);
    if (typeof credentials === "string") {
      const header = asText(definition["name"]);
      context.report("invalid-security-scheme", sourceLocation, {
        name,
        fault: credentials,
        header,
      });
      return [];
    }
    const description = asText(definition["description"]);
    return [{ sourceLocation, name, description, credentials, definition }];
  });
}

/** Returns the alternatives that let a call in, in words. */
export function readSecurity(operation: Node, reading: DocumentContext): string[] {
  const schemes = schemesOf(reading);
  return alternativesOf(operation, reading).map((alternative) => {
    const together = Object.entries(alternative).map(([name, scopes]) => {
      const scheme = Object.hasOwn(schemes, name) ? schemes[name] : undefined;
      const words = schemeWords(asNode(resolve(reading, scheme, schemes, name)) ?? {}) || name;
      return [words, ...asList(scopes).map(String).sort()].join(" ");
    });
    return together.sort().join(" and ");
  });
}

/** Returns the names of the schemes that let a call in: any of the alternatives, all of one. */
export function securityRequirements(operation: Node, reading: DocumentContext): string[][] {
  return alternativesOf(operation, reading).map((alternative) => Object.keys(alternative));
}

function alternativesOf(operation: Node, { document }: DocumentContext): Node[] {
  return asList(operation["security"] ?? document["security"]).map((one) => asNode(one) ?? {});
}

function schemesOf({ document }: DocumentContext): Node {
  return asNode(asNode(document["components"])?.["securitySchemes"]) ?? {};
}

/**
 * The credential that a client sends for a security scheme (OpenAPI 3.1, section 4.8.27): nothing
 * where no string of the caller's will do, as with `mutualTLS`, a digest or a signature. An invalid
 * scheme gives its fault.
 */
function credentialsOf(scheme: Node): Credentials | "incomplete" | "unsupported-header" {
  const { type, in: location, name, scheme: method } = scheme;
  // Written as a key, since OpenAPI has no word for a signature, which is another for each request.
  if (/sigv4/i.test(String(scheme["x-amazon-apigateway-authtype"]))) return { kind: "none" };
  switch (type) {
    case "apiKey": {
      const known = keyLocations.find((one) => one === location);
      if (!known || typeof name !== "string" || name === "") return "incomplete";
      if (known === "header" && !isKeyHeader(name)) return "unsupported-header";
      return { kind: "key", in: known, name };
    }
    case "http":
      if (typeof method !== "string") return "incomplete";
      if (/^basic$/i.test(method)) return { kind: "password" };
      return { kind: /^bearer$/i.test(method) ? "token" : "none" };
    case "oauth2":
    case "openIdConnect":
      return { kind: "token" };
    case "mutualTLS":
      return { kind: "none" };
    default:
      return "incomplete";
  }
}

/**
 * Whether a key can go out in a header: one with a valid name (RFC 9110, section 5.6.2), that neither
 * `fetch` writes nor the generated code. `Authorization` is the usual place for a key.
 */
function isKeyHeader(name: string): boolean {
  const key = name.toLowerCase();
  const isWritten = unsendableHeaders.has(key) || ignoredHeaders.has(key) || key === "cookie";
  return /^[\w!#$%&'*+.^`|~-]+$/.test(name) && (!isWritten || key === "authorization");
}

const keyLocations = ["header", "query", "cookie"] as const;

/** The label of a security scheme (OpenAPI 3.1, section 4.8.27); empty where it has none. */
function schemeWords({ type, scheme, name, in: location, openIdConnectUrl }: Node): string {
  if (type === "http") return `http ${asText(scheme).toLowerCase()}`;
  if (type === "apiKey") return `${asText(location)} ${asText(name)}`;
  return [asText(type), asText(openIdConnectUrl)].filter((word) => word !== "").join(" ");
}
