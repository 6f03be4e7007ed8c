/**
 * The part of openapi-typescript that is used, loaded without the rest of it: the package's index
 * costs 0.15 s more to import, and its own declarations need packages that it does not bring.
 */
declare module "openapi-typescript/dist/transform/schema-object.mjs" {
  import type ts from "typescript";

  /** A JSON Schema. */
  export type SchemaObject = Readonly<Record<string, unknown>>;

  export interface Context {
    /** Writes `readonly`. */
    readonly immutable: boolean;
    /** Gives the type of a schema that has a `type`, or leaves it. */
    readonly transform: (schema: SchemaObject) => ts.TypeNode | undefined;
    /** Gives another property, or leaves it. */
    readonly transformProperty: (
      property: ts.PropertySignature,
      schema: SchemaObject,
    ) => ts.PropertySignature | undefined;
    /** Gives another type, or leaves it. */
    readonly postTransform: (type: ts.TypeNode) => ts.TypeNode | undefined;
    readonly resolve: (ref: string) => undefined;
    readonly discriminators: {
      readonly objects: Readonly<Record<string, never>>;
      readonly refsHandled: readonly string[];
    };
  }

  export default function transformSchemaObject(
    schema: SchemaObject,
    options: { readonly ctx: Context },
  ): ts.TypeNode;
}
