import type { Cause, Drift, FileDrift } from "./drift.ts";
import { escapeToLine } from "../text/invisible.ts";

/** The files that differ, a line each, and why. Ends with a line end. */
export function formatDrift(folder: string, { files, causes }: Drift): string {
  const lines = [...files.map((file) => lineOf(folder, file)), "", ...causes.map(causeText)];
  return `${lines.map(escapeToLine).join("\n").trimStart()}\n`;
}

function lineOf(folder: string, { file, kind, isEdited }: FileDrift): string {
  const deed = kind === "missing" ? "deleted" : "edited";
  return `${kind} ${folder}/${file}${isEdited ? ` (${deed})` : ""}`;
}

/** Why, in a sentence. */
export function causeText(cause: Cause): string {
  switch (cause.kind) {
    case "never-generated":
      return "Nothing was generated there yet.";
    case "description-changed":
      return "The description changed.";
    case "generator-changed":
      return cause.from === cause.to
        ? "The generator changed: its program or its templates."
        : `The generator changed, from ${cause.from} to ${cause.to}.`;
    case "edited":
      return "Someone edited generated code, which is lost when it is generated again.";
    case "merged":
      return "The record of the last run does not fit the files, as after a merge.";
    case "unknown":
      return "There is no record of the last run, which would say why.";
  }
}
