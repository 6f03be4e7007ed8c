import { createServer, type Server, type Socket } from "node:net";
import { inspect } from "node:util";
import { type ClientOptions, createClient } from "../../../templates/runtime/client.ts";
import type { ApiRequest } from "../../../templates/runtime/request.ts";

/** One thing that a server or a caller does, and what comes of it. */
export interface Row {
  readonly name: string;
  /** Does it, and says what happened in values that can be sent between threads. */
  readonly run: () => Promise<unknown>;
  readonly want: unknown;
}

/** A request with something to steal in each of its parts. */
export const get: ApiRequest<unknown> = {
  operation: "Op",
  method: "GET",
  path: "/",
  query: { key: "secret" },
  headers: { Authorization: "Bearer secret", "X-Api-Key": "secret", Cookie: "id=secret" },
};

export const post: ApiRequest<unknown> = { ...get, method: "POST", body: "secret" };

/** Sends with a deadline, so that no row can hang. */
export function send(
  baseUrl: string,
  request: ApiRequest<unknown> = get,
  { deadline = 5_000, ...options }: Partial<ClientOptions> & { readonly deadline?: number } = {},
): Promise<string> {
  return outcome(async () => {
    const client = createClient({ baseUrl, ...options });
    return client.send(request, { signal: AbortSignal.timeout(deadline) });
  });
}

/** The result or error of a call, in a line; and whether the error shows a secret. */
export async function outcome(call: () => Promise<unknown>): Promise<string> {
  try {
    return shown(await call());
  } catch (error) {
    const printed = [
      String(error),
      JSON.stringify([error]),
      inspect(error, { depth: null, showHidden: true, maxStringLength: null }),
    ].join("\n");
    if (printed.includes("secret")) return `leaked: ${printed}`;
    return error instanceof Error ? `${error.name}: ${error.message}` : `thrown: ${shown(error)}`;
  }
}

function shown(value: unknown): string {
  if (value instanceof Blob) return `Blob of ${value.size}`;
  if (value === undefined) return "undefined";
  const text = JSON.stringify(value);
  return text.length > 100 ? `${text.slice(0, 20)}… of ${text.length}` : text;
}

/** A server that says the bytes it is told to, HTTP or not. */
export async function startRaw(
  say: (socket: Socket) => void,
): Promise<AsyncDisposable & { readonly url: string }> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
    socket.once("data", () => {
      say(socket);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (typeof address !== "object" || !address) throw new Error("the server has no port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
