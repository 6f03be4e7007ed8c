import type { NamedSchema, Schema } from "../../model/service.ts";
import type { Naming } from "../../naming/service-names.ts";
import { code, type Code } from "../../text/code.ts";
import { withoutFiles } from "../../types/file-types.ts";
import type { Direction } from "../../types/request-variants.ts";
import type { TypeModel } from "../../types/type-model.ts";
import type { Reference, Type } from "../../types/type.ts";
import type { WireKind } from "../../types/wire-kind.ts";
import type { CodecNames } from "./codec-modules.ts";
import { createSchemaCodecs, type SchemaCodecs } from "./schema-codec.ts";
import { readonlyModifier } from "./interface.ts";
import { printDeclaration, printType, type TypeNames } from "./print-type.ts";

/** A type, or its declaration, as code. */
export interface TypeText {
  readonly code: Code;
  /** The declared types that it uses, sorted. */
  readonly references: readonly string[];
}

/** A named type, with the name that its module exports. */
export interface NamedType {
  readonly name: Code;
  readonly schema: NamedSchema;
  readonly type: Type;
}

/** Writes the types of one service. */
export interface TypeWriter extends SchemaCodecs {
  /** Every type that has a declaration of its own. */
  readonly named: readonly NamedType[];
  /** The name of the runtime's type of events beside the types of the service. */
  readonly event: Code;
  /** `readonly `, or nothing where data is to be changed in place. */
  readonly modifier: Code;
  declare(name: Code, type: Type, doc: Code): TypeText;
  /** Declares the type of a response's body. */
  declareResponse(name: Code, schema: Schema, doc: Code): TypeText;
  /** Returns a schema's type; of a body or a part of one, as it travels in a direction. */
  text(schema: Schema, direction?: Direction): TypeText;
  /** Returns the type of a field of a form that takes files. */
  fieldText(schema: Schema): TypeText;
  wireKindOf(schema: Schema): WireKind;
  headerTextOf: TypeModel["headerTextOf"];
  /** Returns the properties of an object that has no others; `undefined` where that is not known. */
  propertyNames(schema: Schema): readonly string[] | undefined;
}

/** @param isReadonly whether properties and arrays are `readonly`. */
export function createTypeWriter(
  types: TypeModel,
  naming: Naming,
  codecNames: CodecNames,
  isReadonly: boolean,
): TypeWriter {
  const modifier = isReadonly ? readonlyModifier : code``;
  const received = [...naming.schemas].map(([schema, name]): NamedType => ({
    name,
    schema,
    type: types.declaredType(schema),
  }));
  const inputs = [...naming.inputTypes].map(([schema, name]): NamedType => ({
    name,
    schema,
    type: types.inputType(schema),
  }));
  const named = [...received, ...inputs];
  const blob = named.some(({ name }) => name === "Blob") ? code`globalThis.Blob` : code`Blob`;

  /** Calls a printer and collects the names that it uses. */
  function withReferences(own: string, print: (names: TypeNames) => Code): TypeText {
    const used = new Set<string>();
    const nameOf = (reference: Reference): Code => {
      const schema = types.schemaOf(reference);
      const names = reference.isInput ? naming.inputTypes : naming.schemas;
      const name = (schema && names.get(schema)) ?? code`unknown`;
      used.add(name);
      return name;
    };
    const text = print({ nameOf, blob, modifier });
    used.delete(own);
    return { code: text, references: [...used].sort() };
  }

  const declare = (name: Code, type: Type, doc: Code): TypeText =>
    withReferences(name, (names) => printDeclaration(name, type, doc, names));
  const print = (type: Type): TypeText => withReferences("", (names) => printType(type, names));
  const hasEvent = named.some(({ name }) => name === "ServerSentEvent");
  return {
    named,
    modifier,
    ...createSchemaCodecs(types, codecNames),
    event: hasEvent ? code`RuntimeServerSentEvent` : code`ServerSentEvent`,
    declare,
    declareResponse: (name, schema, doc) => declare(name, types.responseDeclaration(schema), doc),
    text: (schema, direction) =>
      print(direction ? types.bodyType(schema, direction) : withoutFiles(types.typeOf(schema))),
    fieldText: (schema) => print(types.fieldType(schema)),
    wireKindOf: (schema) => types.wireKindOf(schema),
    headerTextOf: (schema) => types.headerTextOf(schema),
    propertyNames(schema) {
      const type = types.typeOf(schema);
      const target = type.kind === "reference" ? types.schemaOf(type) : undefined;
      const whole = target ? types.declaredType(target) : type;
      const isClosed = whole.kind === "object" && whole.additional === undefined;
      return isClosed ? [...whole.properties.keys()] : undefined;
    },
  };
}
