/**
 * A protocol of AWS, which decides how requests are written and responses are read where OpenAPI has
 * no words for it. A service that speaks none is plain HTTP.
 */
export type Protocol =
  | {
      readonly kind: "aws-json";
      readonly version: "1.0" | "1.1";
      /** The prefix of the operation in `X-Amz-Target`, where the description has no target. */
      readonly target: string;
    }
  | { readonly kind: "aws-query" | "ec2-query" | "rest-json" | "rest-xml" };

/** The credential scope of Signature Version 4. */
export interface Signing {
  readonly service: string;
  /** The one that the description has for a default; empty where it has none. */
  readonly region: string;
}

/** Returns the name of a protocol as `x-aws-protocol` has it. */
export function nameOfProtocol(protocol: Protocol): string {
  switch (protocol.kind) {
    case "aws-query":
      return "query";
    case "ec2-query":
      return "ec2";
    case "aws-json":
      return `json-${protocol.version}`;
    case "rest-json":
    case "rest-xml":
      return protocol.kind;
  }
}
