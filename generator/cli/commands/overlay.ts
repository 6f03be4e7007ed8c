import { basename } from "node:path";
import { readDescription, type ReadOptions } from "../../generate.ts";
import { normalize } from "../../emit/openapi/document.ts";
import { unescapeSegment } from "../../data/json-pointer.ts";
import { actionOf } from "../../model/operation-identity.ts";
import type { Operation } from "../../model/service.ts";
import { deriveOverlay, type DescribedAction } from "../../overlay/derive.ts";
import { loadFile } from "../../source/load.ts";
import { jsonText } from "../../text/invisible.ts";
import { printProblems, type ReportFlags, type Terminal } from "../terminal.ts";
import { yamlText } from "./normalize.ts";

export interface OverlayFlags extends ReadOptions, ReportFlags {
  /** The richer description. */
  readonly from: string;
  readonly json?: boolean;
}

/**
 * `openapi-actions overlay --from RICH POOR`: prints an overlay that completes the actions of a
 * description from a richer one.
 *
 * @returns 1 where the two have no action in common.
 */
export async function runOverlay(
  spec: string,
  { from, json, ...flags }: OverlayFlags,
  terminal: Terminal,
): Promise<number> {
  const rich = await readDescription(from, { ...flags, overlay: [], asDescribed: true });
  const poor = await readDescription(spec, { ...flags, overlay: [], asDescribed: true });
  const { root } = await loadFile(spec);
  const actions = actionsOf(poor.service.operations);
  const { overlay, unknown } = deriveOverlay(normalize(rich), {
    document: root,
    file: basename(spec),
    actions,
  });
  printProblems(poor.problems, terminal, flags);
  const missing = unknown.map((action) => `${basename(from)} has no action ${action}.\n`);
  terminal.err(missing.join(""));
  if (unknown.length === actions.length) return 1;
  terminal.out(json ? jsonText(overlay) : await yamlText(overlay));
  return 0;
}

function actionsOf(operations: readonly Operation[]): readonly DescribedAction[] {
  return operations.flatMap((operation) => {
    const action = actionOf(operation);
    const [, group, path = "", method = ""] = operation.sourceLocation.pointer.split("/");
    if (action === "" || group !== "paths") return [];
    return [{ action, path: unescapeSegment(path), method }];
  });
}
