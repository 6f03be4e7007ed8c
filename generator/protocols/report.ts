import type { Place, Problem } from "../diagnostics/problem.ts";
import type { Node } from "../json/json-object.ts";
import { actionOf } from "../model/operation-identity.ts";
import { nameOfProtocol, type Protocol } from "../model/protocol.ts";
import type { Operation } from "../model/service.ts";
import { unknownProtocol, wireFacts } from "./detect.ts";

/**
 * Reports which protocol was recognised, and what `x-aws-protocol` and `x-aws-target` leave open.
 *
 * @param placeOf returns the place of a node, or of one of its keys.
 */
export function reportProtocol(
  document: Node,
  protocol: Protocol | undefined,
  operations: readonly Operation[],
  placeOf: (node: object, key?: string) => Place,
  report: (problem: Problem) => void,
): void {
  const unknown = unknownProtocol(document);
  if (unknown !== undefined) {
    report({
      code: "unknown-protocol",
      severity: "error",
      place: placeOf(document, "x-aws-protocol"),
      message: `\`${unknown}\` is not a protocol of AWS.`,
      hint: "Use query, ec2, json-1.0, json-1.1, rest-json, rest-xml or none.",
    });
  }
  if (!protocol) return;
  const isNamed = wireFacts(document)["protocol"] !== undefined;
  const name = nameOfProtocol(protocol);
  if (!isNamed) {
    report({
      code: "aws-protocol",
      severity: "warning",
      place: placeOf(document, "paths"),
      message: `The service is signed with Signature Version 4 and its paths are those of AWS; its requests and responses follow the protocol \`${name}\`.`,
      hint: `Write \`x-aws-protocol: ${name}\` at the root, or \`none\` for plain HTTP.`,
    });
  }
  const untargeted = operations.find((one) => isUntargeted(one));
  if (protocol.kind === "aws-json" && protocol.target === "" && untargeted) {
    report({
      code: "missing-target",
      severity: "error",
      place: untargeted.place,
      message: `Nothing says what stands before \`${actionOf(untargeted)}\` in the header X-Amz-Target.`,
      hint: "Write `x-aws-target: ServiceName` at the root.",
    });
  }
}

/** Whether an action would be sent without the header that names it. */
function isUntargeted(operation: Operation): boolean {
  const { headers } = operation.address;
  const hasTarget = headers.some(({ name }) => name.toLowerCase() === "x-amz-target");
  return !hasTarget && actionOf(operation) !== "";
}
