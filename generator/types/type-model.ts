// The stage `types`. In: the schemas of the model. Out: a type for each, and what requests have
// otherwise. Knows nothing of how a type is written.
import { schemaReference } from "../model/component-name.ts";
import { bodiesOf } from "../model/body.ts";
import {
  schemasOf,
  schemasOfBody,
  schemasOfResponses,
  type Payloads,
} from "../model/schemas-of.ts";
import type { NamedSchema, Schema } from "../model/service.ts";
import { hasFormatTypes, type FormatTypes } from "../model/format-types.ts";
import { createTypeBuilder } from "./build-type.ts";
import type { Codec, Codecs } from "./codec.ts";
import { createCodecs, noCodecs } from "./find-codecs.ts";
import { holdsFile, reachableTypes, withFiles, withoutFiles } from "./file-types.ts";
import { findRequestVariants, type Direction } from "./request-variants.ts";
import { createSchemaGraph } from "./schema-graph.ts";
import { anyObject, type Reference, type Type } from "./type.ts";
import { headerTextOf, type HeaderText } from "./text-kind.ts";
import { wireKindOf, type WireKind } from "./wire-kind.ts";

/**
 * The types of a service, each built once from its schema. The stage knows JSON Schema on one side
 * and nothing of TypeScript on the other: names and text are the matter of those that read it.
 */
export interface TypeModel {
  /** Schemas with more alternatives than TypeScript can check, of which the widest part is left out. */
  readonly simplified: ReadonlySet<object>;
  /** The named schemas that travel both ways and differ, so that requests have a type of their own. */
  readonly inputTypes: readonly NamedSchema[];
  /** Returns the type of a schema, whatever the direction. */
  typeOf(schema: Schema): Type;
  /** Returns the type of a body, or of a part of one, as it travels: files are text in there. */
  bodyType(schema: Schema, direction: Direction): Type;
  /** Returns the type of a field of a form that takes files. */
  fieldType(schema: Schema): Type;
  /** Returns the type of a response that is declared by itself, so that it can extend its bases. */
  responseDeclaration(schema: Schema): Type;
  /** Returns the type of a named schema with the properties of both directions. */
  namedType(schema: NamedSchema): Type;
  /** Returns what a reference to a named schema declares: what is received, else what is sent. */
  declaredType(schema: NamedSchema): Type;
  /** Returns the request variant of one of the {@link inputTypes}. */
  inputType(schema: NamedSchema): Type;
  /** The named schema that a reference means. */
  schemaOf(reference: Reference): NamedSchema | undefined;
  /** How the values of a schema look in a URL or a form. */
  wireKindOf(schema: Schema): WireKind;
  /** Where the values of a schema are converted; `undefined` where they stay what their JSON is. */
  codecOf(schema: Schema): Codec | undefined;
  /** The codecs of named schemas. */
  readonly codecs: Pick<Codecs, "named" | "scalarsOf">;
  /** How the text of a header is read; `undefined` where it stays text. */
  headerTextOf(schema: Schema): HeaderText | undefined;
}

interface Typed {
  readonly schemas: readonly NamedSchema[];
  readonly operations: readonly Payloads[];
}

/** The owner of a declaration that no schema names. */
const unnamed = "";

/**
 * Builds the types of all that a service sends and receives.
 *
 * @param formats the types of formats, where they are not those of their JSON.
 */
