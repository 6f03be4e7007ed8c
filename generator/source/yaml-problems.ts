import type { Problem } from "../diagnostics/problem.ts";
import type { SourceText } from "./source-text.ts";

/** The warning for an empty document besides the description. */
export function emptyDocument(source: SourceText, offset: number): Problem {
  return source.problem("empty-document", [offset]);
}

/** The warning for a quoted scalar that continues on lines with too little indentation. */
export function underIndentedText(source: SourceText, offset: number): Problem {
  return source.problem("yaml-warning", [offset], { fault: "under-indented" });
}
