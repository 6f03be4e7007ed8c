import ts from "typescript";

/** The orders to tools that a module has: what compilers, bundlers and others would obey in it. */
export function commandsIn(file: string, text: string): string[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest) as Parsed;
  const found = [...source.pragmas.keys()];
  found.push(...(source.commentDirectives ?? []).map(() => "comment directive"));
  // convert-source-map, source-map-support and source-map-loader, of the whole text.
  if (/[#@]\s*source(?:Mapping)?URL\s*=/.test(text)) found.push("source map");
  for (const comment of commentsIn(text)) {
    // TypeScript's stripInternal; what esbuild and Terser keep; what bundlers take for pure.
    const anywhere = /@internal|@preserve|@copyright|@lic|@cc_on|[@#]__[A-Z]|<!--|<\/?script/i.exec(
      comment,
    );
    const atStart = /^[\s*/]*(?:biome-ignore|eslint-|prettier-ignore|deno-lint|c8 ignore)/m.exec(
      comment,
    );
    found.push(...(anywhere ?? []), ...(atStart ?? []));
  }
  return found;
}

/** Pragmas that the parser finds in comments, which its types do not declare. */
interface Parsed extends ts.SourceFile {
  readonly pragmas: ReadonlyMap<string, unknown>;
  readonly commentDirectives?: readonly unknown[];
}

function commentsIn(text: string): string[] {
  const scanner = ts.createScanner(
    ts.ScriptTarget.Latest,
    false,
    ts.LanguageVariant.Standard,
    text,
  );
  const comments: string[] = [];
  // In a template literal it is lost, but no longer than to the end of the line.
  for (let kind = scanner.scan(); kind !== ts.SyntaxKind.EndOfFileToken; kind = scanner.scan()) {
    const isComment =
      kind === ts.SyntaxKind.MultiLineCommentTrivia ||
      kind === ts.SyntaxKind.SingleLineCommentTrivia;
    if (isComment) comments.push(scanner.getTokenText());
  }
  return comments;
}
