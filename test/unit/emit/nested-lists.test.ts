import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { generate, type Generated } from "../../../generator/generate.ts";
import { compileErrors } from "../../helpers/compile.ts";

// Swagger 2.0: `collectionFormat` of a parameter, and of the items in it, which is csv by default.
const strings = { type: "array", items: { type: "string" } };
const lists = { type: "array", items: { ...strings, collectionFormat: "csv" } };
const parameters = {
  pipes: { ...lists, collectionFormat: "pipes" },
  multi: {
    type: "array",
    collectionFormat: "multi",
    items: { ...strings, collectionFormat: "pipes" },
  },
  plain: { type: "array", items: strings },
  deep: {
    type: "array",
    collectionFormat: "pipes",
    items: { type: "array", collectionFormat: "ssv", items: strings },
  },
  odd: {
    type: "array",
    collectionFormat: "pipes",
    items: { ...strings, collectionFormat: "multi" },
  },
};

const input = {
  pipes: [["a,b", "c"], ["d"]],
  multi: [["a", "b"], ["c"]],
  plain: [["a"], ["b", "c"]],
  deep: [[["a", "b"], ["c"]], [["d"]]],
  odd: [["a", "b"], ["c"]],
};

type Request = Readonly<Record<string, unknown>>;
type Index = Readonly<Record<string, (input: Request) => Request>> & {
  readonly createClient: (options: object) => { send: (request: Request) => Promise<unknown> };
};

let folder: string;
let generated: Generated;
let index: Index;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "nested-"));
  const in_ = (location: string): object[] =>
    Object.entries(parameters).flatMap(([name, one]) =>
      location === "header" && name === "multi" ? [] : [{ name, in: location, ...one }],
    );
  const responses = { 200: { description: "OK" } };
  const post = (operationId: string, type: string): object => ({
    post: { operationId, consumes: [type], parameters: in_("formData"), responses },
  });
  const document = {
    swagger: "2.0",
    info: { title: "Nested lists", version: "1" },
    paths: {
      "/query": { get: { operationId: "query", parameters: in_("query"), responses } },
      "/header": { get: { operationId: "header", parameters: in_("header"), responses } },
      "/form": post("form", "application/x-www-form-urlencoded"),
      "/parts": post("parts", "multipart/form-data"),
    },
  };
  const spec = join(folder, "swagger.json");
  await writeFile(spec, JSON.stringify(document));
  generated = await generate(spec);
  for (const [file, text] of generated.files) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), text);
  }
  index = (await import(pathToFileURL(join(folder, "index.ts")).href)) as Index;
});

afterAll(() => rm(folder, { recursive: true }));

async function sent(operation: string, values: Request): Promise<globalThis.Request> {
  const requests: globalThis.Request[] = [];
  const client = index.createClient({
    baseUrl: "https://api.example.com",
    fetch: (url: string, init: RequestInit) => {
      requests.push(new Request(url, init));
      return Promise.resolve(new Response());
    },
  });
  await client.send(index[operation]?.(values) ?? {});
  const [request = new Request("https://api.example.com/none")] = requests;
  return request;
}

test("in a query, separators of a value are encoded and those of the lists are not", async () => {
  expect(new URL((await sent("query", input)).url).search.slice(1).split("&")).toEqual([
    "pipes=a%2Cb,c%7Cd",
    "multi=a%7Cb",
    "multi=c",
    "plain=a,b,c",
    "deep=a,b%20c%7Cd",
    "odd=a,b%7Cc",
  ]);
});

test("in a form", async () => {
  expect((await (await sent("form", input)).text()).split("&")).toEqual([
    "pipes=a%2Cb,c%7Cd",
    "multi=a%7Cb",
    "multi=c",
    "plain=a,b,c",
    "deep=a,b%20c%7Cd",
    "odd=a,b%7Cc",
  ]);
});

test("in parts", async () => {
  const fields = await (await sent("parts", input)).formData();
  expect([...fields]).toEqual([
    ["pipes", "a,b,c|d"],
    ["multi", "a|b"],
    ["multi", "c"],
    ["plain", "a,b,c"],
    ["deep", "a,b c|d"],
    ["odd", "a,b|c"],
  ]);
});

test("in headers", async () => {
  const { headers } = await sent("header", input);
  expect([headers.get("pipes"), headers.get("deep")]).toEqual(["a,b,c|d", "a,b c|d"]);
});

test("what is left out is not sent", async () => {
  expect((await sent("query", {})).url).toBe("https://api.example.com/query");
  expect(await (await sent("form", {})).text()).toBe("");
});

test("`multi` is reported for lists in a list, once for each", () => {
  const found = generated.problems.filter(({ code }) => code === "invalid-collection-format");
  expect(found.map(({ location }) => location.pointer.replace(/^\/paths/, ""))).toEqual([
    "/~1query/get/parameters/4/items/collectionFormat",
    "/~1header/get/parameters/3/items/collectionFormat",
    "/~1form/post/parameters/4/items/collectionFormat",
    "/~1parts/post/parameters/4/items/collectionFormat",
  ]);
});

test("it compiles", async () => {
  expect(await compileErrors([join(folder, "index.ts")])).toEqual([]);
});
