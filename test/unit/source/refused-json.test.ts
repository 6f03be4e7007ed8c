import { describe, expect, test } from "vitest";
import { refused } from "./loaded.ts";

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
