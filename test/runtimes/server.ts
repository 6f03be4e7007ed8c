import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { gzipSync } from "node:zlib";

/** Echoes what it is sent below `/echo`, and answers as asked below `/answer`. */
export function createCallServer(): Server {
  return createServer((request, response) => {
    void handle(request, response);
  });
}

async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  const url = request.url ?? "";
  response.setHeader("content-type", "application/json");
  if (url.startsWith("/echo")) {
    const { method, headers } = request;
    const type = headers["content-type"] ?? "";
    const note = headers["x-note"];
    const read = await readBody(body, type);
    const shown = type.replace(/boundary=.*/, "boundary");
    response.end(JSON.stringify({ method, url, type: shown, note, body: read }));
    return;
  }
  const kind = url.replace("/answer/", "");
  if (kind === "json") response.end('{"ok":true}');
  else if (kind === "gzip") {
    response.setHeader("content-encoding", "gzip").end(gzipSync('{"ok":true}'));
  } else if (kind === "204") response.writeHead(204).end();
  else if (kind === "404") response.writeHead(404).end('{"code":"gone"}');
  else if (kind === "html") response.setHeader("content-type", "text/html").end("<p>no</p>");
  else if (kind === "cut") response.end('{"ok":');
  else if (kind === "long") response.end(JSON.stringify("x".repeat(2000)));
  else if (kind === "redirect") response.writeHead(302, { location: "/answer/json" }).end();
  else if (kind === "drip") response.write("{");
  else if (kind === "/blob") response.setHeader("content-type", "image/png").end(Buffer.alloc(7));
  else if (kind !== "hold") response.setHeader("content-type", "text/html").end("<!doctype html>");
}

async function readBody(body: Buffer, type: string): Promise<unknown> {
  if (type.startsWith("multipart")) return readForm(body, type);
  return type === "application/octet-stream" ? [...body] : body.toString();
}

async function readForm(body: Buffer, type: string): Promise<unknown> {
  const form = await new Response(new Uint8Array(body), {
    headers: { "content-type": type },
  }).formData();
  return Promise.all(
    [...form].map(async ([name, value]) =>
      typeof value === "string"
        ? [name, value]
        : [name, value.type, [...new Uint8Array(await value.arrayBuffer())]],
    ),
  );
}
