import type { Limits } from "../../../generator/source/limits.ts";
import { parseSource } from "../../../generator/source/load.ts";
import { DescriptionError, type Problem } from "../../../generator/diagnostics/problem.ts";

/** Formats a problem on one line. */
export function shown({ code, severity, location, message, hint }: Problem): string {
  return `${location.line}:${location.column} ${severity} ${code}: ${message} ${hint}`;
}

/** The problems of input that is refused. */
export async function refused(
  file: string,
  content: string | Uint8Array,
  limits?: Limits,
): Promise<string[]> {
  try {
    await parseSource(file, content, limits);
  } catch (error) {
    if (error instanceof DescriptionError) return error.problems.map(shown);
    throw error;
  }
  return ["it was not refused"];
}
