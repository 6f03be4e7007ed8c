import type { Problem } from "../diagnostics/problem.ts";
import type { SourceText } from "./source-text.ts";

/** The report of an empty document beside the description. */
export function emptyDocument(source: SourceText, offset: number): Problem {
  const message = "An empty document stands here, beside the description: it is left out.";
  const hint = "Remove its `---`.";
  return source.problem("empty-document", "warning", offset, "", message, hint);
}

/** The report of a quoted scalar that goes on in lines with too little indentation. */
export function underIndentedText(source: SourceText, offset: number): Problem {
  const message = "The text in quotes goes on in a line that is not indented deeper than its key.";
  const hint = "Indent the line: other tools refuse it.";
  return source.problem("yaml-oddity", "warning", offset, "", message, hint);
}
