import { runInThisContext } from "node:vm";
import fc from "fast-check";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { code } from "../../../generator/text/code.ts";
import {
  comment,
  commentOf,
  lineComment,
  verbatim,
} from "../../../generator/emit/typescript/comment.ts";
import {
  access,
  jsonText,
  literal,
  memberKey,
  propertyKey,
  templateText,
} from "../../../generator/emit/typescript/literal.ts";
import {
  codeSpan,
  htmlCommentText,
  plainMarkdown,
  proseMarkdown,
} from "../../../generator/text/markdown.ts";
import { formatFile } from "../../../generator/emit/typescript/render.ts";
import { activeParts, renderMarkdown, textOf } from "../../helpers/markdown.ts";
import { firstSentence, showHidden } from "../../../generator/text/prose.ts";
import { runs } from "../../helpers/sample.ts";

/** The writers that text of a description may go through, and no other. */

const anything = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.string({ unit: fc.constantFrom(...Array.from("\"'`\\/*$\{}<>@\n\r\t\u2028\u202e\u0000 a")) }),
);

/** The value of an expression. */
function evaluate(text: string): unknown {
  return runInThisContext(`(${text})`);
}

describe("literals", () => {
  test.each<[name: string, given: string | number | boolean | null, want: string]>([
    ["a word", "etl", '"etl"'],
    ["double quotes and backslashes", 'a"b\\c', "'a\"b\\\\c'"],
    ["both quotes", "it's a\"", '"it\'s a\\""'],
    ["a line end of JavaScript's own", "a\u2028b", '"a\\u2028b"'],
    ["a bidirectional mark", "a\u202eb", '"a\\u202eb"'],
    ["a lone surrogate", "\ud800", '"\\ud800"'],
    ["the end of a script", "</script>", '"\\u003c/script>"'],
    ["letters of other scripts stay", "größe 日本", '"größe 日本"'],
    ["a number", 1.5, "1.5"],
    ["minus zero", -0, "-0"],
    ["a boolean", true, "true"],
    ["null", null, "null"],
  ])("%s", (_, given, want) => {
    expect(literal(given)).toBe(want);
  });

  test("refuse what has no literal", () => {
    expect(() => literal(Number.NaN)).toThrow(TypeError);
    expect(() => literal(Number.POSITIVE_INFINITY)).toThrow(TypeError);
  });

  test("give any string back", () => {
    fc.assert(
      fc.property(anything, (text) => {
        expect(evaluate(literal(text))).toBe(text);
      }),
      runs({ some: 100, more: 1_000, all: 10_000 }),
    );
  });

  test("give any string back between the values of a template literal", () => {
    fc.assert(
      fc.property(anything, (text) => {
        expect(evaluate(`\`\${1}${templateText(text)}\``)).toBe(`1${text}`);
      }),
      runs({ some: 100, more: 1_000, all: 10_000 }),
    );
  });

  test("give any string back as JSON", () => {
    fc.assert(
      fc.property(anything, (text) => {
        expect(JSON.parse(jsonText(text))).toEqual(text.toWellFormed());
      }),
      runs({ some: 100, more: 1_000, all: 10_000 }),
    );
  });

  test("name any property", () => {
    fc.assert(
      fc.property(
        fc.oneof(anything, fc.constantFrom("__proto__", "constructor", "then")),
        (name) => {
          const made: unknown = evaluate(`{ ${propertyKey(name)}: 1 }`);
          expect(Object.keys(made as object)).toEqual([name]);
          expect(Object.getPrototypeOf(made)).toBe(Object.prototype);
          expect(evaluate(access(code`({ ${propertyKey(name)}: 1 })` as never, name))).toBe(1);
        },
      ),
      runs({ some: 100, more: 1_000, all: 10_000 }),
    );
  });

  test("leave identifiers bare", () => {
    expect(memberKey("workerGroup")).toBe("workerGroup");
    expect(memberKey("X-Id")).toBe('"X-Id"');
    expect(memberKey("__proto__")).toBe("__proto__");
  });
});

