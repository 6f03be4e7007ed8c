import { classOf, isChangeCode } from "../../compare/change.ts";
import { changeExplanations } from "../../compare/change-explanations.ts";
import { catalogue } from "../../diagnostics/catalogue.ts";
import { nearest } from "../../diagnostics/suggest.ts";
import { UnusableError } from "../../diagnostics/problem.ts";
import type { Terminal } from "../terminal.ts";

const headings = {
  breaking: "A breaking change.",
  additive: "An additive change.",
  documentation: "A documentation change.",
} as const;

const texts: ReadonlyMap<string, string> = new Map([
  ...Object.entries(catalogue).map(([code, { explanation }]): [string, string] => [
    code,
    explanation,
  ]),
  ...Object.keys(changeExplanations)
    .filter(isChangeCode)
    .map((code): [string, string] => [
      code,
      `${headings[classOf(code)]} ${changeExplanations[code]}`,
    ]),
]);

/**
 * `openapi-actions explain`: prints what the code of a problem or a change means; without one, all.
 *
 * @throws UnusableError for an unknown code.
 */
export function runExplain(code: string | undefined, terminal: Terminal): number {
  if (code === undefined) {
    for (const [known, text] of [...texts].sort(([a], [b]) => (a < b ? -1 : 1))) {
      terminal.out(`${known}\n    ${text}\n`);
    }
    return 0;
  }
  const text = texts.get(code);
  if (text === undefined) {
    const close = nearest(code, [...texts.keys()]);
    const hint = close === undefined ? "" : ` Did you mean ${close}?`;
    throw new UnusableError(`There is no code \`${code}\`.${hint}`);
  }
  terminal.out(`${text}\n`);
  return 0;
}
