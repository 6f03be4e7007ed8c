import { readBytes, readJsonOrText, type IncomingResponse, type ReadBody } from "./response.ts";

function contentType({ response }: IncomingResponse): string {
  return response.headers.get("content-type") ?? "";
}

/** Returns the media type of a response without its parameters, in lower case. */
function essenceOf(incoming: IncomingResponse): string {
  return contentType(incoming).replace(/;[^]*/, "").trim().toLowerCase();
}

/**
 * Makes a reader that goes by the media type of the response, within those that are declared.
 *
 * @param readers by media type in lower case, or range of them (`image/*`). The first is for a
 * response that has none of these types.
 */
export function byMediaType(readers: Readonly<Record<string, ReadBody>>): ReadBody {
  return (incoming) => {
    const type = essenceOf(incoming);
    const names = Object.keys(readers);
    const ranges = [type, type.replace(/\/[^]*/, "/*"), "*/*"];
    const name = ranges.find((range) => names.includes(range)) ?? names[0] ?? "";
    return (readers[name] ?? readJsonOrText)(incoming);
  };
}

/** Reads a body as a `Blob` of its bytes, with its content type. */
export async function readBlob(incoming: IncomingResponse): Promise<Blob> {
  // Types of the platform exclude bytes of shared memory, which those of a response never are.
  const bytes = (await readBytes(incoming)) as ArrayBuffer;
  return new Blob([bytes], { type: contentType(incoming) });
}

/**
 * Reads a body of which the description says nothing by its content type: JSON is parsed, other text
 * is text, everything else a `Blob`; `undefined` where it is empty.
 */
export async function readByContentType(incoming: IncomingResponse): Promise<unknown> {
  const isText = /^$|^text|json|[/+]xml|script|yaml|urlencoded/.test(essenceOf(incoming));
  return isText ? readJsonOrText(incoming) : readBlob(incoming);
}
