import { describe, expect, test } from "vitest";
import { DecodeError, ParameterError } from "../../templates/runtime/errors.ts";
import { ec2Fields, queryFields } from "../../templates/runtime/query-fields.ts";
import { xmlReader } from "../../templates/runtime/read-xml.ts";
import type { Shape } from "../../templates/runtime/shape.ts";
import { writeXml } from "../../templates/runtime/write-xml.ts";
import { readBody } from "./read-body.ts";

const text: Shape = "string";
const tag: Shape = { members: () => ({ Key: "string", Value: "string" }) };
const node: Shape = { members: () => ({ name: "string", child: node, all: { list: node } }) };

function read(
  shape: Shape,
  document: string,
  wrapper?: string,
  payload?: string,
): Promise<unknown> {
  return readBody(xmlReader(shape, wrapper, payload), document);
}

describe("reading XML", () => {
  test.each<[name: string, document: string, value: unknown]>([
    ["the root", "<Tag><Key>a</Key></Tag>", { Tag: { Key: "a" } }],
    ["an element below the root", "<R><Tag><Key>a</Key></Tag></R>", { Tag: { Key: "a" } }],
    ["below a root of its name", "<Tag><Tag><Key>a</Key></Tag></Tag>", { Tag: { Key: "a" } }],
    ["not there", "<R/>", {}],
  ])("takes an only member where it is %s", async (_, document, value) => {
    const shape: Shape = { members: () => ({ Tag: tag }) };
    expect(await read(shape, document, undefined, "Tag")).toEqual(value);
  });

  const all: Shape = {
    members: () => ({
      text: "string",
      count: "number",
      isOn: "boolean",
      at: "time",
      tags: { list: tag, item: "Tag" },
      flat: { is: { list: "number", flat: true }, name: "Item" },
      map: { map: "number" },
      flatMap: { map: "string", key: "Name", value: "Text", flat: true },
      kind: { is: "string", name: "xsi:type", attribute: true },
      other: "any",
    }),
  };

  test.each([
    ["text as it is", "<text> 007 </text>", { text: " 007 " }],
    ["a number", "<count> 1e3 </count>", { count: 1000 }],
    ["what no number can hold as text", "<count>NaN</count>", { count: "NaN" }],
    ["an empty number as text", "<count/>", { count: "" }],
    ["truth", "<isOn>true</isOn>", { isOn: true }],
    ["untruth", "<isOn>false</isOn>", { isOn: false }],
    ["a time in UTC", "<at>2020-01-02T03:04:05Z</at>", { at: "2020-01-02T03:04:05Z" }],
    ["a time elsewhere", "<at>2020-01-02T03:04:05+01:00</at>", { at: "2020-01-02T02:04:05Z" }],
    ["a time in seconds", "<at>1.5</at>", { at: "1970-01-01T00:00:01.500Z" }],
    ["a date of HTTP", "<at>Thu, 02 Jan 2020 03:04:05 GMT</at>", { at: "2020-01-02T03:04:05Z" }],
    ["what is no time", "<at>soon</at>", { at: "soon" }],
    ["an empty list", "<tags/>", { tags: [] }],
    ["one item", "<tags><Tag><Key>a</Key></Tag><x/></tags>", { tags: [{ Key: "a" }] }],
    ["items beside each other", "<Item>1</Item><Item>2</Item>", { flat: [1, 2] }],
    [
      "a map, whatever its keys",
      "<map><entry><key>__proto__</key><value>1</value></entry><entry/></map>",
      { map: Object.fromEntries([["__proto__", 1]]) },
    ],
    [
      "entries beside each other",
      "<flatMap><Name>a</Name><Text>b</Text></flatMap>",
      { flatMap: { a: "b" } },
    ],
    [
      "what has no schema",
      "<other><a>1</a><b/><b>2</b></other>",
      { other: { a: "1", b: ["", "2"] } },
    ],
    ["nothing of what is not known", "<unknown><text>1</text></unknown>", {}],
  ])("gives %s", async (_, content, want) => {
    expect(await read(all, `<r>${content}</r>`)).toEqual(want);
  });

  test("finds attributes", async () => {
    expect(await read(all, '<r xsi:type="Group"/>')).toEqual({ kind: "Group" });
  });

  test("goes below the wrapper, where it is there", async () => {
    const document = "<R><Result><text>1</text></Result><text>2</text></R>";
    expect(await read(all, document, "Result")).toEqual({ text: "1" });
    expect(await read(all, document, "Other")).toEqual({ text: "2" });
  });

  test("takes an empty body for a structure without members, and for nothing else", async () => {
    expect(await read(all, "")).toEqual({});
    await expect(read({ list: "string" }, "")).rejects.toThrow(DecodeError);
    await expect(read("string", "")).rejects.toThrow(DecodeError);
  });

  test("refuses a page that happens to be well-formed", async () => {
    await expect(read(all, "<html><body>Sign in</body></html>")).rejects.toThrow(DecodeError);
  });

  test("follows types that refer to themselves", async () => {
    const document = "<r><name>a</name><child><name>b</name></child></r>";
    expect(await read(node, document)).toEqual({ name: "a", child: { name: "b" } });
  });
});

