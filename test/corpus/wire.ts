import { createServer, type IncomingMessage } from "node:http";
import { isDeepStrictEqual } from "node:util";
import { separator, type Expectation, type ExpectedBody } from "./expect.ts";
import type { ExpectedReply } from "./expect-response.ts";
import type { Pair } from "./numbered-list.ts";
import { readElement } from "./xml.ts";

/** A request as it came in. */
export interface Recorded {
  readonly method: string;
  /** The request target, byte for byte. */
  readonly target: string;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Buffer<ArrayBuffer>;
}

/** A server on loopback that answers with 204, or as it is told, and remembers each request. */
export interface Recorder {
  readonly url: string;
  /** The response to what comes next. */
  reply: Pick<ExpectedReply, "status" | "type" | "body"> | undefined;
  /** Returns the requests since its last call. */
  take(): readonly Recorded[];
  close(): void;
}

export async function startRecorder(): Promise<Recorder> {
  const recorded: Recorded[] = [];
  const server = createServer((request, response) => {
    void record(request).then((one) => {
      recorded.push(one);
      const { reply } = recorder;
      if (!reply) response.writeHead(204).end();
      else response.writeHead(reply.status, { "content-type": reply.type }).end(reply.body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const recorder: Recorder = {
    url: `http://127.0.0.1:${port}`,
    reply: undefined,
    take: () => recorded.splice(0),
    close: () => server.closeAllConnections(),
  };
  return recorder;
}

async function record(request: IncomingMessage): Promise<Recorded> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  const headers = new Map<string, string>();
  for (let index = 0; index < request.rawHeaders.length; index += 2) {
    headers.set(
      (request.rawHeaders[index] ?? "").toLowerCase(),
      request.rawHeaders[index + 1] ?? "",
    );
  }
  const { method = "", url: target = "" } = request;
  return { method, target, headers, body: Buffer.concat(chunks) };
}

/** Returns the faults of a request, a line each. */
export async function differences(want: Expectation, got: Recorded): Promise<string[]> {
  const [path = "", ...rest] = got.target.split("?");
  const query = rest.join("?");
  const pairs = pairsOf(query);
  const keyed = pairs.slice(0, want.keyed.length);
  return [
    ...differs("method", want.method, got.method),
    ...(rest.length > 1 ? [`two question marks: ${got.target}`] : []),
    ...(got.target.includes("#") ? [`a fragment: ${got.target}`] : []),
    ...differs("path", want.path, decodeItems(path)),
    ...(strict.test(query) ? [] : [`not strictly encoded: ${query}`]),
    ...differs("order of the key's pairs", show(want.keyed), show(keyed)),
    ...compare("query", [...want.keyed, ...want.declared], pairs),
    ...want.headers.flatMap(([name, value]) =>
      differs(`header ${name}`, value, got.headers.get(name)),
    ),
    ...(await bodyDifferences(want, got)),
  ];
}

const strict = /^(?:[\w.~&=,-]|%[\dA-F]{2})*$/;

async function bodyDifferences(want: Expectation, got: Recorded): Promise<string[]> {
  const { body } = want;
  if (!body) return got.body.length > 0 ? ["a body that nobody expects"] : [];
  const type = got.headers.get("content-type") ?? "";
  const isGiven = want.headers.some(([name]) => name === "content-type");
  return [
    ...(isGiven || hasType(body, type) ? [] : [`content type ${type}`]),
    ...(await contentDifferences(body, got.body, type)),
  ];
}

function hasType(body: ExpectedBody, type: string): boolean {
  switch (body.kind) {
    case "form":
      return type.startsWith("application/x-www-form-urlencoded");
    case "multipart":
      return type.startsWith("multipart/form-data; boundary=");
    default:
      return body.types.includes(type);
  }
}

async function contentDifferences(
  want: ExpectedBody,
  got: Buffer<ArrayBuffer>,
  type: string,
): Promise<string[]> {
  switch (want.kind) {
    case "json":
      return isDeepStrictEqual(parse(got.toString()), want.value) ? [] : [`body ${String(got)}`];
    case "text":
      return differs("body", want.value, got.toString());
    case "xml": {
      const element = readElement(got.toString());
      return isDeepStrictEqual(element, want.element) ? [] : [`body ${String(got)}`];
    }
    case "form":
      return compare("form", want.fields, pairsOf(got.toString()));
    case "multipart": {
      const form = await new Response(got, { headers: { "content-type": type } }).formData();
      const fields = await Promise.all(
        [...form].map(async ([name, value]): Promise<Pair> => {
          return [name, typeof value === "string" ? value : await value.text()];
        }),
      );
      return [...compare("form", want.fields, fields), ...partTypeDifferences(want.partTypes, got)];
    }
  }
}

/** The media types of parts, which `FormData` does not tell of text. */
function partTypeDifferences(
  want: ReadonlyMap<string, string>,
  got: Buffer<ArrayBuffer>,
): readonly string[] {
  const heads = got
    .toString("latin1")
    .matchAll(/\r?\n?--[^\r\n]+\r\n((?:[\w-]+:[^\r\n]*\r\n)+)\r\n/g);
  return [...heads].flatMap(([, head = ""]) => {
    const name = Buffer.from(/; name="([^"]*)"/.exec(head)?.[1] ?? "", "latin1").toString();
    const type = /content-type: *([^\r\n]*)/i.exec(head)?.[1] ?? "";
    const expected = want.get(name.replaceAll("%22", '"'));
    const isText = expected === undefined && /^(?:text\/plain.*)?$/i.test(type);
    return isText || type === expected
      ? []
      : [`part ${name}: type ${type}, want ${expected ?? "text"}`];
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function pairsOf(query: string): Pair[] {
  if (query === "") return [];
  return query.split("&").map((pair): Pair => {
    const [name = "", ...value] = pair.split("=");
    return [decode(name), value.length === 0 ? undefined : decodeItems(value.join("="))];
  });
}

/** A comma as it is separates items; one that is encoded belongs to an item. */
function decodeItems(text: string): string {
  return text.split(",").map(decode).join(separator);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return `not decodable: ${text}`;
  }
}

function differs(what: string, want: string | undefined, got: string | undefined): string[] {
  return want === got ? [] : [`${what}: want ${String(want)}, got ${String(got)}`];
}

/** As multisets: what is missing, and what is there for no reason. */
function compare(what: string, want: readonly Pair[], got: readonly Pair[]): string[] {
  const left = got.map(showPair);
  const missing = want.map(showPair).filter((pair) => {
    const index = left.indexOf(pair);
    if (index >= 0) left.splice(index, 1);
    return index < 0;
  });
  return [
    ...missing.map((pair) => `${what}: missing ${pair}`),
    ...left.map((pair) => `${what}: not expected ${pair}`),
  ];
}

function show(pairs: readonly Pair[]): string {
  return pairs.map(showPair).join("&");
}

function showPair([name, value]: Pair): string {
  return value === undefined ? name : `${name}=${value}`;
}
