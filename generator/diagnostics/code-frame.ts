import type { SourceLocation } from "./problem.ts";
import { escapeToLine } from "../text/invisible.ts";

/** How much of a line is shown around the place. */
const maxWidth = 96;

/** The line of a place with a mark under it; nothing where the line is not known or empty. */
export function codeFrame({ line, column, text = "", textStart = 0 }: SourceLocation): string {
  const offset = column - 1 - textStart;
  const start = Math.max(0, Math.min(offset - maxWidth / 2, text.length - maxWidth));
  const before = shown(text.slice(start, offset));
  const after = shown(text.slice(offset, start + maxWidth));
  if (before.trim() === "" && after.trim() === "") return "";
  const margin = ` ${line} | `;
  const dots = textStart + start > 0 ? "…" : "";
  const rest = start + maxWidth < text.length ? "…" : "";
  const indent = " ".repeat(margin.length - 2 + dots.length + before.length);
  return `${margin}${dots}${before}${after}${rest}\n${indent.slice(0, margin.length - 2)}| ${indent.slice(margin.length - 2)}^`;
}

/** Replaces every character by one as wide as it is long. */
function shown(text: string): string {
  return escapeToLine(text.replaceAll("\t", " "));
}
