import { withPrintableText, type Problem } from "./problem.ts";
import { wellFormedJsonText } from "../text/invisible.ts";

/** Problems for programs: `{ "problems": [{ code, severity, file, line, column, … }] }`. */
export function formatAsJson(problems: readonly Problem[]): string {
  const listed = problems
    .map(withPrintableText)
    .map(({ code, severity, location, message, hint }) => {
      const { file, line, column, pointer } = location;
      return { code, severity, file, line, column, pointer, message, hint };
    });
  return wellFormedJsonText({ problems: listed });
}