export function buildTypes({ schemas, operations }: Typed, formats: FormatTypes = {}): TypeModel {
  const byKey = new Map(schemas.map((one) => [schemaReference(one.name), one]));
  const keyOf = ({ name }: NamedSchema): string => schemaReference(name);
  const graph = createSchemaGraph(
    new Map([...byKey].map(([key, { schema }]) => [key, schema])),
    operations.flatMap(schemasOf),
  );
  // A discriminator's values make a new object of a named schema.
  const originals = new Map<unknown, Schema>(
    [...byKey].map(([key, { schema }]) => [graph.schemaOf(key), schema]),
  );
  const simplified = new Set<object>();
  const build = createTypeBuilder(graph, formats, (schema) => {
    const original = originals.get(schema) ?? schema;
    if (original !== true) simplified.add(original);
  });
  const inline = new Map<Schema, Type>();
  const typeOf = (schema: Schema): Type => {
    const type = inline.get(schema) ?? build(schema);
    inline.set(schema, type);
    return type;
  };
  const named = new Map([...byKey.keys()].map((key) => [key, build(graph.schemaOf(key), key)]));
  for (const schema of operations.flatMap(schemasOf)) typeOf(schema);
  const variants = findRequestVariants(
    named,
    operations.flatMap(bodiesOf).flatMap(schemasOfBody).map(typeOf),
    operations.flatMap(({ responses }) => schemasOfResponses(responses)).map(typeOf),
  );
  const namedType = (key: string): Type => named.get(key) ?? build(graph.schemaOf(key), key);
  const kindOf = rememberKinds(typeOf, ({ key }) =>
    graph.roleOf(key) === "object" ? anyObject : namedType(key),
  );
  const codecs = hasFormatTypes(formats) ? createCodecs(named) : noCodecs;
  // Most descriptions have no files.
  const hasFiles = [...named.values()].some(holdsFile);
  const inText = hasFiles ? reachableTypes(operations.flatMap(typesInText), named) : new Set();
  const declared = (key: string): Type => {
    const type = namedType(key);
    return inText.has(key) ? withoutFiles(type) : type;
  };

  /** The types of what an operation writes as text, a form's fields of JSON included. */
  function typesInText(operation: Payloads): Type[] {
    const isFile = (schema: Schema): boolean => kindOf(schema).kind.includes("binary");
    const inBodies = bodiesOf(operation).flatMap((body) => {
      const schemas = schemasOfBody(body);
      return body.kind === "multipart" ? schemas.filter((one) => !isFile(one)) : schemas;
    });
    const rest = schemasOf({ ...operation, body: undefined, otherBodies: undefined });
    return [...rest, ...inBodies].map(typeOf);
  }
  const fileOf = ({ key }: Reference): Type | undefined => {
    const type = inText.has(key) ? named.get(key) : undefined;
    return type && holdsFile(type) ? type : undefined;
  };

  return {
    simplified,
    inputTypes: schemas.filter((one) => variants.needsInputType(keyOf(one))),
    typeOf,
    bodyType: (schema, direction) => variants.inDirection(withoutFiles(typeOf(schema)), direction),
    fieldType: (schema) => variants.inDirection(withFiles(typeOf(schema), fileOf), "request"),
    responseDeclaration: (schema) =>
      variants.inDirection(withoutFiles(build(schema, unnamed)), "response"),
    namedType: (schema) => namedType(keyOf(schema)),
    declaredType(schema) {
      const type = declared(keyOf(schema));
      const direction = variants.directionOf(keyOf(schema));
      return direction ? variants.inDirection(type, direction) : type;
    },
    inputType: (schema) => variants.inDirection(declared(keyOf(schema)), "request"),
    schemaOf: ({ key }) => byKey.get(key),
    wireKindOf: kindOf,
    codecOf: (schema) => codecs.of(typeOf(schema)),
    codecs,
    headerTextOf: (schema) => headerTextOf(typeOf(schema), ({ key }) => namedType(key)),
  };
}

/** Returns a function that finds the kind of a schema's values, of each named type once. */
function rememberKinds(
  typeOf: (schema: Schema) => Type,
  resolve: (reference: Reference) => Type,
): (schema: Schema) => WireKind {
  const known = new Map<string, WireKind>();
  return (schema) => {
    const type = typeOf(schema);
    if (type.kind !== "reference") return wireKindOf(type, resolve);
    const kind = known.get(type.key) ?? wireKindOf(type, resolve);
    known.set(type.key, kind);
    return kind;
  };
}
