import type { Codec, ScalarCodec, Variant } from "../../types/codec.ts";
import { code, type Code } from "../../text/code.ts";
import { arrayLiteral, objectLiteral, property } from "./line-layout.ts";
import { literal, propertyKey } from "./literal.ts";

/** The expression of a codec, and what it uses. */
export interface PrintedCodec {
  readonly code: Code;
  /** The keys of named schemas. */
  readonly references: readonly string[];
  /** The runtime's codecs of scalars. */
  readonly helpers: readonly Code[];
}

/** The runtime's constants of scalars. */
export const scalarCodecs: Readonly<Record<ScalarCodec, Code>> = {
  "date-time": code`dateTime`,
  int64: code`int64`,
  "int64 text": code`int64Text`,
  "int64 digits": code`int64Digits`,
};

/**
 * Prints a codec.
 *
 * @param nameOf returns the constant of a named codec.
 * @param isLazy whether named codecs are looked up once they are needed: schemas lead to each other in
 * circles.
 */
export function printCodec(
  codec: Codec,
  nameOf: (key: string) => Code,
  isLazy: boolean,
): PrintedCodec {
  const references = new Set<string>();
  const helpers = new Set<Code>();
  const print = (one: Codec | undefined): Code => {
    if (!one) return code`null`;
    switch (one.kind) {
      case "scalar": {
        const name = scalarCodecs[one.scalar];
        helpers.add(name);
        return name;
      }
      case "reference":
        references.add(one.key);
        return isLazy ? code`() => ${nameOf(one.key)}` : nameOf(one.key);
      case "list":
        return objectLiteral([
          ...(one.first.length > 0
            ? [property(code`prefixItems`, arrayLiteral(one.first.map(print)))]
            : []),
          ...(one.items ? [property(code`items`, print(one.items))] : []),
        ]);
      case "object": {
        const properties = Array.from(one.properties, ([name, of]) =>
          property(propertyKey(name), print(of)),
        );
        return objectLiteral([
          ...(properties.length > 0 ? [property(code`properties`, objectLiteral(properties))] : []),
          ...(one.additional ? [property(code`additionalProperties`, print(one.additional))] : []),
        ]);
      }
      case "all":
        return objectLiteral([property(code`allOf`, arrayLiteral(one.parts.map(print)))]);
      case "union":
        return objectLiteral([property(code`anyOf`, arrayLiteral(one.variants.map(printVariant)))]);
    }
  };
  const printVariant = ({ codec: of, tags, required }: Variant): Code => {
    if (of && tags.size === 0 && required.length === 0) return print(of);
    const when = Array.from(tags, ([name, values]) =>
      property(propertyKey(name), arrayLiteral(values.map((value) => literal(value)))),
    );
    const names = arrayLiteral(required.map((name) => literal(name)));
    return objectLiteral([
      ...(when.length > 0 ? [property(code`when`, objectLiteral(when))] : []),
      ...(required.length > 0 ? [property(code`required`, names)] : []),
      property(code`then`, print(of)),
    ]);
  };
  const text = print(codec);
  return { code: text, references: [...references], helpers: [...helpers].sort() };
}
