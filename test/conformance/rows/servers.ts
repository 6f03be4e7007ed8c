import { otherServer, server, type Row } from "./row.ts";

const clause = "OpenAPI 3.1.1, 4.8.5";
const bearer = { type: "http", scheme: "bearer" };
const secured = { security: [{ token: [] }], components: { securitySchemes: { token: bearer } } };
const credentials = { token: "secret" };

export const servers: readonly Row[] = [
  {
    name: "the base path of the server",
    clause,
    root: { servers: [{ url: `${server}/v1` }] },
    request: { line: "GET /v1/x" },
  },
  {
    name: "a slash at the end of the server",
    clause,
    root: { servers: [{ url: `${server}/v1/` }] },
    request: { line: "GET /v1/x" },
  },
  {
    name: "a variable by its default",
    clause: "OpenAPI 3.1.1, 4.8.6",
    root: { servers: [{ url: `${server}/{base}`, variables: { base: { default: "v2" } } }] },
    request: { line: "GET /v2/x" },
  },
  {
    name: "a variable by the caller",
    clause: "OpenAPI 3.1.1, 4.8.6",
    root: {
      servers: [
        { url: `${server}/{base}`, variables: { base: { default: "v2", enum: ["v2", "v3"] } } },
      ],
    },
    call: { variables: { base: "v3" } },
    request: { line: "GET /v3/x" },
  },
  {
    name: "the first of several servers",
    clause,
    root: { servers: [{ url: server }, { url: otherServer }] },
    request: { line: "GET /x" },
  },
  {
    name: "an operation's own server",
    clause: "OpenAPI 3.1.1, 4.8.10",
    root: { servers: [{ url: server }] },
    operation: { servers: [{ url: `${otherServer}/up` }] },
    request: { server: "other", line: "GET /up/x" },
  },
  {
    name: "a relative server of an operation",
    clause: "OpenAPI 3.1.1, 4.8.5",
    beyond: "relative to the description, whose URL a client does not have",
    root: { servers: [{ url: `${server}/v1` }] },
    operation: { servers: [{ url: "/v2" }] },
    request: { line: "GET /v2/x" },
  },
  {
    name: "an operation's own server does not get the caller's credentials and headers",
    clause,
    beyond: "the specification does not speak of it",
    root: { servers: [{ url: server }], ...secured },
    operation: { servers: [{ url: `${otherServer}/up` }] },
    call: { credentials, client: { headers: { "X-Client": "1" } } },
    request: {
      server: "other",
      line: "GET /up/x",
      headers: { authorization: null, "x-client": null },
    },
  },
  {
    name: "an operation's own server gets them where it is trusted",
    clause,
    beyond: "the specification does not speak of it",
    root: { servers: [{ url: server }], ...secured },
    operation: { servers: [{ url: `${otherServer}/up` }] },
    call: {
      credentials,
      client: { headers: { "X-Client": "1" }, trustedServers: [`${otherServer}/up`] },
    },
    request: {
      server: "other",
      line: "GET /up/x",
      headers: { authorization: "Bearer secret", "x-client": "1" },
    },
  },
];