describe("comments", () => {
  test.each<[name: string, given: string, want: string]>([
    ["nothing for nothing", " \n ", ""],
    ["one line", "What it does.", "/** What it does. */"],
    ["paragraphs", "One.\n\nTwo.", "/**\n * One.\n *\n * Two.\n */"],
    ["lines of one paragraph are joined", "One\n  two\nthree.", "/** One two three. */"],
    ["lists keep their items", "Some:\n- a\n- b", "/**\n * Some:\n * - a\n * - b\n */"],
    [
      "fenced code keeps its lines",
      "```\na  b\n  c\n```",
      "/**\n * ```\n * a  b\n *   c\n * ```\n */",
    ],
    ["the end of a comment does not end it", "a */ b", "/** a *\\/ b */"],
    ["nor does it by entities", "a &#42;/ b", "/** a *\\/ b */"],
    ["a tag is no tag", "@deprecated use", "/** \\@deprecated use */"],
    ["nor is a link", "{@link x}", "/** {\\@link x} */"],
    ["an address stays", "write to a@b.example", "/** write to a@b.example */"],
    ["what reorders text is shown", "a\u202eb", "/** aU+202Eb */"],
    [
      "HTML becomes Markdown",
      "<p>Uses <code>x</code>.</p><ul><li>a</li></ul>",
      "/**\n * Uses `x`.\n *\n * - a\n */",
    ],
    ["what only looks like HTML stays", "the <resource-id> part", "/** the <resource-id> part */"],
  ])("%s", (_, given, want) => {
    expect(comment(given)).toBe(want);
  });

  test("are wrapped at words", () => {
    const lines = comment("word ".repeat(60)).split("\n");
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(95);
  });

  test("say that something is deprecated", () => {
    expect(comment("Old.", { deprecated: true })).toBe("/**\n * Old.\n *\n * @deprecated\n */");
  });

  test("are cut where nobody reads on, and say so", () => {
    const written = comment("word ".repeat(10_000_000));
    expect(written.length).toBeLessThan(30_000);
    expect(written).toContain("word …\n *\n * (49,980,000 more characters are left out.)");
    expect(comment("word ".repeat(3_000))).not.toContain("left out");
  });

  test("are one comment without a tag, whatever the text", () => {
    fc.assert(
      fc.property(anything, (text) => {
        const written = comment(text);
        const source = ts.createSourceFile(
          "a.ts",
          `${written}\nexport const a = 1;`,
          ts.ScriptTarget.ESNext,
          true,
        );
        expect(source.statements).toHaveLength(1);
        const [statement] = source.statements;
        expect(statement && ts.getJSDocTags(statement)).toEqual([]);
        expect(statement?.getText()).toBe("export const a = 1;");
      }),
      runs({ some: 100, more: 1_000, all: 10_000 }),
    );
  });

  test("of one line end with the line, whatever the text", () => {
    fc.assert(
      fc.property(anything, (text) => {
        const written = lineComment(`from ${text}.`);
        expect(written).toMatch(/^\/\/ from .*\.$/);
        const source = ts.createSourceFile("a.ts", written, ts.ScriptTarget.ESNext);
        expect(source.statements).toHaveLength(0);
      }),
      runs({ some: 100, more: 1_000, all: 10_000 }),
    );
  });

  test.each([
    ["a&#10;b<br>c", "// a&#10;b<br>c"],
    ["a\nb", "// aU+000Ab"],
  ])("of one line have their text as it is: %j", (text, want) => {
    expect(lineComment(text)).toBe(want);
  });

  test.each([
    ["GET /?a=<img src=x>&amp;b", "/** GET /?a=<img src=x>&amp;b */"],
    ["a */ @b\nc", "/** a *\\/ \\@bU+000Ac */"],
  ])("have a name as it is, without markup: %j", (text, want) => {
    expect(commentOf([verbatim(text)])).toBe(want);
  });
});

describe("Markdown", () => {
  test.each([
    ["a link", "[x](javascript:1)", "\\[x\\](javascript:1)"],
    ["HTML", "<img src=x onerror=1>", "\\<img src=x onerror=1\\>"],
    ["an unknown element", "<x-y z>", "\\<x-y z\\>"],
    ["a cell's end", "a | b", "a \\| b"],
    ["lines", "a\nb", "aU+000Ab"],
    ["a mention", "ask @org/team.", "ask `@org/team`."],
    ["an address", "(see https://x.example/a)", "(see `https://x.example/a`)"],
    ["a heading", "# a", "\\# a"],
    ["a version is no list", "1.0.0", "1\\.0.0"],
  ])("shows %s as text", (_, given, want) => {
    expect(plainMarkdown(given)).toBe(want);
  });

  test("has prose without its HTML", () => {
    expect(proseMarkdown("<p>Uses <b>a_b</b>.<img src=x></p>\n\n<p>So.</p>")).toBe(
      "Uses \\*\\*a\\_b\\*\\*. So.",
    );
  });

  test("keeps the end of an HTML comment inside", () => {
    expect(htmlCommentText("a--->b--!>c<!-- d")).toBe("a-\\-\\-\\>b-\\-!>c<!-\\- d");
  });

  const fragments = fc.constantFrom(
    ..."a b | || ` `` \\ \\| [ ] ( ) < > & ! * _ ~ # - + . : @ / =".split(" "),
    ..." 1 \n \t".split(""),
    "[click](https://evil.example)",
    "![x](//evil.example)",
    "<img src=x onerror=1>",
    "<a href=//evil.example>",
    "&lt;img src=x&gt;",
    "@org/team",
    "www.evil.example",
    "https://evil.example",
    "user@evil.example",
    "#12",
    "##[error]",
  );
  const hostile = fc.array(fragments, { minLength: 1, maxLength: 6 }).map((all) => all.join(""));

  test("is inert and complete after it is formatted, to two parsers", async () => {
    const document = (text: string): string =>
      `# ${codeSpan(text)}\n\n${plainMarkdown(text)} or ${codeSpan(text)}.\n\n` +
      `| a | b |\n| --- | --- |\n| ${codeSpan(text)} | ${plainMarkdown(text)} |\n`;
    await fc.assert(
      fc.asyncProperty(hostile, async (text) => {
        const shown = showHidden(text.trim()).replace(/\s+/g, "");
        for (const markdown of [document(text), await formatFile("a.md", document(text))]) {
          for (const html of renderMarkdown(markdown)) {
            expect(activeParts(html)).toEqual([]);
            expect(textOf(html)).toBe(`${shown}${shown}or${shown}.ab${shown}${shown}`);
          }
        }
      }),
      runs({ some: 30, more: 300, all: 3_000 }),
    );
  });

  test("fences code by what is in it", () => {
    expect(codeSpan("GET /")).toBe("`GET /`");
    expect(codeSpan("a `b` c")).toBe("``a `b` c``");
    expect(codeSpan("`a")).toBe("`` `a ``");
    expect(codeSpan("a``b")).toBe("`a``b`");
    expect(codeSpan("a|b")).toBe("`a`&#124;`b`");
  });
});

test.each([
  ["One. Two.", "One."],
  ["Version 1.5 is out. Now.", "Version 1.5 is out."],
  ["No end", "No end"],
  ["", ""],
])("the first sentence of %j is %j", (text, want) => {
  expect(firstSentence(text)).toBe(want);
});
