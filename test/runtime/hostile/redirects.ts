import { createServer } from "node:https";
import { setDefaultCACertificates, getCACertificates } from "node:tls";
import { encodeForm } from "../../../templates/runtime/query.ts";
import type { ApiRequest } from "../../../templates/runtime/request.ts";
import { startServer } from "../server.ts";
import { certificate } from "./certificate.ts";
import { get, post, send, type Row } from "./row.ts";

const statuses = [301, 302, 303, 307, 308];

/** To another origin: what came of it, and how many requests got there. */
async function elsewhere(status: number, request: ApiRequest<unknown>): Promise<unknown> {
  await using other = await startServer();
  await using server = await startServer((response) =>
    response.writeHead(status, { location: `${other.url}/stolen` }).end(),
  );
  return [await send(server.url, request), other.seen.length];
}

/** To an address of any kind: what came of it, and how many requests the server got. */
async function to(location: string | undefined, status = 302): Promise<unknown> {
  await using server = await startServer((response) =>
    response.writeHead(status, location === undefined ? {} : { location }).end(),
  );
  return [await send(server.url), server.seen.length];
}

/** From TLS to another address: what came of it, and how many requests got there. */
async function fromTls(address: (port: number) => string): Promise<unknown> {
  setDefaultCACertificates([...getCACertificates(), certificate.cert]);
  await using other = await startServer();
  const server = createServer(certificate, (_, response) =>
    response.writeHead(302, { location: address(Number(new URL(other.url).port)) }).end(),
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  try {
    return [await send(`https://127.0.0.1:${port}`), other.seen.length];
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

const formRequest: ApiRequest<unknown> = {
  ...post,
  headers: { "Content-Type": "application/x-www-form-urlencoded" },
  body: encodeForm({ password: "secret" }),
};

export const redirects: readonly Row[] = [
  ...statuses.map((status) => ({
    name: `${status} to another origin, with Authorization, key and cookie`,
    run: () => elsewhere(status, get),
    want: [`HttpError: Op failed with status ${status}`, 0],
  })),
  ...statuses.map((status) => ({
    name: `${status} to another origin, with a body`,
    run: () => elsewhere(status, post),
    want: [`HttpError: Op failed with status ${status}`, 0],
  })),
  {
    name: "307 to another origin, with a form",
    run: () => elsewhere(307, formRequest),
    want: ["HttpError: Op failed with status 307", 0],
  },
  {
    name: "a loop",
    run: () => to("/?key=secret"),
    want: ["HttpError: Op failed with status 302", 1],
  },
  {
    name: "a redirect within the origin",
    run: () => to("/elsewhere"),
    want: ["HttpError: Op failed with status 302", 1],
  },
  {
    name: "a redirect to a file",
    run: () => to("file:///etc/passwd"),
    want: ["HttpError: Op failed with status 302", 1],
  },
  {
    name: "a redirect to data",
    run: () => to("data:application/json,{}"),
    want: ["HttpError: Op failed with status 302", 1],
  },
  {
    name: "a redirect to a script",
    run: () => to("javascript:alert(1)"),
    want: ["HttpError: Op failed with status 302", 1],
  },
  {
    name: "a redirect to what is no address",
    run: () => to("http://["),
    want: ["HttpError: Op failed with status 302", 1],
  },
  {
    name: "a redirect to nowhere",
    run: () => to(undefined),
    want: ["HttpError: Op failed with status 302", 1],
  },
  {
    name: "a location that comes with 201",
    run: () => to("http://127.0.0.1:1/", 201),
    want: ["undefined", 1],
  },
  {
    name: "300, which leaves the choice",
    run: () => to("/a", 300),
    want: ["HttpError: Op failed with status 300", 1],
  },
  {
    name: "304 that nobody asked for",
    run: () => to(undefined, 304),
    want: ["HttpError: Op failed with status 304", 1],
  },
  {
    name: "https to http, with Authorization",
    run: () => fromTls((port) => `http://127.0.0.1:${port}/`),
    want: ["HttpError: Op failed with status 302", 0],
  },
  {
    name: "https to http without a scheme",
    run: () => fromTls((port) => `//127.0.0.1:${port}/`),
    want: ["HttpError: Op failed with status 302", 0],
  },
];
