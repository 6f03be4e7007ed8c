import type { Cause, Drift, FileDrift } from "./drift.ts";
import { escapeToLine } from "../text/invisible.ts";

/** The files that differ, a line each, and why. Ends with a line end. */
export function formatDrift(folder: string, { files, causes }: Drift): string {
  const lines = [...files.map((file) => lineOf(folder, file)), "", ...causes.map(causeText)];
  return `${lines.map(escapeToLine).join("\n").trimStart()}\n`;
}

function lineOf(folder: string, drift: FileDrift): string {
  const edit = editOf(drift);
  return `${drift.kind} ${folder}/${drift.file}${edit === "" ? "" : ` (${edit})`}`;
}

/** How a file was changed after it was written; empty where it was not. */
export function editOf({ kind, isEdited, isReformatted }: FileDrift): string {
  if (!isEdited) return "";
  if (kind === "missing") return "deleted";
  return isReformatted ? "reformatted" : "edited";
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
    case "reformatted":
      return (
        "Only the layout of generated code was changed, most likely by a formatter: leave the " +
        "folder out of it (.prettierignore, `files.includes` of Biome)."
      );
    case "merged":
      return "The record of the last run does not fit the files, as after a merge.";
    case "unknown":
      return "There is no record of the last run, which would say why.";
  }
}
