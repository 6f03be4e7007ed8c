import { catalogue } from "./catalogue.ts";
import { withPrintableText, type Problem } from "./problem.ts";
import { programVersion } from "../text/program.ts";
import { wellFormedJsonText } from "../text/invisible.ts";
import { relativeFile } from "./relative-file.ts";

/** Problems as SARIF 2.1.0 (OASIS), for code scanning. Only the codes that occur become rules. */
export function formatAsSarif(problems: readonly Problem[]): string {
  const codes = [...new Set(problems.map(({ code }) => code))].sort();
  const log = {
    $schema:
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "openapi-actions",
            version: programVersion(),
            rules: codes.map((id) => ({
              id,
              fullDescription: { text: catalogue[id].explanation },
            })),
          },
        },
        // Columns are UTF-16 code units, as everywhere in JavaScript.
        columnKind: "utf16CodeUnits",
        results: problems
          .map(withPrintableText)
          .map(({ code, severity, location, message, hint }) => ({
            ruleId: code,
            ruleIndex: codes.indexOf(code),
            level: severity,
            message: { text: hint === "" ? message : `${message}\n${hint}` },
            locations: [
              {
                physicalLocation: {
                  artifactLocation: { uri: uriOf(location.file) },
                  region: { startLine: location.line, startColumn: location.column },
                },
              },
            ],
          })),
      },
    ],
  };
  return wellFormedJsonText(log);
}

/** A relative reference (RFC 3986, section 4.2), in which `#`, `?` and `:` of a name are escaped. */
function uriOf(file: string): string {
  return relativeFile(file).toWellFormed().split("/").map(encodeURIComponent).join("/");
}
