import { json, type RealApi } from "./api.ts";

const origin = "https://api.github.com";
const repository = 'owner: "o", repo: "r s"';

export const github: RealApi = {
  file: "github.com/api.github.com.json",
  imports: `
    import { issuesCreate } from "./operations/issues-create.ts";
    import { issuesListForRepo } from "./operations/issues-list-for-repo.ts";
    import { markdownRenderRaw } from "./operations/markdown-render-raw.ts";
    import { reposDownloadZipballArchive } from "./operations/repos-download-zipball-archive.ts";
    import { reposUploadReleaseAsset } from "./operations/repos-upload-release-asset.ts";`,
  calls: {
    JSON: {
      code: `client.send(issuesCreate({ ${repository}, body: { title: "T", labels: ["bug"] } }))`,
      reply: json({ number: 7 }, 201),
      origin,
      line: "POST /repos/o/r%20s/issues",
      headers: {
        "content-type": "application/json",
        accept: "application/json",
      },
      body: '{"title":"T","labels":["bug"]}',
      result: { number: 7 },
    },
    "an error that is declared": {
      code: `client.exchange(issuesCreate({ ${repository}, body: { title: "" } })).then((one) =>
        one.declared === 422 ? one.body.message : one.status)`,
      reply: json({ message: "Validation Failed", documentation_url: "" }, 422),
      origin,
      line: "POST /repos/o/r%20s/issues",
      result: "Validation Failed",
    },
    "pages by a number": {
      code: `collect(paginate(client, listOf(1), (page, request) =>
        page.length === 2 && listOf(Number(request.query?.["page"]) + 1)))`,
      reply: {
        headers: { "content-type": "application/json" },
        body: (response, line) => response.end(line.endsWith("page=1") ? "[{},{}]" : "[{}]"),
      },
      origin,
      line: "GET /repos/o/r%20s/issues?labels=a%2Cb&per_page=2&page=1",
      then: ["GET /repos/o/r%20s/issues?labels=a%2Cb&per_page=2&page=2"],
      result: [[{}, {}], [{}]],
    },
    "text in, a page out": {
      code: `client.send(markdownRenderRaw({ body: "# A", contentType: "text/x-markdown" }))`,
      reply: { headers: { "content-type": "text/html;charset=utf-8" }, body: "<h1>A</h1>" },
      origin,
      line: "POST /markdown/raw",
      headers: { "content-type": "text/x-markdown", accept: "text/html" },
      body: "# A",
      result: "<h1>A</h1>",
    },
    "an upload to a server of its own": {
      code: `client.send(reposUploadReleaseAsset({ ${repository}, release_id: 1, name: "a b.zip", body: new Blob(["zip"]) }))`,
      reply: json({ id: 1 }, 201),
      origin: "https://uploads.github.com",
      line: "POST /repos/o/r%20s/releases/1/assets?name=a%20b.zip",
      headers: { "content-type": "application/octet-stream", authorization: undefined },
      body: "zip",
      result: { id: 1 },
    },
    "a redirect to an archive": {
      code: `client.exchange(reposDownloadZipballArchive({ ${repository}, ref: "a/b" })).then((one) =>
        one.headers.get("location"))`,
      reply: { status: 302, headers: { location: "https://codeload.example/a.zip" } },
      origin,
      line: "GET /repos/o/r%20s/zipball/a%2Fb",
      result: "https://codeload.example/a.zip",
    },
  },
};
