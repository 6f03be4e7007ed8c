// The calls made in every runtime. Nothing here is specific to one of them.

interface Api {
  readonly createClient: (options: { baseUrl: string; maxBytes: number }) => {
    send(request: unknown, options?: { signal?: AbortSignal }): Promise<unknown>;
  };
}

/** The outcome of each call: the answer as JSON, or the error's name and what it tells. */
export type Outcomes = Readonly<Record<string, unknown>>;

/** @param api the generated package. */
export async function runCalls(api: Api, baseUrl: string): Promise<Outcomes> {
  const client = api.createClient({ baseUrl, maxBytes: 1000 });
  const send = (operation: string, params: object | undefined, signal?: AbortSignal): unknown => {
    const build: unknown = Reflect.get(api, operation);
    if (typeof build !== "function") throw new Error(`no operation ${operation}`);
    const request: unknown = Reflect.apply(build, undefined, params ? [params] : []);
    return client.send(request, signal ? { signal } : {});
  };
  const file = new Blob([new Uint8Array([0, 1, 254, 255])], { type: "image/png" });
  const Filter = [{ Name: "a", Value: ["1", "2"] }, { Name: "b" }];
  const calls: readonly (readonly [string, () => unknown])[] = [
    ["a query", () => send("ask", { text: "a b+c&d=é!'()*~/?#%🎉" })],
    ["a numbered list", () => send("ask", { Filter })],
    ["a date", () => send("ask", { at: new Date(0) })],
    ["a header", () => send("ask", { "X-Note": "a ; b" })],
    ["a header in Latin-1", () => send("ask", { "X-Note": "größe" })],
    ["a flag and a path", () => send("flag", { id: "a/b c" })],
    ["JSON", () => send("sendJson", { body: { text: "é🎉", big: 12345678901234567890n } })],
    ["a form", () => send("sendForm", { a: "x y&z", b: [1, 2] })],
    ["a file", () => send("sendFile", { name: "é", file })],
    ["bytes", () => send("sendBytes", { body: new Uint8Array([0, 255, 128]) })],
    ["a declared answer", () => send("answer", { kind: "json" })],
    ["a compressed answer", () => send("answer", { kind: "gzip" })],
    ["an empty answer", () => send("answer", { kind: "204" })],
    ["bytes back", async () => ((await send("blob", undefined)) as Blob).size],
    ["a 404", () => send("answer", { kind: "404" })],
    ["HTML for JSON", () => send("answer", { kind: "html" })],
    ["JSON cut short", () => send("answer", { kind: "cut" })],
    ["an answer too long", () => send("answer", { kind: "long" })],
    ["a redirect", () => send("answer", { kind: "redirect" })],
    ["a lone surrogate", () => send("ask", { text: "\ud800" })],
    ["a line end in a header", () => send("ask", { "X-Note": "a\r\nb" })],
    ["an abort", () => send("answer", { kind: "hold" }, aborted())],
    ["a deadline", () => send("answer", { kind: "hold" }, AbortSignal.timeout(50))],
    ["a deadline in the body", () => send("answer", { kind: "drip" }, AbortSignal.timeout(200))],
  ];
  const outcomes: Record<string, unknown> = {};
  for (const [name, call] of calls) {
    try {
      outcomes[name] = (await call()) ?? "undefined";
    } catch (error) {
      outcomes[name] = told(error);
    }
  }
  return outcomes;
}

function aborted(): AbortSignal {
  const controller = new AbortController();
  setTimeout(() => controller.abort(), 50);
  return controller.signal;
}

function told(error: unknown): unknown {
  if (typeof error !== "object" || error === null) return String(error);
  const { name, status, body } = error as { name?: string; status?: number; body?: unknown };
  return JSON.parse(JSON.stringify({ name, status, body }));
}
