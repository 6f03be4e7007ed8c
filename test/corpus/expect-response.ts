import { follow, isNode, listOf, nodeOf, type Node, type RawOperation } from "./description.ts";
import { typeOf } from "./invent.ts";

/** A response that the description declares, and what the caller must get of it. */
export interface ExpectedReply {
  readonly status: number;
  readonly type: string;
  readonly body: string;
  /** A value, the items of a stream, or the text of bytes. */
  readonly want:
    | { readonly kind: "value" | "bytes"; readonly value: unknown }
    | { readonly kind: "items"; readonly items: readonly unknown[] };
}

const value = { a: [1, null, "ü"] };
const json = JSON.stringify(value);

/** A response of each media type of the first success; none for what only its schema tells how to read. */
export function expectReplies(root: Node, { node, method }: RawOperation): ExpectedReply[] {
  const responses = nodeOf(node["responses"]);
  const key = Object.keys(responses).find((status) => /^2(?:\d\d|XX)$/i.test(status));
  if (key === undefined || method === "HEAD") return [];
  const status = /^\d+$/.test(key) ? Number(key) : 200;
  if (status === 204 || status === 205) return [];
  return [...contentOf(root, node, responses[key])].flatMap(([type, schema]) => {
    const reply = replyOf(root, type, schema);
    return reply ? [{ status, type, ...reply }] : [];
  });
}

/** Whether every type that a request asks for is declared for some response of the operation. */
export function undeclaredIn(accept: string, root: Node, { node }: RawOperation): string[] {
  const declared = new Set(
    Object.values(nodeOf(node["responses"])).flatMap((response) =>
      [...contentOf(root, node, response).keys()].map((type) => type.toLowerCase()),
    ),
  );
  if (accept === "*/*" || accept === "") return [];
  const asked = accept
    .split(/, (?=[^"]*$)/)
    .map((one) => one.replace(/;q=[\d.]+$/, "").toLowerCase());
  return asked.filter((type) => !declared.has(type));
}

/** The schemas of a response by media type, of Swagger 2.0 too. */
function contentOf(root: Node, operation: Node, given: unknown): ReadonlyMap<string, unknown> {
  const response = nodeOf(follow(root, given));
  const content = nodeOf(response["content"]);
  if (root["openapi"] !== undefined) {
    return new Map(
      Object.entries(content).map(([type, media]) => {
        const node = nodeOf(follow(root, media));
        return [type, node["itemSchema"] ?? node["schema"]];
      }),
    );
  }
  if (!isNode(response["schema"])) return new Map();
  const types = listOf(operation["produces"] ?? root["produces"] ?? ["application/json"]);
  const texts = types.filter((type) => typeof type === "string");
  return new Map(texts.map((type) => [type, response["schema"]]));
}

function replyOf(
  root: Node,
  type: string,
  schema: unknown,
): Pick<ExpectedReply, "body" | "want"> | undefined {
  const essence = type.replace(/;.*/, "").trim().toLowerCase();
  const isText = typeOf(nodeOf(follow(root, schema))) === "string";
  if (schema === undefined || /[/+]xml$|urlencoded|^multipart|\*/.test(essence)) return undefined;
  if (essence === "text/event-stream") {
    const data = isText ? "1" : json;
    const items = [data, data].map((one) => (isText ? one : value));
    return { body: `: hi\ndata: ${data}\n\ndata:${data}\r\n\r\n`, want: { kind: "items", items } };
  }
  if (/^application\/(?:x-ndjson|jsonl)$/.test(essence)) {
    return { body: `${json}\n${json}`, want: { kind: "items", items: [value, value] } };
  }
  if (/[/+]json$/.test(essence)) return { body: json, want: { kind: "value", value } };
  const text = "1,ü\r\n";
  const isRead = /^text\/|[/+](?:x-)?yaml$/.test(essence);
  return { body: text, want: { kind: isRead ? "value" : "bytes", value: text } };
}
