import { findSpec } from "../../source/find-input.ts";
import { readDescription, type ReadOptions } from "../../generate.ts";
import { escapeInvisible, hasInvisible, jsonText } from "../../text/invisible.ts";
import { normalize } from "../../emit/openapi/document.ts";
import { printProblems, type ReportFlags, type Terminal } from "../terminal.ts";

export interface NormalizeFlags extends ReadOptions, ReportFlags {
  readonly json?: boolean;
}

/** `openapi-actions normalize`: prints the description as valid OpenAPI 3.1, in YAML or JSON. */
export async function runNormalize(
  spec: string | undefined,
  flags: NormalizeFlags,
  terminal: Terminal,
): Promise<number> {
  const description = await readDescription(spec ?? (await findSpec("spec")), {
    ...flags,
    asDescribed: true,
  });
  const document = normalize(description);
  terminal.out(flags.json ? jsonText(document) : await yamlText(document));
  printProblems(description.problems, terminal, flags);
  return 0;
}

/**
 * Formats data as YAML, with control and invisible characters escaped. What a reader of YAML 1.1 takes
 * for something else than text (`no`, `1:20`, `=`), and `<<`, which it and we merge, is quoted.
 */
export async function yamlText(data: object): Promise<string> {
  const { Document, visit } = await import("yaml");
  const document = new Document(data, { aliasDuplicateObjects: false, compat: "yaml-1.1" });
  visit(document, {
    Scalar(_key, node) {
      if (typeof node.value !== "string") return;
      if (isIndicator.test(node.value) || hasInvisible(node.value)) node.type = "QUOTE_DOUBLE";
    },
  });
  return escapeInvisible(document.toString({ lineWidth: 100 }));
}

/** The types `merge` and `value` of YAML 1.1. */
const isIndicator = /^(?:<<|=)$/;
