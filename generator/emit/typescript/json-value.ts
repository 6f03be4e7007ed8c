import { code, type Code } from "../../text/code.ts";
import { call } from "./line-layout.ts";
import type { SchemaCodec } from "./type-writer.ts";

/** An expression that parses or writes JSON, and what it uses. */
export interface JsonExpression {
  readonly code: Code;
  readonly helpers: readonly Code[];
  /** The keys of the schemas whose codecs it uses. */
  readonly codecs: readonly string[];
}

/** Writes the function that parses JSON: the runtime's, where all numbers fit into 53 bits. */
export function jsonParser({ code: codec, isExact, ...used }: SchemaCodec): JsonExpression {
  const parser = isExact ? code`exactJsonParser` : code`jsonParser`;
  return {
    code: call(parser, [codec]),
    helpers: [parser, ...used.helpers],
    codecs: used.references,
  };
}

/**
 * Writes a value as JSON. A `Date` and a `bigint` say themselves what they are; a codec is passed where
 * a string is a number in JSON, or a `bigint` a string.
 */
export function writeJson(value: Code, codec: SchemaCodec | undefined): JsonExpression {
  if (!codec?.isExact) {
    return { code: call(code`json`, [value]), helpers: [code`json`], codecs: [] };
  }
  const writer = code`exactJson`;
  return codec.isEncoded
    ? {
        code: call(writer, [value, codec.code]),
        helpers: [writer, ...codec.helpers],
        codecs: codec.references,
      }
    : { code: call(writer, [value]), helpers: [writer], codecs: [] };
}
