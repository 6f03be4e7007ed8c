import { string, type Row } from "./row.ts";

/** An example of the XML Object (OpenAPI 3.1, section 4.8.26): a schema, a value, and its XML. */
interface XmlRow {
  readonly schema: object;
  readonly value: unknown;
  readonly xml: string;
}

const uri = "http://example.com/schema/sample";

/** A property of the component `Zoo`. */
function property(animals: object, value: unknown, xml: string): XmlRow {
  const schema = { type: "object", properties: { animals } };
  return { schema, value: { animals: value }, xml: `<Zoo>${xml}</Zoo>` };
}

function list(items: object, xml?: object): object {
  return { type: "array", items, ...(xml && { xml }) };
}

const value = "value";
const values = ["value", "value"];
const named = { ...string, xml: { name: "animal" } };

const xmlRows: readonly (readonly [name: string, row: XmlRow])[] = [
  ["no XML element", property(string, value, "<animals>value</animals>")],
  [
    "no XML element: an array",
    property(list(string), values, "<animals>value</animals><animals>value</animals>"),
  ],
  [
    "XML name replacement",
    property({ ...string, xml: { name: "animal" } }, value, "<animal>value</animal>"),
  ],
  [
    "XML attribute, prefix and namespace",
    {
      schema: {
        type: "object",
        properties: {
          id: { type: "integer", format: "int32", xml: { attribute: true } },
          name: { ...string, xml: { namespace: uri, prefix: "sample" } },
        },
      },
      value: { id: 123, name: "example" },
      xml: `<Zoo id="123"><sample:name xmlns:sample="${uri}">example</sample:name></Zoo>`,
    },
  ],
  [
    "XML arrays: changing the element names",
    property(list(named), values, "<animal>value</animal><animal>value</animal>"),
  ],
  [
    "XML arrays: the external name has no effect",
    property(
      list(named, { name: "aliens" }),
      values,
      "<animal>value</animal><animal>value</animal>",
    ),
  ],
  [
    "XML arrays: wrapped without names",
    property(
      list(string, { wrapped: true }),
      values,
      "<animals><animals>value</animals><animals>value</animals></animals>",
    ),
  ],
  [
    "XML arrays: wrapped, with the name of the items",
    property(
      list(named, { wrapped: true }),
      values,
      "<animals><animal>value</animal><animal>value</animal></animals>",
    ),
  ],
  [
    "XML arrays: wrapped, with both names",
    property(
      list(named, { name: "aliens", wrapped: true }),
      values,
      "<aliens><animal>value</animal><animal>value</animal></aliens>",
    ),
  ],
  [
    "XML arrays: wrapped, with the external name",
    property(
      list(string, { name: "aliens", wrapped: true }),
      values,
      "<aliens><aliens>value</aliens><aliens>value</aliens></aliens>",
    ),
  ],
  // What the examples leave out.
  [
    "the root with a prefix",
    {
      schema: {
        type: "object",
        xml: { name: "book", prefix: "l", namespace: uri },
        properties: {
          title: { ...string, xml: { prefix: "l" } },
          id: { ...string, xml: { prefix: "l", attribute: true } },
        },
      },
      value: { title: "T", id: "1" },
      xml: `<l:book xmlns:l="${uri}" l:id="1"><l:title>T</l:title></l:book>`,
    },
  ],
  [
    "a namespace without a prefix",
    property(
      { ...string, xml: { namespace: uri } },
      value,
      `<animals xmlns="${uri}">value</animals>`,
    ),
  ],
  [
    "an attribute with a namespace",
    {
      schema: {
        type: "object",
        properties: {
          a: { ...string, xml: { attribute: true, prefix: "s", namespace: uri } },
          b: { ...string, xml: { attribute: true, prefix: "s", namespace: uri, name: "c" } },
        },
      },
      value: { a: "1", b: "2" },
      xml: `<Zoo xmlns:s="${uri}" s:a="1" s:c="2"></Zoo>`,
    },
  ],
  [
    "items with a prefix, beside each other",
    property(
      list({ ...string, xml: { prefix: "s", namespace: uri } }),
      ["value"],
      `<s:animals xmlns:s="${uri}">value</s:animals>`,
    ),
  ],
  [
    "items with a prefix in an element with another",
    property(
      list(
        { ...string, xml: { name: "animal", prefix: "s", namespace: uri } },
        { wrapped: true, prefix: "t", namespace: `${uri}/t` },
      ),
      ["value"],
      `<t:animals xmlns:t="${uri}/t"><s:animal xmlns:s="${uri}">value</s:animal></t:animals>`,
    ),
  ],
];

export const xml: readonly Row[] = xmlRows.map(([name, { schema, value: body, xml }]) => {
  const content = { "application/xml": { schema: { $ref: "#/components/schemas/Zoo" } } };
  return {
    name,
    clause: "OpenAPI 3.1.1, 4.8.26",
    operation: {
      requestBody: { required: true, content },
      responses: { 200: { description: "", content } },
    },
    root: { components: { schemas: { Zoo: schema } } },
    call: { body },
    request: { headers: { "content-type": "application/xml" }, body: xml },
    response: { status: 200, type: "application/xml", body: xml },
    result: body,
  };
});
