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
      const { file, line, column } = location;
      const properties = Object.entries({
        file: escapeToLine(relativeFile(file)),
        line,
        col: column,
        title: code,
      })
        .map(([name, value]) => `${name}=${escapeProperty(String(value))}`)
        .join(",");
      const text = hint === "" ? message : `${message}\n${hint}`;
      return `::${severity} ${properties}::${escapeData(text)}\n`;
    })
    .join("");
}

/** As GitHub's own toolkit does it (actions/toolkit, packages/core/src/command.ts). */
function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
