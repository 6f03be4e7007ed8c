/**
 * The declarations behind openapi-typescript's import types of these packages, which are not
 * installed with it. Nothing here uses them.
 */
declare module "json-schema-to-ts" {
  export type JSONSchema = unknown;
}

declare module "js-yaml" {
  export type DumpOptions = unknown;
  export type LoadOptions = unknown;
  export type Schema = unknown;
}
