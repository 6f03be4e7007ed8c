import { execFileSync } from "node:child_process";
import { appendFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { generateClient, type GeneratedClient } from "./client.ts";
import { freePort, isInstalled, startServer, type Server } from "./server.ts";

const code = "/usr/share/mediawiki";
const isThere = isInstalled("MediaWiki", "php", [
  "-r",
  `exit(is_file("${code}/api.php") ? 0 : 1);`,
]);
const password = "adminpass 12345 +&=?";

describe.skipIf(!isThere)("MediaWiki", () => {
  let folder: string;
  let server: Server | undefined;
  let wiki: GeneratedClient;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "mediawiki-"));
    const port = await freePort();
    const baseUrl = `http://127.0.0.1:${port}`;
    const options = { dbtype: "sqlite", dbpath: join(folder, "data"), dbname: "wiki" };
    const where = { server: baseUrl, scriptpath: "", confpath: folder, lang: "en", pass: password };
    const flags = Object.entries({ ...options, ...where }).flatMap(([k, v]) => [`--${k}`, v]);
    execFileSync("php", [`${code}/maintenance/install.php`, ...flags, "Wiki", "Admin"]);
    // A stranger may edit eight times a minute otherwise.
    await appendFile(join(folder, "LocalSettings.php"), "$wgRateLimits = [];\n");
    server = await startServer(
      `${baseUrl}/api.php`,
      "php",
      ["-d", "variables_order=EGPCS", "-S", `127.0.0.1:${port}`, "-t", code],
      { MW_CONFIG_FILE: join(folder, "LocalSettings.php"), PHP_CLI_SERVER_WORKERS: "4" },
    );
    wiki = await generateClient(
      join(import.meta.dirname, "mediawiki.yaml"),
      join(folder, "client"),
      { baseUrl, fetch: withCookies(fetch) },
    );
  }, 120_000);
  afterAll(async () => {
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  async function token(type: "csrf" | "login"): Promise<string> {
    const answer = await wiki.call("getTokens", { type });
    const { query } = answer as { query: { tokens: Record<string, string> } };
    return query.tokens[`${type}token`] ?? "";
  }

  async function edit(title: string, text: string): Promise<unknown> {
    return wiki.call("editPage", { title, text, summary: "test", token: await token("csrf") });
  }

  async function textOf(title: string): Promise<string | undefined> {
    const answer = await wiki.call("readPages", { titles: [title], rvprop: ["content"] });
    const { query } = answer as { query: { pages: Page[] } };
    return query.pages[0]?.revisions?.[0]?.slots.main.content;
  }

  interface Page {
    readonly title: string;
    readonly revisions?: readonly { readonly slots: { readonly main: { content: string } } }[];
  }

  test("answers a call whose action, list and format are constants", async () => {
    const answer = await wiki.call("getSiteInfo", { siprop: ["general", "namespaces"] });
    expect(answer).toMatchObject({
      query: { general: { sitename: "Wiki" }, namespaces: { 10: { name: "Template" } } },
    });
  });

  test("the token of a stranger arrives as it was sent: +\\", async () => {
    expect(await token("csrf")).toBe("+\\");
    expect(await edit("By a stranger", "Hello")).toMatchObject({ edit: { result: "Success" } });
  });

  test("a token by GET is refused, as an error with status 200", async () => {
    const answer = await wiki.call("logInWrongly", { lgtoken: await token("login") });
    expect(answer).toMatchObject({ error: { code: "mustbeposted" } });
  });

  test("a wrong token is refused, as an error with status 200", async () => {
    const given = { title: "X", text: "x", token: "wrong+\\" };
    expect(await wiki.call("editPage", given)).toMatchObject({ error: { code: "badtoken" } });
  });

  test.each([
    ["spaces and marks", "C++ & C# (a 'test')?", 'a=b&c=d + e % f; "g" * !'],
    ["letters of the world", "Grüße 日本 🎉", "Καλημέρα 🌍 \u{10FFFD}"],
    ["lines and tabs", "Lines", "one\ntwo\n\n\tthree"],
    ["what looks encoded", "100%25", "%20 %2B &amp; +"],
  ])("writes and reads back %s", async (_, title, text) => {
    // The wiki does not allow `#` in a title.
    const name = title.replace("#", " sharp");
    expect(await edit(name.replace("%25", " percent"), text)).toMatchObject({
      edit: { result: "Success" },
    });
    expect(await textOf(name.replace("%25", " percent"))).toBe(text);
  });

  test("a list goes out with pipes between", async () => {
    await edit("One", "1");
    await edit("Two", "2");
    const answer = await wiki.call("readPages", { titles: ["One", "Two", "Nowhere"] });
    const { query } = answer as { query: { pages: { title: string; missing?: boolean }[] } };
    expect(query.pages.map(({ title, missing = false }) => [title, missing])).toEqual([
      ["Nowhere", true],
      ["One", false],
      ["Two", false],
    ]);
  });

  test("continues through all pages, each once", async () => {
    for (const number of [1, 2, 3, 4, 5, 6, 7]) await edit(`Paged ${number}`, "text");
    const titles: string[] = [];
    let next: object | undefined = {};
    let calls = 0;
    while (next) {
      const answer = await wiki.call("listPages", { apprefix: "Paged", aplimit: 2, ...next });
      const list = answer as { continue?: object; query: { allpages: Page[] } };
      titles.push(...list.query.allpages.map(({ title }) => title));
      next = list.continue;
      calls += 1;
    }
    expect(titles).toEqual([1, 2, 3, 4, 5, 6, 7].map((number) => `Paged ${number}`));
    expect(calls).toBe(4);
  });

  test("parses and expands text of the query", async () => {
    const text = "''a'' & {{PAGENAME}} + b";
    const params = { text, contentmodel: "wikitext", prop: ["text"] };
    expect(await wiki.call("parseText", params)).toMatchObject({
      parse: { text: expect.stringContaining("<i>a</i> &amp;") as string },
    });
    expect(await wiki.call("expandTemplates", { text: "{{lc:ABC}} {{#invoke}}" })).toMatchObject({
      expandtemplates: { wikitext: expect.stringContaining("abc") as string },
    });
  });

  test("finds by title, and suggests as an array", async () => {
    await edit("Findable page", "needle");
    const found = await wiki.call("searchPages", {
      srsearch: "Findable page",
      srwhat: "nearmatch",
    });
    expect(found).toMatchObject({ query: { search: [{ title: "Findable page" }] } });
    expect(await wiki.call("suggestPages", { search: "Findable" })).toEqual([
      "Findable",
      ["Findable page"],
      expect.anything(),
      expect.anything(),
    ]);
  });

  test("its own description knows every parameter that ours sends", async () => {
    const modules = ["query+allpages", "query+search", "edit", "parse", "login"];
    const answer = await wiki.call("describeModules", { modules });
    const { paraminfo } = answer as {
      paraminfo: { modules: { name: string; parameters: { name: string }[] }[] };
    };
    const known = paraminfo.modules.map(({ name, parameters }) => {
      return [name, parameters.map((parameter) => parameter.name)] as const;
    });
    expect(Object.fromEntries(known)).toMatchObject({
      allpages: expect.arrayContaining(["limit", "continue", "prefix"]) as string[],
      edit: expect.arrayContaining(["title", "text", "summary", "token", "createonly"]) as string[],
      parse: expect.arrayContaining(["text", "prop", "contentmodel"]) as string[],
    });
  });

  test("logs in, and deletes by a multipart form", async () => {
    expect(await wiki.call("getUserInfo")).toMatchObject({ query: { userinfo: { anon: true } } });
    const given = { lgname: "Admin", lgpassword: password, lgtoken: await token("login") };
    expect(await wiki.call("logIn", given)).toMatchObject({ login: { result: "Success" } });
    expect(await wiki.call("getUserInfo")).toMatchObject({
      query: { userinfo: { name: "Admin" } },
    });
    await edit("To go", "soon");
    const deleted = await wiki.call("deletePage", { title: "To go", token: await token("csrf") });
    expect(deleted).toMatchObject({ delete: { title: "To go" } });
    expect(await textOf("To go")).toBeUndefined();
  });
});

/** Keeps the session, as a browser does. */
function withCookies(fetch: typeof globalThis.fetch): typeof globalThis.fetch {
  const jar = new Map<string, string>();
  return async (url, init) => {
    const headers = new Headers(init?.headers);
    if (jar.size > 0) headers.set("cookie", [...jar].map((pair) => pair.join("=")).join("; "));
    const response = await fetch(url, { ...init, headers });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      jar.set(name, value);
    }
    return response;
  };
}
