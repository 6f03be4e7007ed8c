import { defaultLimits, type Limits } from "../../../generator/source/limits.ts";
import { parseSource, type Source } from "../../../generator/source/load.ts";
import { applyOverlay } from "../../../generator/overlay/apply.ts";
import type { Positions } from "../../../generator/source/positions.ts";
import { ReadContext } from "../../../generator/source/read-context.ts";
import type { Problem } from "../../../generator/diagnostics/problem.ts";

export interface Applied {
  readonly document: Readonly<Record<string, unknown>>;
  /** `file:line:column severity code` of each problem. */
  readonly problems: readonly string[];
  readonly found: readonly Problem[];
  readonly positions: Positions;
}

/** Applies YAML to YAML. */
export async function apply(
  description: string,
  overlay: string,
  limits: Limits = defaultLimits,
): Promise<Applied> {
  const source = await parseSource("api.yaml", description);
  const addition = await parseSource("api.overlay.yaml", overlay);
  return applySources(source, addition, limits);
}

export function applySources(
  source: Source,
  overlay: Source,
  limits: Limits = defaultLimits,
): Applied {
  const context = new ReadContext({ limits });
  const { positions } = context;
  positions.add(source, source.root);
  positions.add(overlay, overlay.root);
  const document = applyOverlay(source.root, "api.yaml", overlay, context);
  const found = context.problems;
  const problems = found.map(({ code, severity, location }) => {
    const { file, line, column } = location;
    return `${file}:${line}:${column} ${severity} ${code}`;
  });
  return { document, problems, found, positions };
}

/** An overlay with these actions, the first of them in line 3. */
export function overlayOf(actions: string): string {
  return `overlay: 1.1.0\nactions:\n${actions}\n`;
}
