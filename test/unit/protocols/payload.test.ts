import { describe, expect, test } from "vitest";
import { readDescription } from "../../../generator/generate.ts";
import type { Problem } from "../../../generator/diagnostics/problem.ts";
import type { Operation } from "../../../generator/model/service.ts";

type Json = Readonly<Record<string, unknown>>;

interface Case {
  readonly protocol?: "rest-json" | "rest-xml";
  /** The properties of a body. */
  readonly properties: Json;
  /** The name of a schema with the same properties. */
  readonly input?: string;
  /** The names of header parameters. */
  readonly headers?: readonly string[];
  /** What is found: whether the body is bytes, its names, whether that was reported. */
  readonly found: string;
}

const text = { type: "string" };
const texts = { type: "object", additionalProperties: text };
const note = { type: "object", properties: { Note: text } };

/** One operation, with the same properties in the body of the request or of the response. */
async function read(
  { protocol = "rest-xml", properties, headers = [], input = "Other" }: Omit<Case, "found">,
  direction: "request" | "response",
): Promise<{ readonly operation: Operation; readonly problems: readonly Problem[] }> {
  const mediaType = protocol === "rest-xml" ? "text/xml" : "application/json";
  const content = { [mediaType]: { schema: { type: "object", properties } } };
  const isRequest = direction === "request";
  const document = {
    openapi: "3.0.0",
    info: { title: "Files", version: "1" },
    "x-aws-protocol": protocol,
    components: { schemas: { [input]: { type: "object", properties } } },
    paths: {
      "/file": {
        put: {
          operationId: "PutFile",
          parameters: headers.map((name) => ({ name, in: "header", schema: text })),
          ...(isRequest && { requestBody: { content } }),
          responses: { 200: { description: "OK", ...(!isRequest && { content }) } },
        },
      },
    },
  };
  const version = {
    show: (file: string): string => file,
    content: new TextEncoder().encode(JSON.stringify(document)),
  };
  const { service, problems } = await readDescription("api.json", {}, version);
  const [operation] = service.operations;
  if (!operation) throw new Error("no operation");
  return { operation, problems };
}

function mark(problems: readonly Problem[]): string {
  return problems.some(({ code }) => code === "assumed-payload") ? " (reported)" : "";
}

describe("the body of a request", () => {
  test.each<[name: string, one: Case]>([
    [
      "a text of an input",
      {
        properties: { Note: text },
        input: "PutFileRequest",
        found: "xml PutFileRequest (reported)",
      },
    ],
    [
      "a text without an input, which names the root",
      { properties: { Note: text }, found: "binary (reported)" },
    ],
    [
      "a text whose bytes headers describe",
      { properties: { Data: text }, headers: ["Content-MD5"], found: "binary (reported)" },
    ],
    ["a text that is called the body", { properties: { Body: text }, found: "binary (reported)" }],
    [
      "a text that is called a payload",
      { properties: { filePayload: text }, found: "binary (reported)" },
    ],
    [
      "a text of bytes",
      { properties: { Data: { type: "string", format: "binary" } }, found: "binary" },
    ],
    [
      "a text that is stated to be the body",
      { properties: { Note: { ...text, "x-aws-payload": true } }, found: "binary" },
    ],
    [
      "a text that is stated to be a member",
      { properties: { Body: { ...text, "x-aws-payload": false } }, found: "xml PutFileRequest" },
    ],
    [
      "a structure that is stated to be the body",
      { properties: { Note: { ...note, "x-aws-payload": true } }, found: "xml Note" },
    ],
    ["a structure", { properties: { Note: note }, found: "xml PutFileRequest" }],
    [
      "several members",
      {
        properties: { Body: text, Other: text },
        headers: ["Content-MD5"],
        found: "xml PutFileRequest",
      },
    ],
    [
      "headers named by a prefix beside a text",
      { properties: { Body: text, "x-meta-": texts }, found: "binary (reported) header x-meta-" },
    ],
    ["headers alone", { properties: { "x-meta-": texts }, found: "none header x-meta-" }],
    ["a text in JSON", { protocol: "rest-json", properties: { Note: text }, found: "json Note" }],
    [
      "a text in JSON whose bytes headers describe",
      {
        protocol: "rest-json",
        properties: { Data: text },
        headers: ["Content-Type"],
        found: "binary (reported)",
      },
    ],
    [
      "a structure in JSON that is called a request",
      {
        protocol: "rest-json",
        properties: { WriteFileRequest: note },
        found: "json Note (reported)",
      },
    ],
    [
      "another structure in JSON",
      { protocol: "rest-json", properties: { Tags: note }, found: "json Tags" },
    ],
  ])("%s", async (_, one) => {
    const { operation, problems } = await read(one, "request");
    const { body, parameters } = operation;
    const added = parameters.filter(({ style }) => style === "prefix");
    const headers = added.map(({ location, name }) => ` ${location} ${name}`).join("");
    expect(`${bodyText(body)}${mark(problems)}${headers}`).toBe(one.found);
  });

  function bodyText(body: Operation["body"]): string {
    if (!body) return "none";
    if (body.kind === "xml") return `xml ${body.root}`;
    return body.kind === "json" ? `json ${propertiesOf(body.schema)}` : body.kind;
  }
});

describe("the body of a response", () => {
  test.each<[name: string, one: Case]>([
    ["a text", { properties: { Note: text }, found: "xml Note (reported)" }],
    ["a text that is called the body", { properties: { Body: text }, found: "binary (reported)" }],
    [
      "a text of which parts can be had",
      { properties: { Data: text }, headers: ["Range"], found: "binary (reported)" },
    ],
    [
      "the body beside headers and a status",
      {
        properties: { Body: text, Metadata: texts, StatusCode: { type: "integer" } },
        found: "binary (reported)",
      },
    ],
    [
      "the body beside another text",
      { properties: { Body: text, Other: text }, found: "xml Body Other" },
    ],
    ["a structure", { properties: { Note: note }, found: "xml Note" }],
    [
      "a structure in JSON that is called a response",
      { protocol: "rest-json", properties: { FileResponse: note }, found: "json Note (reported)" },
    ],
    [
      "another structure in JSON",
      { protocol: "rest-json", properties: { File: note }, found: "json File" },
    ],
  ])("%s", async (_, one) => {
    const { operation, problems } = await read(one, "response");
    const content = operation.responses.find(({ status }) => status === "2XX")?.content;
    const names = content?.kind === "binary" ? "" : ` ${propertiesOf(content?.schema)}`;
    expect(`${content?.kind}${names}${mark(problems)}`).toBe(one.found);
  });
});

function propertiesOf(schema: unknown): string {
  return Object.keys((schema as { properties?: object }).properties ?? {}).join(" ");
}
