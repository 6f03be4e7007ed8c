import { namePattern } from "./xml-name.ts";

/** An element of a document. Names are without their prefixes, but for those of attributes. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** All text and CDATA directly inside, in order. */
  readonly text: string;
}

/**
 * Parses a document (XML 1.0, fifth edition), strictly and without anything that could fetch, expand
 * or exhaust: no document type, no entities but the five and numeric ones, at most 256 levels.
 *
 * @returns its root.
 * @throws SyntaxError for all that is not well-formed.
 */
export function parseXml(document: string): XmlElement {
  if (forbidden.test(document)) throw new SyntaxError("a character that XML does not allow");
  const text = document.replace(/\r\n?/g, "\n");
  const top = open("", new Map());
  let parent = top;
  const ancestors: { readonly element: OpenElement; readonly name: string }[] = [];
  token.lastIndex = declaration.exec(text)?.[0].length ?? 0;
  while (token.lastIndex < text.length) {
    const at = token.lastIndex;
    const match = token.exec(text);
    if (!match) throw new SyntaxError(`not well-formed XML at ${at}`);
    const [, target, data, closing, name, attributes = "", empty, characters] = match;
    if (target !== undefined) {
      if (target.toLowerCase() === "xml") throw new SyntaxError("a wrong or late declaration");
    } else if (data !== undefined) append(parent, data, ancestors.length);
    else if (characters !== undefined) {
      if (characters.includes("]]>")) throw new SyntaxError("`]]>` in text");
      if (ancestors.length > 0 || /[^ \t\n]/.test(characters)) {
        append(parent, decodeEntities(characters), ancestors.length);
      }
    } else if (name !== undefined) {
      if (parent === top && top.children.length > 0) throw new SyntaxError("a second root");
      if (ancestors.length >= 256) throw new SyntaxError("nested too deeply");
      const element = open(localName(name), readAttributes(attributes));
      parent.children.push(element);
      if (empty === "") {
        ancestors.push({ element: parent, name });
        parent = element;
      }
    } else if (closing !== undefined) {
      const opened = ancestors.pop();
      if (opened?.name !== closing) throw new SyntaxError(`\`${closing}\` was not open`);
      parent = opened.element;
    }
  }
  const [root] = top.children;
  if (!root || ancestors.length > 0) throw new SyntaxError("the document is cut short");
  return root;
}

interface OpenElement extends XmlElement {
  readonly children: OpenElement[];
  text: string;
}

function open(name: string, attributes: ReadonlyMap<string, string>): OpenElement {
  return { name, attributes, children: [], text: "" };
}

function append(element: OpenElement, text: string, depth: number): void {
  if (depth === 0) throw new SyntaxError("text outside the root");
  element.text += text;
}

/** Returns the name without its prefix. */
export function localName(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}

function readAttributes(text: string): ReadonlyMap<string, string> {
  const attributes = new Map<string, string>();
  for (const [, name = "", quoted = ""] of text.matchAll(attribute)) {
    if (attributes.has(name)) throw new SyntaxError(`the attribute \`${name}\` is there twice`);
    attributes.set(name, decodeEntities(quoted.slice(1, -1).replace(/[\t\n]/g, " ")));
  }
  return attributes;
}

function decodeEntities(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(/&(?:#(\d+)|#x([\dA-Fa-f]+)|(\w*))(;?)/g, (_, decimal, hex, name, end) => {
    const number = decimal === undefined ? `0x${String(hex)}` : String(decimal);
    const code = name === undefined ? Number(number) : entities.indexOf(String(name));
    const isKnown = end === ";" && (name === undefined ? code < 0x110000 : code >= 0);
    const character = name === undefined && isKnown ? String.fromCodePoint(code) : "&<>\"'"[code];
    if (!isKnown || character === undefined || forbidden.test(character)) {
      throw new SyntaxError("an unknown entity");
    }
    return character;
  });
}

const entities: readonly string[] = ["amp", "lt", "gt", "quot", "apos"];

/** Not a `Char` (XML 1.0, section 2.2). */
const forbidden = /[^\t\n\r -\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;

const attributeOf = `[ \\t\\n]+(?:${namePattern})[ \\t\\n]*=[ \\t\\n]*(?:"[^<"]*"|'[^<']*')`;
const attribute = new RegExp(
  `[ \\t\\n]+(${namePattern})[ \\t\\n]*=[ \\t\\n]*("[^"]*"|'[^']*')`,
  "guy",
);

const declaration =
  /^<\?xml[ \t\n]+version[ \t\n]*=[ \t\n]*(?:"1\.\d+"|'1\.\d+')(?:[ \t\n]+encoding[ \t\n]*=[ \t\n]*(?:"[A-Za-z][\w.-]*"|'[A-Za-z][\w.-]*'))?(?:[ \t\n]+standalone[ \t\n]*=[ \t\n]*(?:"(?:yes|no)"|'(?:yes|no)'))?[ \t\n]*\?>/;

/** A comment, an instruction, CDATA, an end, a start, or text. */
const token: RegExp = new RegExp(
  [
    "<!--(?:(?!--)[^])*-->",
    `<\\?(${namePattern})(?:[ \\t\\n][^]*?)?\\?>`,
    "<!\\[CDATA\\[([^]*?)\\]\\]>",
    `</(${namePattern})[ \\t\\n]*>`,
    `<(${namePattern})((?:${attributeOf})*)[ \\t\\n]*(/?)>`,
    "([^<]+)",
  ].join("|"),
  "uy",
);
