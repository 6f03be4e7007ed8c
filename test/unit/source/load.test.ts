import { describe, expect, test } from "vitest";
import { parseSource } from "../../../generator/source/load.ts";
import { shown, refused } from "./loaded.ts";

/** The value of input that is accepted. */
async function accepted(
  file: string,
  content: string | Uint8Array,
): Promise<{ root: unknown; problems: string[] }> {
  const { root, problems } = await parseSource(file, content);
  return { root, problems: problems.map(shown) };
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

describe("repaired and reported", () => {
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
