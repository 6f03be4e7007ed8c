import { textReader, type ReadBody } from "./response.ts";
import { resolveMember, type ListShape, type MapShape, type Shape } from "./shape.ts";
import { localName, parseXml, type XmlElement } from "./xml.ts";

/**
 * Reads a document as a value of a shape. Elements that the shape does not know are ignored, those
 * that are absent are left out.
 *
 * @param wrapper the element below the root that has the value, where there is one.
 * @param payload the only member of the value, where it may be the root itself.
 * @throws SyntaxError for what is not well-formed, and for a page of HTML.
 */
function readXml(document: string, shape: Shape, wrapper?: string, payload?: string): unknown {
  // Services send an empty body where everything is in headers.
  if (document === "" && typeof shape === "object" && "members" in shape) return {};
  const root = parseXml(document);
  if (/^html$/i.test(root.name)) throw new SyntaxError("a page of HTML");
  const isMember = ({ name }: XmlElement): boolean => name === payload;
  const isPayload = isMember(root) && !root.children.some(isMember);
  const value = root.children.find(({ name }) => name === wrapper) ?? root;
  return readElement(isPayload ? { ...root, children: [root] } : value, shape);
}

/** Makes the function that reads documents as values of a shape. */
export function xmlReader(shape: Shape, wrapper?: string, payload?: string): ReadBody {
  return textReader("XML", (document) => readXml(document, shape, wrapper, payload));
}

/** Reads one element as a value of a shape. */
export function readElement(element: XmlElement, shape: Shape): unknown {
  if (typeof shape === "string") return scalars[shape](element);
  if ("list" in shape) return readList(element.children.filter(isItem(shape)), shape);
  if ("map" in shape) return readMap(element.children, shape);
  const byName = groupByName(element.children);
  const values = Object.entries(shape.members()).map(([property, member]) => {
    const { name, is, attribute } = resolveMember(property, member);
    const value = attribute
      ? readAttribute(element.attributes.get(name), is)
      : readMember(byName.get(localName(name)), is);
    return [property, value] as const;
  });
  return Object.fromEntries(values.filter(([, value]) => value !== undefined));
}

function readMember(elements: readonly XmlElement[] | undefined, shape: Shape): unknown {
  if (!elements?.[0]) return undefined;
  const isFlat = typeof shape === "object" && "flat" in shape;
  if (!isFlat) return readElement(elements[0], shape);
  return "list" in shape ? readList(elements, shape) : readMap(elements, shape);
}

function readAttribute(text: string | undefined, shape: Shape): unknown {
  if (text === undefined) return undefined;
  return readElement({ name: "", attributes: new Map(), children: [], text }, shape);
}

function isItem({ item = "member" }: ListShape): (element: XmlElement) => boolean {
  const local = localName(item);
  return ({ name }) => name === local;
}

function readList(items: readonly XmlElement[], { list }: ListShape): unknown {
  return items.map((item) => readElement(item, list));
}

/** Any key becomes an own property, `__proto__` too. */
function readMap(entries: readonly XmlElement[], shape: MapShape): unknown {
  const { map, key = "key", value = "value" } = shape;
  return Object.fromEntries(
    entries.flatMap(({ children }) => {
      const name = children.find((child) => child.name === key);
      const content = children.find((child) => child.name === value);
      return name && content ? [[name.text, readElement(content, map)]] : [];
    }),
  );
}

type Read = (element: XmlElement) => unknown;

const scalars: Readonly<Record<Extract<Shape, string>, Read>> = {
  any: readAny,
  string: ({ text }) => text,
  boolean: ({ text }) => /^\s*(?:true|1)\s*$/i.test(text),
  number: ({ text }) => {
    const number = Number(text);
    // NaN and the infinities stay the text that they are in every format without them.
    return text.trim() !== "" && Number.isFinite(number) ? number : text.trim();
  },
  time: isoTime,
  "epoch-seconds": isoTime,
  "http-date": isoTime,
};

/** A time in whatever format a service writes it, as ISO 8601 in UTC; what is no time stays text. */
function isoTime({ text }: XmlElement): string {
  const trimmed = text.trim();
  if (/^\d{4}-.*Z$/.test(trimmed)) return trimmed;
  const isNumber = trimmed !== "" && !Number.isNaN(Number(trimmed));
  const time = new Date(isNumber ? Number(trimmed) * 1000 : trimmed);
  return Number.isNaN(time.getTime()) ? trimmed : time.toISOString().replace(".000Z", "Z");
}

/** Without a schema: text, or an object of the elements, of which those with one name are a list. */
function readAny({ children, text }: XmlElement): unknown {
  if (children.length === 0) return text;
  return Object.fromEntries(
    Array.from(groupByName(children), ([name, elements]) => {
      const values = elements.map(readAny);
      return [name, values.length === 1 ? values[0] : values];
    }),
  );
}

function groupByName(elements: readonly XmlElement[]): ReadonlyMap<string, readonly XmlElement[]> {
  const groups = new Map<string, XmlElement[]>();
  for (const element of elements) {
    const group = groups.get(element.name);
    if (group) group.push(element);
    else groups.set(element.name, [element]);
  }
  return groups;
}
