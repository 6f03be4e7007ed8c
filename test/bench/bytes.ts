// What each guarantee of a call adds to a bundle: `npm run bench:bytes`. Programs of one call each,
// bundled and minified, beside the plainest and beside one that somebody wrote by hand.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bundle, writePackage } from "../protocols/call-bytes.ts";

/** With typed errors, as the client has them, and nothing else. */
const byHand = `export async function call(baseUrl, id) {
  const response = await fetch(\`\${baseUrl}/books/\${encodeURIComponent(id)}\`, {
    headers: { accept: "application/json" },
  });
  const { status } = response;
  const body = await response.json();
  if (!response.ok) {
    throw Object.assign(new Error(\`getBook failed with status \${status}\`), { status, body });
  }
  return body;
}`;

/** A program that sends one operation, with middleware around `fetch` where there is some. */
function sending(operation: string, { call = "", middleware = "", imports = "" } = {}): string {
  const fetch = middleware && `, fetch: ${middleware}`;
  return `import { createClient, ${operation} } from "./index.ts";
${imports}
export const call = (baseUrl, params, more) => {
  const client = createClient({ baseUrl${fetch} });
  return ${call || `client.send(${operation}(params))`};
};`;
}

const runtime = (name: string): string => `import { ${name} } from "./runtime/index.ts";`;
const wrapped = (name: string, more = ""): string =>
  sending("getBook", {
    imports: runtime(name),
    middleware: `${name}(globalThis.fetch${more})`,
  });

const plain = sending("getBook");

/** Programs by what they have beside a plain \`GET\` of JSON with a parameter in the path. */
const programs: readonly (readonly [guarantee: string, program: string])[] = [
  ["parameters in the query", sending("searchCopies")],
  ["parameters in headers", sending("getVersion")],
  ["a response of text", sending("readBook")],
  ["a binary response", sending("getCover")],
  ["server-sent events", sending("watchBook")],
  [
    "a response as a stream of bytes",
    sending("getBook", {
      imports: runtime("asStream"),
      call: "client.send(asStream(getBook(params)))",
    }),
  ],
  ["`exchange`", sending("getBook", { call: "client.exchange(getBook(params))" })],
  [
    "`isErrorOf`",
    sending("getBook", {
      imports: runtime("isErrorOf"),
      call: "client.send(getBook(params)).catch((error) => isErrorOf(getBook(params), error))",
    }),
  ],
  ["a body of JSON", sending("putBook")],
  ["a form", sending("lendCopy")],
  ["multipart", sending("uploadCover")],
  ["a server of the operation's own", sending("getStock")],
  [
    "pages, by a parameter in the query",
    sending("listBooks, listBooksPages", { call: "listBooksPages(client, params)" }),
  ],
  ["`bearer`", wrapped("bearer", ", more")],
  [
    "`withCredentials`",
    sending("getBook", {
      imports: `import { withCredentials } from "./security.ts";`,
      middleware: "withCredentials(globalThis.fetch, more)",
    }),
  ],
  [
    "`oauth2`",
    sending("getBook", {
      imports: runtime("bearer, oauth2"),
      middleware: "bearer(globalThis.fetch, oauth2(more))",
    }),
  ],
  ["`retry`", wrapped("retry")],
  ["`timeout`", wrapped("timeout", ", more")],
  ["`log`", wrapped("log", ", more")],
];

const folder = await mkdtemp(join(tmpdir(), "bench-bytes-"));
try {
  await writePackage(join(import.meta.dirname, "calls.yaml"), folder);
  const hand = await bundle(byHand, folder);
  const base = await bundle(plain, folder);
  const row = (name: string, { bytes, gzip }: typeof base, more: string): string =>
    `| ${name} | ${bytes.toLocaleString("en-US")} | ${gzip.toLocaleString("en-US")} | ${more} |`;
  const rows = [row("written by hand", hand, ""), row("plain `GET` of JSON, generated", base, "")];
  for (const [name, program] of programs) {
    const measured = await bundle(program, folder);
    rows.push(row(`… with ${name}`, measured, `+${measured.gzip - base.gzip}`));
  }
  console.log("| call | minified | gzip | price |\n| --- | ---: | ---: | ---: |");
  console.log(rows.join("\n"));
} finally {
  await rm(folder, { recursive: true });
}
