import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { format } from "prettier";
import ts from "typescript";
import { expect, test } from "vitest";
import { comment } from "../../../generator/emit/typescript/comment.ts";
import { nameCodecs } from "../../../generator/emit/typescript/codec-modules.ts";
import type { FormatTypes } from "../../../generator/model/format-types.ts";
import type { Schema } from "../../../generator/model/service.ts";
import { isKeywords } from "../../../generator/model/json-schema.ts";
import { flatten } from "../../../generator/emit/typescript/break-lines.ts";
import {
  createTypeWriter,
  type TypeText,
  type TypeWriter,
} from "../../../generator/emit/typescript/type-writer.ts";
import type { NamedSchema } from "../../../generator/model/service.ts";
import type { Code } from "../../../generator/text/code.ts";
import { buildTypes } from "../../../generator/types/type-model.ts";
import { compileErrors } from "../../helpers/compile.ts";

export type Schemas = Readonly<Record<string, unknown>>;

export const string = { type: "string" };
export const integer = { type: "integer" };
export const any = { type: "object" };
export const ref = (name: string): { $ref: string } => ({ $ref: `#/components/schemas/${name}` });
export const object = (properties: Schemas, ...required: string[]): Schemas => ({
  type: "object",
  properties,
  ...(required.length > 0 ? { required } : {}),
});

const printed = { parser: "typescript", printWidth: 100 } as const;

const sourceLocation = { file: "", line: 1, column: 1, pointer: "" };

/** @param inline the schemas of a response each */
export function writerOf(
  schemas: Schemas,
  inline: readonly unknown[] = [],
  prefix = "",
  isReadonly = true,
  formats: FormatTypes = {},
): TypeWriter {
  const named = Object.entries(schemas).map(([name, schema]): NamedSchema => ({
    sourceLocation,
    name,
    schema: asSchema(schema),
  }));
  const responses = inline.map((schema) => ({
    sourceLocation,
    status: "200",
    description: "",
    headers: [],
    content: { mediaType: "application/json", kind: "json" as const, schema: asSchema(schema) },
  }));
  const operation = { parameters: [], body: undefined, responses, pagination: undefined };
  const types = buildTypes({ schemas: named, operations: [operation] }, formats);
  const none = new Map<never, never>();
  const naming = {
    operations: none,
    pages: none,
    headers: none,
    securitySchemes: none,
    clashes: [],
    schemas: new Map(named.map((one) => [one, (prefix + one.name.replace(/\W/g, "_")) as Code])),
    inputTypes: new Map(types.inputTypes.map((one) => [one, `${one.name}Input` as Code])),
  };
  return createTypeWriter(types, naming, nameCodecs({ schemas: named }, naming), isReadonly);
}

export function declare(schemas: Schemas, prefix = ""): readonly TypeText[] {
  const writer = writerOf(schemas, [], prefix);
  return writer.named.map(({ name, type }) => writer.declare(name, type, comment("")));
}

export function textOf(writer: TypeWriter, schema: unknown): string {
  return flatten(writer.text(asSchema(schema)).code);
}

/** Values that a careless reader might pass for a schema. */
export function asSchema(value: unknown): Schema {
  return value as Schema;
}

export function text(declarations: readonly TypeText[]): string {
  return declarations.map(({ code }) => flatten(code)).join("\n");
}

/** Compiles each text as a module. */
export async function compile(texts: readonly string[]): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), "types-"));
  writeFileSync(join(folder, "package.json"), JSON.stringify({ type: "module" }));
  const files = texts.map((_, i) => join(folder, `case-${i}.ts`));
  for (const [i, file] of files.entries()) writeFileSync(file, `${texts[i]}\nexport {};\n`);
  try {
    return await compileErrors(files);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function parse(code: string): ts.SourceFile {
  return ts.createSourceFile("a.ts", code, ts.ScriptTarget.ESNext, true);
}

export function parseErrors(code: string): readonly string[] {
  const { diagnostics = [] } = ts.transpileModule(code, { reportDiagnostics: true });
  return diagnostics.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
}

function nodesIn(code: string): ts.Node[] {
  const nodes: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    nodes.push(node);
    node.forEachChild(visit);
  };
  visit(parse(code));
  return nodes;
}

export function literalsIn(code: string): string[] {
  return nodesIn(code)
    .filter(ts.isStringLiteral)
    .map(({ text }) => text);
}

export function membersIn(code: string): string[] {
  return nodesIn(code)
    .filter(ts.isPropertySignature)
    .map(({ name }) => (ts.isIdentifier(name) || ts.isStringLiteral(name) ? name.text : "?"));
}

export function circle(): Schema {
  const schema: Record<string, unknown> = { type: "object" };
  schema["properties"] = { a: schema, b: schema, c: { allOf: [schema, schema] } };
  return schema;
}

export function nest(depth: number, wrap: (inner: Schema) => Schema): Schema {
  let schema: Schema = string;
  for (let i = 0; i < depth; i += 1) schema = wrap(schema);
  return schema;
}

export function schemasOf(file: string): Schemas {
  const document: unknown = JSON.parse(readFileSync(file, "utf8"));
  const components = isKeywords(document) ? document["components"] : undefined;
  const schemas = isKeywords(components) ? components["schemas"] : undefined;
  return isKeywords(schemas) ? schemas : {};
}

export type Case = readonly [name: string, schemas: Schemas, want: string];

/** Holds declarations against their expected text, and compiles all of them under the strictest flags. */
export function testDeclarations(cases: readonly Case[]): void {
  test.each(cases)("%s", async (_, schemas, want) => {
    const declarations = declare(schemas);
    expect(await format(text(declarations), printed)).toBe(await format(want, printed));
  });

  test("all compile under the strictest flags", async () => {
    expect(await compile(cases.map(([, schemas]) => text(declare(schemas))))).toEqual([]);
  });
}
