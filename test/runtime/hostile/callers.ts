import { multipart, text } from "../../../templates/runtime/body.ts";
import { path } from "../../../templates/runtime/path.ts";
import type { ApiRequest, Scalar } from "../../../templates/runtime/request.ts";
import { startServer } from "../server.ts";
import { get, outcome, post, send, type Row } from "./row.ts";

/** Values that a caller without a type checker can pass. */
function force(value: unknown): Scalar {
  return value as Scalar;
}

/** The outcome of a request, and the request lines that reached the server. */
async function asked(build: () => ApiRequest<unknown>): Promise<unknown> {
  await using server = await startServer();
  let request: ApiRequest<unknown>;
  try {
    request = build();
  } catch (error) {
    return [
      await outcome(async () => {
        throw error;
      }),
      [],
    ];
  }
  return [await send(server.url, request), server.seen.map(({ line }) => line)];
}

const bare: ApiRequest<unknown> = { operation: "Op", method: "GET", path: "/" };

/** Values that are refused: the error names the parameter, and nothing is sent. */
const refused: readonly (readonly [
  name: string,
  build: () => ApiRequest<unknown>,
  named: string,
])[] = [
  ["a line end in a header", () => ({ ...get, headers: { "X-Key": "secret\r\nX: y" } }), "X-Key"],
  ["NUL in a header", () => ({ ...get, headers: { "X-Key": "secret\0" } }), "X-Key"],
  ["a blank before a header's value", () => ({ ...get, headers: { "X-Key": " secret" } }), "X-Key"],
  ["a tab after a header's value", () => ({ ...get, headers: { "X-Key": "secret\t" } }), "X-Key"],
  ["a header outside Latin-1", () => ({ ...get, headers: { "X-Key": "secret€" } }), "X-Key"],
  [
    "an object in a header",
    () => ({ ...get, headers: { "X-Key": force({ a: "secret" }) } }),
    "X-Key",
  ],
  ["a lone surrogate in a query", () => ({ ...get, query: { q: "secret\ud83d" } }), "q"],
  ["NaN", () => ({ ...get, query: { q: Number.NaN } }), "q"],
  ["Infinity", () => ({ ...get, query: { q: Number.POSITIVE_INFINITY } }), "q"],
  ["an invalid date", () => ({ ...get, query: { q: new Date(Number.NaN) } }), "q"],
  ["a plain object", () => ({ ...get, query: { q: force({ toString: () => "secret" }) } }), "q"],
  ["a list of lists", () => ({ ...get, query: { q: [force(["secret"])] } }), "q"],
  ["a function", () => ({ ...get, query: { q: force(() => "secret") } }), "q"],
  [
    "an object without a prototype",
    () => ({ ...get, query: { q: force(Object.create(null)) } }),
    "q",
  ],
  ["an empty segment of the path", () => ({ ...get, path: path`/a/${""}/b` }), "/a/{1}"],
  ["a dot for a segment", () => ({ ...get, path: path`/a/${"."}/b` }), "/a/{1}"],
  ["two dots for a segment", () => ({ ...get, path: path`/a/${".."}/b` }), "/a/{1}"],
  ["a segment that is left out", () => ({ ...get, path: path`/a/${undefined}` }), "/a/{1}"],
  ["a path without a slash", () => ({ ...get, path: "@127.0.0.1:1/" }), "path"],
  ["a lone surrogate in a text", () => ({ ...post, body: text("secret\udc00") }), "body"],
  [
    "a lone surrogate in a form's part",
    () => ({ ...post, body: multipart({ note: "secret\udc00" }) }),
    "note",
  ],
];

/** Values that are sent, and the line that they make. */
const sent: readonly (readonly [name: string, request: ApiRequest<unknown>, line: string])[] = [
  [
    "an action inside a value",
    { ...bare, query: { Action: "Op", q: "x&Action=Other#y?z" } },
    "GET /?Action=Op&q=x%26Action%3DOther%23y%3Fz",
  ],
  [
    "a path inside a segment",
    { ...bare, path: path`/a/${"../../b?c#d"}` },
    "GET /a/..%2F..%2Fb%3Fc%23d",
  ],
  ["dots that are encoded already", { ...bare, path: path`/a/${"%2e%2e"}` }, "GET /a/%252e%252e"],
  [
    "a backslash for a slash",
    { ...bare, path: path`/${"\\\\127.0.0.1:1"}` },
    "GET /%5C%5C127.0.0.1%3A1",
  ],
  ["line ends in a query", { ...bare, query: { q: "a\r\nX: y" } }, "GET /?q=a%0D%0AX%3A%20y"],
  [
    "a name with a prototype's meaning",
    { ...bare, query: { ["__proto__"]: "x" } },
    "GET /?__proto__=x",
  ],
  ["a number of 20 digits", { ...bare, query: { q: 2n ** 64n } }, "GET /?q=18446744073709551616"],
  ["undefined inside a list", { ...bare, query: { q: [undefined, 1] } }, "GET /?q=1"],
  ["what turns writing round", { ...bare, query: { q: "\u202e" } }, "GET /?q=%E2%80%AE"],
  ["a path of two slashes", { ...bare, path: "//127.0.0.1:1/" }, "GET //127.0.0.1:1/"],
];

const bases = [
  "https://user:secret@127.0.0.1",
  "https://127.0.0.1/?key=secret",
  "https://127.0.0.1/#secret",
  "file:///secret",
  "javascript:secret",
  "//127.0.0.1/secret",
];

export const callers: readonly Row[] = [
  ...refused.map(([name, build, named]) => ({
    name: `${name} is refused`,
    run: () => asked(build),
    want: [`ParameterError: ${named} cannot be sent`, []],
  })),
  ...sent.map(([name, request, line]) => ({
    name: `${name} is a value like others`,
    run: () => asked(() => request),
    want: ["{}", [line]],
  })),
  ...bases.map((base) => ({
    name: `the base URL ${base} is refused`,
    run: () => send(base),
    want: "ParameterError: baseUrl is no http(s) URL, nor a path in a browser",
  })),
  {
    name: "a file's name with line ends and quotes stays within its header",
    run: async (): Promise<unknown> => {
      await using server = await startServer();
      const file = new File(["x"], 'a"; name="b"\r\nX-Injected: y\r\n\r\n.txt');
      await send(server.url, { ...post, body: multipart({ file }) });
      return server.seen[0]?.body.split("\r\n").filter((line) => /^[\w-]+: /.test(line));
    },
    want: [
      'Content-Disposition: form-data; name="file"; filename="a%22; name=%22b%22%0D%0AX-Injected: y%0D%0A%0D%0A.txt"',
      "Content-Type: application/octet-stream",
    ],
  },
  {
    name: "a field's name with line ends and quotes stays within its header",
    run: async (): Promise<unknown> => {
      await using server = await startServer();
      await send(server.url, { ...post, body: multipart({ 'a"\r\nX: y': "1" }) });
      return server.seen[0]?.body.split("\r\n").filter((line) => /^[\w-]+: /.test(line));
    },
    want: ['Content-Disposition: form-data; name="a%22%0D%0AX: y"'],
  },
];
