import { annotation } from "../diagnostics/format-github.ts";
import type { Drift, FileDrift } from "./drift.ts";
import { manifestFile } from "./manifest.ts";
import { causeText, editOf } from "./drift-text.ts";

/** A workflow command of GitHub Actions for each file that differs, at its first line that does. */
export function driftAnnotations(folder: string, { files, causes }: Drift): string {
  const reasons = causes.map(causeText).join(" ");
  const manifest = { file: `${folder}/${manifestFile}`, line: 1, column: 1 };
  if (files.length === 0) return annotation("error", manifest, "out-of-date", reasons);
  return files
    .map((one) => {
      const location = { file: `${folder}/${one.file}`, line: firstDifference(one), column: 1 };
      const state = [one.kind, editOf(one)].filter((word) => word !== "").join(", ");
      return annotation("error", location, "out-of-date", `This file is ${state}. ${reasons}`);
    })
    .join("");
}

function firstDifference({ found = "", wanted = "" }: FileDrift): number {
  const lines = wanted.split(/\r?\n/);
  const line = found.split(/\r?\n/).findIndex((text, index) => text !== lines[index]);
  return Math.max(0, line) + 1;
}
