import { json, type RealApi } from "./api.ts";

const origin = "https://api.box.com";

export const box: RealApi = {
  file: "box.com.json",
  credentials: { OAuth2Security: "t" },
  imports: `
    import { getFilesIdThumbnailId } from "./operations/get-files-id-thumbnail-id.ts";
    import { getFoldersIdItems } from "./operations/get-folders-id-items.ts";
    import { getZipDownloadsIdContent } from "./operations/get-zip-downloads-id-content.ts";
    import { postFilesContent } from "./operations/post-files-content.ts";
    import { postFolders } from "./operations/post-folders.ts";
    import { postOauth2Token } from "./operations/post-oauth2-token.ts";
    import { putFilesIdMetadataIdId } from "./operations/put-files-id-metadata-id-id.ts";
    import { putFilesUploadSessionsId } from "./operations/put-files-upload-sessions-id.ts";`,
  calls: {
    "JSON, with a list in the query": {
      code: `client.send(postFolders({ fields: ["id", "name"], body: { name: "N", parent: { id: "0" } } }))`,
      reply: json({ id: "1" }, 201),
      origin,
      line: "POST /2.0/folders?fields=id,name",
      headers: { authorization: "Bearer t" },
      body: '{"name":"N","parent":{"id":"0"}}',
      result: { id: "1" },
    },
    "an upload with a model beside the file": {
      code: `client.send(postFilesContent({ attributes: { name: "a", parent: { id: "0" } }, file: new File(["txt"], "a.txt", { type: "text/plain" }) }))`,
      reply: json({ entries: [] }, 201),
      origin: "https://upload.box.com",
      line: "POST /api/2.0/files/content",
      headers: { "content-type": "multipart/form-data; boundary=B", authorization: undefined },
      body: '--B\r\nContent-Disposition: form-data; name="attributes"\r\nContent-Type: application/json\r\n\r\n{"name":"a","parent":{"id":"0"}}\r\n--B\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\nContent-Type: text/plain\r\n\r\ntxt\r\n--B--\r\n',
      result: { entries: [] },
    },
    "a piece of a file, as a stream": {
      code: `client.send(putFilesUploadSessionsId({ upload_session_id: "u", digest: "sha=1", "content-range": "bytes 0-2/3", body: new Blob(["abc"]).stream() }))`,
      reply: json({ part: {} }),
      origin: "https://upload.box.com",
      line: "PUT /api/2.0/files/upload_sessions/u",
      headers: {
        "content-type": "application/octet-stream",
        "content-range": "bytes 0-2/3",
        digest: "sha=1",
      },
      body: "abc",
      result: { part: {} },
    },
    "a download as a stream": {
      code: `client.send(asStream(getZipDownloadsIdContent({ zip_download_id: "z" }))).then((one) => new Response(one).text())`,
      reply: { headers: { "content-type": "application/octet-stream" }, body: "zip" },
      origin: "https://dl.boxcloud.com",
      line: "GET /2.0/zip_downloads/z/content",
      headers: { authorization: undefined },
      result: "zip",
    },
    "an image of one of several types": {
      code: `client.send(getFilesIdThumbnailId({ file_id: "1", extension: "png", min_width: 32 })).then((one) => one instanceof Blob ? one.text() : one)`,
      reply: { headers: { "content-type": "image/png" }, body: "png" },
      origin,
      line: "GET /2.0/files/1/thumbnail.png?min_width=32",
      headers: { accept: "image/jpg, image/png, application/json;q=0.9" },
      result: "png",
    },
    "a JSON patch": {
      code: `client.send(putFilesIdMetadataIdId({ file_id: "1", scope: "global", template_key: "k", body: [{ op: "add", path: "/a", value: "b" }] }))`,
      reply: json({ $id: "1" }),
      origin,
      line: "PUT /2.0/files/1/metadata/global/k",
      headers: { "content-type": "application/json-patch+json" },
      body: '[{"op":"add","path":"/a","value":"b"}]',
      result: { $id: "1" },
    },
    "a form on the host without the base path": {
      code: `client.send(postOauth2Token({ grant_type: "client_credentials", client_id: "a b", client_secret: "s" }))`,
      reply: json({ access_token: "t" }),
      origin,
      line: "POST /oauth2/token",
      headers: { "content-type": "application/x-www-form-urlencoded", authorization: undefined },
      body: "client_id=a%20b&client_secret=s&grant_type=client_credentials",
      result: { access_token: "t" },
    },
    "pages by a marker": {
      // The description has no `next_marker`.
      code: `collect(paginate(client, items({}), (page) => "next_marker" in page && typeof page.next_marker === "string" && page.next_marker !== "" && items({ marker: page.next_marker })))`,
      reply: {
        headers: { "content-type": "application/json" },
        body: (response, line) =>
          response.end(
            JSON.stringify({ entries: [], next_marker: line.includes("&marker") ? "" : "m" }),
          ),
      },
      origin,
      line: "GET /2.0/folders/0/items?usemarker=true",
      then: ["GET /2.0/folders/0/items?usemarker=true&marker=m"],
      result: [
        { entries: [], next_marker: "m" },
        { entries: [], next_marker: "" },
      ],
    },
  },
};
