import type ts from "typescript";
import type { Context, SchemaObject } from "openapi-typescript/dist/transform/schema-object.mjs";
import type { Code } from "../../text/code.ts";
import { comment } from "./comment.ts";
import { literal, memberKey } from "./literal.ts";
import type { Schema } from "../../model/service.ts";
import { createSchemaGraph, type Named } from "../../types/schema-graph.ts";
import { formOf, type Form } from "../../types/wire-kind.ts";
import {
  anyObject,
  createShaper,
  indexShape,
  type Intersection,
  type ObjectShape,
  type Property,
  type Reference,
  type Shape,
} from "../../types/build-type.ts";

/** An exported interface or type, not yet formatted. */
export interface Declaration {
  readonly name: string;
  readonly code: Code;
  /** The other declared types that it uses, sorted. */
  readonly references: readonly string[];
}

/** A type as it stands behind a colon. */
export interface TypeText {
  readonly code: Code;
  /** The declared types that it uses, sorted. */
  readonly references: readonly string[];
}

export interface TypeWriter {
  /**
   * Declares an object as an interface, anything else as a type.
   *
   * @param name one of the names that the writer was made with and its schema, or a new one
   * @param doc the comment above it, or nothing
   */
  declaration(name: string, schema: Schema, doc: Code): Declaration;
  text(schema: Schema): TypeText;
  /** What the values of a schema's type look like on the wire. */
  form(schema: Schema): Form;
}

/**
 * A writer of types for one document: readonly throughout, never `any`, `object` or `{}`. It takes
 * any JSON value for a schema. TypeScript is loaded only if one of the schemas needs it.
 *
 * @param named the schemas that get a declaration, by `$ref`; other references are `unknown`
 * @param inline every other schema that the writer will be asked for
 */
export async function createTypeWriter(
  named: ReadonlyMap<string, Named>,
  inline: Iterable<Schema>,
): Promise<TypeWriter> {
  const others = [...inline];
  const graph = createSchemaGraph(named, others);
  const shapeOf = createShaper(graph);
  const targetOf = ({ key }: Reference): Shape =>
    graph.roleOf(key) === "object" ? anyObject : shapeOf(graph.schemaOf(key), key);
  const forms = new Map<string, Form>();
  const keys = new Map([...named].map(([key, { name }]) => [name, key]));
  const isPlain = (schema: Schema, key?: string): boolean =>
    plainText(shapeOf(schema, key)) !== undefined;
  const needsPrinter =
    others.some((schema) => !isPlain(schema)) ||
    [...named.keys()].some((key) => !isPlain(graph.schemaOf(key), key));
  const printer = needsPrinter ? await loadPrinter(keys.has("Blob")) : undefined;

  function print(write: (printer: Printer) => string): string {
    if (!printer) throw new Error("a schema of which createTypeWriter was not told");
    return write(printer);
  }

  return {
    declaration(name, schema, doc) {
      const key = keys.get(name);
      const shape =
        key !== undefined && named.get(key)?.schema === schema
          ? shapeOf(graph.schemaOf(key), key)
          : shapeOf(schema, unnamed);
      const plain = plainText(shape);
      const text =
        plain === undefined
          ? print((it) => it.declaration(name, shape))
          : `export type ${name} = ${plain};`;
      return {
        name,
        code: `${doc === "" ? "" : `${doc}\n`}${text}` as Code,
        references: referencesOf(shape).filter((reference) => reference !== name),
      };
    },
    text(schema) {
      const shape = shapeOf(schema);
      const code = plainText(shape) ?? print((it) => it.text(shape));
      return { code: code as Code, references: referencesOf(shape) };
    },
    form(schema) {
      const shape = shapeOf(schema);
      if (shape.kind !== "reference") return formOf(shape, targetOf);
      const form = forms.get(shape.key) ?? formOf(shape, targetOf);
      forms.set(shape.key, form);
      return form;
    },
  };
}

/** Stands for the key of a schema that is declared, but not by a name of its own. */
const unnamed = "";

/** The types that are one word, for which nothing needs to be loaded. */
function plainText(shape: Shape): string | undefined {
  if (shape.kind === "unknown" || shape.kind === "never") return shape.kind;
  return shape.kind === "scalar" && shape.type !== "Blob" ? shape.type : undefined;
}

/** The names in a shape, sorted. */
function referencesOf(shape: Shape): readonly string[] {
  const names = new Set<string>();
  const pending = [shape];
  for (let next = pending.pop(); next; next = pending.pop()) {
    if (next.kind === "reference") names.add(next.name);
    for (const part of partsOf(next)) pending.push(part);
  }
  return [...names].sort();
}

function partsOf(shape: Shape): readonly Shape[] {
  switch (shape.kind) {
    case "array":
      return [shape.items];
    case "tuple":
      return shape.items;
    case "union":
      return shape.members;
    case "object": {
      const properties = [...shape.properties.values()].map((property) => property.shape);
      const index = indexShape(shape);
      return index ? [...properties, index] : properties;
    }
    case "intersection":
      return [...shape.bases, ...shape.rest, ...(shape.object ? [shape.object] : [])];
    default:
      return [];
  }
}

interface Printer {
  declaration(name: string, shape: Shape): string;
  text(shape: Shape): string;
}

