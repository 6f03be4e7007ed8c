import type { Credentials } from "../model/service.ts";
import { text, type Node } from "../json/json-object.ts";

/**
 * What a client sends for a security scheme (OpenAPI 3.1, section 4.8.27): nothing where no text of
 * the caller will do, as with `mutualTLS`, a digest or a signature; `undefined` where it is no scheme.
 */
export function credentialsOf(scheme: Node): Credentials | undefined {
  const { type, in: location, name, scheme: method } = scheme;
  // Written as a key, since OpenAPI has no word for a signature, which is another for each request.
  if (/sigv4/i.test(String(scheme["x-amazon-apigateway-authtype"]))) return { kind: "none" };
  switch (type) {
    case "apiKey": {
      const place = places.find((one) => one === location);
      if (!place || typeof name !== "string" || name === "") return undefined;
      if (place === "header" && !/^[\w!#$%&'*+.^`|~-]+$/.test(name)) return undefined;
      return { kind: "key", in: place, name };
    }
    case "http":
      if (typeof method !== "string") return undefined;
      if (/^basic$/i.test(method)) return { kind: "password" };
      return { kind: /^bearer$/i.test(method) ? "token" : "none" };
    case "oauth2":
    case "openIdConnect":
      return { kind: "token" };
    case "mutualTLS":
      return { kind: "none" };
    default:
      return undefined;
  }
}

const places = ["header", "query", "cookie"] as const;

/** What a security scheme asks for (OpenAPI 3.1, section 4.8.27); empty where it does not say. */
export function schemeWords({ type, scheme, name, in: location, openIdConnectUrl }: Node): string {
  if (type === "http") return `http ${text(scheme).toLowerCase()}`;
  if (type === "apiKey") return `${text(location)} ${text(name)}`;
  return [text(type), text(openIdConnectUrl)].filter((word) => word !== "").join(" ");
}
