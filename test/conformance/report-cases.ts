import { clash, ignoredHeader, part, type Case } from "./case.ts";

/** Of public reports, by the file's name without its ending. */
export const reportCases: Readonly<Record<string, Case>> = {
  "01-addprops-conflict": {
    use: `
      api.setThings({ body: { summary: "", other: { qty: 1 }, none: null } });
      // @ts-expect-error It is no quantity.
      api.setThings({ body: { summary: "", other: { qty: "1" } } });`,
  },
  "02-disc-no-mapping": {
    use: `
      export function text({ comments = [] }: api.Post): (string | undefined)[] {
        return comments.map((one) => (one.kind === "text" ? one.text : one.source));
      }`,
  },
  "03-disc-mapping-shared-enum": {
    use: `
      export const size = (shape: api.Shape): number => (shape.kind === "circle" ? shape.r : shape.w);
      api.putShape({ body: { kind: "rect", w: 1 } });`,
  },
  "04-disc-allof-ext": {
    use: `
      export const ext = (one: api.Ext): string | undefined => (one.type === "b" ? one.prop : one.other);`,
  },
  "05-disc-parent-mapping": {
    use: `
      api.search({
        body: { node: { operation: "and", children: [{ operation: "field", field: "a" }] } },
      });
      export const depth = (node: api.SearchResponse): number =>
        node.operation === "and" ? Math.max(...node.children.map(depth)) + 1 : node.field.length;`,
  },
  "06-disc-owner-nullable-allof": {
    use: "export const meow = (one: api.Owner): boolean | undefined => one.favourite?.meow;",
  },
  "07-disc-empty": {},
  "08-nullable-enum": {
    sent: [["setN", { mode: null, "x-mode": "a", body: { hosting: null } }, { line: "POST /n" }]],
  },
  "10-pattern-props": {
    use: `
      export const texts: api.S = { en: "", de: "" };
      // @ts-expect-error It is no name that is listed.
      export const others: api.S = { fr: "" };`,
  },
  "11-multipart-encoding": {
    sent: [
      [
        "uploadDocument",
        { file: new Blob(["f"]), products: [{ id: 1 }], raw: "<a/>", ids: [1, 2] },
        {
          body: `--B\r\nContent-Disposition: form-data; name="file"; filename="blob"\r\nContent-Type: application/octet-stream\r\n\r\nf\r\n${part("products", '{"id":1}', "application/json")}${part("raw", "<a/>", "application/xml")}${part("ids", "1,2")}--B--\r\n`,
        },
      ],
    ],
  },
  "12-deep": {
    sent: [
      [
        "getDeep",
        { filter: { website: ["a", "b"], price: { gte: 1 } }, page: { size: 2 }, csvobj: { r: 1 } },
        {
          line: "GET /deep?filter%5Bwebsite%5D%5B0%5D=a&filter%5Bwebsite%5D%5B1%5D=b&filter%5Bprice%5D%5Bgte%5D=1&size=2&csvobj=r,1",
        },
      ],
    ],
  },
  "13-arrays": {
    sent: [
      [
        "getArrays",
        {
          ids: [1, 2],
          mat: ["a,b", "c"],
          obj: { a: "1", b: "2" },
          csv: ["a,b", "c"],
          raw: "a/b?c",
          "X-Obj": { a: "1", b: 2 },
          cids: [1, 2],
        },
        {
          line: "GET /1,2/x/;mat=a%2Cb;mat=c/a=1,b=2?csv=a%2Cb,c&raw=a/b?c",
          headers: { "x-obj": "a=1,b=2", cookie: "cids=1,2" },
        },
      ],
    ],
  },
  "14-swagger-names": {
    sent: [["jobs", { a: "1", b: "2" }, { line: "GET /ats%2Fjobs/1-2" }]],
  },
  "15-ref-into-paths": {},
  "17-media": {
    received: [
      ["getTextStar", new Response("1"), "1"],
      ["getVnd", new Response(null, { status: 200 }), undefined],
    ],
  },
  "18-label": {
    sent: [
      ["getDotted", { owner: "o", ext: "zip" }, { line: "GET /o/.zip" }],
      ["getOneLabel", { lab: ["a", "b"] }, { line: "GET /one/.a.b" }],
      ["getMatrix", { mat: ["a", "b"] }, { line: "GET /m/;mat=a;mat=b" }],
      ["getMatrixObj", { mat: { r: 1, g: 2 } }, { line: "GET /mo/;r=1;g=2" }],
    ],
  },
  "19-accept": {
    reported: [ignoredHeader],
    sent: [
      ["getPet", { id: 1 }, { headers: { accept: "application/json" } }],
      ["getCsv", {}, { headers: { accept: "application/json, text/csv" } }],
    ],
  },
  "20-urlencoded": { reported: ["form-without-fields"] },
  "21-bodies": {
    reported: ["unsupported-body", ignoredHeader, ignoredHeader, ignoredHeader],
    sent: [
      ["putStar", { body: '"' }, { body: '"', headers: { "content-type": "text/plain" } }],
      ["putNull", { body: null }, { body: "null" }],
      ["delBody", { body: [1] }, { line: "DELETE /del", body: "[1]" }],
    ],
  },
  "22-names": { reported: Array<string>(11).fill(clash) },
  "24-relserver": {},
  "25-31": {},
  "26-webhooks": {},
  "27-32": {},
  "28-forms2": {
    reported: ["conflicting-body", "form-without-fields"],
    sent: [
      [
        "coll",
        { nested: [[1, 2], [3]], "X-H": [1, 2] },
        { line: "GET /api/coll?nested=1,2%7C3", headers: { "x-h": "1|2" } },
      ],
    ],
  },
  "29-proto-params": {
    use: "api.listResults({}); api.listV({});",
    sent: [["listResults", { constructorQuery: "1" }, { line: "GET /results?constructor=1" }]],
  },
  "30-server-vars": {},
  "31-querypaths": {
    reported: [clash, clash],
    sent: [
      ["search", { q: "a b" }, { line: "GET /search?q=a%20b&lang=en%20US&x=a%2Bb" }],
      ["uriTemplate", { foo: "1" }, { line: "GET /bar?fixed=yes&foo=1" }],
      ["multi", {}, { line: "GET /multi?a=1&a=2&flag&empty=" }],
      ["brackets", { "filter[name]": "n" }, { line: "GET /q?filter%5Bname%5D=n&sort%5B%5D=asc" }],
      ["dbl", {}, { line: "GET //dbl//slash" }],
    ],
  },
  "35-enums": {
    reported: ["invalid-enum", "invalid-enum"],
    use: `
      export const text: readonly api.Strnum[] = ["no", "1"];
      // @ts-expect-error It is none of the values.
      export const other: api.Strnum = "maybe";`,
  },
  "36-compose": {
    reported: ["circular-reference", "circular-reference", "circular-reference"],
    use: `
      export const closed: api.Closed = {};
      // @ts-expect-error It has no properties.
      export const open: api.Closed = { a: 1 };
      // @ts-expect-error A property is missing.
      export const ghost: api.ReqUndeclared = { a: "" };`,
  },
  "37-errors": {
    reported: ["invalid-status", "invalid-status", "invalid-status", "missing-responses"],
    use: `
      import { isErrorOf, type Client } from "./runtime/index.ts";
      export async function total(client: Client): Promise<number | string | undefined> {
        const request = api.getX();
        const response = await client.exchange(request);
        try {
          await client.send(request);
        } catch (error) {
          if (isErrorOf(request, error) && error.declared === "default") return error.body.d;
        }
        return api.getXHeaders(response)["X-Total"];
      }`,
  },
  "38-kubb": { use: "export const event = (one: api.Ev): string => one.aa;" },
  "41-text": { reported: ["invalid-parameter-name"] },
  "43-security": {},
  "46-spring": {
    sent: [
      [
        "findAll",
        { pageable: { page: 0, sort: ["a", "b"] } },
        { line: "GET /users?page=0&sort=a&sort=b" },
      ],
    ],
  },
  "49-versions": { reported: ["invalid-version"] },
  "50-clash-case": {
    reported: ["duplicate-parameter", clash, clash, clash, clash],
    use: "api.listPets(); api.listPetsB(); export const pet: api.Pet | api.PetLower = {};",
  },
  "53-binary-json": {
    use: `
      api.putDoc({ body: { data: "text" } });
      api.postDoc({ data: new Blob() });`,
  },
  "55-yaml": {
    reported: [
      "invalid-parameter",
      "invalid-response",
      "invalid-path-item",
      "invalid-enum",
      "invalid-schema",
    ],
  },
  "60-file-json": {
    received: [
      [
        "getReport",
        new Response("%PDF", { headers: { "content-type": "application/pdf" } }),
        new Blob(["%PDF"], { type: "application/pdf" }),
      ],
    ],
  },
  "65-related": {
    sent: [
      [
        "uploadRelated",
        { body: undefined, meta: {}, file: new Blob(["x"]) },
        { headers: { "content-type": 'multipart/related; type="application/json"; boundary=B' } },
      ],
    ],
  },
  "66-octet-star": {
    received: [["readLog", new Response("1", { headers: { "content-type": "text/plain" } }), "1"]],
    sent: [
      [
        "sendAny",
        { body: new Blob(["x"], { type: "image/png" }) },
        { headers: { "content-type": "image/png" } },
      ],
    ],
  },
  "67-matrix-noslash": {
    sent: [
      ["hello", { params: { count: 1, start: 2 } }, { line: "GET /hello;count=1;start=2" }],
      ["q", { filters: { a: "1" } }, { line: "GET /q?a=1" }],
    ],
  },
};
