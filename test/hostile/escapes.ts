import ts from "typescript";

/** Files without an escape, by their text: most files of a package are the same in every test. */
const clean = new Set<string>();

/** The tokens with the canary that are neither a string, a piece of a template nor a comment. */
export function escapes(file: string, text: string): string[] {
  const known = `${file}\n${text}`;
  if (clean.has(known)) return [];
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    // Comments that document are nodes too.
    if (node.kind >= ts.SyntaxKind.FirstJSDocNode && node.kind <= ts.SyntaxKind.LastJSDocNode) {
      return;
    }
    const children = node.getChildren(source);
    if (children.length > 0) {
      for (const child of children) visit(child);
    } else if (!isText(node) && node.getText(source).includes("__canary__")) {
      found.push(node.getText(source));
    }
  };
  visit(source);
  const all = [...found, ...faultsOf(source)];
  if (all.length === 0) clean.add(known);
  return all;
}

/** The errors of TypeScript's parser in a file. */
export function syntaxErrors(file: string, text: string): string[] {
  return faultsOf(ts.createSourceFile(file, text, ts.ScriptTarget.Latest));
}

function faultsOf(source: ts.SourceFile): string[] {
  const { parseDiagnostics } = source as { parseDiagnostics?: readonly ts.Diagnostic[] };
  return (parseDiagnostics ?? []).map(({ messageText }) => JSON.stringify(messageText));
}

function isText({ kind }: ts.Node): boolean {
  return (
    kind === ts.SyntaxKind.StringLiteral ||
    kind === ts.SyntaxKind.NoSubstitutionTemplateLiteral ||
    kind === ts.SyntaxKind.TemplateHead ||
    kind === ts.SyntaxKind.TemplateMiddle ||
    kind === ts.SyntaxKind.TemplateTail
  );
}
