import { list, map, text, type Node } from "../data/json-object.ts";
import { resolvePointer } from "../data/json-pointer.ts";
import type { Address, Method, Operation } from "../model/service.ts";
import { readAddress } from "./address.ts";
import {
  callerParameters,
  withDeclaredConstants,
  withoutSecondPrefix,
} from "./address-parameters.ts";
import { readBodies } from "./body.ts";
import { readParameters } from "./declared-parameters.ts";
import type { DocumentContext } from "./document-context.ts";
import { readPagination } from "./pagination.ts";
import { readResponses } from "./responses.ts";
import { readSecurity, securityRequirements } from "./security.ts";
import { ownServer } from "./servers.ts";

/** One operation as the document declares it. */
export interface OperationNodes {
  /** The path key. */
  readonly path: string;
  readonly method: Method;
  readonly node: Node;
  /** The path item. */
  readonly item: Node;
}

/** @param servers of the whole service. */
export function readOperation(
  nodes: OperationNodes,
  servers: readonly string[],
  reading: DocumentContext,
): Operation {
  const { path, method, node, item } = nodes;
  const { document, context } = reading;
  const sourceLocation = context.positions.of(node);
  const { parameters: given, fixed } = readParameters(item, node, reading);
  const written = readAddress(path, given, (code, ...params) => {
    context.report(code, sourceLocation, ...params);
  });
  const declared = withoutSecondPrefix(written, given);
  const address = withDeclaredConstants(written, declared, fixed);
  const [body, ...otherBodies] = readBodies(node, method, address, reading);
  const operation = {
    sourceLocation,
    method,
    address,
    // A label tells a key from its twins, which what is declared then tells apart on the wire.
    hasAction: isFixed(written) || (address.label !== "" && isFixed(address)),
    name: givenName(node, reading),
    operationId: text(node["operationId"]).trim() || undefined,
    summary: text(node["summary"]),
    description: text(node["description"]),
    tags: list(node["tags"]).filter((tag) => typeof tag === "string"),
    deprecated: node["deprecated"] === true,
    externalDocs: text(map(node["externalDocs"])?.["url"]) || undefined,
    parameters: callerParameters(address, declared, sourceLocation, reading),
    body,
    ...(otherBodies.length > 0 && { otherBodies }),
    responses: readResponses(node, reading),
    security: readSecurity(node, reading),
    securityRequirements: securityRequirements(node, reading),
    server: ownServer(node, item, servers, sourceLocation, reading),
  };
  const follow = (reference: string): unknown => resolvePointer(document, reference);
  const pagination = readPagination(node, operation, follow, context);
  // A token in the body leaves no choice of another one.
  const isInBody = pagination?.kind === "token" && pagination.parameter.kind !== "parameter";
  return { ...operation, pagination, ...(isInBody && { otherBodies: undefined }) };
}

function givenName(node: Node, { context }: DocumentContext): string | undefined {
  const given = node["x-operation-name"];
  if (given === undefined || /[A-Za-z0-9]/.test(text(given))) return text(given) || undefined;
  context.reportAt("invalid-operation-name", [node, "x-operation-name"]);
  return undefined;
}

/** Whether an address has a constant or a flag. */
function isFixed({ query, headers }: Address): boolean {
  return [...query, ...headers].some(({ kind }) => kind !== "template");
}
