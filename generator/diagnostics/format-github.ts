import { withPrintableText, type Problem } from "./problem.ts";
import { escapeToLine } from "../text/invisible.ts";
import { relativeFile } from "./relative-file.ts";

/**
 * Problems as workflow commands of GitHub Actions, which become annotations on the lines of the
 * description. The log of a job obeys the escapes of terminals, so they are shown as text.
 */
export function formatForGithub(problems: readonly Problem[]): string {
  return problems
    .map(withPrintableText)
    .map(({ code, severity, location, message, hint }) => {
      const text = hint === "" ? message : `${message}\n${hint}`;
      return annotation(severity, location, code, text);
    })
    .join("");
}

/** One workflow command, which annotates a line of a file. Ends with a line end. */
export function annotation(
  severity: "error" | "warning",
  { file, line, column }: { readonly file: string; readonly line: number; readonly column: number },
  title: string,
  text: string,
): string {
  const shown = escapeToLine(relativeFile(file));
  const properties = Object.entries({ file: shown, line, col: column, title })
    .map(([name, value]) => `${name}=${escapeProperty(String(value))}`)
    .join(",");
  return `::${severity} ${properties}::${escapeData(text)}\n`;
}

/** As GitHub's own toolkit does it (actions/toolkit, packages/core/src/command.ts). */
function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
