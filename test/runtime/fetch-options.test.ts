import { describe, expect, test } from "vitest";
import {
  type ClientOptions,
  createClient,
  type Fetch,
  type FetchInit,
  type SendOptions,
} from "../../templates/runtime/client.ts";
import type { ApiRequest } from "../../templates/runtime/request.ts";
import { atServer } from "../../templates/runtime/server.ts";
import { startServer } from "./server.ts";

const request: ApiRequest<unknown> = { operation: "Op", method: "GET", path: "/" };

/** Frameworks add to the global type like this. */
declare global {
  interface RequestInit {
    readonly next?: { readonly revalidate: number };
  }
}

describe("options of fetch", () => {
  /** What a client hands to `fetch`. */
  async function handed(
    options: Partial<ClientOptions>,
    call?: SendOptions,
    { server }: Partial<ApiRequest<unknown>> = {},
  ): Promise<FetchInit> {
    const inits: FetchInit[] = [];
    const fetch: Fetch = async (_, init) => {
      inits.push(init);
      return new Response();
    };
    const client = createClient({ baseUrl: "https://h.example", fetch, ...options });
    await client.send(server === undefined ? request : { ...request, server, atServer }, call);
    return inits[0] ?? {};
  }

  test("of the client go with each call", async () => {
    expect(await handed({ credentials: "include", cache: "no-store" })).toMatchObject({
      credentials: "include",
      cache: "no-store",
      redirect: "manual",
    });
  });

  test("of a call go before those of the client", async () => {
    const given = { cache: "no-store", keepalive: false, redirect: "error" } as const;
    const call = { cache: "reload", keepalive: true, redirect: "follow" } as const;
    expect(await handed(given, call)).toMatchObject(call);
  });

  test("that a framework adds are passed on", async () => {
    const next = { revalidate: 60 };
    expect(await handed({}, { next })).toMatchObject({ next });
    // @ts-expect-error nobody has declared it
    expect(await handed({}, { nxet: next })).not.toHaveProperty("next");
  });

  test.each([undefined, "follow"] as const)(
    "leave redirects alone unless they are asked for: %s",
    async (redirect) => {
      expect(await handed({ redirect })).toMatchObject({ redirect: redirect ?? "manual" });
      expect(await handed({}, { redirect })).toMatchObject({ redirect: redirect ?? "manual" });
    },
  );

  test("do not replace what the request is", async () => {
    const wrong = { method: "DELETE", body: "x", duplex: "full" } as SendOptions;
    const right = { method: "GET", body: null, duplex: "half" };
    expect(await handed(wrong)).toMatchObject(right);
    expect(await handed({}, wrong)).toMatchObject(right);
  });

  test("have no credentials of the client at another server", async () => {
    const server = "https://other.example";
    const options = { credentials: "include", cache: "no-store" } as const;
    const init = await handed(options, {}, { server });
    expect(init).toMatchObject({ cache: "no-store", credentials: undefined });
    const trusted = await handed({ ...options, trustedServers: [server] }, {}, { server });
    expect(trusted).toMatchObject({ cache: "no-store", credentials: "include" });
  });
});

describe("headers of the client, on the wire", () => {
  test("go with each call, but for those that the request or the call has", async () => {
    await using server = await startServer();
    const headers = { "X-A": "client", "X-B": "client", "X-C": "client", "X-D": undefined };
    await createClient({ baseUrl: server.url, headers }).send(
      { ...request, headers: { "x-b": "request", "x-c": "request" } },
      { headers: { "X-C": "call" } },
    );
    const { "x-a": a, "x-b": b, "x-c": c, "x-d": d } = server.seen[0]?.headers ?? {};
    expect([a, b, c, d]).toEqual(["client", "request", "call", undefined]);
  });
});
