import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

/** A request as the server saw it. */
export interface Seen {
  /** Method and target as they stood in the request line: `GET /?a=b`. */
  readonly line: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

export interface TestServer extends AsyncDisposable {
  readonly url: string;
  /** The requests so far, oldest first. */
  readonly seen: readonly Seen[];
}

/** An HTTP server on loopback that writes down what it gets. It answers 200 with `{}` by itself. */
export async function startServer(
  answer: (response: ServerResponse, request: Seen) => void = (response) => {
    response.setHeader("content-type", "application/json");
    response.end("{}");
  },
): Promise<TestServer> {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const one = {
        line: `${request.method ?? ""} ${request.url ?? ""}`,
        headers: request.headers,
        body: Buffer.concat(chunks).toString("latin1"),
      };
      seen.push(one);
      answer(response, one);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (typeof address !== "object" || !address) throw new Error("the server has no port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    seen,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
