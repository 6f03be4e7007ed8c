import { groupBy } from "../data/group-by.ts";
import { withPrintableText, type Problem } from "./problem.ts";
import { codeFrame } from "./code-frame.ts";
import { escapeToLine } from "../text/invisible.ts";

/** How many problems of one code are shown before the rest is counted. */
const shown = 3;

/** The style of a part of the text, where colours are wanted. */
export type Paint = (part: "error" | "warning" | "place", text: string) => string;

export interface TextOptions {
  /** Shows all, however many there are of a kind. */
  readonly verbose?: boolean | undefined;
  /** Shows the line of each, with a mark under the place. */
  readonly frames?: boolean | undefined;
  readonly paint?: Paint | undefined;
}

/**
 * Problems as text, errors first, each as compilers write it: `file:line:column severity code:
 * message`. Of many alike the first are shown and the rest is counted.
 */
export function formatProblems(problems: readonly Problem[], options: TextOptions = {}): string {
  const errors = problems.filter(({ severity }) => severity === "error");
  const warnings = problems.filter(({ severity }) => severity === "warning");
  return [errors, warnings]
    .flatMap((some) => [...groupBy(some, ({ code }) => code).values()])
    .flatMap((alike) => {
      const format = (problem: Problem): string => formatProblem(problem, options);
      if (options.verbose || alike.length <= shown + 1) return alike.map(format);
      const rest = alike.length - shown;
      const code = alike[0]?.code ?? "";
      const more = `    … and ${rest.toLocaleString("en")} more of ${code} (--verbose lists all)`;
      return [...alike.slice(0, shown).map(format), more];
    })
    .join("\n");
}

function formatProblem(problem: Problem, { frames, paint }: TextOptions): string {
  const { code, severity, location, message, hint } = withPrintableText(problem);
  const painted: Paint = paint ?? ((_, text) => text);
  const where = painted(
    "place",
    escapeToLine(`${location.file}:${location.line}:${location.column}`),
  );
  const what = painted(severity, severity);
  const frame = frames ? codeFrame(location) : "";
  return [
    `${where} ${what} ${code}: ${message}`,
    ...(frame === "" ? [] : [frame]),
    ...(hint === "" ? [] : [`    ${hint}`]),
  ].join("\n");
}
