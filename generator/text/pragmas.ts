/**
 * Comments can be orders: to compilers, bundlers, linters and whoever looks for a source map. In what
 * a description says they are only words, so each is written in a way that its tool does not obey.
 */

/**
 * Returns a line of a comment in which no tool finds an order: `@ jsxImportSource`, `# __PURE__`,
 * `\eslint-disable`.
 */
export function withoutPragmas(line: string): string {
  const harmless = /[@#<]/.test(line)
    ? line.replace(marked, "$& ").replace(sourceUrl, "$1\\=").replace(scriptElement, "<\\")
    : line;
  return harmless.replace(directive, "$1\\");
}

/**
 * Pragmas that are found anywhere in a comment. A backslash before one is no help: TypeScript finds
 * `@jsxImportSource` and its like without regard to what is before them (parser, processPragmas), and
 * for `@internal` in the whole text (stripInternal); so do esbuild and Terser for `@license` and
 * `@preserve`, which keep a comment in what is published, and bundlers for `#__PURE__`.
 */
const marked =
  /[@#](?=__|(?:cc_on|copyright|deno-types|flow|internal|jest-|jsx|lic|noflow|preserve|ts-|vitest-))/gi;

/** Looked for in a whole file, strings included: by source-map-support, source-map-loader and Vite. */
const sourceUrl = /([#@]\s*source(?:Mapping)?URL)\s*=/gi;

/**
 * Escapes in a string literal what programs take for the address of a source map that look for it in
 * the text of a file, without parsing it.
 */
export function withoutSourceUrl(literal: string): string {
  return literal.replace(/[#@](?=\s*source(?:Mapping)?URL)/gi, (sign) =>
    sign === "#" ? "\\u0023" : "\\u0040",
  );
}

/** The beginnings of lines of comments that tools obey. */
const directive =
  /^([\s*/]*)(?=(?:biome|c8|cspell|deno|dprint|eslint|istanbul|node:coverage|oxlint|prettier|rome|tslint|v8)(?:-|:| ignore\b| (?:dis|en)able\b))/;

/** In a page that has the code in it, an element would end (HTML, section 13.2.5.4). */
const scriptElement = /<(?=\/?script|!--)/gi;
