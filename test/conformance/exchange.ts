import { startServer, type Seen, type TestServer } from "../runtime/server.ts";
import type { ServerUrls } from "./description.ts";
import type { Row } from "./rows/row.ts";

/** A request as it arrived, with `B` for the boundary of a multipart body. */
export interface ArrivedRequest extends Seen {
  readonly server: "own" | "other";
}

/** Two servers, which reply as rows say and write down what arrives. */
export interface Servers extends AsyncDisposable {
  readonly urls: ServerUrls;
  /** Calls with these servers; the reply is the row's. */
  during(row: Row, call: () => Promise<unknown>): Promise<Outcome>;
}

export interface Outcome {
  readonly requests: readonly ArrivedRequest[];
  /** What the call resolved to, or the error that it rejected with. */
  readonly result: unknown;
  readonly error: Error | undefined;
}

export async function startServers(): Promise<Servers> {
  let current: Row | undefined;
  const reply: Parameters<typeof startServer>[0] = (response) => {
    const { status = 204, type, headers, body } = current?.response ?? {};
    response.writeHead(status, { ...(type !== undefined && { "content-type": type }), ...headers });
    response.end(body);
  };
  const own = await startServer(reply);
  const other = await startServer(reply);
  return {
    urls: { own: own.url, other: other.url },
    async during(row, call) {
      current = row;
      const before = [own.seen.length, other.seen.length] as const;
      const ended = await call().then(
        (result) => ({ result, error: undefined }),
        (error: unknown) => ({ result: undefined, error: error as Error }),
      );
      const requests = [...arrived("own", own, before[0]), ...arrived("other", other, before[1])];
      return { requests, ...ended };
    },
    async [Symbol.asyncDispose]() {
      await own[Symbol.asyncDispose]();
      await other[Symbol.asyncDispose]();
    },
  };
}

function arrived(server: "own" | "other", { seen }: TestServer, from: number): ArrivedRequest[] {
  return seen.slice(from).map(({ line, headers, body }) => {
    const type = headers["content-type"];
    const boundary = /boundary="?([^";]+)/.exec(type ?? "")?.[1] ?? "\0";
    const text = Buffer.from(body, "latin1").toString().replaceAll(boundary, "B");
    return {
      server,
      line,
      headers: { ...headers, "content-type": type?.replace(boundary, "B") },
      body: text,
    };
  });
}
