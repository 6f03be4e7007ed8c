import { code, type Code } from "../../text/code.ts";
import { call } from "./line-layout.ts";
import type { SchemaCodec } from "./schema-codec.ts";

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

/** Writes the same for a constant: bundlers drop a call that is marked, where it is unused. */
export function pureJsonParser(codec: SchemaCodec): JsonExpression {
  const parser = jsonParser(codec);
  return { ...parser, code: code`/* @__PURE__ */ ${parser.code}` };
}

/**
 * Writes a value as JSON. A `Date` and a `bigint` say themselves what they are; a codec is passed where
 * a string is a number in JSON, or a `bigint` a string.
 *
 * @param plain the runtime's function where no integer has 64 bits.
 */
export function writeJson(
  value: Code,
  codec: SchemaCodec | undefined,
  plain: Code = code`json`,
): JsonExpression {
  if (!codec?.isExact) {
    return { code: call(plain, [value]), helpers: [plain], codecs: [] };
  }
  return callWithCodec(code`exactJson`, value, codec);
}

/** Writes a call of a function that converts a value first, where its own type does not say it all. */
export function callWithCodec(writer: Code, value: Code, codec: SchemaCodec): JsonExpression {
  return codec.isEncoded
    ? {
        code: call(writer, [value, codec.code]),
        helpers: [writer, ...codec.helpers],
        codecs: codec.references,
      }
    : { code: call(writer, [value]), helpers: [writer], codecs: [] };
}
