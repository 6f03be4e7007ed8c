import { describe, expect, test } from "vitest";
import { readDescription } from "../../../generator/generate.ts";
import { DescriptionError } from "../../../generator/diagnostics/problem.ts";
import type { Operation } from "../../../generator/model/service.ts";
import { constantsOfBody } from "../../../generator/model/operation-identity.ts";

/** The only operation of a service that has this path key, with nothing declared. */
async function read(protocol: string, key: string): Promise<Operation> {
  const document = {
    openapi: "3.0.0",
    info: { title: "Things", version: "2011-06-15" },
    "x-aws-protocol": protocol,
    paths: {
      [key]: { post: { operationId: "ListThings", responses: { 200: { description: "OK" } } } },
    },
  };
  const content = new TextEncoder().encode(JSON.stringify(document));
  const version = { show: (file: string): string => file, content };
  const { service } = await readDescription("api.json", {}, version);
  const [operation] = service.operations;
  if (!operation) throw new Error("no operation");
  return operation;
}

describe("the action of a path key is sent, though no parameter is declared for it", () => {
  test.each([
    ["query", "/?Action=List", "Action=List Version=2011-06-15"],
    ["query", "/#Action=List", "Action=List Version=2011-06-15"],
    ["query", "/#Operation=List&Action=List", "Action=List Version=2011-06-15"],
    ["query", "/#Action=List&Version=2010-01-01", "Action=List Version=2010-01-01"],
    ["ec2", "/#Action=List%20all", "Action=List all Version=2011-06-15"],
    ["ec2", "/#Action=100%", "Action=100% Version=2011-06-15"],
    ["json-1.1", "/#X-Amz-Target=Svc.List", "X-Amz-Target=Svc.List"],
    ["json-1.0", "/#x-amz-target=Svc.List", "x-amz-target=Svc.List"],
  ])("%s: %s", async (protocol, key, sent) => {
    const operation = await read(protocol, key);
    const { address } = operation;
    const constants = [...constantsOfBody(operation), ...address.headers];
    expect(constants.map(({ name, value }) => `${name}=${value}`).join(" ")).toBe(sent);
    expect(operation.hasAction).toBe(true);
    expect(address.label).toBe("");
  });
});

describe("an operation without an action is refused", () => {
  test.each([
    ["query", "/#ListThings"],
    ["query", "/things"],
    ["query", "/#Action={action}"],
    ["ec2", "/#Version=2010-01-01"],
    ["json-1.1", "/#ListThings"],
  ])("%s: %s", async (protocol, key) => {
    const error: unknown = await read(protocol, key).catch((fault: unknown) => fault);
    const problems = error instanceof DescriptionError ? error.problems : [];
    expect(problems.map(({ code }) => code)).toContain("missing-action");
  });
});
