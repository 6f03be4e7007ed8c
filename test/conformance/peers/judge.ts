import { isDeepStrictEqual } from "node:util";
import type { ArrivedRequest, Outcome } from "../exchange.ts";
import type { ExpectedEvent, ExpectedRequest, Row } from "../rows/row.ts";

/** How a client of another generator fares with a row. */
export interface Verdict {
  readonly kind:
    "right" | "equivalent" | "wrong" | "left to the caller" | "does not compile" | "refused";
  readonly why: string;
}

const right: Verdict = { kind: "right", why: "" };
const equivalent = (why: string): Verdict => ({ kind: "equivalent", why });
const wrong = (why: string): Verdict => ({ kind: "wrong", why });

/**
 * Judges what a call did by what a row demands. Other bytes that every server reads as the same are
 * equivalent: `+` for a space, encoded separators, another order, the name of a file.
 */
export async function judge(row: Row, { requests, result, error }: Outcome): Promise<Verdict> {
  const [request, ...more] = requests;
  if (row.refused !== undefined) return request ? wrong(`sent ${request.line}`) : right;
  if (!request) return wrong(`nothing was sent: ${short(String(error))}`);
  if (more.length > 0) return wrong("sent more than once");
  const sent = judgeRequest(request, row.request ?? {});
  if (sent.kind === "wrong") return sent;
  if (row.events || "result" in row) {
    if (error) return wrong(`the call fails: ${short(error.message)}`);
    const got = await judgeResult(row, result);
    if (got.kind !== "right") return got;
  }
  return sent;
}

function judgeRequest(request: ArrivedRequest, expected: ExpectedRequest): Verdict {
  const { server = "own", line, headers = {}, body } = expected;
  if (request.server !== server)
    return wrong(`sent to the ${request.server === "own" ? "document's server" : "other server"}`);
  const parts = [
    line === undefined ? right : judgeLine(request.line, line),
    ...Object.entries(headers).map(([name, value]) => judgeHeader(name, request, value)),
    body === undefined ? right : judgeBody(request, body, headers["content-type"] ?? ""),
  ];
  return (
    parts.find(({ kind }) => kind === "wrong") ??
    parts.find(({ kind }) => kind === "equivalent") ??
    right
  );
}

function judgeLine(got: string, want: string): Verdict {
  if (got === want) return right;
  const [gotPath = "", gotQuery = ""] = split(got);
  const [wantPath = "", wantQuery = ""] = split(want);
  // Where a value holds the separator, only a raw one separates.
  const isSplit = wantQuery.includes(",") && /%2C/i.test(wantQuery);
  const separators = (query: string): number => (isSplit ? query.split(",").length : 0);
  const isSame =
    decode(gotPath) === decode(wantPath) &&
    isDeepStrictEqual(pairs(gotQuery), pairs(wantQuery)) &&
    separators(gotQuery) === separators(wantQuery);
  return isSame ? equivalent(`\`${got}\``) : wrong(`\`${got}\``);
}

function split(line: string): readonly string[] {
  const at = line.indexOf("?");
  return at < 0 ? [line] : [line.slice(0, at), line.slice(at + 1)];
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function pairs(query: string): readonly string[] {
  return [...new URLSearchParams(query)].map((pair) => JSON.stringify(pair)).sort();
}

function judgeHeader(name: string, { headers }: ArrivedRequest, want: string | null): Verdict {
  const value = headers[name];
  const got = value === undefined ? null : String(value);
  if (got === want) return right;
  const said = got === null ? `no \`${name}\`` : `\`${name}: ${got}\``;
  if (got === null || want === null) return wrong(said);
  // A charset that is the default says nothing new; lists may have spaces (RFC 9110, section 5.6.1).
  const plain = (text: string): string =>
    text
      .toLowerCase()
      .replace(/; ?charset=utf-8/, "")
      .replaceAll(/, /g, ",");
  return plain(got) === plain(want) ? equivalent(said) : wrong(said);
}

function judgeBody({ body }: ArrivedRequest, want: string, type: string): Verdict {
  if (body === want) return right;
  const said = `body \`${short(body)}\``;
  if (type.includes("json") && isDeepStrictEqual(parse(body), parse(want))) return right;
  if (type.includes("urlencoded") && isDeepStrictEqual(pairs(body), pairs(want)))
    return equivalent(said);
  if (type.startsWith("multipart") && isDeepStrictEqual(parts(body), parts(want)))
    return equivalent(said);
  return wrong(said);
}

/** The parts of a multipart body in any order, with what says the same left out. */
function parts(body: string): readonly string[] {
  return body
    .split(/--B(?:--)?\r\n/)
    .filter((part) => part !== "")
    .map((part) => {
      const [head = "", ...content] = part.split("\r\n\r\n");
      const fields = head
        .split("\r\n")
        .map((field) => field.replace(/^[^:]+/, (name) => name.toLowerCase()))
        .map((field) => field.replace(/; filename="blob"/, ""))
        .filter((field) => !/^content-type: text\/plain/i.test(field));
      return `${fields.sort().join("\n")}\n\n${content.join("\r\n\r\n")}`;
    })
    .sort();
}

async function judgeResult(row: Row, result: unknown): Promise<Verdict> {
  const got = await plain(result);
  if (row.events) {
    // A delay that the server has not said is the client's own.
    const events = Array.isArray(got)
      ? (got as readonly ExpectedEvent[]).map((one, index) =>
          row.events?.[index]?.retry === undefined ? { ...one, retry: undefined } : one,
        )
      : got;
    return isDeepStrictEqual(events, row.events)
      ? right
      : wrong(`read as \`${short(written(got))}\``);
  }
  const want = await plain(row.result);
  if (isDeepStrictEqual(got, want)) return right;
  // Each has its own value for no body.
  if (want === undefined && isEmpty(got)) return right;
  const isBinary = row.result instanceof Blob;
  return wrong(
    `read as ${isBinary ? typeof result : ""} \`${short(written(got))}\``.replace("as  ", "as "),
  );
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === "") return true;
  return typeof value === "object" && Object.keys(value).length === 0;
}

/** Bytes as what they hold, however they come. */
async function plain(value: unknown): Promise<unknown> {
  if (value instanceof Blob) return { bytes: await value.text() };
  if (value instanceof ArrayBuffer) return { bytes: Buffer.from(value).toString() };
  if (value instanceof ReadableStream) return { bytes: await new Response(value).text() };
  return value;
}

function written(value: unknown): string {
  return value === undefined ? "undefined" : JSON.stringify(value);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function short(text: string): string {
  const line = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("`", "'");
  return line.length > 120 ? `${line.slice(0, 117)}…` : line;
}
