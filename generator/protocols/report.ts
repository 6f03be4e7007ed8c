import type { Report, SourceLocation } from "../diagnostics/problem.ts";
import type { Node } from "../data/json-object.ts";
import { actionOf } from "../model/operation-identity.ts";
import { nameOfProtocol, type Protocol } from "../model/protocol.ts";
import type { Operation } from "../model/service.ts";
import { wireFacts } from "../model/wire-facts.ts";
import { unknownProtocol } from "./detect.ts";

/**
 * Reports which protocol was recognised, and what `x-aws-protocol` and `x-aws-target` leave open.
 *
 * @param locate returns the location of a node, or of one of its keys.
 */
export function reportProtocol(
  document: Node,
  protocol: Protocol | undefined,
  operations: readonly Operation[],
  locate: (node: object, key?: string) => SourceLocation,
  report: Report,
): void {
  const unknown = unknownProtocol(document);
  if (unknown !== undefined) {
    report("unknown-protocol", locate(document, "x-aws-protocol"), { protocol: unknown });
  }
  if (!protocol) return;
  const isNamed = wireFacts(document)["protocol"] !== undefined;
  const name = nameOfProtocol(protocol);
  if (!isNamed) {
    report("aws-protocol", locate(document, "paths"), { protocol: name });
  }
  if (!protocol.kind.startsWith("rest-")) {
    for (const one of operations.filter(isUnnamed)) {
      const { operationId } = one;
      report("missing-action", one.sourceLocation, {
        protocol: name,
        operation: operationId ?? "",
      });
    }
  }
  const untargeted = operations.find((one) => isUntargeted(one));
  if (protocol.kind === "aws-json" && protocol.target === "" && untargeted) {
    report("missing-target", untargeted.sourceLocation, { action: actionOf(untargeted) });
  }
}

/** Whether nothing in a request would say which operation it is. */
function isUnnamed(operation: Operation): boolean {
  return actionOf(operation) === "";
}

/** Whether an action would be sent without the header that names it. */
function isUntargeted(operation: Operation): boolean {
  const { headers } = operation.address;
  const hasTarget = headers.some(({ name }) => name.toLowerCase() === "x-amz-target");
  return !hasTarget && actionOf(operation) !== "";
}