describe("writing XML", () => {
  const all: Shape = {
    members: () => ({
      id: { is: "string", attribute: true },
      text: "string",
      count: "number",
      at: "epoch-seconds",
      on: "http-date",
      tags: { list: tag, item: "Tag", namespace: "urn:t" },
      ids: { list: "number" },
      flat: { is: { list: "string", flat: true }, name: "Item" },
      map: { map: "string" },
      flatMap: { map: "string", key: "K", value: "V", flat: true },
      inner: { is: tag, namespace: ["p", "urn:p"] },
    }),
    namespace: "urn:a",
  };

  test.each([
    ["nothing that is left out", { text: undefined, count: null }, ""],
    ["text", { text: 'a<b&"\n' }, "<text>a&#x3C;b&#x26;&#x22;&#xA;</text>"],
    ["numbers", { count: 0 }, "<count>0</count>"],
    ["a time as seconds", { at: "2020-01-01T00:00:00Z" }, "<at>1577836800</at>"],
    ["seconds as they are", { at: 5 }, "<at>5</at>"],
    ["a date as HTTP has it", { on: new Date(0) }, "<on>Thu, 01 Jan 1970 00:00:00 GMT</on>"],
    ["what is no time as it is", { on: "soon" }, "<on>soon</on>"],
    [
      "a list of structures",
      { tags: [{ Key: "a" }, undefined] },
      '<tags><Tag xmlns="urn:t"><Key>a</Key></Tag></tags>',
    ],
    ["a list", { ids: [1, 2] }, "<ids><member>1</member><member>2</member></ids>"],
    ["items beside each other", { flat: ["a", null, "b"] }, "<Item>a</Item><Item>b</Item>"],
    [
      "a map",
      { map: { a: "1", b: undefined } },
      "<map><entry><key>a</key><value>1</value></entry></map>",
    ],
    ["entries beside each other", { flatMap: { a: "1" } }, "<flatMap><K>a</K><V>1</V></flatMap>"],
    ["a namespace with a prefix", { inner: {} }, '<inner xmlns:p="urn:p"></inner>'],
  ])("gives %s", (_, value, want) => {
    expect(writeXml("r", all, value)).toBe(`<r xmlns="urn:a">${want}</r>`);
  });

  test("declares a namespace where it is not the one around", () => {
    const inner: Shape = {
      members: () => ({ a: { is: "string", namespace: "urn:b" } }),
      namespace: "urn:a",
    };
    const shape: Shape = { members: () => ({ one: inner, two: "string" }), namespace: "urn:a" };
    expect(writeXml("r", shape, { one: { a: "1" }, two: "2" })).toBe(
      '<r xmlns="urn:a"><one><a xmlns="urn:b">1</a></one><two>2</two></r>',
    );
  });

  test("declares the namespaces of keys and values", () => {
    const map: Shape = { map: "string", keyNamespace: "urn:k", valueNamespace: "urn:v" };
    expect(writeXml("r", { members: () => ({ map }) }, { map: { a: "1" } })).toBe(
      '<r><map><entry><key xmlns="urn:k">a</key><value xmlns="urn:v">1</value></entry></map></r>',
    );
  });

  test("writes attributes on their element", () => {
    expect(writeXml("r", all, { id: 'a"' })).toBe('<r xmlns="urn:a" id="a&#x22;"></r>');
  });

  test("declares the namespace of attributes once", () => {
    const namespace = ["p", "urn:p"] as const;
    const one = { is: "string", attribute: true, namespace } as const;
    const shape: Shape = {
      members: () => ({
        a: { ...one, name: "p:a" },
        b: { ...one, name: "p:b" },
        c: { ...one, namespace: "urn:c" },
      }),
    };
    expect(writeXml("r", shape, { a: "1", b: "2" })).toBe(
      '<r xmlns:p="urn:p" p:a="1" p:b="2"></r>',
    );
    expect(writeXml("r", shape, { c: "3" })).toBe('<r c="3"></r>');
  });

  test("takes the namespace of the call before that of the shape", () => {
    expect(writeXml("r", tag, {}, "urn:b")).toBe('<r xmlns="urn:b"></r>');
    expect(writeXml("r", "string", "a")).toBe("<r>a</r>");
  });

  test("sends no body where it is left out", () => {
    expect(writeXml("r", all, undefined)).toBeUndefined();
  });

  test.each([["\u0000"], ["\ud800"], ["\uffff"]])("refuses %j, which no XML can hold", (text) => {
    expect(() => writeXml("r", all, { text })).toThrow(ParameterError);
  });

  test.each<[string, Shape, unknown]>([
    ["an element", { members: () => ({ "a><b": "string" }) }, { "a><b": "x" }],
    ["a named element", { members: () => ({ a: { is: "string", name: "a b" } }) }, { a: "x" }],
    [
      "an attribute",
      { members: () => ({ a: { is: "string", name: 'a="" b', attribute: true } }) },
      { a: "x" },
    ],
    ["an item", { list: "string", item: "" }, ["x"]],
    ["a key of a map", { map: "string", key: "1" }, { a: "x" }],
    ["a value of a map", { map: "string", value: "a/" }, { a: "x" }],
    ["a prefix", { members: () => ({}), namespace: ['a="" b', "urn:a"] }, {}],
    ["a name with two colons", { members: () => ({ "a:b:c": "string" }) }, { "a:b:c": "x" }],
  ])("refuses the name of %s where it is none", (_, shape, value) => {
    expect(() => writeXml("r", shape, value)).toThrow(ParameterError);
  });

  test("refuses the name of the root where it is none", () => {
    expect(() => writeXml("a b", "string", "x")).toThrow(new ParameterError("a b"));
  });

  test("takes what XML takes for a name", () => {
    const names = ["a", "_", "é", "日本", "a-b.c1", "xsi:type", "\u{10000}"];
    const shape: Shape = {
      members: () => Object.fromEntries(names.map((name) => [name, "string"])),
    };
    const value = Object.fromEntries(names.map((name) => [name, "x"]));
    expect(writeXml("r", shape, value)).toBe(
      `<r>${names.map((name) => `<${name}>x</${name}>`).join("")}</r>`,
    );
  });

  test("takes no member from what every object inherits", () => {
    const shape: Shape = { members: () => ({ toString: text, constructor: tag }) };
    expect(writeXml("r", shape, {})).toBe("<r></r>");
    expect(writeXml("r", shape, { toString: "x" })).toBe("<r><toString>x</toString></r>");
  });

  test("what is written is read", async () => {
    const value = { id: "1", text: " a\r\n&\u2028", ids: [1], map: { "<": "1" }, flat: ["x"] };
    expect(await read(all, writeXml("r", all, value) ?? "")).toEqual(value);
  });
});

