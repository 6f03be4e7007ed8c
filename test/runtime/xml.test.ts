import {
  parseXml as judge,
  type XmlElement as Judged,
  XmlElement,
  XmlText,
} from "@rgrove/parse-xml";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseXml, type XmlElement as Parsed } from "../../templates/runtime/xml.ts";
import { runs } from "../helpers/sample.ts";

describe("parseXml", () => {
  test.each([
    ["an element", "<a>1</a>", { name: "a", text: "1" }],
    ["an empty element", "<a/>", { name: "a", text: "" }],
    [
      "a declaration, comments and instructions",
      '<?xml version="1.0"?><!-- - --><?x y?><a/><!---->',
      { name: "a", text: "" },
    ],
    [
      "the five entities and numbers",
      "<a>&lt;&gt;&amp;&quot;&apos;&#65;&#x1F600;</a>",
      { name: "a", text: "<>&\"'A\u{1F600}" },
    ],
    ["CDATA", "<a>1<![CDATA[<&]]>2</a>", { name: "a", text: "1<&2" }],
    ["line ends", "<a>1\r\n2\r3</a>", { name: "a", text: "1\n2\n3" }],
    ["a name without its prefix", '<p:a xmlns:p="u">1</p:a>', { name: "a", text: "1" }],
    [
      "text that looks like a number",
      "<a>0012345678901234567890</a>",
      { name: "a", text: "0012345678901234567890" },
    ],
    ["a name that objects inherit", "<__proto__>1</__proto__>", { name: "__proto__", text: "1" }],
  ])("reads %s", (_, document, want) => {
    expect(parseXml(document)).toMatchObject(want);
  });

  test("keeps the prefixes and decodes the values of attributes", () => {
    const { attributes } = parseXml(`<a x:b="1\n&amp;" c='"'/>`);
    expect([...attributes]).toEqual([
      ["x:b", "1 &"],
      ["c", '"'],
    ]);
  });

  test("reads 256 levels, and refuses more", () => {
    const nested = (depth: number): string => "<a>".repeat(depth) + "</a>".repeat(depth);
    expect(parseXml(nested(256)).name).toBe("a");
    expect(() => parseXml(nested(257))).toThrow("nested too deeply");
    expect(() => parseXml("<a>".repeat(100_000))).toThrow("nested too deeply");
  });

  test.each([
    ["nothing", ""],
    ["text", "Bad gateway"],
    ["text before the root", "x<a/>"],
    ["text behind the root", "<a/>x"],
    ["CDATA behind the root", "<a/><![CDATA[x]]>"],
    ["a document that is cut short", "<a><b>1</b>"],
    ["a tag that is cut short", "<a><b"],
    ["a wrong end", "<a><b></a></b>"],
    ["an end without a start", "<a></a></b>"],
    ["a second root", "<a/><b/>"],
    ["a document type", "<!DOCTYPE a><a/>"],
    ["an entity bomb", '<!DOCTYPE a [<!ENTITY b "b"><!ENTITY c "&b;&b;">]><a>&c;</a>'],
    ["an external entity", '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'],
    ["an unknown entity", "<a>&nbsp;</a>"],
    ["a stray ampersand", "<a>a & b</a>"],
    ["an entity without an end", "<a>&amp</a>"],
    ["a number that is no character", "<a>&#0;</a>"],
    ["a number beyond Unicode", "<a>&#x110000;</a>"],
    ["a huge number", `<a>&#${"9".repeat(1000)};</a>`],
    ["a control character", "<a>\u0000</a>"],
    ["a lone surrogate", "<a>\ud800</a>"],
    ["`]]>` in text", "<a>]]></a>"],
    ["two attributes of one name", '<a b="1" b="2"/>'],
    ["attributes without a space between", '<a b="1"c="2"/>'],
    ["an attribute without quotes", "<a b=1/>"],
    ["`<` in an attribute", '<a b="<"/>'],
    ["two hyphens in a comment", "<a><!-- -- --></a>"],
    ["a late declaration", '<a/><?xml version="1.0"?>'],
    ["a page of HTML", "<!doctype html><html><body><br></body></html>"],
  ])("refuses %s", (_, document) => {
    expect(() => parseXml(document)).toThrow(SyntaxError);
  });

  test("agrees with @rgrove/parse-xml on mutated documents", () => {
    const piece = fc.constantFrom(
      ..."<>/=\"'&;![]-? \n ab:x1".split(""),
      "&amp;",
      "&#65;",
      "<b>",
      "</b>",
      "<![CDATA[",
      "]]>",
      "<!--",
      "-->",
      "<?p ",
      "?>",
      ' c="1"',
    );
    const mutation = fc.record({ at: fc.nat(), remove: fc.nat({ max: 4 }), insert: piece });
    fc.assert(
      fc.property(
        fc.constantFrom(...samples),
        fc.array(mutation, { maxLength: 3 }),
        (sample, all) => {
          let document = sample;
          for (const { at, remove, insert } of all) {
            const place = at % (document.length + 1);
            document = document.slice(0, place) + insert + document.slice(place + remove);
          }
          expect(attempt(() => ours(parseXml(document)))).toEqual(attempt(() => theirs(document)));
        },
      ),
      runs({ some: 1_000, more: 10_000, all: 300_000 }),
    );
  });
});

const samples = [
  '<?xml version="1.0" encoding="UTF-8"?>\n<a b="1" c=\'2\'><d>text &amp; more</d><d/><!-- note --><e><![CDATA[<raw>]]></e></a>\n',
  "<ErrorResponse><Error><Code>NoSuchEntity</Code><Message>&#x3c;none&#62;</Message></Error></ErrorResponse>",
  '<p:a xmlns:p="urn:x"><p:b p:c="&quot;">1</p:b> <?target data?> </p:a>',
];

/** The value that a reader returns, or that it refuses. */
function attempt(read: () => unknown): unknown {
  try {
    return read();
  } catch {
    return "refused";
  }
}

function ours({ name, attributes, children, text }: Parsed): unknown {
  return { name, attributes: Object.fromEntries(attributes), children: children.map(ours), text };
}

function theirs(document: string): unknown {
  // Not supported on purpose.
  if (document.includes("<!DOCTYPE")) throw new SyntaxError("a document type");
  const { root } = judge(document);
  return root && plain(root);
}

function plain({ name, attributes, children }: Judged): unknown {
  const elements = children.filter((child) => child instanceof XmlElement);
  const texts = children.filter((child) => child instanceof XmlText);
  return {
    name: name.slice(name.indexOf(":") + 1),
    attributes: { ...attributes },
    children: elements.map(plain),
    text: texts.map(({ text }) => text).join(""),
  };
}
