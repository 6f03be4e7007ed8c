/** A string, a word or number, or one character; white space is between them. */
const token = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|[\w$]+|[^\s\w$]/g;

/** What formatters put in and leave out: ends of statements and lists, parentheses, a leading `|`. */
const optional = new Set([",", ";", "(", ")", "|"]);

const imported = /^(?:import|export)\b[\w$*{},\s]+?\bfrom\s*["'][^"'\n]+["'];?/gm;

/**
 * Whether two texts of a generated file differ in their layout alone, as formatters leave it: white
 * space, quotes, optional punctuation, the order of imports. A guess for a message, which is right
 * for whatever is no riddle: an edit of a name, a value or an operator is none of these.
 *
 * @param file its path; prose and JSON have no quotes to read.
 */
export function isReformatted(file: string, found: string, wanted: string): boolean {
  const reduce = /\.[cm]?[jt]sx?$/.test(file) ? reduceCode : reduceText;
  return reduce(found) === reduce(wanted);
}

function reduceCode(text: string): string {
  const imports = (text.match(imported) ?? []).map((one) => tokensOf(one).sort().join(" "));
  return [...imports.sort(), ...tokensOf(text.replace(imported, ""))].join("\n");
}

function tokensOf(text: string): string[] {
  return (text.match(token) ?? []).filter((one) => !optional.has(one)).map(withoutQuotes);
}

/** A string by what it holds, since its quotes are a matter of layout, or absent around a key. */
function withoutQuotes(one: string): string {
  return /^["']/.test(one) ? one.slice(1, -1).replace(/\\(["'])/g, "$1") : one;
}

/** Tables are padded with spaces and hyphens; code blocks are formatted like code. */
function reduceText(text: string): string {
  return text.replace(/[\s,;()|"']+/g, "").replace(/-+/g, "-");
}
