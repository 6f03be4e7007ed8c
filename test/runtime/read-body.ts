import type { IncomingResponse, ReadBody } from "../../templates/runtime/response.ts";

/** Reads a body as a request's reader does, and throws what the reader reports. */
export async function readBody(
  reader: ReadBody,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<unknown> {
  const response = new Response(body, { headers });
  const incoming: IncomingResponse = { operation: "Op", response, limit: 2 ** 20 };
  const read = await reader(incoming);
  if (incoming.error) throw incoming.error;
  return read;
}
