import { successesOf } from "../../model/response-rules.ts";
import type { Operation, ResponseHeader } from "../../model/service.ts";
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
import { objectLiteral, property, signature } from "./line-layout.ts";
import { literal, memberKey, propertyKey } from "./literal.ts";
import type { GeneratorView } from "./pagination.ts";
import type { TextKind } from "../../types/text-kind.ts";
import { scalarCodecs } from "./print-codec.ts";
import type { TypeWriter } from "./type-writer.ts";

/** A function that reads the headers of an operation's responses, and the type of what it returns. */
export interface HeaderReaderView {
  readonly declaration: InterfaceView;
  readonly references: readonly string[];
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

interface ReadHeader {
  readonly member: MemberView;
  readonly entry: Code;
  /** The runtime's functions that it uses. */
  readonly helpers: readonly Code[];
  readonly references: readonly string[];
}

/** @param declarations of one header in several responses. */
function readHeader(declarations: readonly ResponseHeader[], types: TypeWriter): ReadHeader {
  const [{ name, description } = { name: "", description: "" }] = declarations;
  const kinds = declarations.map(({ schema }) => types.textKindOf(schema));
  const [first] = kinds;
  const isSame = kinds.every((one) => one?.kind === first?.kind && one?.isList === first?.isList);
  const kind = isSame ? first : undefined;
  const texts = declarations.map(({ schema }) => types.text(schema, "response"));
  const type = kind ? joinCode([...new Set(texts.map((text) => text.code))], " | ") : code`string`;
  const { code: item, helpers } = itemReader(kind?.kind ?? "string");
  return {
    member: {
      doc: lineOrNothing(comment(description)),
      modifier: readonlyModifier,
      key: memberKey(name),
      mark: code`?`,
      type,
    },
    entry: property(propertyKey(name), kind?.isList ? code`[${item}]` : item),
    helpers,
    references: kind ? texts.flatMap(({ references }) => references) : [],
  };
}

/** How one value is read: by the name of its type in JSON, or by a codec. */
function itemReader(kind: TextKind): Pick<ReadHeader, "helpers"> & { readonly code: Code } {
  if (kind === "string" || kind === "number" || kind === "boolean") {
    return { code: literal(kind), helpers: [] };
  }
  const codec = scalarCodecs[kind];
  return { code: codec, helpers: [codec] };
}