/** @param hidesBlob whether the document has a type of its own that is named Blob */
async function loadPrinter(hidesBlob: boolean): Promise<Printer> {
  const [{ default: ts }, { default: transformSchemaObject }] = await Promise.all([
    import("typescript"),
    import("openapi-typescript/dist/transform/schema-object.mjs"),
  ]);
  const { factory } = ts;
  const printer = ts.createPrinter({ newLine: ts.NewLineKind.LineFeed });
  const file = ts.createSourceFile("types.ts", "", ts.ScriptTarget.ESNext);

  /** Types that JSON Schema does not have, and literals, which must be safe. */
  const words = new WeakMap<object, string>();
  const members = new WeakMap<object, Member>();

  const context: Context = {
    immutable: true,
    resolve: () => undefined,
    discriminators: { objects: {}, refsHandled: [] },
    transform(schema) {
      const word = words.get(schema);
      return word === undefined ? undefined : factory.createTypeReferenceNode(word);
    },
    transformProperty({ modifiers, type }, schema) {
      const member = members.get(schema);
      if (!member) return undefined;
      const property = factory.createPropertySignature(
        modifiers,
        propertyName(member.name),
        member.isRequired ? undefined : factory.createToken(ts.SyntaxKind.QuestionToken),
        type,
      );
      const doc = comment(member.text, { deprecated: member.deprecated });
      if (doc === "") return property;
      const text = doc.slice("/*".length, -"*/".length);
      return ts.addSyntheticLeadingComment(
        property,
        ts.SyntaxKind.MultiLineCommentTrivia,
        text,
        true,
      );
    },
    /** Properties and an index signature share one pair of braces, on one line if they fit. */
    postTransform(type) {
      const types = ts.isIntersectionTypeNode(type) ? [...type.types] : [type];
      const literals = types.filter(ts.isTypeLiteralNode);
      if (literals.length < types.length) return undefined;
      const merged = factory.createTypeLiteralNode(literals.flatMap((one) => [...one.members]));
      return ts.setEmitFlags(merged, ts.EmitFlags.SingleLine);
    },
  };

  /** Only forms that openapi-typescript translates word for word. */
  function schemaOf(shape: Shape): SchemaObject {
    switch (shape.kind) {
      case "unknown":
        return {};
      case "never":
        return { anyOf: [false] };
      case "scalar":
        return shape.type === "Blob"
          ? wordOf(hidesBlob ? "globalThis.Blob" : "Blob")
          : { type: shape.type };
      case "literal":
        return wordOf(literal(shape.value));
      case "reference":
        return { $ref: `#/${shape.name}` };
      case "array":
        return { type: "array", items: wrapped(shape.items) };
      case "tuple":
        return { type: "array", prefixItems: shape.items.map(schemaOf) };
      case "union":
        return { anyOf: shape.members.map(schemaOf) };
      case "intersection": {
        const { bases, rest, object } = shape;
        return { allOf: [...bases, ...rest, ...(object ? [object] : [])].map(schemaOf) };
      }
      case "object":
        return {
          type: "object",
          properties: Object.assign(
            {},
            [...shape.properties].map((property) => propertyOf(shape, property)),
          ),
          additionalProperties: indexOf(shape),
        };
    }
  }

  function wordOf(word: string): SchemaObject {
    const schema = { type: "string" };
    words.set(schema, word);
    return schema;
  }

  /** Keeps a schema's own keywords out of sight where they would be taken for more than a type. */
  function wrapped(shape: Shape): SchemaObject {
    return { anyOf: [schemaOf(shape)] };
  }

  function propertyOf(object: ObjectShape, [name, property]: [string, Property]): SchemaObject {
    const schema = wrapped(property.shape);
    members.set(schema, { ...property, name, isRequired: object.required.has(name) });
    return schema;
  }

  function indexOf(object: ObjectShape): SchemaObject | undefined {
    const shape = indexShape(object);
    if (shape === undefined || shape.kind === "unknown") return shape && wrapped(shape);
    const isOptional = [...object.properties.keys()].some((name) => !object.required.has(name));
    const members = shape.kind === "union" ? shape.members : [shape];
    return { anyOf: [...members.map(schemaOf), ...(isOptional ? [wordOf("undefined")] : [])] };
  }

  function typeOf(shape: Shape): ts.TypeNode {
    return transformSchemaObject(schemaOf(shape), { ctx: context });
  }

  function declare(name: string, shape: Shape): ts.Statement {
    const exported = [factory.createModifier(ts.SyntaxKind.ExportKeyword)];
    const { bases, object } = asInterface(shape);
    const body = object && typeOf(object);
    if (!body || !ts.isTypeLiteralNode(body)) {
      return factory.createTypeAliasDeclaration(exported, name, undefined, typeOf(shape));
    }
    const extended = bases.map((base) =>
      factory.createExpressionWithTypeArguments(factory.createIdentifier(base.name), undefined),
    );
    const heritage =
      extended.length > 0
        ? [factory.createHeritageClause(ts.SyntaxKind.ExtendsKeyword, extended)]
        : undefined;
    return factory.createInterfaceDeclaration(exported, name, undefined, heritage, body.members);
  }

  const print = (node: ts.Node): string => printer.printNode(ts.EmitHint.Unspecified, node, file);
  return {
    declaration: (name, shape) => print(declare(name, shape)),
    text: (shape) => print(typeOf(shape)),
  };
}

interface Member extends Property {
  readonly name: string;
  readonly isRequired: boolean;
}

/** What an interface declares and extends, if the shape can be one. */
function asInterface(shape: Shape): Pick<Intersection, "bases" | "object"> {
  if (shape.kind === "object") return { bases: [], object: shape };
  const isPlain = shape.kind === "intersection" && shape.rest.length === 0;
  return isPlain ? shape : { bases: [], object: undefined };
}

/** `__proto__` is quoted: people should see that it is a name like others. */
function propertyName(name: string): Code {
  return name === "__proto__" ? literal(name) : memberKey(name);
}
