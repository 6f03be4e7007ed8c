import { xmlReader } from "../../../templates/runtime/read-xml.ts";
import type { Shape } from "../../../templates/runtime/shape.ts";
import { startServer } from "../server.ts";
import { get, send, type Row } from "./row.ts";

const shape: Shape = {
  members: () => ({
    text: "string",
    count: "number",
    inner: shape,
    map: { map: "string" },
    ["__proto__"]: "string",
  }),
};
const readShape = xmlReader(shape);

async function sent(document: string): Promise<string> {
  await using server = await startServer((response) => {
    response.setHeader("content-type", "text/xml").end(document);
  });
  return await send(server.url, { ...get, responses: { "2XX": readShape } });
}

const invalid = "DecodeError: Op returned 200 with a body that is not valid XML";

/** Nine entities, each ten times the one before: a billion times the first. */
const laughs = Array.from(
  { length: 9 },
  (_, level) => `<!ENTITY e${level + 1} "${`&e${level};`.repeat(10)}">`,
).join("");

const documents: readonly (readonly [name: string, document: string, want: string])[] = [
  [
    "a billion laughs",
    `<!DOCTYPE a [<!ENTITY e0 "ha">${laughs}]><a><text>&e9;</text></a>`,
    invalid,
  ],
  [
    "one long entity, many times",
    `<!DOCTYPE a [<!ENTITY e "${"x".repeat(50_000)}">]><a><text>${"&e;".repeat(50_000)}</text></a>`,
    invalid,
  ],
  [
    "an entity that is a file",
    '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a><text>&e;</text></a>',
    invalid,
  ],
  ["a document type elsewhere", '<!DOCTYPE a SYSTEM "http://127.0.0.1:1/a.dtd"><a/>', invalid],
  ["an entity that nobody declared", "<a><text>&e;</text></a>", invalid],
  ["a character that is none", "<a><text>&#x110000;</text></a>", invalid],
  ["a hundred thousand levels", "<a>".repeat(100_000) + "</a>".repeat(100_000), invalid],
  ["elements that are cut short", "<a><text>one</text><inner><text>tw", invalid],
  ["elements that cross", "<a><text>one</a></text>", invalid],
  ["a proxy's page", "<!doctype html><html><body>Sign in<br></body></html>", invalid],
  ["a proxy's page in XHTML", "<html><body>Sign in</body></html>", invalid],
  ["a comment without end", `<a><!--${"-".repeat(100_000)}`, invalid],
  ["a number beyond all", "<a><count>1e999</count></a>", '{"count":"1e999"}'],
  // Digits beyond the range of numbers stay a string; its end is cut in the table.
  [
    "a number of a million digits",
    `<a><count>${"9".repeat(1e6)}</count></a>`,
    '{"count":"9999999999… of 1000012',
  ],
  ["a million attributes of one name", `<a ${'c="1" '.repeat(1e6)}/>`, invalid],
  [
    "an element called __proto__",
    "<a><__proto__>1</__proto__><text>b</text></a>",
    '{"text":"b","__proto__":"1"}',
  ],
  [
    "a key of a map called __proto__",
    "<a><map><entry><key>__proto__</key><value>1</value></entry></map></a>",
    '{"map":{"__proto__":"1"}}',
  ],
];

export const xml: readonly Row[] = documents.map(([name, document, want]) => ({
  name: `XML: ${name}`,
  run: () => sent(document),
  want,
}));
