import { quote } from "../phrases.ts";
import type { RulesOf } from "../rule.ts";

/** The parameters of each code. */
export interface ProtocolParams {
  readonly "assumed-payload": { operation: string; property: string; taken: "body" | "member" };
  readonly "aws-protocol": { protocol: string };
  readonly "invalid-xml-name": { name: string };
  readonly "missing-action": { operation: string; protocol: string };
  readonly "missing-target": { action: string };
  readonly "undeclared-xml-prefix": { prefix: string };
  readonly "unknown-protocol": { protocol: string };
}

/** Which protocol a service speaks, and what is missing to speak it. */
export const protocolRules: RulesOf<ProtocolParams> = {
  "assumed-payload": {
    severity: "warning",
    message: ({ operation, property, taken }) =>
      taken === "body"
        ? `The body of ${quote(operation)} is taken for ${quote(property)} itself: no structure is written around it, nor read.`
        : `The body of ${quote(operation)} is taken for a structure with the member ${quote(property)}, not for ${quote(property)} itself.`,
    hint: ({ property, taken }) =>
      `Write \`x-aws-payload: ${String(taken === "body")}\` at ${quote(property)} to confirm it, or \`${String(taken !== "body")}\` for the other.`,
    explanation:
      "A body of a REST protocol of AWS has one member. The description does not say whether that is the body itself, such as the bytes of an object, or a structure in XML or JSON that has it as a member. It was inferred: from header parameters that describe bytes (`Content-Type`, `Content-MD5`), and from the name of the member. Write `x-aws-payload: true` at the property where it is the body itself, and `false` where it is a member.",
  },
  "aws-protocol": {
    severity: "warning",
    message: ({ protocol }) =>
      `The service is signed with Signature Version 4 and its paths are those of AWS; its requests and responses follow the protocol ${quote(protocol)}.`,
    hint: ({ protocol }) =>
      `Write \`x-aws-protocol: ${protocol}\` at the root, or \`none\` for plain HTTP.`,
    explanation:
      "The description looks like that of an AWS service: Signature Version 4, and paths of one of its protocols. Requests and responses follow that protocol, since such services reject or misread what the description alone says. Write `x-aws-protocol` at the root to confirm it, or `none` for plain HTTP.",
  },
  "invalid-xml-name": {
    severity: "warning",
    message: ({ name }) => `${quote(name)} is not a name in XML; the client refuses to send it.`,
    hint: "Set `xml: { name: … }` to a name without blanks, quotes and signs.",
    explanation:
      "The body of a request has an element, an attribute or a prefix whose name is not one (XML 1.0, section 2.3): a property's own name, or that of its `xml`. No document can hold it, so a call that passes a value for it throws a ParameterError. Set another with `xml.name`.",
  },
  "missing-action": {
    severity: "error",
    message: ({ operation, protocol }) =>
      `${operation === "" ? "The operation" : quote(operation)} has no action, which the protocol ${quote(protocol)} needs in every request.`,
    hint: "Write it into the path key: `/?Action=Name`, or `/#X-Amz-Target=Service.Name` for JSON.",
    explanation:
      "AWS Query, EC2 and AWS JSON send every operation to one path, and tell them apart by an action: `Action` in the form, or the header `X-Amz-Target`. The path key of this operation has none, so the service could not know which operation is meant. Nothing is generated. Write the action into the path key, or set `x-aws-protocol` to another protocol.",
  },
  "missing-target": {
    severity: "error",
    message: ({ action }) =>
      `The prefix of ${quote(action)} in the header X-Amz-Target is missing.`,
    hint: "Write `x-aws-target: ServiceName` at the root.",
    explanation:
      "The service speaks AWS JSON, which names each operation in the header `X-Amz-Target`, and neither the operation nor `x-aws-target` has the prefix of the action. Nothing is generated. Write `x-aws-target` at the root.",
  },
  "undeclared-xml-prefix": {
    severity: "warning",
    message: ({ prefix }) => `No namespace declares the prefix ${quote(prefix)} of names in XML.`,
    hint: ({ prefix }) =>
      `Add \`namespace\` beside \`prefix: ${prefix}\` at the outermost element.`,
    explanation:
      "The `xml` of a schema gives names a prefix, and no `xml` that a request body has declares it with a `namespace`. Names are written with their prefix (OpenAPI 3.1, section 4.8.26), but parsers that know namespaces refuse a prefix that is not declared. Add the `namespace` at the schema of the outermost element.",
  },
  "unknown-protocol": {
    severity: "error",
    message: ({ protocol }) => `${quote(protocol)} is not a protocol of AWS.`,
    hint: "Use query, ec2, json-1.0, json-1.1, rest-json, rest-xml or none.",
    explanation:
      "`x-aws-protocol` is not a protocol of AWS. Nothing is generated. Use query, ec2, json-1.0, json-1.1, rest-json, rest-xml or none.",
  },
};
