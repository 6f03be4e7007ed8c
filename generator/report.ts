import type { Problem } from "./problem.ts";
import { visible } from "./visible.ts";

/** How many problems of one code are shown before the rest is counted. */
const shown = 3;

/**
 * Problems as text, errors first, each as compilers write it: `file:line:column severity code:
 * message`. Of many alike the first are shown and the rest is counted.
 *
 * @param verbose shows all.
 */
export function formatProblems(problems: readonly Problem[], verbose: boolean): string {
  const errors = problems.filter(({ severity }) => severity === "error");
  const warnings = problems.filter(({ severity }) => severity === "warning");
  return [errors, warnings]
    .flatMap((some) => [...Map.groupBy(some, ({ code }) => code).values()])
    .flatMap((alike) => {
      if (verbose || alike.length <= shown + 1) return alike.map(formatProblem);
      const rest = alike.length - shown;
      const code = alike[0]?.code ?? "";
      const more = `    … and ${rest.toLocaleString("en")} more of ${code} (--verbose lists all)`;
      return [...alike.slice(0, shown).map(formatProblem), more];
    })
    .join("\n");
}

function formatProblem({ code, severity, place, message, hint }: Problem): string {
  const { file, line, column } = place;
  const text = `${file}:${line}:${column} ${severity} ${code}: ${message}`;
  return visible(hint === "" ? text : `${text}\n    ${hint}`);
}
