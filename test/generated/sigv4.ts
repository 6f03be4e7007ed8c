import { createHash, createHmac } from "node:crypto";

/** A request as it came over the wire. */
export interface RawRequest {
  readonly method: string;
  /** As it stood in the request line. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

/**
 * Checks a Signature Version 4 as a service does, over what arrived: why the request is refused, or
 * `undefined` where it is signed with this key. Written from the documentation of the signature, and
 * not from any library.
 */
export function refusal(
  { method, target, headers, body }: RawRequest,
  secret: string,
): string | undefined {
  const header = (name: string): string => String(headers[name] ?? "");
  const parts =
    /^AWS4-HMAC-SHA256 Credential=[^/]+\/((\d{8})\/([^/]+)\/([^/]+)\/aws4_request), *SignedHeaders=([\w;-]+), *Signature=([0-9a-f]{64})$/.exec(
      header("authorization"),
    );
  if (!parts) return "no signature";
  const [, scope = "", day = "", region = "", service = "", signedHeaders = "", signature] = parts;
  const names = signedHeaders.split(";");
  if (!names.includes("host") || !names.includes("x-amz-date")) return "too few headers are signed";
  const hash = sha256(body);
  const declared = header("x-amz-content-sha256");
  if (declared !== "" && declared !== hash) return "the body is another";

  const [path = "", query = ""] = target.split("?", 2);
  if (target.replace("?", "").includes("?")) return "two question marks";
  // A service decodes the query and encodes it strictly; what is strict already stays the same.
  const pairs = query.split("&").filter((pair) => pair !== "");
  if (
    !pairs.every((pair) => /^(?:[\w.~-]|%[0-9A-F]{2})*(?:=(?:[\w.~-]|%[0-9A-F]{2})*)?$/.test(pair))
  ) {
    return "the query is not encoded strictly";
  }
  const canonical = [
    method,
    path.split("/").map(encodeSegment).join("/"),
    pairs
      .map((pair) => (pair.includes("=") ? pair.split("=", 2) : [pair, ""]))
      .sort(([a = "", b = ""], [c = "", d = ""]) => compare(a, c) || compare(b, d))
      .map((pair) => pair.join("="))
      .join("&"),
    ...names.map((name) => `${name}:${header(name).trim().replace(/ +/g, " ")}`),
    "",
    signedHeaders,
    hash,
  ].join("\n");
  const text = ["AWS4-HMAC-SHA256", header("x-amz-date"), scope, sha256(canonical)].join("\n");
  const key = [day, region, service, "aws4_request"].reduce<Buffer | string>(hmac, `AWS4${secret}`);
  return hmac(key, text).toString("hex") === signature ? undefined : "the signature does not match";
}

function sha256(data: Buffer | string): string {
  return createHash("sha256").update(data).digest("hex");
}

function hmac(key: Buffer | string, data: string): Buffer {
  return createHmac("sha256", key).update(data).digest();
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Once more: every service but one signs the path encoded twice. */
function encodeSegment(segment: string): string {
  return encodeURIComponent(segment).replace(
    /[!'()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
