import { json } from "./body.ts";
import { requireScalar } from "./encode.ts";
import { ParameterError } from "./errors.ts";
import { encodeHeaders } from "./headers.ts";
import type { HeaderRecord, Scalar } from "./request.ts";

/** A part of a multipart body that says what it holds. */
interface Part {
  readonly content: Scalar | Blob;
  /** Its media type; empty for the default. A `Blob` that has one keeps it. */
  readonly type: string;
  readonly headers?: HeaderRecord | undefined;
}

type Value = Scalar | Blob | Part | undefined;

/**
 * Returns a part with a media type of its own; `undefined` stays `undefined`, which leaves it out.
 *
 * @param content a scalar or a `Blob`; anything else is refused where the body is written.
 */
export function part(content: unknown, type: string, headers?: HeaderRecord): Part | undefined {
  return content === undefined ? undefined : { content: content as Scalar | Blob, type, headers };
}

/**
 * Returns a part of JSON.
 *
 * @throws ParameterError as `json` does.
 */
export function jsonPart(
  value: unknown,
  type = "application/json",
  headers?: HeaderRecord,
): Part | undefined {
  return part(json(value), type, headers);
}

/**
 * Returns a multipart body (RFC 2046, section 5.1; RFC 7578 for `multipart/form-data`), whose parts
 * may have media types and headers, which `FormData` cannot give them. Bytes are not copied. The
 * body's own type has the boundary, and `fetch` sends it.
 *
 * @param mediaType of the whole: `multipart/related`.
 * @param fields parts by name; an array is a part for each item, `undefined` none. Names and files'
 * names are sent in a form only; elsewhere the order is what tells parts apart.
 * @throws ParameterError for a value with no text form, for a lone surrogate, and for a header of a
 * part that would not stay on its line.
 */
export function multipartOf(
  mediaType: string,
  fields: Readonly<Record<string, Value | readonly Value[]>>,
): Blob {
  const essence = essenceOf(mediaType);
  const isForm = essence === "multipart/form-data";
  // A Blob's type is in lower case.
  const boundary = `part-${randomHex()}`;
  const pieces: (Blob | string)[] = [];
  let root = "";
  for (const [name, values] of Object.entries(fields)) {
    for (const value of [values].flat()) {
      if (value === undefined) continue;
      const { content, type, headers } = partOf(value, isForm);
      const body = content instanceof Blob ? content : textOf(content, name);
      const disposition = dispositionOf(isForm ? name : undefined, body);
      const head = [
        ...(disposition === "" ? [] : [`Content-Disposition: ${disposition}`]),
        ...(type === "" ? [] : [`Content-Type: ${type}`]),
        ...Object.entries(encodeHeaders(headers ?? {})).map((field) => field.join(": ")),
      ];
      // A line more would be a field of its own, or end the head of the part (RFC 7578, section 4.8).
      if (/[\r\n]/.test(head.join(""))) throw new ParameterError(name);
      root ||= type;
      pieces.push([`--${boundary}`, ...head, "", ""].join("\r\n"), body, "\r\n");
    }
  }
  pieces.push(`--${boundary}--\r\n`);
  // RFC 2387, section 3.1.
  const start = essence === "multipart/related" && root !== "" ? `; type="${essenceOf(root)}"` : "";
  const declared = mediaType.replace(start === "" ? ours : oursInRelated, "");
  return new Blob(pieces, { type: `${declared}${start}; boundary=${boundary}` });
}

/** The parameters that depend on what is sent, however they are declared. */
const ours = /;\s*boundary=(?:"(?:\\.|[^"\\])*"|[^;]*)/gi;
const oursInRelated = /;\s*(?:boundary|type)=(?:"(?:\\.|[^"\\])*"|[^;]*)/gi;

function essenceOf(mediaType: string): string {
  return mediaType.replace(/;[^]*/, "").trim().toLowerCase();
}

function partOf(value: Scalar | Blob | Part, isForm: boolean): Part {
  const isPart = typeof value === "object" && "content" in value;
  const { content, type, headers }: Part = isPart ? value : { content: value, type: "" };
  if (content instanceof Blob) {
    return { content, type: content.type || type || "application/octet-stream", headers };
  }
  // The text of a form is UTF-8 (RFC 7578, section 5.1.2); elsewhere it has to be said.
  return { content, type: type || (isForm ? "" : "text/plain;charset=utf-8"), headers };
}

function textOf(value: Scalar, name: string): string {
  const text = requireScalar(value, name);
  if (/\p{Surrogate}/u.test(text)) throw new ParameterError(name);
  return text;
}

function dispositionOf(name: string | undefined, body: Blob | string): string {
  const unnamed = name !== undefined && body instanceof Blob ? "blob" : undefined;
  const file = body instanceof File ? body.name : unnamed;
  const parameters = [
    ...(name === undefined ? [] : [`name="${quoted(name)}"`]),
    ...(file === undefined ? [] : [`filename="${quoted(file)}"`]),
  ];
  if (parameters.length === 0) return "";
  return [name === undefined ? "attachment" : "form-data", ...parameters].join("; ");
}

/** As `fetch` escapes the names of a form (HTML, section 4.10.21.8). */
function quoted(name: string): string {
  return name.replace(/["\r\n]/g, (character) => encodeURIComponent(character));
}

function randomHex(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
