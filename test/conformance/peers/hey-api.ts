import { pathToFileURL } from "node:url";
import { bodyOf } from "../description.ts";
import { packagePath } from "./packages.ts";
import { LeftToCaller, type Peer } from "./peer.ts";
import type { Row } from "../rows/row.ts";

interface Scheme {
  readonly type: string;
  readonly scheme?: string;
  readonly name?: string;
  readonly in?: string;
}

/** What its callback for credentials is given. */
type Auth = Scheme;

interface Result {
  readonly data?: unknown;
  readonly error?: unknown;
  readonly response?: Response;
  readonly stream?: AsyncIterable<unknown>;
}

export const heyApi: Peer = {
  name: "@hey-api/openapi-ts",
  configuration:
    "plugins `@hey-api/client-fetch`, `@hey-api/typescript`, `@hey-api/sdk`; credentials by `auth`, another media type by the header `Content-Type`, events by `onSseEvent`",
  types: "./types.gen.ts",
  entry: "sdk.gen.ts",

  async generate(description, folder) {
    const { createClient } = (await import(
      pathToFileURL(packagePath("@hey-api/openapi-ts/dist/index.mjs")).href
    )) as { createClient: (config: object) => Promise<unknown> };
    await createClient({
      input: description,
      output: { path: folder, module: { extension: ".ts" } },
      logs: { level: "silent", file: false },
      plugins: ["@hey-api/client-fetch", "@hey-api/typescript", "@hey-api/sdk"],
    });
  },

  lacks({ call = {}, operation, root }) {
    if (call.cookie) return "cookie parameters";
    const [server] = (root?.["servers"] ?? []) as readonly { readonly variables?: object }[];
    if (server?.variables) return "server variables";
    const body = operation?.["requestBody"] as { content?: object } | undefined;
    const [first] = Object.keys(body?.content ?? {});
    const isOther =
      call.contentType !== undefined && first?.split("/")[0] !== call.contentType.split("/")[0];
    return isOther ? "serializing another media type" : undefined;
  },

  async call({ row: operation }, row) {
    if (!operation) throw new TypeError("it has no function for the operation");
    const { path, query, querystring, header, contentType, credentials } = row.call ?? {};
    const body = bodyOf(row);
    const events: Record<string, unknown>[] = [];
    const result = (await operation({
      ...(path && { path }),
      ...((query ?? querystring) && { query: query ?? querystring }),
      headers: { ...header, ...(contentType !== undefined && { "Content-Type": contentType }) },
      ...(body !== undefined && { body }),
      ...(credentials && { auth: (auth: Auth) => credentialFor(auth, row) }),
      ...(body instanceof ReadableStream && { duplex: "half" }),
      sseMaxRetryAttempts: 1,
      onSseEvent: ({ event = "message", data, id = "", retry }: Record<string, unknown>) =>
        events.push({ event, data, id, retry }),
    })) as Result;
    if (result.stream) {
      for await (const _ of result.stream);
      // The callback is called for what the stream leaves out too.
      return events.filter(({ data }) => data !== undefined);
    }
    const { response, data, error } = result;
    if (!response) throw error instanceof Error ? error : new Error(String(error));
    return response.ok && error === undefined ? data : error;
  },
};

/** The credential of the declared scheme that the callback asks for. */
function credentialFor(auth: Auth, { root, operation, call }: Row): string | undefined {
  const { securitySchemes } = root?.["components"] as { securitySchemes: Record<string, Scheme> };
  const declared = (operation?.["security"] ?? root?.["security"] ?? []) as readonly object[];
  const name = declared
    .flatMap((one) => Object.keys(one))
    .find((one) => {
      const scheme = securitySchemes[one];
      if (auth.type === "apiKey") return scheme?.type === "apiKey" && scheme.name === auth.name;
      return scheme?.type !== "apiKey" && (scheme?.scheme ?? "bearer") === auth.scheme;
    });
  if (name === undefined) throw new LeftToCaller("credentials of an undeclared scheme");
  const credential = call?.credentials?.[name];
  return typeof credential === "object" ? `${credential.user}:${credential.password}` : credential;
}
