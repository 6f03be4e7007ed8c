import type { Row } from "../rows/row.ts";
import type { Verdict } from "./judge.ts";
import { versionOf } from "./packages.ts";
import type { Peer } from "./peer.ts";

interface Result {
  readonly peer: Peer;
  readonly verdicts: readonly Verdict[];
}

type Areas = readonly (readonly [area: string, rows: readonly Row[]])[];

/** A summary by area, and the rows in which a peer differs. */
export function peersTable(
  areas: Areas,
  judged: readonly Row[],
  results: readonly Result[],
): string {
  const verdictOf = ({ verdicts }: Result, row: Row): Verdict =>
    verdicts[judged.indexOf(row)] ?? { kind: "wrong", why: "not judged" };
  const isGood = ({ kind }: Verdict): boolean => kind === "right" || kind === "equivalent";
  const names = results.map(({ peer }) => peer.name);
  const lines = [["Area", "Rows", "openapi-actions", ...names]];
  const old = judged.filter(({ since }) => since === undefined);
  const count = (name: string, rows: readonly Row[]): void => {
    if (rows.length === 0) return;
    const counts = results.map((one) => {
      const verdicts = rows.map((row) => verdictOf(one, row));
      const left = verdicts.filter(({ kind }) => kind === "left to the caller").length;
      return `${verdicts.filter(isGood).length}${left > 0 ? ` (${left} left to the caller)` : ""}`;
    });
    lines.push([name, String(rows.length), String(rows.length), ...counts]);
  };
  for (const [area, rows] of areas)
    count(
      area,
      rows.filter((row) => old.includes(row)),
    );
  count("All", old);
  count(
    "OpenAPI 3.2",
    judged.filter((row) => !old.includes(row)),
  );

  const details = [["Area", "Row", ...names]];
  for (const [area, rows] of areas) {
    for (const row of rows.filter((one) => judged.includes(one))) {
      const verdicts = results.map((one) => verdictOf(one, row));
      if (verdicts.every(({ kind }) => kind === "right")) continue;
      const since = row.since === undefined ? "" : " (3.2)";
      details.push([area, `${row.name}${since}`, ...verdicts.map(cell)]);
    }
  }
  const versions = results.map(
    ({ peer }) => `- ${peer.name} ${versionOf(peer.name)}: ${peer.configuration}.`,
  );
  return `# Other generators

Written by \`node test/conformance/peers/run.ts\`, which generates a client for each row of the [matrix](../matrix.md) that a specification demands, compiles it with \`strict\`, calls it as its documentation says, and compares what arrives and what is read. The rows were chosen by this project, so the counts say what was tried, not how often it occurs.

${versions.join("\n")}

Right are the bytes of the specification and those that every server reads as the same (\`equivalent\`: \`+\` for a space, encoded separators, another order). The column of openapi-actions is what [\`matrix.test.ts\`](../matrix.test.ts) asserts, byte for byte.

<!-- prettier-ignore-start -->
${table(lines)}

## Rows that are not right byte for byte

${table(details)}
<!-- prettier-ignore-end -->
`;
}

function cell({ kind, why }: Verdict): string {
  const said = why.replaceAll("|", "\\|").replaceAll("\n", " ");
  return said === "" ? kind : `${kind}: ${said}`;
}

function table([head = [], ...lines]: readonly (readonly string[])[]): string {
  return [head, head.map(() => "---"), ...lines]
    .map((cells) => `| ${cells.join(" | ")} |`)
    .join("\n");
}
