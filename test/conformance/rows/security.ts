import { type ExpectedRequest, type Row, type Credential } from "./row.ts";

const securitySchemes = {
  basic: { type: "http", scheme: "basic" },
  bearer: { type: "http", scheme: "bearer" },
  header: { type: "apiKey", in: "header", name: "X-Key" },
  query: { type: "apiKey", in: "query", name: "key" },
  cookie: { type: "apiKey", in: "cookie", name: "session" },
  oauth: {
    type: "oauth2",
    flows: {
      clientCredentials: { tokenUrl: "https://login.example.com/token", scopes: { read: "" } },
    },
  },
};
const all: Readonly<Record<keyof typeof securitySchemes, Credential>> = {
  basic: { user: "u", password: "p:w" },
  bearer: "t",
  header: "k",
  query: "a&b",
  cookie: "c",
  oauth: "o",
};
const basicHeader = `Basic ${Buffer.from("u:p:w").toString("base64")}`;

const sendsBoth = "it is enough that one is satisfied";

type Requirements = readonly Readonly<Partial<Record<keyof typeof securitySchemes, string[]>>>[];

const secured = (
  name: string,
  security: Requirements,
  request: ExpectedRequest,
  credentials: Partial<typeof all> = all,
  more: Partial<Row> = {},
): Row => ({
  name,
  clause: "OpenAPI 3.1.1, 4.8.30",
  operation: { security },
  root: { components: { securitySchemes } },
  call: { credentials },
  request,
  ...more,
});

export const security: readonly Row[] = [
  secured("basic", [{ basic: [] }], { headers: { authorization: basicHeader } }, all, {
    clause: "RFC 7617, 2",
  }),
  secured("bearer", [{ bearer: [] }], { headers: { authorization: "Bearer t" } }, all, {
    clause: "RFC 6750, 2.1",
  }),
  secured("OAuth 2", [{ oauth: ["read"] }], { headers: { authorization: "Bearer o" } }),
  secured("a key in a header", [{ header: [] }], {
    line: "GET /x",
    headers: { "x-key": "k", authorization: null },
  }),
  secured("a key in the query", [{ query: [] }], {
    line: "GET /x?key=a%26b",
    headers: { authorization: null },
  }),
  secured("a key in a cookie", [{ cookie: [] }], {
    headers: { cookie: "session=c", authorization: null },
  }),
  secured("two together", [{ header: [], query: [] }], {
    line: "GET /x?key=a%26b",
    headers: { "x-key": "k" },
  }),
  secured(
    "a password in UTF-8",
    [{ basic: [] }],
    { headers: { authorization: `Basic ${Buffer.from("u:p:ä").toString("base64")}` } },
    { basic: { user: "u", password: "p:ä" } },
    { beyond: "the charset is not defined (RFC 7617, 2.1)" },
  ),
  secured(
    "one of two: the first",
    [{ header: [] }, { bearer: [] }],
    { headers: { "x-key": "k", authorization: null } },
    all,
    { beyond: sendsBoth },
  ),
  secured(
    "one of two: that of which there are credentials",
    [{ header: [] }, { bearer: [] }],
    { headers: { "x-key": null, authorization: "Bearer t" } },
    { bearer: "t" },
  ),
  secured(
    "two together, before one that is complete",
    [{ header: [], cookie: [] }, { bearer: [] }],
    { headers: { "x-key": null, authorization: "Bearer t" } },
    { header: "k", bearer: "t" },
    { beyond: sendsBoth },
  ),
  secured(
    "none where an operation declares none",
    [],
    { line: "GET /x", headers: { authorization: null, "x-key": null, cookie: null } },
    all,
    {
      root: { components: { securitySchemes }, security: [{ bearer: [] }] },
    },
  ),
  secured(
    "the document's, where an operation has none of its own",
    [],
    { headers: { authorization: "Bearer t" } },
    all,
    {
      operation: {},
      root: { components: { securitySchemes }, security: [{ bearer: [] }] },
    },
  ),
  secured("optional, with credentials", [{ bearer: [] }, {}], {
    headers: { authorization: "Bearer t" },
  }),
  secured("optional, without", [{ bearer: [] }, {}], { headers: { authorization: null } }, {}),
];
