import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { generate } from "../../../generator/generate.ts";
import { compileErrors } from "../../helpers/compile.ts";
import { startServer } from "../../runtime/server.ts";

const golden = join(import.meta.dirname, "../../golden/generate");

/** The package of `golden/pagination`, as somebody would have it. */
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "pagination-"));
  const { files } = await generate(join(golden, "pagination/input.yaml"));
  for (const [file, text] of files) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), text);
  }
});
afterAll(() => rm(folder, { recursive: true }));

/** The requests of the package's functions to a server with these responses, the last repeated. */
async function asked(
  call: string,
  answers: (url: string) => readonly unknown[],
): Promise<{ seen: readonly string[]; items: unknown }> {
  await using server = await startServer((response) => {
    const all = answers(server.url);
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify(all[Math.min(server.seen.length, all.length) - 1]));
  });
  const module = join(folder, "call.ts");
  await writeFile(
    module,
    `import * as api from "./index.ts";
     export async function run(baseUrl: string) {
       const client = api.createClient({ baseUrl });
       const items: unknown[] = [];
       for await (const one of api.${call}) items.push(one);
       return items;
     }`,
  );
  const { run } = (await import(`${module}?${encodeURIComponent(call)}`)) as {
    run: (url: string) => Promise<unknown>;
  };
  const items = await run(server.url);
  return { seen: server.seen.map(({ line, body }) => `${line} ${body}`.trim()), items };
}

describe("the generators of a description", () => {
  const page = (title: string, nextToken?: string): object => ({
    result: { books: [{ title }], nextToken },
  });

  test("send the token as the parameter that takes it, beside the caller's own", async () => {
    const call = 'listBooksItems(client, { shelf: "s", "page-token": "0" })';
    const answers = [page("a", "1"), page("b", "2"), page("c", "")];
    expect(await asked(call, () => answers)).toEqual({
      seen: [
        "GET /?Action=ListBooks&page-token=0&shelf=s",
        "GET /?Action=ListBooks&page-token=1&shelf=s",
        "GET /?Action=ListBooks&page-token=2&shelf=s",
      ],
      items: [{ title: "a" }, { title: "b" }, { title: "c" }],
    });
  });

  test.each<[name: string, call: string, answers: readonly unknown[], seen: readonly string[]]>([
    [
      "in a body",
      'searchPages(client, { body: { Words: "w" } })',
      [{ NextToken: "t" }, {}],
      ['POST / {"Words":"w"}', 'POST / {"Words":"w","NextToken":"t"}'],
    ],
    [
      "in a form",
      "browsePages(client)",
      [{ marker: "t" }, { marker: null }],
      ["POST /form?Action=Browse", "POST /form?Action=Browse marker=t"],
    ],
    [
      "as a number",
      "listNumbersItems(client)",
      [{ next: 5 }, { next: null }],
      ["GET /numbers", "GET /numbers?offset=5"],
    ],
  ])("send the token %s", async (_, call, answers, seen) => {
    expect((await asked(call, () => answers)).seen).toEqual(seen);
  });

  test("follow links below the base URL", async () => {
    const answers = (url: string): unknown[] => [
      { "@odata.nextLink": `${url}/linked?$skiptoken=a+b`, value: [{ title: "a" }] },
      { value: [{ title: "b" }] },
    ];
    expect(await asked("listLinkedItems(client)", answers)).toEqual({
      seen: ["GET /linked", "GET /linked?$skiptoken=a+b"],
      items: [{ title: "a" }, { title: "b" }],
    });
  });
});

test("the generators have the types of answers and items", async () => {
  const file = join(folder, "typed.ts");
  await writeFile(
    file,
    `import { createClient, listBooksAllPages, listBooksItems, listLinkedItems, listNumbersItems,
       type Book, type ListBooksResponse } from "./index.ts";
     const client = createClient({ baseUrl: "https://h.example" });
     export const books: AsyncGenerator<Book, void, undefined> = listBooksItems(client, { shelf: "s" });
     export const pages: AsyncGenerator<ListBooksResponse, void, undefined> =
       listBooksAllPages(client, { shelf: "s" }, { headers: { "X-A": "b" } });
     export const words: AsyncGenerator<"one" | "two", void, undefined> = listNumbersItems(client);
     // @ts-expect-error the shelf is required
     listBooksItems(client, {});
     // @ts-expect-error an operation without parameters takes options alone
     listLinkedItems(client, { shelf: "s" });
     // @ts-expect-error books are no numbers
     export const numbers: AsyncGenerator<number> = listBooksItems(client, { shelf: "s" });`,
  );
  expect(await compileErrors([file])).toEqual([]);
});

describe("bundled", () => {
  const index = (): string => JSON.stringify(join(folder, "index.ts"));

  async function bundle(names: string): Promise<string> {
    const contents = `export { ${names} } from ${index()};`;
    const { outputFiles } = await build({
      bundle: true,
      minifySyntax: true,
      format: "esm",
      write: false,
      stdin: { contents, resolveDir: folder },
    });
    return outputFiles[0]?.text ?? "";
  }

  test("a builder brings no generator", async () => {
    expect(await bundle("createClient, listBooks, listLinked")).not.toMatch(
      /async\*|async function\*/,
    );
  });

  test("a generator by token brings nothing of links", async () => {
    const text = await bundle("createClient, listBooksItems");
    expect(text).toContain("a next page that came before");
    expect(text).not.toContain("a link that does not stay");
  });
});
