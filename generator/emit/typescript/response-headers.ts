import { successesOf } from "../../model/response-rules.ts";
import type { Operation, ResponseHeader, SerializationStyle } from "../../model/service.ts";
import { pascalCase } from "../../naming/identifiers.ts";
import type { Naming } from "../../naming/service-names.ts";
import { code, joinCode, type Code } from "../../text/code.ts";
import { comment, commentOf, commentText } from "./comment.ts";
import {
  lineOrNothing,
  readonlyModifier,
  type InterfaceView,
  type MemberView,
} from "./interface.ts";
import { arrayLiteral, objectLiteral, property, signature } from "./line-layout.ts";
import { literal, memberKey, propertyKey } from "./literal.ts";
import { jsonParser } from "./json-value.ts";
import type { GeneratorView } from "./pagination.ts";
import type { TextKind } from "../../types/text-kind.ts";
import { scalarCodecs } from "./print-codec.ts";
import type { TypeWriter } from "./type-writer.ts";

/** A function that reads the headers of an operation's responses, and the type of what it returns. */
export interface HeaderReaderView {
  readonly declaration: InterfaceView;
  readonly references: readonly string[];
  /** The keys of the schemas whose codecs it uses. */
  readonly codecs: readonly string[];
  /** @param parameter the type of its parameter in the module: `WithHeaders`. */
  readers(parameter: Code): readonly GeneratorView[];
}

/**
 * Returns the reader of the headers that the responses of an operation declare; nothing where they
 * declare none. It is a function of its own, so that only those who call it pay for it.
 *
 * @param builder the name of the operation's function in its module.
 */
export function viewHeaderReader(
  operation: Operation,
  builder: Code,
  naming: Pick<Naming, "headers">,
  types: TypeWriter,
): HeaderReaderView | undefined {
  const name = naming.headers.get(operation.responses);
  const headers = headersOf(operation);
  if (!name || headers.length === 0) return undefined;
  const typeName = pascalCase(name);
  const read = headers.map((header) => readHeader(header, types));
  return {
    declaration: {
      doc: commentOf([commentText`Headers of the responses of {@link ${builder}}.`]),
      name: typeName,
      members: read.map(({ member }) => member),
    },
    readers: (parameter) => [
      {
        doc: commentOf([
          commentText`Reads the headers of a response to {@link ${builder}}, or of its \`HttpError\`.`,
        ]),
        name,
        signature: signature([code`response: ${parameter}`], typeName),
        value: code`readHeaders<${typeName}>(response, ${objectLiteral(read.map(({ entry }) => entry))})`,
        helpers: [code`readHeaders`, ...read.flatMap(({ helpers }) => helpers)],
      },
    ],
    references: read.flatMap(({ references }) => references),
    codecs: read.flatMap(({ codecs = [] }) => codecs),
  };
}

/** Returns the headers of all responses, once each: those of a success first. Names have no case. */
function headersOf({ responses }: Operation): readonly (readonly ResponseHeader[])[] {
  const good = successesOf(responses);
  const byName = new Map<string, ResponseHeader[]>();
  for (const { headers } of [...good, ...responses.filter((one) => !good.includes(one))]) {
    for (const header of headers) {
      const key = header.name.toLowerCase();
      byName.set(key, [...(byName.get(key) ?? []), header]);
    }
  }
  return [...byName.values()];
}

interface ReadHeader extends Omit<Reader, "code"> {
  readonly member: MemberView;
  readonly entry: Code;
  readonly references: readonly string[];
}

interface Reader {
  readonly code: Code;
  /** The runtime's functions that it uses. */
  readonly helpers: readonly Code[];
  /** The keys of the schemas whose codecs it uses. */
  readonly codecs?: readonly string[];
}

/** @param declarations of one header in several responses. */
function readHeader(declarations: readonly ResponseHeader[], types: TypeWriter): ReadHeader {
  const [{ name, description } = { name: "", description: "" }] = declarations;
  const readers = declarations.map((one) => headerReader(one, types));
  const [first] = readers;
  const reader = readers.every((one) => one?.code === first?.code) ? first : undefined;
  const texts = declarations.map(({ schema }) => types.text(schema, "response"));
  const type = reader
    ? joinCode([...new Set(texts.map((text) => text.code))], " | ")
    : code`string`;
  const { code: kind, ...used } = reader ?? itemReader("string");
  return {
    member: {
      doc: lineOrNothing(comment(description)),
      modifier: readonlyModifier,
      key: memberKey(name),
      mark: code`?`,
      type,
    },
    entry: property(propertyKey(name), kind),
    ...used,
    references: reader ? texts.flatMap(({ references }) => references) : [],
  };
}

/** How the text of a header is read; `undefined` where it stays text. */
function headerReader({ schema, style }: ResponseHeader, types: TypeWriter): Reader | undefined {
  if (style === "json") {
    const codec = types.codecOf(schema);
    return codec ? jsonParser(codec) : { code: literal("json"), helpers: [] };
  }
  const text = types.headerTextOf(schema);
  switch (text?.kind) {
    case undefined:
      return undefined;
    case "value":
      return itemReader(text.of);
    case "list": {
      const { code: item, helpers } = itemReader(text.of);
      const separator = listSeparators[style];
      const items = [item, ...(separator === undefined ? [] : [literal(separator)])];
      return { code: arrayLiteral(items), helpers };
    }
    case "object": {
      const properties = Array.from(text.properties, ([name, kind]) => ({
        name,
        reader: itemReader(kind),
      }));
      const others = text.others === undefined ? [] : [itemReader(text.others)];
      const entries = properties.map(({ name, reader }) =>
        property(propertyKey(name), reader.code),
      );
      return {
        code: objectLiteral([
          property(code`isExploded`, literal(style === "exploded-simple")),
          property(code`properties`, objectLiteral(entries)),
          ...others.map((one) => property(code`others`, one.code)),
        ]),
        helpers: [...properties.map(({ reader }) => reader), ...others].flatMap(
          ({ helpers }) => helpers,
        ),
      };
    }
  }
}

/** Swagger 2.0, section "Header Object", `collectionFormat`. */
const listSeparators: Partial<Readonly<Record<SerializationStyle, string>>> = {
  spaceDelimited: " ",
  tabDelimited: "\t",
  pipeDelimited: "|",
};

/** How one value is read: by the name of its type in JSON, or by a codec. */
function itemReader(kind: TextKind): Reader {
  if (kind === "string" || kind === "number" || kind === "boolean") {
    return { code: literal(kind), helpers: [] };
  }
  const codec = scalarCodecs[kind];
  return { code: codec, helpers: [codec] };
}
