import { describe, expect, test } from "vitest";
import { refused } from "./loaded.ts";

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