describe("the fields of AWS Query", () => {
  const filter: Shape = {
    members: () => ({
      Name: "string",
      Values: { is: { list: "string" }, name: "values", form: "Value" },
    }),
  };

  test.each<[string, Shape, unknown, object]>([
    ["nothing for what is left out", { list: "string" }, undefined, {}],
    ["nothing for null", filter, null, {}],
    [
      "the numbers of a list",
      { list: "string" },
      ["x", undefined, "y"],
      { "A.member.1": "x", "A.member.2": "y" },
    ],
    ["the name of an item", { list: "string", item: "Id" }, ["x"], { "A.Id.1": "x" }],
    ["no name where it is flat", { list: "string", flat: true }, ["x"], { "A.1": "x" }],
    ["an empty list", { list: "string" }, [], { A: "" }],
    ["a map", { map: "string" }, { k: "v" }, { "A.entry.1.key": "k", "A.entry.1.value": "v" }],
    [
      "a flat map",
      { map: "number", key: "Name", value: "Value", flat: true },
      { k: 1 },
      { "A.1.Name": "k", "A.1.Value": 1 },
    ],
    ["an empty map", { map: "string" }, {}, {}],
    [
      "structures in lists",
      { list: filter },
      [{ Name: "n", Values: ["v"] }],
      { "A.member.1.Name": "n", "A.member.1.values.member.1": "v" },
    ],
    ["a time as seconds", "epoch-seconds", "1970-01-01T00:00:02Z", { A: 2 }],
    [
      "nothing that every object inherits",
      { members: () => ({ toString: text, constructor: filter }) },
      {},
      {},
    ],
    [
      "types that refer to themselves",
      node,
      { child: { child: { name: "x" } } },
      { "A.child.child.name": "x" },
    ],
  ])("have %s", (_, shape, value, want) => {
    expect(queryFields("A", shape, value)).toEqual(want);
  });

  test("are flat and begin with a capital for EC2", () => {
    expect(ec2Fields("A", { list: filter }, [{ Name: "n", Values: ["v"] }])).toEqual({
      "A.1.Name": "n",
      "A.1.Value.1": "v",
    });
    expect(ec2Fields("A", node, { name: "x" })).toEqual({ "A.Name": "x" });
    expect(ec2Fields("A", { list: "string" }, [])).toEqual({});
  });
});
