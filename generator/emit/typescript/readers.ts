import { essenceOf } from "../../model/media-type.ts";
import type { PlainContent, ResponseContent, XmlContent } from "../../model/service.ts";
import { code, type Code } from "../../text/code.ts";
import { call, objectLiteral, property } from "./line-layout.ts";
import { literal, propertyKey } from "./literal.ts";
import type { ShapeNames } from "./shape-modules.ts";
import { printShape } from "./print-shape.ts";

/** What a constant reads: any body, or an error of AWS. */
export type ReaderKind = "Response" | "Error";

/** How the bodies of an operation's responses are read, and the constants that this takes. */
export interface Readers {
  /** Returns the runtime's function that reads a body, or the constant that does. */
  readerOf(content: ResponseContent, alternatives: readonly PlainContent[]): Code;
  readonly statements: readonly { readonly statement: Code }[];
  /** Names of the schemas whose shapes the constants use. */
  readonly references: readonly string[];
  /** The runtime's functions that are called. */
  readonly helpers: readonly Code[];
}

/** @param claim names a constant in the module, as no other is. */
export function createReaders(shapes: ShapeNames, claim: (kind: ReaderKind) => Code): Readers {
  const statements: { readonly statement: Code }[] = [];
  const references: string[] = [];
  const helpers: Code[] = [];
  const known = new Map<Code, Code>();

  /** A constant, so that equal requests are equal, and nothing is made that is not called. */
  function constant(kind: ReaderKind, value: Code): Code {
    const found = known.get(value);
    if (found) return found;
    const own = claim(kind);
    known.set(value, own);
    statements.push({ statement: code`const ${own} = /* @__PURE__ */ ${value};` });
    return own;
  }

  function helper(name: Code): Code {
    helpers.push(name);
    return name;
  }

  /** The first reads a response of any media type that is not listed. */
  function readerOf(content: ResponseContent, alternatives: readonly PlainContent[]): Code {
    if (alternatives.length === 0) return readerOfOne(content);
    const entries = [content, ...alternatives].map((one) => {
      return code`${propertyKey(essenceOf(one.mediaType))}: ${readerOfOne(one)}`;
    });
    const value = call(helper(code`byMediaType`), [objectLiteral(entries)]);
    return constant("Response", value);
  }

  function readerOfOne(content: ResponseContent): Code {
    switch (content.kind) {
      case "json":
        return helper(content.mayBeEmpty ? code`readJsonObject` : code`readJson`);
      case "text":
        return helper(code`readText`);
      case "binary":
        return helper(code`readBlob`);
      case "events":
        return helper(code`readEvents`);
      case "text events":
        return helper(code`readTextEvents`);
      case "json lines":
        return helper(code`readJsonLines`);
      case "json sequence":
        return helper(code`readJsonSequence`);
      case "json-error":
        return helper(code`readJsonError`);
      case "xml-error": {
        if (content.shapes.size === 0) return helper(code`readXmlError`);
        const entries = Array.from(content.shapes, ([name, shape]) => {
          const printed = printShape(shape, shapes.nameOf);
          references.push(...printed.references);
          return property(propertyKey(name), printed.code);
        });
        return constant("Error", call(helper(code`xmlErrorReader`), [objectLiteral(entries)]));
      }
      case "xml": {
        const printed = printShape(content.shape, shapes.nameOf);
        references.push(...printed.references);
        return constant(
          "Response",
          call(helper(code`xmlReader`), [printed.code, ...whereInXml(content)]),
        );
      }
    }
  }

  return { readerOf, statements, references, helpers };
}

/** The element that has the value: one below the root, or the root that is its only member. */
function whereInXml({ wrapper, payload }: XmlContent): readonly Code[] {
  if (payload !== undefined) return [code`undefined`, literal(payload)];
  return wrapper === undefined ? [] : [literal(wrapper)];
}
