import { execFileSync } from "node:child_process";
import { chmod, mkdtemp, mkdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { defaultLimits, type Limits } from "../../../generator/source/limits.ts";
import { loadFile, parseSource } from "../../../generator/source/load.ts";
import {
  DescriptionError,
  UnusableError,
  type Problem,
} from "../../../generator/diagnostics/problem.ts";

function shown({ code, severity, location, message, hint }: Problem): string {
  return `${location.line}:${location.column} ${severity} ${code}: ${message} ${hint}`;
}

/** The value of input that is accepted. */
async function accepted(
  file: string,
  content: string | Uint8Array,
): Promise<{ root: unknown; problems: string[] }> {
  const { root, problems } = await parseSource(file, content);
  return { root, problems: problems.map(shown) };
}

/** The problems of input that is refused. */
async function refused(
  file: string,
  content: string | Uint8Array,
  limits?: Limits,
): Promise<string[]> {
  try {
    await parseSource(file, content, limits);
  } catch (error) {
    if (error instanceof DescriptionError) return error.problems.map(shown);
    throw error;
  }
  return ["it was not refused"];
}

describe("read without a word", () => {
  const cases: [name: string, given: string, want: unknown][] = [
    ["block YAML", "a:\n  - b\n", { a: ["b"] }],
    ["YAML in flow style", "{a: [1, b]}", { a: [1, "b"] }],
    ["JSON", ' \n{"a": [1, "b", {}, [], null, true]}', { a: [1, "b", {}, [], null, true] }],
    ["a first marker", "---\na: 1\n", { a: 1 }],
    ["an end marker", "a: 1\n...\n", { a: 1 }],
    [
      "CRLF mixed with LF",
      "a:\r\n  b: 1\n  c: |\r\n    x\r\n    y\n",
      { a: { b: 1, c: "x\ny\n" } },
    ],
    ["a byte order mark", "\uFEFFa: 1\n", { a: 1 }],
    ["a byte order mark before JSON", '\uFEFF{"a": 1}', { a: 1 }],
    ["integers as keys", "200: x\n0x1F: y\n1.10: z\n", { 200: "x", "0x1F": "y", "1.10": "z" }],
    ["constants as keys", "true: 1\nnull: 2\n~: 3\n: 4\n", { true: 1, null: 2, "~": 3, "": 4 }],
    ["an alias as key", "a: &k 1.10\n*k : b\n", { a: 1.1, "1.10": "b" }],
    [
      "dates and words of YAML 1.1 as text",
      "a: 2012-10-29\nb: yes\nc: 2012-10-29T01:02:03Z\n",
      { a: "2012-10-29", b: "yes", c: "2012-10-29T01:02:03Z" },
    ],
    [
      "the same where 1.1 is asked for",
      "%YAML 1.1\n---\na: yes\nb: 2012-10-29\n",
      {
        a: "yes",
        b: "2012-10-29",
      },
    ],
    ["an alias", "a: &x {k: 1}\nb: *x\n", { a: { k: 1 }, b: { k: 1 } }],
    [
      "a merge key",
      "a: &x {k: 1, l: 2}\nb:\n  k: 3\n  <<: *x\n",
      {
        a: { k: 1, l: 2 },
        b: { k: 3, l: 2 },
      },
    ],
    ["a merge key before the key that beats it", "a: {<<: {k: 1}, k: 2}\n", { a: { k: 2 } }],
    [
      "a merge key with several maps, of which the first wins",
      "a: {<<: [{k: 1}, {k: 2, l: 3}]}\n",
      { a: { k: 1, l: 3 } },
    ],
    ["a quoted <<, which is a key", 'a: {"<<": {k: 1}}\n', { a: { "<<": { k: 1 } } }],
    [
      "a << of a list that holds more than maps",
      "a: {<<: [{k: 1}, [2]]}\n",
      { a: { "<<": [{ k: 1 }, [2]] } },
    ],
    ["a << of something that is no map", "a: {<<: 1}\n", { a: { "<<": 1 } }],
    ["tags of the core schema", "a: !!str 1\nb: !!int '2'\n", { a: "1", b: 2 }],
    ["JSON with YAML's markers", '---\n{"a": 1}\n...\n', { a: 1 }],
    ["a lone surrogate", '{"a": "\\ud800"}', { a: "\ud800" }],
  ];
  test.each(cases)("%s", async (_, given, want) => {
    expect(await accepted("x.yaml", given)).toStrictEqual({ root: want, problems: [] });
  });

  test("more aliases of one thing than the parser's own limit of 100", async () => {
    const { root } = await parseSource("x.yaml", `a: &a {b: 1}\nc: [${"*a, ".repeat(500)}]\n`);
    expect(root["c"]).toHaveLength(500);
  });

  const prototypes: [name: string, given: string][] = [
    ["YAML", "__proto__: {polluted: 1}\nconstructor: {prototype: {polluted: 1}}\n"],
    ["merged YAML", "a: &a {__proto__: {polluted: 1}}\n<<: *a\n"],
    ["JSON", '{"__proto__": {"polluted": 1}}'],
  ];
  test.each(prototypes)("%s with a key __proto__, which is a key like others", async (_, given) => {
    const { root } = await parseSource("x.yaml", given);
    expect(Object.keys(root)).toContain("__proto__");
    expect(Object.getPrototypeOf(root)).toBe(Object.prototype);
    expect(root["polluted"]).toBeUndefined();
  });
});

describe("bytes", () => {
  const text = 'a: "ä€😀"\n';
  const utf16 = Buffer.from(text, "utf16le");
  const cases: [name: string, given: Uint8Array][] = [
    ["UTF-8", Buffer.from(text)],
    ["UTF-8 with a mark", Buffer.from(`\uFEFF${text}`)],
    ["UTF-16LE with a mark", Buffer.from(`\uFEFF${text}`, "utf16le")],
    ["UTF-16LE without", utf16],
    ["UTF-16BE with a mark", Buffer.from(`\uFEFF${text}`, "utf16le").swap16()],
    ["UTF-16BE without", Buffer.from(utf16).swap16()],
  ];
  test.each(cases)("%s", async (_, given) => {
    expect(await accepted("x.yaml", given)).toStrictEqual({ root: { a: "ä€😀" }, problems: [] });
  });

  const hint =
    "Save the file as UTF-8. If it is an archive or an image, pass the description instead.";
  test.each([
    ["UTF-8", Buffer.from("a: 1\nb: \xe4\n", "latin1"), "2:4", "UTF-8"],
    ["UTF-16", Buffer.from("\uFEFFa: \ud800\n", "utf16le"), "1:4", "UTF-16"],
  ])("no %s", async (_, given, where, name) => {
    const want = `${where} error invalid-encoding: The file is not valid ${name} text. ${hint}`;
    expect(await refused("x.yaml", given)).toStrictEqual([want]);
  });
});

describe("mended and reported", () => {
  const duplicateHint = "Remove or rename one of the two.";
  const cases: [name: string, given: string, root: unknown, problems: string[]][] = [
    [
      "an empty second document",
      "---\na: 1\n---\r\n",
      { a: 1 },
      [
        "3:1 warning empty-document: The file contains an empty YAML document besides the description; ignoring it. Remove its `---`.",
      ],
    ],
    [
      "an empty first document",
      "---\n---\na: 1\n",
      { a: 1 },
      [
        "1:1 warning empty-document: The file contains an empty YAML document besides the description; ignoring it. Remove its `---`.",
      ],
    ],
    [
      "prose after front matter",
      "---\na: 1\n---\n\nOne paragraph.\n",
      { a: 1 },
      [
        "3:1 warning trailing-text: Text that is not part of the description follows here; ignoring it. Move the text to a file of its own, or make it a comment.",
      ],
    ],
    [
      "Markdown after front matter",
      "---\na: 1\n---\n# Title\n\nSee: this: that]\n\n* [a](b)\n---\n> end\n",
      { a: 1 },
      [
        "3:1 warning trailing-text: Text that is not part of the description follows here; ignoring it. Move the text to a file of its own, or make it a comment.",
      ],
    ],
    [
      "text after front matter that begins with a stray bracket",
      "a: 1\n---\n] x\n",
      { a: 1 },
      [
        "2:1 warning trailing-text: Text that is not part of the description follows here; ignoring it. Move the text to a file of its own, or make it a comment.",
      ],
    ],
    [
      "faults of several kinds, in the order of the file",
      "a: 1\na: 2\nb: !Ref c\n---\n",
      { a: 2, b: "c" },
      [
        `2:1 warning duplicate-key: The key "a" is already defined on line 1; using the later value. ${duplicateHint}`,
        '3:4 warning unsupported-tag: The YAML tag "!Ref" is not supported; reading the value without it. Remove the tag.',
        "4:1 warning empty-document: The file contains an empty YAML document besides the description; ignoring it. Remove its `---`.",
      ],
    ],
    [
      "a key twice in YAML",
      "a:\n  b: 1\n  c: 2\n  b: 3\n",
      { a: { b: 3, c: 2 } },
      [
        `4:3 warning duplicate-key: The key "b" is already defined on line 2; using the later value. ${duplicateHint}`,
      ],
    ],
    [
      "a key twice in JSON",
      '{"a": [{"b": 1,\n "c": {"b": 1}, "\\u0062": 2}], "b": 3}',
      { a: [{ b: 2, c: { b: 1 } }], b: 3 },
      [
        `2:17 warning duplicate-key: The key "b" is already defined on line 1; using the later value. ${duplicateHint}`,
      ],
    ],
    [
      "a key three times",
      "a: 1\na: 2\na: 3\n",
      { a: 3 },
      [
        `2:1 warning duplicate-key: The key "a" is already defined on line 1; using the later value. ${duplicateHint}`,
        `3:1 warning duplicate-key: The key "a" is already defined on line 2; using the later value. ${duplicateHint}`,
      ],
    ],
    [
      "a number and a string that are one key",
      "200: a\n'200': b\n",
      { 200: "b" },
      [
        `2:1 warning duplicate-key: The key "200" is already defined on line 1; using the later value. ${duplicateHint}`,
      ],
    ],
    [
      "a tag that would run something",
      'a: !!js/function "function () { throw 1 }"\n',
      { a: "function () { throw 1 }" },
      [
        '1:4 warning unsupported-tag: The YAML tag "!!js/function" is not supported; reading the value without it. Remove the tag.',
      ],
    ],
    [
      "tags of other schemas",
      "a: !!binary aGk=\nb: !!timestamp 2012-10-29\nc: !Ref {d: 1}\n",
      { a: "aGk=", b: "2012-10-29", c: { d: 1 } },
      [
        '1:4 warning unsupported-tag: The YAML tag "!!binary" is not supported; reading the value without it. Remove the tag.',
        '2:4 warning unsupported-tag: The YAML tag "!!timestamp" is not supported; reading the value without it. Remove the tag.',
        '3:4 warning unsupported-tag: The YAML tag "!Ref" is not supported; reading the value without it. Remove the tag.',
      ],
    ],
    [
      "a version of YAML that does not exist",
      "%YAML 1.3\n---\na: 1\n",
      { a: 1 },
      [
        "1:7 warning yaml-warning: Unsupported YAML version 1.3. Check that the file means what you intend: other tools may read it differently.",
      ],
    ],
  ];
  test.each(cases)("%s", async (_, given, root, problems) => {
    expect(await accepted("x.yaml", given)).toStrictEqual({ root, problems });
  });

  const pointers: [name: string, given: string, want: string][] = [
    ["YAML", "paths:\n  /c: {d: 1}\n  /a~b: 1\n  /a~b: 2\n", "/paths/~1a~0b"],
    ["JSON", '{"paths": {"/c": [{"d": 1}], "/a~b": 1, "/a~b": 2}}', "/paths/~1a~0b"],
    ["a list", '{"a": [1, {"b": 1, "b": 2}]}', "/a/1/b"],
  ];
  test.each(pointers)("the pointer of a key that stands twice: %s", async (_, given, want) => {
    const { problems } = await parseSource("x.yaml", given);
    expect(problems.map(({ location }) => location.pointer)).toStrictEqual([want]);
  });
});

describe("refused: no description", () => {
  const nameIt = "Pass the file that contains the description.";
  const begins =
    'Swagger 2.0 and OpenAPI 3.0, 3.1 and 3.2 are supported. A description starts with `swagger: "2.0"` or `openapi: 3.1.0`.';
  const web = "It may be a saved login or error page: download the description itself.";
  const cases: [name: string, given: string, want: string][] = [
    ["nothing", "", `1:1 error empty-file: The file is empty. ${nameIt}`],
    ["white space", " \r\n\t\n", `1:1 error empty-file: The file is empty. ${nameIt}`],
    [
      "comments",
      "# a\n---\n# b\n",
      `1:1 error empty-file: The file contains nothing but comments and document markers. ${nameIt}`,
    ],
    [
      "a text",
      "\nHello\n",
      `2:1 error not-a-description: The file contains a string; an API description is an object. ${begins}`,
    ],
    [
      "a number",
      "42",
      `1:1 error not-a-description: The file contains a number; an API description is an object. ${begins}`,
    ],
    [
      "a list",
      "- a\n",
      `1:1 error not-a-description: The file contains an array; an API description is an object. ${begins}`,
    ],
    [
      "a list in JSON",
      " [1]",
      `1:2 error not-a-description: The file contains an array; an API description is an object. ${begins}`,
    ],
    [
      "a web page",
      "\n<!DOCTYPE html>\n<title>Log in</title>",
      `2:1 error unsupported-html: The file is an HTML page, not an API description. ${web}`,
    ],
    [
      "a web page without a document type",
      "<!-- x --><html lang=en>",
      `1:1 error unsupported-html: The file is an HTML page, not an API description. ${web}`,
    ],
    [
      "WADL",
      '<?xml version="1.0"?><application xmlns="http://wadl.dev.java.net/2009/02"/>',
      "1:1 error unsupported-xml: The file is XML, not JSON or YAML. WADL, WSDL and other XML formats are not supported: convert the file to OpenAPI first.",
    ],
    [
      "two descriptions",
      "---\na: 1\n---\n# b\nb: 1\n",
      "5:1 error multiple-documents: The file contains several YAML documents, starting on lines 2 and 5. Keep one of them, or put each into its own file.",
    ],
    [
      "two texts",
      "Hello\n---\nWorld\n",
      `1:1 error not-a-description: The file contains a string; an API description is an object. ${begins}`,
    ],
    [
      "two documents, the first a text",
      "Hello\n---\na: 1\n",
      "3:1 error multiple-documents: The file contains several YAML documents, starting on lines 1 and 3. Keep one of them, or put each into its own file.",
    ],
    [
      "a hundred and one documents",
      "---\n".repeat(102),
      "101:1 error multiple-documents: The file contains more than 100 YAML documents. Keep one of them, or put each into its own file.",
    ],
  ];
  test.each(cases)("%s", async (_, given, want) => {
    expect(await refused("x.yaml", given)).toStrictEqual([want]);
  });
});

describe("refused: YAML with faults", () => {
  const look = "Check this line and the one before: indentation, quotes, colons, brackets.";
  const brackets =
    "Look for a missing or extra quote or bracket; inside single quotes, write ' twice.";
  const columns = "Start all keys of an object in the same column, and close every { and [.";
  const braces = 'Quote keys that contain braces or brackets: "{id}".';
  const cases: [name: string, given: string, want: string[]][] = [
    [
      "a tab as indentation",
      "a:\n\tb: 1\n",
      [
        "2:1 error invalid-yaml: A tab is used for indentation, which YAML does not allow. Indent with spaces.",
      ],
    ],
    [
      "a colon in a text",
      "description: see: this\n",
      [
        "1:14 error invalid-yaml: A second key is on the line of the first. Quote the value if the colon is part of it, otherwise start a new line.",
      ],
    ],
    [
      "a line that is no key",
      "a\nb: 1\n",
      [
        "1:1 error invalid-yaml: A key spans several lines, or its colon is missing. Add the colon, or indent the text under its key.",
      ],
    ],
    [
      "a reserved sign",
      "a: @b\n",
      [
        "1:4 error invalid-yaml: A plain value starts with a character that is reserved in YAML. Quote the value.",
      ],
    ],
    [
      "a quote that is not closed, told where it opens",
      'a: 1\nb:\n  - "c\n\nd: 2\n',
      [
        "3:5 error invalid-yaml: The quoted string that begins here is never closed. Add the closing quote.",
      ],
    ],
    [
      "an apostrophe in single quotes",
      "a: 'it's'\n",
      [`1:8 error invalid-yaml: Unexpected token. ${brackets}`],
    ],
    [
      "indentation that fits nothing",
      "a:\n    b: 1\n  c: 2\n",
      [`3:1 error invalid-yaml: The indentation does not match what precedes it. ${columns}`],
    ],
    [
      "a list that is not closed",
      "a: [1\nb: 2\n",
      [`2:1 error invalid-yaml: The indentation does not match what precedes it. ${columns}`],
    ],
    [
      "an escape that does not exist",
      'a: "\\d"\n',
      [`1:5 error invalid-yaml: Invalid escape sequence \\d. ${look}`],
    ],
    [
      "faults in several lines, the first of each line",
      "a: @b\nc: d: e: f\ng:\n\th: 1\n",
      [
        "1:4 error invalid-yaml: A plain value starts with a character that is reserved in YAML. Quote the value.",
        "2:4 error invalid-yaml: A second key is on the line of the first. Quote the value if the colon is part of it, otherwise start a new line.",
        "4:1 error invalid-yaml: A tab is used for indentation, which YAML does not allow. Indent with spaces.",
      ],
    ],
    [
      "a fault before prose, which is not reported too",
      "a: @b\n---\n# Title\n\n* a: b: c\n",
      [
        "1:4 error invalid-yaml: A plain value starts with a character that is reserved in YAML. Quote the value.",
      ],
    ],
    [
      "keys that are no text, together with what was mended",
      "a: {{ b }}\nc: 1\nc: 2\n? [d]\n: 1\n",
      [
        `1:5 error invalid-key: A key is itself an object or an array. ${braces}`,
        '3:1 warning duplicate-key: The key "c" is already defined on line 2; using the later value. Remove or rename one of the two.',
        `4:3 error invalid-key: A key is itself an object or an array. ${braces}`,
      ],
    ],
    [
      "an alias that names nothing",
      "a: *b\n",
      [
        "1:4 error undefined-alias: The alias `*b` refers to an anchor that is not defined before it. Define the anchor with `&b`, or quote the text if it is not an alias.",
      ],
    ],
    [
      "an alias of what it stands in",
      "a: &a\n  b: [*a]\n",
      [
        "2:7 error circular-alias: The alias `*a` is inside the node that it refers to. Use a `$ref` for a schema that refers to itself.",
      ],
    ],
  ];
  test.each(cases)("%s", async (_, given, want) => {
    expect(await refused("x.yaml", given)).toStrictEqual(want);
  });

  test("twenty faults at most", async () => {
    expect(await refused("x.yaml", "- @a\n".repeat(50))).toHaveLength(20);
  });
});

describe("refused: JSON with faults", () => {
  const correct = "Correct the JSON here, or just before.";
  const again = "The file is incomplete: download it again.";
  const quotes = "JSON strings are enclosed in double quotes.";
  const comments = "JSON has no comments: remove this one.";
  const cases: [name: string, given: string, want: string][] = [
    [
      "cut short in a map",
      '{"a": {\n"b": 1',
      `2:7 error invalid-json: The file ends inside the object or array that begins on line 1. ${again}`,
    ],
    [
      "cut short in a string",
      '{\n"a": ["b',
      `2:9 error invalid-json: The file ends inside the object or array that begins on line 2. ${again}`,
    ],
    [
      "cut short in a word",
      '{"a": tru',
      `1:10 error invalid-json: The file ends inside the object or array that begins on line 1. ${again}`,
    ],
    [
      "cut short behind a comma",
      '{"a": 1,\n',
      `2:1 error invalid-json: The file ends inside the object or array that begins on line 1. ${again}`,
    ],
    [
      "a comma at the end",
      '{"a": [1, 2,\n]}',
      "1:12 error invalid-json: Trailing comma before the closing `]`. Remove the comma.",
    ],
    [
      "no comma",
      '{"a": 1\n "b": 2}',
      `2:2 error invalid-json: Expected a comma or }, found "\\"". ${correct}`,
    ],
    ["no colon", '{"a" 1}', `1:6 error invalid-json: Expected a colon, found "1". ${correct}`],
    [
      "single quotes",
      "{'a': 1}",
      `1:2 error invalid-json: Expected a key in double quotes, found "'a'". ${quotes}`,
    ],
    [
      "a comment",
      '{"a": 1, // one\n "b": 2}',
      `1:10 error invalid-json: Expected a key in double quotes, found "//". ${comments}`,
    ],
    [
      "a word",
      '{"a": undefined, "b": 1}',
      `1:7 error invalid-json: Expected a value, found "undefined". ${correct}`,
    ],
    ["a number", '{"a": 01}', `1:7 error invalid-json: Expected a value, found "01". ${correct}`],
    [
      "something after the end",
      '{"a": 1}\n{"b": 1}',
      '2:1 error invalid-json: Expected the end of the file, found "{". Remove it: a JSON file contains one value.',
    ],
    [
      "a word after the end",
      '{"a": 1}\nend',
      '2:1 error invalid-json: Expected the end of the file, found "end". Remove it: a JSON file contains one value.',
    ],
    [
      "a bracket too many",
      '{"a": 1}}',
      '1:9 error invalid-json: Expected the end of the file, found "}". Remove it: a JSON file contains one value.',
    ],
    [
      "a string over two lines",
      '{"a": "b,\n"c": 1}',
      "1:7 error invalid-json: The string is not closed on its line. Add the closing quote; write a line break inside a string as \\n.",
    ],
    [
      "a tab in a string",
      '{"a": "b\tc"}',
      "1:9 error invalid-json: The string contains a control character. Write it as an escape sequence, a tab as \\t.",
    ],
    [
      "an escape that does not exist",
      '{"a": "\\d"}',
      '1:7 error invalid-json: The string contains an invalid escape sequence. JSON allows \\" \\\\ \\/ \\b \\f \\n \\r \\t and \\u with four digits.',
    ],
  ];
  test.each(cases)("%s", async (_, given, want) => {
    expect(await refused("x.json", given)).toStrictEqual([want]);
  });

  const fault = '1:2 error invalid-json: Expected a key in double quotes, found "a". ' + correct;
  test.each([
    ["YAML's flow style is refused in a .json file", "x.JSON", "{a: 1}", [fault]],
    [
      "YAML's flow style is read in a file of any other name",
      "x",
      "{a: 1}",
      ["it was not refused"],
    ],
    [
      "nearly JSON is refused in a file of any name",
      "x",
      '{"a": 1 /* b */}',
      [`1:9 error invalid-json: Expected a comma or }, found "/*". ${comments}`],
    ],
    ["nearly JSON is YAML in a .yaml file", "x.yml", '{"a": 1, b: 2,}', ["it was not refused"]],
    [
      "what is neither, is told as JSON where it begins so",
      "x.yaml",
      '{"a": {"b": 1}',
      [
        `1:15 error invalid-json: The file ends inside the object or array that begins on line 1. ${again}`,
      ],
    ],
  ])("%s", async (_, file, given, want) => {
    expect(await refused(file, given)).toStrictEqual(want);
  });
});

describe("limits", () => {
  const raise = (limit: string): string =>
    `If the file really has to be this large, raise the limit: --limit ${limit}`;
  const convert = "Convert it to JSON, which takes far less memory to parse.";
  const cases: [name: string, limits: Partial<Limits>, given: string, want: string][] = [
    [
      "bytes",
      { bytes: 2 ** 20 },
      " ".repeat(2 ** 21),
      `1:1 error too-large: The file has 2.0 MiB, more than the limit of 1.0 MiB. ${raise("bytes=2MiB")}`,
    ],
    [
      "depth of JSON",
      { depth: 2 },
      '{"a": {"b":\n{}}}',
      `2:1 error too-deep: Objects and arrays are nested more than 2 levels deep here. ${raise("depth=4")}`,
    ],
    [
      "depth of YAML",
      { depth: 2 },
      "a:\n  b:\n  - c\n",
      `3:6 error too-deep: Objects and arrays are nested more than 2 levels deep here. ${raise("depth=4")}`,
    ],
    [
      "depth through aliases",
      { depth: 3 },
      "a: &a [[1]]\nb: [*a]\n",
      `2:5 error too-deep: Objects and arrays are nested more than 3 levels deep here. ${raise("depth=6")}`,
    ],
    [
      "values of JSON",
      { values: 4 },
      '{"a": [1, 2,\n3]}',
      `2:3 error too-many-values: The document has more than 4 values. ${raise("values=8")}`,
    ],
    [
      "values of YAML",
      { values: 4 },
      "a: [1, 2, 3]\n",
      `1:1 error too-many-values: The document has more than 4 values. ${raise("values=8")}`,
    ],
    [
      "values that aliases repeat",
      { values: 6 },
      "a: &a [1, 2]\nb: [*a]\n",
      `1:1 error too-many-aliases: With its aliases expanded, the document has more than 6 values. ${raise("values=12")}`,
    ],
    [
      "values that merge keys repeat",
      { values: 9 },
      "a: &a {b: 1, c: 1}\nd: {<<: *a}\ne: {<<: *a}\n",
      `1:1 error too-many-aliases: With its aliases expanded, the document has more than 9 values. ${raise("values=18")}`,
    ],
    [
      "lines and words of YAML",
      { tokens: 20 },
      "a: 1\nb: 2\nc: 3\n",
      `3:1 error too-large: The YAML has more than 20 tokens. ${convert} ${raise("tokens=40")}`,
    ],
  ];
  test.each(cases)("%s", async (_, limits, given, want) => {
    expect(await refused("x.yaml", given, { ...defaultLimits, ...limits })).toStrictEqual([want]);
  });

  const just: [name: string, limits: Partial<Limits>, given: string][] = [
    ["bytes", { bytes: 5 }, "a: 12"],
    ["depth of JSON", { depth: 2 }, '{"a": [], "b": [1]}'],
    ["depth of YAML", { depth: 2 }, "a:\n- c\nb: {}\n"],
    ["depth through aliases", { depth: 3 }, "a: &a [1]\nb: [*a]\n"],
    ["values of JSON", { values: 7 }, '{"a": [1, {}], "b": [], "c": 1}'],
    ["values of YAML", { values: 4 }, "a: [1, 2]\n"],
    ["values that aliases repeat", { values: 7 }, "a: &a [1, 2]\nb: *a\n"],
  ];
  test.each(just)("just within the limit: %s", async (_, limits, given) => {
    const read = refused("x.yaml", given, { ...defaultLimits, ...limits });
    expect(await read).toStrictEqual(["it was not refused"]);
  });

  const laughs = Array.from({ length: 60 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}]\n`);
  const merges = Array.from(
    { length: 500 },
    (_, i) => `a${i + 1}: &a${i + 1} {<<: *a${i}, b${i}: 1}\n`,
  );
  const hostile: [name: string, given: string, code: string][] = [
    ["JSON of a million lists in lists", "[".repeat(1e6), "too-deep"],
    ["JSON of a million maps in maps", '{"a":'.repeat(1e6), "too-deep"],
    ["YAML of a million lists in lists", `a: ${"[".repeat(1e6)}`, "too-deep"],
    ["YAML of a million lists in lists on one line", "- ".repeat(1e6), "too-deep"],
    ["YAML of a million maps in maps", "? ".repeat(1e6), "too-deep"],
    ["a billion laughs", `a0: &a0 [1, 1]\n${laughs.join("")}`, "too-many-aliases"],
    ["merge keys that add up", `a0: &a0 {c: 1}\n${merges.join("")}`, "too-many-aliases"],
    ["a hundred thousand faults", "]".repeat(1e5), "invalid-yaml"],
  ];
  test.each(hostile)("%s", async (_, given, code) => {
    const [problem] = await refused("x.yaml", given, { ...defaultLimits, values: 100_000 });
    expect(problem).toContain(` error ${code}: `);
  });

  test("a limit on depth that is raised beyond what the parser can do", async () => {
    const limits = { ...defaultLimits, depth: 1e6 };
    expect(
      await refused("x.yaml", `a: ${"[".repeat(2e4)}${"]".repeat(2e4)}`, limits),
    ).toContainEqual(
      expect.stringContaining(
        "error too-deep: Objects and arrays are nested more deeply here than",
      ),
    );
  });
});

describe("positions", () => {
  const yaml = [
    "# comment",
    "a:",
    "  b/c~d: &x",
    "    - 1",
    "    - e: 2",
    "  'f': >",
    "    text",
    "g: *x",
    "h: {<<: {i: 1}, j: {}}",
    "200: &y k",
  ].join("\n");
  const json = '\n{ "a": {"b/c~d": [ 1,\r\n\t{"\\u0065": 2} ], "f": "}\\"]" },\n"g": -1.0e5 }';
  const cases: [name: string, text: string, pointer: string, want: string][] = [
    ["the document", yaml, "", "2:1"],
    ["a key", yaml, "/a", "2:1"],
    ["a key with / and ~", yaml, "/a/b~1c~0d", "3:3"],
    ["an item", yaml, "/a/b~1c~0d/0", "4:7"],
    ["a map in a list", yaml, "/a/b~1c~0d/1", "5:7"],
    ["a key in a list", yaml, "/a/b~1c~0d/1/e", "5:7"],
    ["a quoted key", yaml, "/a/f", "6:3"],
    ["a key whose value is an alias", yaml, "/g", "8:1"],
    ["through an alias", yaml, "/g/1/e", "5:7"],
    ["what a merge key brought", yaml, "/h/i", "9:10"],
    ["a key in flow style", yaml, "/h/j", "9:17"],
    ["an integer key", yaml, "/200", "10:1"],
    ["past the end: the deepest that exists", yaml, "/a/b~1c~0d/7/x/y", "3:3"],
    ["past a scalar", yaml, "/a/f/x", "6:3"],
    ["nothing that exists", yaml, "/zzz", "2:1"],
    ["a name of Object.prototype", yaml, "/a/constructor/prototype", "2:1"],
    ["the JSON document", json, "", "2:1"],
    ["a JSON key", json, "/a", "2:3"],
    ["a JSON key with / and ~", json, "/a/b~1c~0d", "2:9"],
    ["a JSON item", json, "/a/b~1c~0d/0", "2:20"],
    ["a JSON map in a list", json, "/a/b~1c~0d/1", "3:2"],
    ["an escaped JSON key", json, "/a/b~1c~0d/1/e", "3:3"],
    ["a JSON key after a list", json, "/a/f", "3:19"],
    ["a JSON key after a string with signs", json, "/g", "4:1"],
    ["past the end of JSON", json, "/a/b~1c~0d/2/x", "2:9"],
  ];
  test.each(cases)("%s", async (_, text, pointer, want) => {
    const { line, column } = (await parseSource("x", text)).locate(pointer);
    expect(`${line}:${column}`).toBe(want);
  });

  test("of every key of one key after another, in YAML and JSON", async () => {
    const keys = Array.from({ length: 2000 }, (_, i) => `key${i}`);
    const inYaml = await parseSource("x.yaml", keys.map((key) => `${key}: {a: 1}\n`).join(""));
    const inJson = await parseSource(
      "x.json",
      `{${keys.map((key) => `"${key}":[{}]`).join(",\n")}}`,
    );
    const lines = keys.map((_, i) => i + 1);
    expect(keys.map((key) => inYaml.locate(`/${key}/a`).line)).toStrictEqual(lines);
    expect(keys.map((key) => inJson.locate(`/${key}/0`).line)).toStrictEqual(lines);
  });
});

describe("the spelling of a number", () => {
  const yaml = "a: 1.10\nb: 0x1F\nc: [1e3]\nd: 10\ne: '1.10'\nf: &v 2.0\ng: *v\n";
  const json = '{"a": 1.10, "b": [1E3 ], "c": 1, "d": "1.10"}';
  const cases: [name: string, text: string, pointer: string, want: string | undefined][] = [
    ["a zero at the end", yaml, "/a", "1.10"],
    ["a hexadecimal number", yaml, "/b", "0x1F"],
    ["a number in a list", yaml, "/c/0", "1e3"],
    ["a number that is written as JavaScript does", yaml, "/d", undefined],
    ["a text", yaml, "/e", undefined],
    ["an alias", yaml, "/g", "2.0"],
    ["nothing", yaml, "/a/b", undefined],
    ["JSON: a zero at the end", json, "/a", "1.10"],
    ["JSON: a number in a list", json, "/b/0", "1E3"],
    ["JSON: a number that is written as JavaScript does", json, "/c", undefined],
    ["JSON: a text", json, "/d", undefined],
    ["JSON: a map", json, "", undefined],
  ];
  test.each(cases)("%s", async (_, text, pointer, want) => {
    expect((await parseSource("x", text)).rawNumber(pointer)).toBe(want);
  });
});

describe("files", () => {
  let folder = "";
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "load-"));
    await writeFile(join(folder, "a.yaml"), "a: 1\na: 2\n");
    await mkdir(join(folder, "sub"));
  });
  afterAll(() => rm(folder, { recursive: true }));

  test("is read, and named as it is to be shown", async () => {
    const { file, root, problems } = await loadFile(join(folder, "a.yaml"), "spec/a.yaml");
    expect({ file, root, shown: problems[0]?.location.file }).toStrictEqual({
      file: "spec/a.yaml",
      root: { a: 2 },
      shown: "spec/a.yaml",
    });
  });

  test("is named as it was typed where nothing else is said", async () => {
    const path = join(folder, "a.yaml");
    expect((await loadFile(path)).file).toBe(path.replaceAll("\\", "/"));
  });

  async function failure(path: string, limits?: Limits): Promise<string> {
    const error: unknown = await loadFile(path, path, limits).catch((thrown: unknown) => thrown);
    if (!(error instanceof UnusableError)) throw error;
    return error.message.replaceAll(folder, "DIR");
  }

  test.each([
    ["missing", "b.yaml", 'The file "DIR/b.yaml" does not exist.'],
    ["under a file", "a.yaml/b", 'The file "DIR/a.yaml/b" does not exist.'],
    ["a folder", "sub", '"DIR/sub" is a folder: pass a file in it.'],
  ])("%s", async (_, name, want) => {
    expect(await failure(join(folder, name))).toBe(want);
  });

  test("too large, which is seen before it is read", async () => {
    expect(await failure(join(folder, "a.yaml"), { ...defaultLimits, bytes: 9 })).toBe(
      '"DIR/a.yaml" has 0.0 MiB, more than the limit of 0.0 MiB. If the file really has to be this large, raise the limit: --limit bytes=18',
    );
  });

  test.skipIf(process.platform === "win32")("a device", async () => {
    const want = '"/dev/zero" is not a regular file but a device, pipe or socket.';
    expect(await failure("/dev/zero")).toBe(want);
  });

  test.skipIf(process.platform === "win32")("a pipe that nobody writes to", async () => {
    execFileSync("mkfifo", [join(folder, "pipe")]);
    const want = '"DIR/pipe" is not a regular file but a device, pipe or socket.';
    expect(await failure(join(folder, "pipe"))).toBe(want);
  });

  const seesAll = process.platform === "win32" || process.getuid?.() === 0;
  test.skipIf(seesAll)("not to be read by this user", async () => {
    await writeFile(join(folder, "secret.yaml"), "a: 1\n");
    await chmod(join(folder, "secret.yaml"), 0);
    const want = '"DIR/secret.yaml" may not be read: permission denied.';
    expect(await failure(join(folder, "secret.yaml"))).toBe(want);
  });
});
