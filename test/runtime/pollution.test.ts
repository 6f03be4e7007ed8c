import { afterEach, describe, expect, test } from "vitest";
import { type Fetch, createClient } from "../../templates/runtime/client.ts";
import { indexedFields } from "../../templates/runtime/indexed-list.ts";
import { ownProperties } from "../../templates/runtime/internal.ts";
import type { ApiRequest } from "../../templates/runtime/request.ts";
import { readBlob } from "../../templates/runtime/media-type.ts";
import { startServer } from "./server.ts";

const bare: ApiRequest<unknown> = { operation: "Op", method: "GET", path: "/" };

describe("a polluted Object.prototype", () => {
  const added: string[] = [];

  /** Runs something while every object seems to have a property more. */
  async function polluted<T>(name: string, value: unknown, run: () => T): Promise<Awaited<T>> {
    Reflect.set(Object.prototype, name, value);
    added.push(name);
    try {
      return await run();
    } finally {
      clean();
    }
  }
  function clean(): void {
    for (const name of added.splice(0)) Reflect.deleteProperty(Object.prototype, name);
  }
  afterEach(clean);

  test.each<[name: string, value: unknown]>([
    ["injected", "x"],
    ["query", { injected: "x" }],
    ["headers", { injected: "x" }],
    ["body", "x"],
    ["signal", AbortSignal.abort()],
    ["fetch", () => Promise.reject(new Error("the wrong fetch"))],
    ["credentials", "include"],
    ["integrity", "sha256-AAAA"],
  ])("with %s changes nothing that fetch gets", async (name, value) => {
    const handed: unknown[] = [];
    const fetch: Fetch = (url, init) => {
      const { method, headers, body, signal, redirect, credentials, integrity } = init;
      handed.push(url, method, headers, body, signal, redirect, credentials, integrity);
      handed.push(Reflect.get(init, "injected"));
      return Promise.reject(new Error("seen enough"));
    };
    const sending = polluted(name, value, () =>
      createClient({ baseUrl: "https://h.example", fetch }).send(bare),
    );
    await expect(sending).rejects.toThrow("seen enough");
    const given = ["https://h.example/", "GET", {}, null, null, "manual"];
    expect(handed).toEqual([...given, undefined, undefined, undefined]);
  });

  // Not `query`, `body` and `signal`: Node's own fetch takes those from the prototype.
  test.each<[name: string, value: unknown]>([
    ["injected", "x"],
    ["headers", { injected: "x" }],
    ["responses", { "2XX": readBlob }],
    ["200", readBlob],
    ["2XX", readBlob],
    ["default", readBlob],
    ["fetch", () => Promise.reject(new Error("the wrong fetch"))],
  ])("with %s changes nothing on the wire", async (name, value) => {
    await using server = await startServer();
    const answer = await polluted(name, value, () =>
      createClient({ baseUrl: server.url }).send(bare),
    );
    expect(answer).toEqual({});
    expect(server.seen.map(({ line, body }) => [line, body])).toEqual([["GET /", ""]]);
    expect(Object.keys(server.seen[0]?.headers ?? {})).not.toContain("injected");
  });

  test("adds no field to a structure", async () => {
    const tags: readonly { readonly Value?: string }[] = [{}];
    const fields = await polluted("Value", "x", () =>
      indexedFields("Tag.N", tags, (tag) => ({ Value: tag.Value })),
    );
    expect(fields).toEqual({ "Tag.1.Value": undefined });
  });

  test("does not show in an own copy", async () => {
    const params: { readonly hostname?: string } = {};
    expect(await polluted("hostname", "x", () => ownProperties(params).hostname)).toBe(undefined);
  });
});

test("an own copy keeps a property called __proto__", () => {
  const given: Record<string, unknown> = { ["__proto__"]: "x" };
  expect(Object.entries(ownProperties(given))).toEqual([["__proto__", "x"]]);
});
