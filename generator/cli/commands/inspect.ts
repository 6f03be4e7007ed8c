import { findSpec } from "../../source/find-input.ts";
import { readDescription, type ReadOptions } from "../../generate.ts";
import { inspect, type InspectedOperation } from "../../emit/summary/summary.ts";
import { jsonText } from "../../text/invisible.ts";
import { formatProblems } from "../../diagnostics/format-text.ts";
import { formatTable } from "../table.ts";
import { printProblems, type ReportFlags, type Terminal } from "../terminal.ts";
import { escapeToLine } from "../../text/invisible.ts";

export interface InspectFlags extends ReadOptions, ReportFlags {
  readonly json?: boolean;
}

/** `openapi-actions inspect`: prints the normalized operations, and what was corrected. */
export async function runInspect(
  spec: string | undefined,
  flags: InspectFlags,
  terminal: Terminal,
): Promise<number> {
  const description = await readDescription(spec ?? (await findSpec("spec")), flags);
  const inspection = inspect(description);
  if (flags.json) {
    terminal.out(jsonText(inspection));
    return 0;
  }
  const { title, version, servers, operations, schemas } = inspection;
  const name = [title, version].filter((part) => part !== "").join(" ");
  const counts = [count(operations, "operation"), count(schemas, "schema")].join(", ");
  const where = servers.length === 0 ? "no server" : servers.join(", ");
  terminal.out(`${escapeToLine(`${name}: ${counts}; ${where}`.replace(/\s+/g, " "))}\n\n`);
  terminal.out(formatTable(header, operations.map(rowOf)));
  const { problems } = description;
  if (flags.format !== undefined && flags.format !== "text") {
    printProblems(problems, terminal, flags);
  } else if (problems.length > 0) {
    const list = formatProblems(problems, { verbose: flags.verbose });
    terminal.out(`\n${count(problems, "problem")}:\n${list}\n`);
  }
  return 0;
}

const header = ["NAME", "METHOD", "PATH", "CONSTANTS", "PARAMETERS", "RESPONSE"];

function rowOf(operation: InspectedOperation): string[] {
  const { name, method, path, constants, parameters, body, response } = operation;
  const fixed = constants.map((one) => {
    if (one.in === "header") return `${one.name}:${one.value ?? ""}`;
    return one.value === null ? one.name : `${one.name}=${one.value}`;
  });
  const given = parameters.map((one) => `${one.name}${one.required ? "" : "?"}`);
  const bodies = body ? [`body${body.required ? "" : "?"}:${body.type}`] : [];
  return [name, method, path, fixed.join(" "), [...given, ...bodies].join(" "), response];
}

function count(items: readonly unknown[], name: string): string {
  return `${items.length.toLocaleString("en")} ${name}${items.length === 1 ? "" : "s"}`;
}
