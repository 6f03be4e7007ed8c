import type { ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { Readable } from "node:stream";
import { createBrotliCompress, createGzip, gzipSync } from "node:zlib";
import { readBlob } from "../../../templates/runtime/media-type.ts";
import type { ApiRequest } from "../../../templates/runtime/request.ts";
import { readJson, readText } from "../../../templates/runtime/response.ts";
import { startServer } from "../server.ts";
import { get, send, startRaw, type Row } from "./row.ts";

const megabyte = Buffer.alloc(2 ** 20, "1");

/** So many megabytes, made one by one. */
function megabytes(count: number): Readable {
  return Readable.from(
    (function* () {
      for (let made = 0; made < count; made += 1) yield megabyte;
    })(),
  );
}

function pipe(from: Readable, response: ServerResponse): void {
  response.on("close", () => from.destroy());
  from.on("error", () => undefined);
  from.pipe(response);
}

/** How all responses are read. */
const readers = {
  json: { "2XX": readJson },
  text: { "2XX": readText },
  binary: { "2XX": readBlob },
};

async function answered(
  answer: (response: ServerResponse) => void,
  expected?: keyof typeof readers,
  options?: Parameters<typeof send>[2],
  method: ApiRequest<unknown>["method"] = "GET",
): Promise<unknown> {
  await using server = await startServer(answer);
  return await send(
    server.url,
    { ...get, method, responses: expected && readers[expected] },
    options,
  );
}

async function said(
  say: (socket: Socket) => void,
  options?: Parameters<typeof send>[2],
): Promise<unknown> {
  await using server = await startRaw(say);
  return await send(server.url, get, options);
}

function plain(status: number, type: string, body: string | Uint8Array) {
  return (response: ServerResponse): void => {
    response.writeHead(status, { "content-type": type }).end(body);
  };
}

function compressed(status: number, encoding: "gzip" | "br", count: number) {
  return (response: ServerResponse): void => {
    response.writeHead(status, { "content-encoding": encoding });
    const zip = encoding === "gzip" ? createGzip() : createBrotliCompress({ params: { 1: 1 } });
    const source = megabytes(count);
    zip.on("close", () => source.destroy());
    pipe(source.pipe(zip), response);
  };
}

const tooLong = `LimitError: Op returned 200 with more than ${2 ** 24} bytes`;
const failed = "TypeError: fetch failed";
const brokenOff = "TypeError: terminated";
const tooLate = "TimeoutError: The operation was aborted due to timeout";

const long: readonly Row[] = [
  ...(["json", "text", "binary"] as const).map((kind) => ({
    name: `an endless body of ${kind}`,
    run: () => answered((response) => pipe(megabytes(Infinity), response), kind),
    want: tooLong,
  })),
  {
    name: "an endless body that says how long it is",
    run: () =>
      answered((response) => {
        response.writeHead(200, { "content-length": 2 ** 40 });
        pipe(megabytes(Infinity), response);
      }),
    want: tooLong,
  },
  {
    name: "a gigabyte in a megabyte of gzip",
    run: () => answered(compressed(200, "gzip", 1024), "json"),
    want: tooLong,
  },
  {
    name: "a gigabyte in a kilobyte of Brotli",
    run: () => answered(compressed(200, "br", 1024), "text"),
    want: tooLong,
  },
  {
    name: "a gigabyte of gzip in an error",
    run: () => answered(compressed(500, "gzip", 1024)),
    want: "HttpError: Op failed with status 500",
  },
  {
    name: "gzip within gzip",
    run: () =>
      answered((response) => {
        response.writeHead(200, { "content-encoding": "gzip, gzip" });
        response.end(gzipSync(gzipSync("1")));
      }),
    want: '"1"',
  },
  {
    name: "an error of 100 MB",
    run: () =>
      answered((response) => {
        response.writeHead(500);
        pipe(megabytes(100), response);
      }),
    want: "HttpError: Op failed with status 500",
  },
  {
    name: "a body that just fits",
    run: () => answered(plain(200, "text/plain", megabyte), "text", { maxBytes: 2 ** 20 }),
    want: `"1111111111111111111… of ${2 ** 20 + 2}`,
  },
  {
    name: "a body of one byte more",
    run: () => answered(plain(200, "text/plain", megabyte), "text", { maxBytes: 2 ** 20 - 1 }),
    want: `LimitError: Op returned 200 with more than ${2 ** 20 - 1} bytes`,
  },
  {
    name: "a header of 1 MB",
    run: () =>
      said((socket) => socket.write(`HTTP/1.1 200 OK\r\nx: ${"y".repeat(2 ** 20)}\r\n\r\n`)),
    want: failed,
  },
  {
    name: "headers without end",
    run: () =>
      said((socket) => {
        socket.write("HTTP/1.1 200 OK\r\n");
        const more = (): void => {
          if (socket.writable) socket.write("x: y\r\n".repeat(1000), more);
        };
        more();
      }),
    want: failed,
  },
];

const slow: readonly Row[] = [
  {
    name: "a byte now and then",
    run: () =>
      answered(
        (response) => {
          const timer = setInterval(() => response.write("1"), 10);
          response.on("close", () => {
            clearInterval(timer);
          });
        },
        "json",
        { deadline: 200 },
      ),
    want: tooLate,
  },
  {
    name: "no answer at all",
    run: () => answered(() => undefined, "json", { deadline: 100 }),
    want: tooLate,
  },
  {
    name: "headers and no body",
    run: () => answered((response) => response.flushHeaders(), "json", { deadline: 100 }),
    want: tooLate,
  },
  {
    name: "half a header",
    run: () => said((socket) => socket.write("HTTP/1.1 200 OK\r\nx"), { deadline: 100 }),
    want: tooLate,
  },
  {
    name: "an error whose body does not end",
    run: () =>
      answered((response) => response.writeHead(500).write("x"), undefined, { deadline: 100 }),
    want: tooLate,
  },
];

const broken: readonly Row[] = [
  {
    name: "a reset in the middle of the body",
    run: () =>
      answered((response) => {
        response.write("{", () => response.socket?.resetAndDestroy());
      }, "json"),
    want: brokenOff,
  },
  {
    name: "a body shorter than it says",
    run: () =>
      answered((response) => {
        response.writeHead(200, { "content-length": "10" });
        response.write("1", () => response.destroy());
      }, "json"),
    want: brokenOff,
  },
  {
    name: "a hang-up before the answer",
    run: () => said((socket) => socket.destroy()),
    want: failed,
  },
  { name: "no HTTP", run: () => said((socket) => socket.end("SSH-2.0-secret\r\n")), want: failed },
  {
    name: "a size of a chunk that is none",
    run: () =>
      said((socket) =>
        socket.end("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nsecret\r\n"),
      ),
    want: brokenOff,
  },
  {
    name: "two lengths that differ",
    run: () =>
      said((socket) =>
        socket.end("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n11"),
      ),
    want: failed,
  },
  {
    name: "what is no gzip",
    run: () =>
      answered((response) => response.writeHead(200, { "content-encoding": "gzip" }).end("secret")),
    want: brokenOff,
  },
  {
    name: "a thousand early hints",
    run: () =>
      said((socket) =>
        socket.end(`${"HTTP/1.1 103 Early Hints\r\n\r\n".repeat(1000)}HTTP/1.1 200 OK\r\n\r\n1`),
      ),
    want: '"1"',
  },
  {
    name: "a server that is not there",
    run: async () => {
      const server = await startServer();
      await server[Symbol.asyncDispose]();
      return await send(server.url);
    },
    want: failed,
  },
];

const html = "<!doctype html><p>Sign in";
const notValid = (format: string): string =>
  `DecodeError: Op returned 200 with a body that is not valid ${format}`;

const wrong: readonly Row[] = [
  {
    name: "HTML where JSON is declared",
    run: () => answered(plain(200, "text/html", html), "json"),
    want: notValid("JSON"),
  },
  {
    name: "HTML where JSON is declared, with a credential in it",
    run: () => answered(plain(200, "text/html", "secret"), "json"),
    want: notValid("JSON"),
  },
  {
    name: "HTML that says it is JSON",
    run: () => answered(plain(200, "application/json", html)),
    want: notValid("JSON"),
  },
  {
    name: "HTML where nothing is declared",
    run: () => answered(plain(200, "text/html", html)),
    want: JSON.stringify(html),
  },
  {
    name: "JSON cut short",
    run: () => answered(plain(200, "application/json", '{"a":'), "json"),
    want: notValid("JSON"),
  },
  {
    name: "JSON with something behind it",
    run: () => answered(plain(200, "application/json", "{}<"), "json"),
    want: notValid("JSON"),
  },
  {
    name: "nothing where JSON is declared",
    run: () => answered(plain(200, "application/json", ""), "json"),
    want: "undefined",
  },
  {
    name: "a picture where JSON is declared",
    run: () => answered(plain(200, "image/png", new Uint8Array([0x89, 0x50, 0x0d])), "json"),
    want: notValid("UTF-8"),
  },
  {
    name: "a body that would clear the terminal",
    run: () => answered(plain(200, "application/json", "\x1b[2J\u009b\u202e"), "json"),
    want: notValid("JSON"),
  },
  {
    name: "invalid UTF-8",
    run: () => answered(plain(200, "application/json", new Uint8Array([0x22, 0xc3, 0x22])), "json"),
    want: notValid("UTF-8"),
  },
  {
    name: "JSON nested 100,000 deep",
    run: () =>
      answered(plain(200, "application/json", "[".repeat(1e5) + "]".repeat(1e5)), "json").then(
        // Nobody can print that.
        (shown) => String(shown).replace(/^RangeError: .*/, "a value"),
      ),
    want: "a value",
  },
  {
    name: "a million brackets that nobody closes",
    run: () => answered(plain(200, "application/json", "[".repeat(1e6)), "json"),
    want: notValid("JSON"),
  },
  {
    name: "__proto__ in JSON",
    run: async () => {
      const body = '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}';
      const gave = await answered(plain(200, "application/json", body), "json");
      return [gave, Reflect.get({}, "polluted")];
    },
    want: ['{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}', undefined],
  },
  {
    name: "204 where JSON is declared",
    run: () => answered((response) => response.writeHead(204).end(), "json"),
    want: "undefined",
  },
  {
    name: "205 where JSON is declared",
    run: () => answered((response) => response.writeHead(205).end(), "json"),
    want: "undefined",
  },
  {
    name: "HEAD, whatever is declared",
    run: () => answered(plain(200, "application/json", ""), "json", {}, "HEAD"),
    want: "undefined",
  },
  {
    name: "status 299",
    run: () => answered(plain(299, "application/json", "1"), "json"),
    want: "1",
  },
  ...[400, 500, 599, 600, 999].map((status) => ({
    name: `status ${status} that repeats what it was sent`,
    run: () => answered(plain(status, "text/plain", `key=secret ${"secret".repeat(100)}`)),
    want: `HttpError: Op failed with status ${status}`,
  })),
  {
    name: "a cookie, which is not sent back",
    run: async () => {
      await using server = await startServer((response) =>
        response.writeHead(200, { "set-cookie": "id=1" }).end(),
      );
      await send(server.url, { ...get, headers: {} });
      await send(server.url, { ...get, headers: {} });
      return server.seen.map(({ headers }) => headers.cookie);
    },
    want: [undefined, undefined],
  },
];

export const answers: readonly Row[] = [...long, ...slow, ...broken, ...wrong];
