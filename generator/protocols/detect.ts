import { asList, asNode, objectsIn, asText, type Node } from "../data/json-object.ts";
import type { Protocol, Signing } from "../model/protocol.ts";
import { wireFacts } from "../model/wire-facts.ts";

/**
 * Returns the AWS protocol of a description: the one that `x-aws-protocol` names at its root,
 * otherwise the one inferred from a security scheme of Signature Version 4, path keys and media
 * types. An action in a query is not enough: many services have those.
 *
 * @param document OpenAPI 3.1.
 */
export function detectProtocol(document: Node): Protocol | undefined {
  const wire = wireFacts(document);
  const named = asText(wire["protocol"]);
  if (named !== "") return protocolOf(named, wire);
  return isSigned(document) ? protocolOf(kindByPaths(document), wire) : undefined;
}

/** Returns a document with the protocol that the configuration gives it. */
export function withConfiguredProtocol<Document extends Node>(
  document: Document,
  protocol: string | undefined,
  target: string | undefined,
): Document {
  return {
    ...document,
    ...(protocol !== undefined && { "x-aws-protocol": protocol }),
    ...(target !== undefined && { "x-aws-target": target }),
  };
}

/**
 * Whether the members of an operation's input include media types, as header parameters that OpenAPI
 * would ignore (3.1, section 4.8.12.1).
 */
export function takesMediaTypes(protocol: Protocol | undefined): boolean {
  return protocol?.kind === "rest-json" || protocol?.kind === "rest-xml";
}

/** Whether the root names a protocol that is none of these. */
export function unknownProtocol(document: Node): string | undefined {
  const named = wireFacts(document)["protocol"];
  return named === undefined || names.includes(asText(named)) ? undefined : asText(named);
}

const names: readonly string[] = [
  "query",
  "ec2",
  "json",
  "json-1.0",
  "json-1.1",
  "rest-json",
  "rest-xml",
  "none",
];

function protocolOf(name: string, wire: Node): Protocol | undefined {
  switch (name) {
    case "query":
      return { kind: "aws-query" };
    case "ec2":
      return { kind: "ec2-query" };
    case "rest-json":
      return { kind: "rest-json" };
    case "rest-xml":
      return { kind: "rest-xml" };
    case "json":
    case "json-1.0":
    case "json-1.1": {
      const version = name === "json" ? asText(wire["jsonVersion"]) : name.slice("json-".length);
      const target = asText(wire["target"]);
      return { kind: "aws-json", version: version === "1.0" ? "1.0" : "1.1", target };
    }
    default:
      return undefined;
  }
}

/** Signature Version 4, as Amazon's API Gateway writes it into descriptions. */
function isSigned(document: Node): boolean {
  const schemes = asNode(asNode(document["components"])?.["securitySchemes"]) ?? {};
  return objectsIn(Object.values(schemes)).some((scheme) =>
    /^aws(?:Sigv4|S3)$/i.test(asText(scheme["x-amazon-apigateway-authtype"])),
  );
}

function kindByPaths(document: Node): string {
  const paths = asNode(document["paths"]) ?? {};
  const fragments = Object.keys(paths).map((key) => key.split("#").slice(1).join("#"));
  if (fragments.some((fragment) => /^X-Amz-Target=/i.test(fragment))) return "json-1.1";
  if (fragments.some((fragment) => /(?:^|&)Action=/.test(fragment))) {
    return asNode(document["info"])?.["x-serviceName"] === "ec2" ? "ec2" : "query";
  }
  // A signature alone is no evidence: any API behind API Gateway can require one.
  if (asText(asNode(document["info"])?.["x-serviceName"]) === "") return "none";
  return speaksXml(document, paths) ? "rest-xml" : "rest-json";
}

/** Whether XML is what bodies and responses have, and JSON is not. */
function speaksXml(document: Node, paths: Node): boolean {
  const components = asNode(document["components"]) ?? {};
  const shared = [components["responses"], components["requestBodies"]].flatMap((one) =>
    objectsIn(Object.values(asNode(one) ?? {})),
  );
  const operations = objectsIn(Object.values(paths)).flatMap((item) =>
    objectsIn(Object.values(item)),
  );
  const own = operations.flatMap((one) => [
    ...objectsIn(Object.values(asNode(one["responses"]) ?? {})),
    ...objectsIn([one["requestBody"]]),
  ]);
  const types = [...shared, ...own].flatMap((one) => Object.keys(asNode(one["content"]) ?? {}));
  return (
    types.some((type) => /[/+]xml\b/.test(type)) && !types.some((type) => type.includes("json"))
  );
}

/** Returns what a signature for the service names, where the description says so. */
export function signingOf(document: Node): Signing | undefined {
  const info = asNode(document["info"]) ?? {};
  const service = asText(info["x-aws-signingName"]) || asText(info["x-serviceName"]);
  if (service === "") return undefined;
  const variables = objectsIn(asList(document["servers"])).map((server) =>
    asNode(server["variables"]),
  );
  const variable = asNode(variables.find((one) => one?.["region"])?.["region"]);
  return { service, region: asText(info["x-aws-region"]) || asText(variable?.["default"]) };
}
