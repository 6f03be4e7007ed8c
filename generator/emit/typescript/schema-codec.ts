import type { Schema } from "../../model/service.ts";
import { partsOfCodec, type Codec } from "../../types/codec.ts";
import type { TypeModel } from "../../types/type-model.ts";
import type { CodecNames } from "./codec-modules.ts";
import { printCodec, type PrintedCodec } from "./print-codec.ts";

/** The codec of a schema as code. */
export interface SchemaCodec extends PrintedCodec {
  /** Whether integers of 64 bits are among what it converts. */
  readonly isExact: boolean;
  /** Whether dates are among what it converts. */
  readonly hasDates: boolean;
  /** Whether something is written differently than its own type says. */
  readonly isEncoded: boolean;
  /** Whether it converts an object that has more than scalars and lists of them to convert. */
  readonly isNested: boolean;
}

/** Finds the codecs of schemas. */
export interface SchemaCodecs {
  readonly codecNames: CodecNames;
  /** Returns `undefined` for a schema whose values stay what their JSON is. */
  codecOf(schema: Schema): SchemaCodec | undefined;
  /** Returns the codec of the items of a list. */
  codecOfItems(schema: Schema): SchemaCodec | undefined;
  /** Returns the codec of an object of which the properties have these schemas. */
  codecOfFields(
    fields: readonly { readonly name: string; readonly schema: Schema }[],
  ): SchemaCodec | undefined;
}

/** @param codecNames the constants of the codecs of named schemas. */
export function createSchemaCodecs(types: TypeModel, codecNames: CodecNames): SchemaCodecs {
  function codec(of: Codec | undefined): SchemaCodec | undefined {
    if (!of) return undefined;
    const scalars = types.codecs.scalarsOf(of);
    return {
      ...printCodec(of, codecNames.nameOf, false),
      isExact: [...scalars].some((one) => one !== "date-time"),
      hasDates: scalars.has("date-time"),
      isEncoded: scalars.has("int64 text") || scalars.has("int64 digits"),
      isNested: isNestedCodec(inFull(of)),
    };
  }

  function inFull(of: Codec): Codec {
    return (of.kind === "reference" ? types.codecs.named(of.key) : undefined) ?? of;
  }

  return {
    codecNames,
    codecOf: (schema) => codec(types.codecOf(schema)),
    codecOfItems(schema) {
      const found = types.codecOf(schema);
      const list = found && inFull(found);
      return list?.kind === "list" ? codec(list.items) : undefined;
    },
    codecOfFields(fields) {
      const properties = fields.flatMap(({ name, schema }) => {
        const of = types.codecOf(schema);
        return of ? [[name, of] as const] : [];
      });
      return properties.length === 0
        ? undefined
        : codec({ kind: "object", properties: new Map(properties), additional: undefined });
    },
  };
}

/** Whether the codec of an object has more than scalars and lists of them in it, or of what is none. */
function isNestedCodec(codec: Codec): boolean {
  const parts = codec.kind === "object" ? partsOfCodec(codec) : [codec];
  return !parts.every(isFlat);
}

function isFlat(codec: Codec): boolean {
  return codec.kind === "scalar" || (codec.kind === "list" && partsOfCodec(codec).every(isFlat));
}
