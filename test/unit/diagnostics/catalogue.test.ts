import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import ts from "typescript";
import { beforeAll, describe, expect, test } from "vitest";
import { catalogue } from "../../../generator/diagnostics/catalogue.ts";
import { DescriptionError, type Problem } from "../../../generator/diagnostics/problem.ts";
import { readDescription } from "../../../generator/generate.ts";

const root = join(import.meta.dirname, "../../..");
const codes = Object.keys(catalogue);

/** Descriptions for codes that no other test reports. */
const inputs: Readonly<Record<string, string>> = {
  "aws-protocol": `
securityDefinitions:
  hmac: { type: apiKey, name: Authorization, in: header, x-amazon-apigateway-authtype: awsSigv4 }
paths: { /#X-Amz-Target=Svc_1.Op: { post: { responses: {} } } }`,
  "conflicting-constant": `
paths:
  /?Action=A:
    get: { parameters: [{ name: Action, in: query, type: string, enum: [B] }], responses: {} }`,
  "duplicate-operation": `
paths: { /a: { get: { responses: {} } } }
x-ms-paths: { /a: { get: { responses: {} } } }`,
  "duplicate-parameter": `
paths:
  /a:
    get:
      parameters: [{ name: q, in: query, type: string }, { name: q, in: query, type: string }]
      responses: {}`,
  "missing-target": `
x-aws-protocol: json-1.1
paths: { /?Action=Get: { post: { operationId: Get, responses: {} } } }`,
  "undeclared-xml-prefix": `
consumes: [application/xml]
paths: { /a: { post: { parameters: [{ name: b, in: body, schema: { $ref: "#/definitions/B" } }], responses: {} } } }
definitions: { B: { type: object, properties: { c: { type: string, xml: { prefix: p } } } } }`,
  "unknown-protocol": `
x-aws-protocol: soap
paths: { /a: { get: { responses: {} } } }`,
  "unsupported-method": `
paths: { /a: { trace: { responses: {} }, get: { responses: {} } } }`,
  "unused-path-parameter": `
paths:
  /a:
    get: { parameters: [{ name: id, in: path, required: true, type: string }], responses: {} }`,
};

async function codesOf(rest: string): Promise<readonly string[]> {
  const content = new TextEncoder().encode(
    `swagger: "2.0"\ninfo: { title: T, version: "1" }${rest}`,
  );
  try {
    const version = { show: (file: string): string => file, content };
    return codesIn((await readDescription("api.yaml", {}, version)).problems);
  } catch (error) {
    if (!(error instanceof DescriptionError)) throw error;
    return codesIn(error.problems);
  }
}

function codesIn(problems: readonly Problem[]): readonly string[] {
  return problems.map(({ code }) => code);
}

/** The functions that take a code and the values of its texts. */
const reporters = /^#?(?:add|error|fail|problem|report|reportAt|warn|createProblem)$/;

interface Call {
  readonly file: string;
  readonly code: string;
  /** The string literals in the parameters. */
  readonly words: readonly string[];
}

let calls: readonly Call[];
let literals: ReadonlySet<string>;
let tested: ReadonlySet<string>;

beforeAll(async () => {
  const generator = await textsBelow("generator", /(?<!\.d)\.ts$/);
  const sources = generator
    // Changes between two descriptions have codes of their own.
    .filter(([file]) => !/^(?:diagnostics\/(?:rules|catalogue)|compare\/)/.test(file))
    .map(([file, text]) => ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true));
  literals = new Set(sources.flatMap((source) => wordsIn(source)));
  calls = sources.flatMap(callsIn);
  const tests = await textsBelow("test", /(?:\.test\.ts|problems\.txt|rows\/[a-z-]+\.ts)$/);
  const mentioned = tests
    .filter(([file]) => !file.endsWith("catalogue.test.ts"))
    .flatMap(([, text]) => text.match(/[a-z]+(?:-[a-z\d]+)+/g) ?? []);
  tested = new Set(mentioned);
});

async function textsBelow(
  folder: string,
  name: RegExp,
): Promise<readonly (readonly [file: string, text: string])[]> {
  const files = await readdir(join(root, folder), { recursive: true });
  return Promise.all(
    files
      .filter((file) => name.test(file))
      .map(async (file) => [file, await readFile(join(root, folder, file), "utf8")] as const),
  );
}

function wordsIn(node: ts.Node): readonly string[] {
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (ts.isTemplateHead(node) || ts.isTemplateMiddle(node) || ts.isTemplateTail(node)) {
    return [node.text];
  }
  return node.getChildren().flatMap(wordsIn);
}

function callsIn(source: ts.SourceFile): readonly Call[] {
  const found: Call[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) {
      const callee = ts.isPropertyAccessExpression(node.expression)
        ? node.expression.name.text
        : node.expression.getText();
      const [first, ...params] = node.arguments;
      if (first && ts.isStringLiteral(first) && reporters.test(callee) && first.text in catalogue) {
        found.push({ file: source.fileName, code: first.text, words: params.flatMap(wordsIn) });
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

describe("the catalogue", () => {
  test.each(codes)("%s is reported by the generator", (code) => {
    expect(literals).toContain(code);
  });

  test.each(Object.entries(inputs))("%s is reported for its input", async (code, paths) => {
    expect(await codesOf(paths)).toContain(code);
  });

  test.each(codes)("%s occurs in a test or an expected output", (code) => {
    if (!(code in inputs)) expect(tested).toContain(code);
  });

  test.each(Object.entries(catalogue))("%s has a text that ends with a full stop", (_, rule) => {
    expect(rule.explanation).toMatch(/[.`]$/);
    for (const text of [rule.message, rule.hint]) {
      if (typeof text === "string") expect(text).toMatch(/[.)`]|\.get$/);
    }
  });
});

describe("where problems are reported", () => {
  test("the calls are found", () => {
    expect(calls.length).toBeGreaterThan(60);
  });

  test("no call writes a sentence of its own", () => {
    const allowed =
      /^(?:OpenAPI [\d.]+|Swagger 2\.0|comma or [}\]]|a (?:string|string or a number)|an array|an empty schema)$/;
    const sentences = calls.flatMap(({ file, code, words }) =>
      words
        .filter((word) => /\S \S/.test(word) && !allowed.test(word))
        .map((word) => `${file} ${code}: ${word}`),
    );
    expect(sentences).toEqual([]);
  });

  test("no problem is made without the catalogue", async () => {
    const files = await textsBelow("generator", /(?<!\.d)\.ts$/);
    const own = files.filter(([file, text]) => {
      return !file.startsWith("diagnostics/") && /severity: "(?:error|warning)"/.test(text);
    });
    expect(own.map(([file]) => file)).toEqual([]);
  });
});
