import { methodOf } from "./description.ts";
import type { ExpectedRequest, Row } from "./rows/row.ts";

const columns = ["Area", "Row", "Demanded by", "Description", "Call", "Request", "Result"];

/** All rows as one table of Markdown. */
export function matrix(areas: readonly (readonly [area: string, rows: readonly Row[]])[]): string {
  const lines = areas.flatMap(([area, rows]) =>
    rows.map((row) => [
      area,
      text(row.name),
      text(row.beyond === undefined ? row.clause : `no specification: ${row.beyond}`),
      descriptionCell(row),
      callCell(row),
      requestCell(row.request),
      resultCell(row),
    ]),
  );
  const counts = areas.map(([area, rows]) => `${area.toLowerCase()} ${rows.length}`);
  return `# Conformance

${lines.length} rows: ${counts.join(", ")}. Each is a small description, a call, and what has to be sent or read; [\`matrix.test.ts\`](matrix.test.ts) generates the client, makes the call against a server, and holds what is sent and read to this table. \`npx vitest run --config test/vitest.config.ts test/conformance/matrix -u\` writes it.

<!-- prettier-ignore-start -->
${[columns, columns.map(() => "---"), ...lines].map((cells) => `| ${cells.join(" | ")} |`).join("\n")}
<!-- prettier-ignore-end -->
`;
}

function descriptionCell(row: Row): string {
  return [
    code(
      `${row.since === undefined ? "" : "3.2 "}${methodOf(row).toUpperCase()} ${row.path ?? "/x"}`,
    ),
    ...(row.operation ? [code(row.operation)] : []),
    ...(row.root ? [code(row.root)] : []),
  ].join("<br>");
}

function callCell({ call }: Row): string {
  return call ? code(call) : "";
}

function requestCell(request: ExpectedRequest | undefined): string {
  if (!request) return "";
  const { server: which, line, headers = {}, body } = request;
  return [
    ...(which ? ["the other server"] : []),
    ...(line === undefined ? [] : [code(line)]),
    ...Object.entries(headers).map(([name, value]) =>
      value === null ? `no \`${name}\`` : code(`${name}: ${value}`),
    ),
    ...(body === undefined ? [] : [code(body)]),
  ].join("<br>");
}

function resultCell(row: Row): string {
  if (row.refused !== undefined) return `refused: ${code(row.refused)}`;
  const { status = 204, type = "", body = "" } = row.response ?? {};
  const came = row.response ? [`${code(`${status} ${type} ${body}`.trim())}:`] : [];
  const types = (row.types ?? []).flatMap(({ type: name, takes, refuses }) => [
    ...takes.map((value) => `${code(name)} takes ${code(value)}`),
    ...refuses.map((value) => `${code(name)} refuses ${code(value)}`),
  ]);
  const got = "result" in row ? [code(row.result)] : row.events ? [code(row.events)] : [];
  return [...came, ...got, ...types].join("<br>");
}

/** A value as code in a cell, with control characters escaped. */
function code(value: unknown): string {
  const written = typeof value === "string" ? value : json(value);
  const escaped = JSON.stringify(written)
    .slice(1, -1)
    .replaceAll('\\"', '"')
    .replaceAll("\uFEFF", "\\ufeff");
  const short = escaped.replaceAll("|", "\\|");
  if (short === "") return "empty";
  return short.includes("`") ? `\`\` ${short} \`\`` : `\`${short}\``;
}

function json(value: unknown): string {
  if (value === undefined) return "undefined";
  return JSON.stringify(value, (_, part: unknown) => {
    if (part instanceof Blob) return `Blob of ${part.size} bytes, ${part.type}`;
    if (typeof part === "function") return "a stream";
    if (part instanceof Uint8Array) return `${part.length} bytes`;
    return part;
  });
}

function text(value: string): string {
  return value.replaceAll("|", "\\|");
}
