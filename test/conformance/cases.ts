import { clash, ignoredHeader, jsonType, part, type Case } from "./case.ts";

/** Of real files, by the file's name without its ending. */
export const cases: Readonly<Record<string, Case>> = {
  "binary-in-json": {
    use: `
      api.addCert({ body: { pfx: "text" } });
      api.raw({ body: "text" });
      export const pem = (response: api.AddCertResponse): string | undefined => response.pem;`,
    sent: [["raw", { body: "text" }, { body: '"text"', headers: jsonType }]],
  },
  "content-parameter-any-type": {
    sent: [["getA", { id: "a b", q: '"' }, { line: "GET /a/a%20b?q=%22" }]],
  },
  "content-type-parameter": {
    reported: [ignoredHeader, ignoredHeader, ignoredHeader, ignoredHeader],
    sent: [["js", { body: { a: 1 } }, { headers: jsonType, body: '{"a":1}' }]],
  },
  "doc-comment-after-semicolon": {},
  "get-root": { use: "api.getRoot(); api.deleteRoot();" },
  "header-names-by-case": {
    reported: ["duplicate-parameter"],
    use: `
      api.getA({ "x-sum": "1" });
      // @ts-expect-error It is required.
      api.getA({});`,
    sent: [["getA", { "x-sum": "1" }, { headers: { "x-sum": "1" } }]],
  },
  "label-after-template": {
    sent: [
      ["getA", { id: "1", fmt: "json" }, { line: "GET /a/1/.json" }],
      ["getB", { id: "1", ext: "json" }, { line: "GET /b/1/.json" }],
    ],
  },
  "multipart-part-types": {
    sent: [
      [
        "up",
        { meta: { a: "1" }, list: [{ a: "2" }, { a: "3" }], note: "# n" },
        {
          body: `${part("meta", '{"a":"1"}', "application/json")}${part("list", '{"a":"2"}', "application/json")}${part("list", '{"a":"3"}', "application/json")}${part("note", "# n", "text/markdown")}--B--\r\n`,
        },
      ],
      ["mixed", { meta: {} }, { headers: { "content-type": "multipart/mixed; boundary=B" } }],
    ],
  },
  "multipart-with-content-type-constant": {
    reported: [ignoredHeader],
    sent: [
      [
        "up",
        { f: new Blob(["x"]) },
        { headers: { "content-type": "multipart/form-data; boundary=B" } },
      ],
    ],
  },
  "name-with-brackets-in-form": {
    sent: [
      ["a", { "ids[]": ["1", "2"] }, { body: "ids%5B%5D=1,2" }],
      ["b", { "ids[]": ["1", "2"] }, { line: "GET /a?ids%5B%5D=1,2" }],
    ],
  },
  "normalize-drops-examples": {},
  "object-parameters-collide": {
    sent: [
      [
        "getX",
        { from: { id: "1", name: "a" }, to: { id: "2", name: "b" }, name: "c" },
        { line: "GET /x?id=1&id=2&name=a&name=b&name=c" },
      ],
    ],
  },
  "ref-in-example-value": {},
  "ref-in-extension": {},
  "ref-in-inline-example": {},
  "schema-named-as-operation-response": {
    use: "export const tags = (one: api.ListTagsResponse): readonly string[] | undefined => one.tags;",
  },
  "several-media-types": {
    use: `
      api.patchPod({ body: [{}] });
      api.patchPod({ contentType: "application/merge-patch+json", body: {} });
      // @ts-expect-error A list is a JSON Patch.
      api.patchPod({ contentType: "application/merge-patch+json", body: [{}] });
      api.addDoc({ contentType: "multipart/form-data", file: new Blob() });`,
    sent: [
      ["upload", { body: "a" }, { headers: { "content-type": "text/plain" }, body: "a" }],
      [
        "upload",
        { contentType: "image/png", body: new Blob(["a"]) },
        { headers: { "content-type": "image/png" }, body: "a" },
      ],
      [
        "addDoc",
        { body: { u: "1" } },
        { headers: { ...jsonType, accept: "application/json, application/pdf" } },
      ],
    ],
    received: [
      ["addDoc", Response.json({ a: 1 }), { a: 1 }],
      [
        "addDoc",
        new Response("%PDF", { headers: { "content-type": "application/pdf" } }),
        new Blob(["%PDF"], { type: "application/pdf" }),
      ],
    ],
  },
  "unused-import-allof-override": {},
  "wildcard-media-types": {
    reported: [clash],
    sent: [
      ["star", { body: {} }, { headers: jsonType }],
      ["patchFirst", { body: {} }, { headers: jsonType }],
      [
        "image",
        { body: new Blob(["x"], { type: "image/gif" }) },
        { headers: { "content-type": "image/gif" } },
      ],
      [
        "anyBin",
        { body: new Blob(["x"]), contentType: "a/b" },
        { headers: { "content-type": "a/b" }, body: "x" },
      ],
    ],
  },
  "yaml-continuation-at-parent-column": { reported: ["yaml-warning"] },

  "enum-names-lost": {},
  "polymorphic-base": {
    use: `
      api.addX({ body: { kind: "Allow", to: "all" } });
      // @ts-expect-error It belongs to the other.
      api.addX({ body: { kind: "Allow", why: "" } });
      export const first = ([rule]: api.AddXResponse): string | undefined =>
        rule?.kind === "Deny" ? rule.why : rule?.to;`,
  },
  "template-with-regex": { sent: [["getA", { id: 1 }, { line: "GET /a/1" }]] },
};
