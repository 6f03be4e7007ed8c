import { describe, expect, test } from "vitest";
import {
  detectProtocol,
  signingOf,
  takesMediaTypes,
  unknownProtocol,
  withConfiguredProtocol,
} from "../../../generator/protocols/detect.ts";
import { nameOfProtocol } from "../../../generator/model/protocol.ts";

const signed = {
  components: {
    securitySchemes: { hmac: { type: "apiKey", "x-amazon-apigateway-authtype": "awsSigv4" } },
  },
};

/** A signed description of a service, with an operation at each key. */
function service(
  serviceName: string | undefined,
  keys: readonly string[],
  mediaType = "application/json",
): Readonly<Record<string, unknown>> {
  const operation = { responses: { 200: { content: { [mediaType]: {} } } } };
  return {
    ...signed,
    info: serviceName === undefined ? {} : { "x-serviceName": serviceName },
    paths: Object.fromEntries(keys.map((key) => [key, { post: operation }])),
  };
}

describe("a protocol by the description's own signs", () => {
  test.each<[name: string, document: Readonly<Record<string, unknown>>, protocol: string]>([
    ["a target in the fragment", service("a", ["/#X-Amz-Target=S_1.Op"]), "json-1.1"],
    ["an action in the fragment", service("a", ["/#Action=Op"], "text/xml"), "query"],
    ["an action behind a label", service("a", ["/#Operation=Op&Action=Op"]), "query"],
    ["an action of the service ec2", service("ec2", ["/#Action=Op"], "text/xml"), "ec2"],
    ["responses of XML alone", service("a", ["/x"], "text/xml"), "rest-xml"],
    ["responses of JSON", service("a", ["/x"]), "rest-json"],
    ["no service's name", service(undefined, ["/x"]), "none"],
    ["an action in the query", service(undefined, ["/?Action=Op"]), "none"],
    ["no signature", { ...service("a", ["/#Action=Op"]), components: {} }, "none"],
    ["nothing", {}, "none"],
  ])("%s", (_, document, protocol) => {
    expect(nameOf(document)).toBe(protocol);
  });
});

describe("a protocol that the root names", () => {
  const byRoot = service("a", ["/#X-Amz-Target=S.Op"]);

  test.each(["query", "ec2", "json-1.0", "json-1.1", "rest-json", "rest-xml", "none"])(
    "%s comes before all signs",
    (name) => {
      expect(nameOf({ ...byRoot, "x-aws-protocol": name })).toBe(name);
      expect(unknownProtocol({ "x-aws-protocol": name })).toBeUndefined();
    },
  );

  test("has the prefix of its targets with it", () => {
    const document = { "x-aws-protocol": "json-1.0", "x-aws-target": "S_2020" };
    expect(detectProtocol(document)).toEqual({
      kind: "aws-json",
      version: "1.0",
      target: "S_2020",
    });
  });

  test("is none of these where its name is another", () => {
    expect(nameOf({ ...byRoot, "x-aws-protocol": "soap" })).toBe("none");
    expect(unknownProtocol({ "x-aws-protocol": "soap" })).toBe("soap");
  });

  test("may come from the configuration, which comes first", () => {
    const document = withConfiguredProtocol({ "x-aws-protocol": "query" }, "json-1.1", "S");
    expect(detectProtocol(document)).toEqual({ kind: "aws-json", version: "1.1", target: "S" });
    expect(withConfiguredProtocol({ a: 1 }, undefined, undefined)).toEqual({ a: 1 });
  });
});

test("media types are parameters of REST protocols alone", () => {
  expect(takesMediaTypes({ kind: "rest-json" })).toBe(true);
  expect(takesMediaTypes({ kind: "rest-xml" })).toBe(true);
  expect(takesMediaTypes({ kind: "aws-query" })).toBe(false);
  expect(takesMediaTypes(undefined)).toBe(false);
});

describe("what a signature names", () => {
  const servers = [
    { url: "https://a" },
    { url: "https://a.{region}", variables: { region: { default: "eu-west-1" } } },
  ];

  test.each<[name: string, document: object, signing: unknown]>([
    [
      "the service, and the region that a server has by default",
      { info: { "x-serviceName": "a" }, servers },
      { service: "a", region: "eu-west-1" },
    ],
    [
      "the name that is for signing alone",
      { info: { "x-serviceName": "a", "x-aws-signingName": "b" }, servers },
      { service: "b", region: "eu-west-1" },
    ],
    [
      "a region of its own",
      { info: { "x-serviceName": "a", "x-aws-region": "us-east-1" }, servers },
      { service: "a", region: "us-east-1" },
    ],
    ["no region", { info: { "x-serviceName": "a" } }, { service: "a", region: "" }],
    ["nothing, where no service is named", { servers }, undefined],
  ])("%s", (_, document, signing) => {
    expect(signingOf(document as Readonly<Record<string, unknown>>)).toEqual(signing);
  });
});

function nameOf(document: Readonly<Record<string, unknown>>): string {
  const protocol = detectProtocol(document);
  return protocol ? nameOfProtocol(protocol) : "none";
}
