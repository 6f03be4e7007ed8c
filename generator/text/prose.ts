/**
 * The prose of a description as plain text with a little Markdown: simple HTML is taken off, white
 * space is tidied, paragraphs stay apart. What only looks like HTML (`<resource-id>`) stays.
 */
function plainText(text: string): string {
  const lines = (/<\/?[a-z]|&[#a-z]/i.test(text) ? withoutHtml(text) : text)
    .replace(/\r\n?|[\u2028\u2029]/g, "\n")
    .replaceAll("\t", "  ")
    .replace(/[\u00ad\u200b\ufeff]/g, "")
    .split("\n")
    .map((line) => line.trimEnd());
  return lines
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .replace(/^\n+/, "")
    .trimEnd();
}

/** How many characters of one text are read: more is nothing that a person reads in a comment. */
const maxLength = 20_000;

/** Returns the start of a text, and how many characters that leaves out. */
export function startOf(text: string, length: number = maxLength): { start: string; rest: number } {
  if (text.length <= length) return { start: text, rest: 0 };
  const start = text.slice(0, length).replace(/[\uD800-\uDBFF]$/, "");
  return { start, rest: text.length - start.length };
}

/** {@link plainText} with every character shown: what hides or reorders text appears as `U+202E`. */
export function visibleText(text: string): string {
  return plainText(text).split("\n").map(showHidden).join("\n");
}

/** Text on one line: each character that ends a line, hides or reorders text appears as `U+202E`. */
export function showHidden(text: string): string {
  return /[^\x20-\x7E]/.test(text) ? text.replace(hidden, showCodePoint) : text;
}

// Controls, line ends among them, format characters (bidirectional, zero-width), separators that
// TypeScript takes for line ends, lone surrogates, letters and marks without a shape (but for those
// that make a sign an emoji), and what has no meaning to a reader.
const hidden = /(?![\uFE0E\uFE0F])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}\p{Cs}\p{DI}]/gu;

function showCodePoint(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}

/** Returns the first sentence, for one line of a table. */
export function firstSentence(text: string): string {
  const paragraph =
    plainText(startOf(text).start)
      .trimStart()
      .split(/\n\s*\n/)[0] ?? "";
  const line = paragraph.replace(/\s+/g, " ");
  return /^.+?[.!?](?= |$)/.exec(line)?.[0] ?? line;
}

function withoutHtml(text: string): string {
  const markdown = text
    .replace(/<(\/?)(\w+)(?:\s[^<>]*)?\/?>/g, (whole, close: string, name: string) => {
      const element = name.toLowerCase();
      if (element === "code" || element === "tt") return "`";
      if (element === "b" || element === "strong") return "**";
      if (element === "i" || element === "em") return "_";
      if (element === "li") return close ? "" : "\n- ";
      if (breaks.has(element)) return "\n\n";
      if (element === "br") return "\n";
      return inline.has(element) ? "" : whole;
    })
    .replace(/(\n- )\s+/g, "$1");
  return decodeEntities(markdown);
}

const breaks = new Set(
  "p div ul ol dl dt dd table tr thead tbody h1 h2 h3 h4 h5 h6 pre blockquote section note fullname".split(
    " ",
  ),
);
const inline = new Set("a span td th u small sup sub font img strike s".split(" "));

const named: ReadonlyMap<string, string> = new Map([
  ["amp", "&"],
  ["lt", "<"],
  ["gt", ">"],
  ["quot", '"'],
  ["apos", "'"],
  ["nbsp", " "],
  ["ndash", "–"],
  ["mdash", "—"],
  ["hellip", "…"],
  ["lsquo", "‘"],
  ["rsquo", "’"],
  ["ldquo", "“"],
  ["rdquo", "”"],
  ["copy", "©"],
  ["reg", "®"],
  ["trade", "™"],
]);

/** Decodes HTML's numeric references and its common names, once. Unknown ones stay as they are. */
export function decodeEntities(text: string): string {
  return text.replace(
    /&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,8}));/gi,
    (whole, decimal: string | undefined, hex: string | undefined, name: string | undefined) => {
      if (name !== undefined) return named.get(name.toLowerCase()) ?? whole;
      const codePoint = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
      return codePoint > 0 && codePoint <= 0x10ffff ? String.fromCodePoint(codePoint) : whole;
    },
  );
}
