import { asList, asNode, asText, type Node } from "../data/json-object.ts";
import type { Address, DeclaredPagination, Operation } from "../model/service.ts";
import { readAddress } from "./address.ts";
import {
  callerParameters,
  withDeclaredConstants,
  withoutSecondPrefix,
} from "./address-parameters.ts";
import { readBodies } from "./body.ts";
import { readParameters } from "./declared-parameters.ts";
import type { DocumentContext } from "./document-context.ts";
import { readResponses } from "./responses.ts";
import { readSecurity, securityRequirements } from "./security.ts";
import type { Server } from "../model/server.ts";
import { ownServer } from "./servers.ts";

/** One operation as the document declares it. */
export interface OperationNodes {
  /** The path key. */
  readonly path: string;
  readonly method: string;
  readonly node: Node;
  /** The path item. */
  readonly item: Node;
}

/** @param servers of the whole service. */
export function readOperation(
  nodes: OperationNodes,
  servers: readonly Server[],
  reading: DocumentContext,
): Operation {
  const { path, method, node, item } = nodes;
  const { context } = reading;
  const sourceLocation = context.positions.of(node);
  const { parameters: given, fixed } = readParameters(item, node, reading);
  const written = readAddress(path, given, (code, ...params) => {
    context.report(code, sourceLocation, ...params);
  });
  const declared = withoutSecondPrefix(written, given);
  const address = withDeclaredConstants(written, declared, fixed);
  const [body, ...otherBodies] = readBodies(node, method, address, reading);
  return {
    sourceLocation,
    method,
    address,
    // A label tells a key from its twins, which what is declared then tells apart on the wire.
    hasAction: isFixed(written) || (address.label !== "" && isFixed(address)),
    name: givenName(node, reading),
    operationId: asText(node["operationId"]).trim() || undefined,
    summary: asText(node["summary"]),
    description: asText(node["description"]),
    tags: asList(node["tags"]).filter((tag) => typeof tag === "string"),
    deprecated: node["deprecated"] === true,
    externalDocs: asText(asNode(node["externalDocs"])?.["url"]) || undefined,
    parameters: callerParameters(address, declared, sourceLocation, reading),
    body,
    ...(otherBodies.length > 0 && { otherBodies }),
    responses: readResponses(node, reading),
    security: readSecurity(node, reading),
    securityRequirements: securityRequirements(node, reading),
    server: ownServer(node, item, servers, sourceLocation, reading),
    declaredPagination: declaredPagination(node),
  };
}

/** `x-pagination`, or else Azure's extension (https://azure.github.io/autorest/extensions/). */
function declaredPagination(operation: Node): DeclaredPagination | undefined {
  const extensions = ["x-pagination", "x-ms-pageable"] as const;
  const extension = extensions.find((one) => operation[one] !== undefined);
  return extension && { operation, extension };
}

function givenName(node: Node, { context }: DocumentContext): string | undefined {
  const given = node["x-operation-name"];
  if (given === undefined || /[A-Za-z0-9]/.test(asText(given))) return asText(given) || undefined;
  context.reportAt("invalid-operation-name", [node, "x-operation-name"]);
  return undefined;
}

/** Whether an address has a constant or a flag. */
function isFixed({ query, headers }: Address): boolean {
  return [...query, ...headers].some(({ kind }) => kind !== "template");
}
