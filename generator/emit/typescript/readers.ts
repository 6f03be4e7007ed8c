import { essenceOf } from "../../model/media-type.ts";
import { mediaTypesIn } from "../../model/response-rules.ts";
import type { PlainContent, ResponseContent, XmlContent } from "../../model/service.ts";
import { code, type Code } from "../../text/code.ts";
import { call, objectLiteral, property } from "./line-layout.ts";
import { literal, propertyKey } from "./literal.ts";
import { pureJsonParser, type JsonExpression } from "./json-value.ts";
import type { ShapeNames } from "./shape-modules.ts";
import { printShape } from "./print-shape.ts";
import type { SchemaCodec } from "./schema-codec.ts";
import type { TypeWriter } from "./type-writer.ts";
import type { Shape } from "../../model/shape.ts";

/** What a constant reads: any body, or an error of AWS. */
export type ReaderKind = "Response" | "Error";

/** How the bodies of an operation's responses are read, and the constants that this takes. */
export interface Readers {
  /** Returns the runtime's function that reads a body, or the constant that does. */
  readerOf(content: ResponseContent, alternatives: readonly PlainContent[]): Code;
  readonly statements: readonly { readonly statement: Code }[];
  /** Names of the schemas whose shapes the constants use. */
  readonly references: readonly string[];
  /** The keys of the schemas whose codecs the constants use. */
  readonly codecs: readonly string[];
  /** The runtime's functions that are called. */
  readonly helpers: readonly Code[];
}

/** @param claim names a constant in the module, as no other is. */
export function createReaders(
  shapes: ShapeNames,
  types: Pick<TypeWriter, "codecOf">,
  claim: (kind: ReaderKind) => Code,
): Readers {
  const module = new ReaderModule(claim);

  /** The first reads a response of any media type that is not listed. */
  function readerOf(content: ResponseContent, alternatives: readonly PlainContent[]): Code {
    if (alternatives.length === 0) return readerOfOne(content);
    const entries = [content, ...alternatives].flatMap((one) => {
      const reader = readerOfOne(one);
      return mediaTypesIn(one).map((type) => code`${propertyKey(essenceOf(type))}: ${reader}`);
    });
    const value = call(module.helper(code`byMediaType`), [objectLiteral(entries)]);
    return module.constant("Response", value);
  }

  function readerOfOne(content: ResponseContent): Code {
    const codec = isText(content) ? undefined : types.codecOf(content.schema);
    return codec
      ? convertingReader(content, codec, shapes, module)
      : plainReader(content, shapes, module);
  }

  const { statements, references, codecs, helpers } = module;
  return { readerOf, statements, references, codecs, helpers };
}

/** Collects what the module of an operation has for its readers. */
class ReaderModule {
  readonly statements: { readonly statement: Code }[] = [];
  readonly references: string[] = [];
  readonly codecs: string[] = [];
  readonly helpers: Code[] = [];
  readonly #known = new Map<Code, Code>();
  readonly #claim: (kind: ReaderKind) => Code;

  constructor(claim: (kind: ReaderKind) => Code) {
    this.#claim = claim;
  }

  /** Makes a constant, so that equal requests are equal, and nothing is made that is not called. */
  constant(kind: ReaderKind, value: Code): Code {
    const found = this.#known.get(value);
    if (found) return found;
    const own = this.#claim(kind);
    this.#known.set(value, own);
    this.statements.push({ statement: code`const ${own} = /* @__PURE__ */ ${value};` });
    return own;
  }

  helper(name: Code): Code {
    this.helpers.push(name);
    return name;
  }

  use({ code: expression, helpers, codecs }: JsonExpression): Code {
    this.helpers.push(...helpers);
    this.codecs.push(...codecs);
    return expression;
  }

  shape(shape: Shape, names: ShapeNames): Code {
    const printed = printShape(shape, names.nameOf);
    this.references.push(...printed.references);
    return printed.code;
  }
}

/** Whether a body is read as text or bytes, whatever its schema says. */
function isText({ kind }: ResponseContent): boolean {
  return kind === "text" || kind === "binary" || kind === "text events";
}

/** The constant that reads a body with a codec: in JSON while it is parsed, else afterwards. */
function convertingReader(
  content: ResponseContent,
  codec: SchemaCodec,
  shapes: ShapeNames,
  module: ReaderModule,
): Code {
  const mayBeEmpty = content.kind === "json" && content.mayBeEmpty === true;
  const maker = mayBeEmpty ? code`jsonObjectReader` : readerMakers[content.kind];
  const reader = maker
    ? call(module.helper(maker), [module.use(pureJsonParser(codec))])
    : call(module.helper(code`decoded`), [
        plainReader(content, shapes, module),
        module.use({ ...codec, codecs: codec.references }),
      ]);
  return module.constant("Response", reader);
}

function plainReader(content: ResponseContent, shapes: ShapeNames, module: ReaderModule): Code {
  switch (content.kind) {
    case "json":
      return module.helper(content.mayBeEmpty ? code`readJsonObject` : code`readJson`);
    case "text":
      return module.helper(code`readText`);
    case "binary":
      return module.helper(code`readBlob`);
    case "events":
      return module.helper(code`readEvents`);
    case "text events":
      return module.helper(code`readTextEvents`);
    case "json lines":
      return module.helper(code`readJsonLines`);
    case "json sequence":
      return module.helper(code`readJsonSequence`);
    case "json-error":
      return module.helper(code`readJsonError`);
    case "xml-error": {
      if (content.shapes.size === 0) return module.helper(code`readXmlError`);
      const entries = Array.from(content.shapes, ([name, shape]) =>
        property(propertyKey(name), module.shape(shape, shapes)),
      );
      const reader = call(module.helper(code`xmlErrorReader`), [objectLiteral(entries)]);
      return module.constant("Error", reader);
    }
    case "xml": {
      const shape = module.shape(content.shape, shapes);
      const reader = call(module.helper(code`xmlReader`), [shape, ...whereInXml(content)]);
      return module.constant("Response", reader);
    }
  }
}

/** The runtime's functions that make a reader of a parser of JSON. */
const readerMakers: Partial<Readonly<Record<ResponseContent["kind"], Code>>> = {
  json: code`jsonReader`,
  events: code`eventReader`,
  "json lines": code`jsonLinesReader`,
  "json sequence": code`jsonSequenceReader`,
};

/** The element that has the value: one below the root, or the root that is its only member. */
function whereInXml({ wrapper, payload }: XmlContent): readonly Code[] {
  if (payload !== undefined) return [code`undefined`, literal(payload)];
  return wrapper === undefined ? [] : [literal(wrapper)];
}
